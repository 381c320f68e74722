/* SPDX-License-Identifier: MIT */
#include "core/form.h"
#include "core/pairs.h"

#include <stdio.h>
#include <stdlib.h>

/* The reader of forms against what it promises; an input is a body. */
#define MUST(condition) must((condition), #condition, __LINE__)

static void must(bool holds, const char *what, int line)
{
	if (!holds) {
		(void) fprintf(stderr, "%s:%d: %s\n", __FILE__, line, what);
		abort();
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static size_t count_of(pay_slice text, char byte)
{
	size_t count = 0;

	for (size_t i = 0; i < text.size; i++) {
		count += text.data[i] == byte;
	}
	return count;
}

static void check_pairs(pay_slice body, const pay_pair *pairs, size_t count)
{
	size_t size = 0;

	MUST(count > 0 && count <= PAY_FORM_FIELDS_MAX && count == count_of(body, '&') + 1);
	for (size_t i = 0; i < count; i++) {
		pay_slice name = pairs[i].name;

		MUST(name.size > 0 && !pay_slice_has(name, '\0') && !pay_slice_has(pairs[i].value, '\0'));
		MUST(count_of(name, '[') + count_of(name, ']') + count_of(name, '&') + count_of(name, '=')
			== 0);
		for (size_t k = 0; k < i; k++) {
			MUST(!pay_slice_equal(pairs[k].name, name));
		}
		size += name.size + pairs[i].value.size + 2;
	}
	MUST(size <= body.size + 1);
}

static void check_rewritten(const pay_pair *pairs, size_t count, pay_arena *arena)
{
	pay_error error = PAY_ERROR_INIT;
	pay_pair *again;
	pay_slice body;
	size_t again_count;

	MUST(pay_pairs_query(arena, &body, pairs, count) == PAY_OK);
	if (body.size > PAY_FORM_MAX) {
		return;
	}
	MUST(pay_form_read(body, arena, &again, &again_count, &error) == PAY_OK);
	MUST(again_count == count);
	for (size_t i = 0; i < count; i++) {
		MUST(pay_slice_equal(again[i].name, pairs[i].name));
		MUST(pay_slice_equal(again[i].value, pairs[i].value));
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	pay_slice body = {(const char *) data, size};
	pay_error error = PAY_ERROR_INIT;
	pay_arena arena = {0};
	pay_pair *pairs;
	size_t count;
	pay_status status =
		pay_form_read(size > 0 ? body : PAY_LIT(""), &arena, &pairs, &count, &error);

	if (status == PAY_OK) {
		check_pairs(body, pairs, count);
		check_rewritten(pairs, count, &arena);
	} else {
		MUST(status == PAY_E_SIGNATURE && strcmp(error.reason, "signature.malformed") == 0);
		MUST(strncmp(error.message, "The form ", 9) == 0);
	}
	pay_arena_reset(&arena);
	return 0;
}
