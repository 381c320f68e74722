/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/sorter.h"

#include <stdlib.h>

static size_t files_made;
static size_t files_allowed;

static FILE *make_file(pay_error *error)
{
	if (files_made == files_allowed) {
		(void) pay_fail(error, PAY_E_CONFIG, "config.temporary-file", "no more");
		return NULL;
	}
	files_made++;
	return tmpfile();
}

static FILE *make_full_file(pay_error *error)
{
	(void) error;
	return fopen("/dev/full", "w+b");
}

/* A permutation of 0 to 99990, none of them twice. */
static size_t shuffled(size_t i)
{
	return i * 7919 % 99991;
}

/* "17", as records are, with a tail whose length differs. */
static pay_slice record_of(char text[64], size_t value)
{
	static const char tail[] = "..............................";
	int size = snprintf(text, 64, "%05zu%s", value, tail + sizeof(tail) - 1 - value % 30);

	return (pay_slice) {text, (size_t) size};
}

/* Every record that was added, in order. */
static void check_sorted(pay_sorter *sorter, size_t count)
{
	pay_error error = PAY_ERROR_INIT;
	size_t seen = 0, wrong = 0;
	pay_slice record;
	bool found = true;

	CHECK_OK(pay_sorter_rewind(sorter, &error));
	while (found) {
		char text[64];

		CHECK_OK(pay_sorter_next(sorter, &record, &found, &error));
		if (found) {
			wrong += pay_slice_equal(record, record_of(text, seen++)) ? 0 : 1;
		}
	}
	CHECK(seen == count && wrong == 0);
	CHECK_OK(pay_sorter_next(sorter, &record, &found, &error));
	CHECK(!found);
}

static void sorts(size_t count, size_t memory, size_t files)
{
	pay_sorter *sorter = pay_sorter_open(memory, make_file);
	pay_error error = PAY_ERROR_INIT;

	files_made = 0;
	files_allowed = 100;
	for (size_t i = 0; i < 99991; i++) {
		char text[64];

		if (shuffled(i) < count) {
			CHECK_OK(pay_sorter_add(sorter, record_of(text, shuffled(i)), &error));
		}
	}
	check_sorted(sorter, count);
	check_sorted(sorter, count);
	CHECK(files_made == files);
	pay_sorter_close(sorter);
}

/* Bytes decide, and a record that begins another comes first; equal ones are all kept. */
static void order(void)
{
	static const pay_slice records[] = {PAY_LIT_INIT("b"), PAY_LIT_INIT("a\xff"), PAY_LIT_INIT("a"),
		PAY_LIT_INIT(""), PAY_LIT_INIT("a\0b"), PAY_LIT_INIT("a"), PAY_LIT_INIT("ab")};
	static const pay_slice expected[] = {PAY_LIT_INIT(""), PAY_LIT_INIT("a"), PAY_LIT_INIT("a"),
		PAY_LIT_INIT("a\0b"), PAY_LIT_INIT("ab"), PAY_LIT_INIT("a\xff"), PAY_LIT_INIT("b")};

	files_allowed = 100;
	/* in memory, and in runs of a record or two */
	for (size_t memory = 1024; memory >= 24; memory /= 40) {
		pay_sorter *sorter = pay_sorter_open(memory, make_file);
		pay_error error = PAY_ERROR_INIT;
		pay_slice record;
		bool found;

		files_made = 0;
		for (size_t i = 0; i < 7; i++) {
			CHECK_OK(pay_sorter_add(sorter, records[i], &error));
		}
		CHECK_OK(pay_sorter_rewind(sorter, &error));
		for (size_t i = 0; i < 7; i++) {
			CHECK_OK(pay_sorter_next(sorter, &record, &found, &error));
			CHECK(found);
			CHECK_TEXT(record, expected[i]);
		}
		CHECK_OK(pay_sorter_next(sorter, &record, &found, &error));
		CHECK(!found);
		CHECK(files_made == (memory == 1024 ? 0 : 1));
		pay_sorter_close(sorter);
	}
}

/* The largest record, many times over what a merge reads of a run at once. */
static void large_records(void)
{
	pay_sorter *sorter = pay_sorter_open(1u << 16, make_file);
	char *text = malloc(PAY_SORTER_RECORD_MAX + 1);
	pay_error error = PAY_ERROR_INIT;
	bool found = true;
	size_t seen = 0;

	files_made = 0;
	files_allowed = 100;
	memset(text, 'x', PAY_SORTER_RECORD_MAX + 1);
	for (int i = 255; i >= 0; i--) {
		text[0] = (char) i;
		CHECK_OK(pay_sorter_add(sorter, (pay_slice) {text, PAY_SORTER_RECORD_MAX}, &error));
	}
	CHECK_FAILS(pay_sorter_add(sorter, (pay_slice) {text, PAY_SORTER_RECORD_MAX + 1}, &error),
		PAY_E_VALUE, "value");
	CHECK_OK(pay_sorter_rewind(sorter, &error));
	while (found) {
		pay_slice record;

		CHECK_OK(pay_sorter_next(sorter, &record, &found, &error));
		if (found) {
			CHECK(record.size == PAY_SORTER_RECORD_MAX && (unsigned char) record.data[0] == seen++
				&& record.data[record.size - 1] == 'x');
		}
	}
	CHECK(seen == 256);
	CHECK_FAILS(pay_sorter_add(sorter, PAY_LIT("late"), &error), PAY_E_VALUE, "value");
	free(text);
	pay_sorter_close(sorter);
}

static pay_status add_many(pay_sorter *sorter, size_t count, pay_error *error)
{
	for (size_t i = 0; i < count; i++) {
		char text[64];

		PAY_TRY(pay_sorter_add(sorter, record_of(text, i), error));
	}
	return pay_sorter_rewind(sorter, error);
}

/* No file, none for a second merge, and a disk that is full. */
static void without_disk(void)
{
	pay_error error = PAY_ERROR_INIT;
	FILE *full = fopen("/dev/full", "w+b");

	for (files_allowed = 0; files_allowed < 2; files_allowed++) {
		pay_sorter *sorter = pay_sorter_open(1024, make_file);

		files_made = 0;
		CHECK_FAILS(add_many(sorter, 5000, &error), PAY_E_CONFIG, "config.temporary-file");
		pay_sorter_close(sorter);
	}
	if (full != NULL) {
		pay_sorter *sorter = pay_sorter_open(1024, make_full_file);

		CHECK_FAILS(add_many(sorter, 5000, &error), PAY_E_CONFIG, "config.temporary-file");
		pay_sorter_close(sorter);
		(void) fclose(full);
	}
}

int main(void)
{
	sorts(0, 1024, 0);
	sorts(1, 1024, 0);
	sorts(5000, 1u << 20, 0);
	sorts(5000, 1u << 16, 1); /* some runs, merged once */
	sorts(99991, 1u << 9, 3); /* more than 64 * 64 runs: merged three times */
	order();
	large_records();
	without_disk();
	return check_done();
}
