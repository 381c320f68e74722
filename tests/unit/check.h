/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_CHECK_H
#define PAY_TESTS_CHECK_H

#include "core/arena.h"

#include <stdio.h>

/* A test is a program: checks, then `return check_done();`. A failed check is printed and the rest goes on. */
static size_t check_count, check_failures;

static inline void check_note(bool holds, const char *file, int line, const char *what)
{
	check_count++;
	if (!holds) {
		check_failures++;
		(void) fprintf(stderr, "%s:%d: %s\n", file, line, what);
	}
}

static inline void check_text(pay_slice got, pay_slice expected, const char *file, int line)
{
	check_count++;
	if (!pay_slice_equal(got, expected)) {
		check_failures++;
		(void) fprintf(stderr, "%s:%d: got \"%.*s\", expected \"%.*s\"\n", file, line,
			(int) got.size, got.data, (int) expected.size, expected.data);
	}
}

static inline void check_status(pay_status got, pay_status expected, const pay_error *error,
	const char *reason, const char *file, int line)
{
	check_count++;
	if (got != expected || error->status != expected || strcmp(error->reason, reason) != 0) {
		check_failures++;
		(void) fprintf(stderr, "%s:%d: got %d %s (%s), expected %d %s\n", file, line, (int) got,
			error->reason, error->message, (int) expected, reason);
	}
}

/* Zero checks are a failure: a loop over nothing proves nothing. */
static inline int check_done(void)
{
	(void) printf("%zu checks, %zu failures\n", check_count, check_failures);
	return check_count == 0 || check_failures > 0;
}

#define CHECK(condition) check_note((condition), __FILE__, __LINE__, #condition)
#define CHECK_OK(call) CHECK((call) == PAY_OK)
#define CHECK_TEXT(got, expected) check_text((got), (expected), __FILE__, __LINE__)

/* call takes &error, which is in scope */
#define CHECK_FAILS(call, expected, expected_reason) \
	do { \
		error = (pay_error) PAY_ERROR_INIT; \
		check_status((call), (expected), &error, (expected_reason), __FILE__, __LINE__); \
	} while (0)

#endif
