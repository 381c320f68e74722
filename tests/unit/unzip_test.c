/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/unzip.h"

#include "zips.h"

#include <unistd.h>

#define BOUND 1000000u /* bytes */

/* Takes what is called so, and notes every name that it was asked about. */
typedef struct wish {
	pay_slice name;
	FILE *file;
	char asked[1024];
} wish;

static FILE *place(void *context, pay_slice name)
{
	wish *for_it = context;
	size_t size = strlen(for_it->asked);

	(void) snprintf(
		for_it->asked + size, sizeof(for_it->asked) - size, "[%.*s]", (int) name.size, name.data);
	return pay_slice_equal(name, for_it->name) ? for_it->file : NULL;
}

static void check_file(FILE *file, pay_slice expected)
{
	char *got = malloc(expected.size + 1);
	size_t size;

	(void) fseek(file, 0, SEEK_SET);
	size = fread(got, 1, expected.size + 1, file);
	CHECK_TEXT(((pay_slice) {got, size}), expected);
	free(got);
}

#ifdef PAY_HAVE_ZIP

/* What becomes of "a" in an archive of these entries. */
static pay_status unzip(const zip_entry *entries, size_t count, wish *for_it, pay_error *error)
{
	FILE *zip = zip_with(entries, count);
	pay_status status = pay_unzip(zip, BOUND, place, for_it, error);

	(void) fclose(zip);
	return status;
}

static void whole(void)
{
	static const zip_entry entries[] = {
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("stored")},
		{.name = PAY_LIT_INIT("folder/"), .bytes = PAY_LIT_INIT("")},
		{.name = PAY_LIT_INIT("\xd2\xb5\xce\xf1.csv"),
			.bytes = PAY_LIT_INIT("deflated, deflated"),
			.is_deflated = true},
		{.name = PAY_LIT_INIT("empty"), .bytes = PAY_LIT_INIT(""), .is_deflated = true},
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT(" twice")},
	};
	static const struct {
		pay_slice name;
		pay_slice bytes;
	} cases[] = {
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("stored twice")},
		{PAY_LIT_INIT("\xd2\xb5\xce\xf1.csv"), PAY_LIT_INIT("deflated, deflated")},
		{PAY_LIT_INIT("empty"), PAY_LIT_INIT("")},
		{PAY_LIT_INIT("none"), PAY_LIT_INIT("")},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		wish for_it = {.name = cases[i].name, .file = file_with(PAY_LIT(""))};
		pay_error error = PAY_ERROR_INIT;

		CHECK_OK(unzip(entries, sizeof(entries) / sizeof(*entries), &for_it, &error));
		CHECK_TEXT(
			pay_slice_from(for_it.asked), PAY_LIT("[a][folder/][\xd2\xb5\xce\xf1.csv][empty][a]"));
		check_file(for_it.file, cases[i].bytes);
		(void) fclose(for_it.file);
	}
}

/* The archive is read and not taken: it can be read again, and saved. */
static void borrowed(void)
{
	static const zip_entry entry = {.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("once")};
	FILE *zip = zip_with(&entry, 1);
	wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
	int free_before = dup(0), free_after;
	pay_error error = PAY_ERROR_INIT;
	char magic[2] = "";

	(void) close(free_before);
	CHECK_OK(pay_unzip(zip, BOUND, place, &for_it, &error));
	CHECK_OK(pay_unzip(zip, BOUND, place, &for_it, &error));
	check_file(for_it.file, PAY_LIT("onceonce"));
	CHECK(fseek(zip, 0, SEEK_SET) == 0 && fread(magic, 1, 2, zip) == 2);
	CHECK(memcmp(magic, "PK", 2) == 0);
	free_after = dup(0);
	CHECK(free_after == free_before);
	(void) close(free_after);
	(void) fclose(zip);
	(void) fclose(for_it.file);
}

/* Names are shown to the caller and used for nothing. */
static void paths(void)
{
	static const zip_entry entries[] = {
		{.name = PAY_LIT_INIT("../../pay-unzip-test"), .bytes = PAY_LIT_INIT("out")},
		{.name = PAY_LIT_INIT("/tmp/pay-unzip-test"), .bytes = PAY_LIT_INIT("out")},
	};
	wish for_it = {.name = entries[0].name, .file = file_with(PAY_LIT(""))};
	pay_error error = PAY_ERROR_INIT;

	CHECK_OK(unzip(entries, 2, &for_it, &error));
	CHECK(access("../../pay-unzip-test", F_OK) != 0 && access("/tmp/pay-unzip-test", F_OK) != 0);
	check_file(for_it.file, PAY_LIT("out"));
	(void) fclose(for_it.file);
}

static void damaged(void)
{
	static const zip_entry entries[] = {
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc"), .crc_error = 1},
		{.name = PAY_LIT_INIT("a"),
			.bytes = PAY_LIT_INIT("abcabcabc"),
			.is_deflated = true,
			.crc_error = 1},
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc"), .is_encrypted = true},
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc"), .said_method = 8},
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc"), .said_method = 12}, /* bzip2 */
		{.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc"), .said_method = 77},
		{.name = PAY_LIT_INIT("a"),
			.bytes = PAY_LIT_INIT("abcabc"),
			.is_deflated = true,
			.said_size = 3},
		{.name = PAY_LIT_INIT("a"),
			.bytes = PAY_LIT_INIT("abcabc"),
			.is_deflated = true,
			.said_size = 9},
	};

	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
		pay_error error;

		CHECK_FAILS(unzip(&entries[i], 1, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
		(void) fclose(for_it.file);
	}
}

/* Cut anywhere, it is refused: the directory is at its end. */
static void cut(void)
{
	static const zip_entry entry = {
		.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abcabcabc"), .is_deflated = true};
	FILE *zip = zip_with(&entry, 1);
	char bytes[512];
	size_t size;

	(void) fseek(zip, 0, SEEK_SET);
	size = fread(bytes, 1, sizeof(bytes), zip);
	CHECK(size > 100 && size < sizeof(bytes));
	for (size_t i = 0; i < size; i++) {
		FILE *part = file_with((pay_slice) {bytes, i});
		wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
		pay_error error;

		CHECK_FAILS(
			pay_unzip(part, BOUND, place, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
		(void) fclose(part);
		(void) fclose(for_it.file);
	}
	(void) fclose(zip);
}

static void bounds(void)
{
	char *zeros = calloc(1, BOUND + 1);
	zip_entry many[PAY_UNZIP_ENTRIES_MAX + 1];
	zip_entry bombs[] = {
		{.name = PAY_LIT("a"), .bytes = {zeros, BOUND}, .is_deflated = true},
		{.name = PAY_LIT("a"), .bytes = {zeros, BOUND + 1}, .is_deflated = true},
		/* says that it is small */
		{.name = PAY_LIT("a"), .bytes = {zeros, BOUND + 1}, .is_deflated = true, .said_size = 10},
		{.name = PAY_LIT("a"), .bytes = PAY_LIT("1")},
	};
	wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
	pay_error error = PAY_ERROR_INIT;

	CHECK_OK(unzip(&bombs[0], 1, &for_it, &error));
	CHECK_FAILS(unzip(&bombs[1], 1, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
	CHECK_FAILS(unzip(&bombs[2], 1, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
	bombs[2] = bombs[0]; /* what fits alone is too much with another */
	CHECK_FAILS(unzip(&bombs[2], 2, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
	for (size_t i = 0; i < sizeof(many) / sizeof(*many); i++) {
		many[i] = (zip_entry) {.name = PAY_LIT("b"), .bytes = PAY_LIT("")};
	}
	CHECK_OK(unzip(many, PAY_UNZIP_ENTRIES_MAX, &for_it, &error));
	CHECK_FAILS(
		unzip(many, PAY_UNZIP_ENTRIES_MAX + 1, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
	free(zeros);
	(void) fclose(for_it.file);
}

static void put_wide_end(FILE *file, uint32_t at, uint64_t size)
{
	put_number(file, 0x06064b50, 4);
	put_number(file, 44, 8);
	put_number(file, 45 | 45 << 16, 4);
	put_number(file, 0, 8);
	put_number(file, 1, 8);
	put_number(file, 1, 8);
	put_number(file, size, 8);
	put_number(file, at - size, 8);
	put_number(file, 0x07064b50, 4);
	put_number(file, 0, 4);
	put_number(file, at, 8);
	put_number(file, 1, 4);
}

/* What describes the entries is bounded before libzip makes room for it: in archives of 32 and of 64 bits. */
static void directories(void)
{
	enum { MANY = 30000 };
	static const zip_entry one = {.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc")};
	zip_entry *many = calloc(MANY, sizeof(*many));
	FILE *narrow, *wide = zip_with(&one, 1), *large = zip_with(&one, 1);
	FILE *const files[] = {wide, large};
	wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
	pay_error error = PAY_ERROR_INIT;

	for (size_t i = 0; i < MANY; i++) {
		many[i] = (zip_entry) {.name = PAY_LIT("b"), .bytes = PAY_LIT("")};
	}
	narrow = zip_with(many, MANY);
	CHECK_FAILS(
		pay_unzip(narrow, BOUND, place, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
	CHECK(strstr(error.message, "describes") != NULL);
	for (size_t i = 0; i < 2; i++) { /* in place of the end: one of 64 bits, and the end again */
		char end[22];
		uint32_t at;

		(void) fseek(files[i], -22, SEEK_END);
		at = (uint32_t) ftell(files[i]);
		CHECK(fread(end, 1, sizeof(end), files[i]) == sizeof(end));
		(void) fseek(files[i], (long) at, SEEK_SET);
		put_wide_end(files[i], at, i == 0 ? 47 : (1 << 20) + 1);
		(void) fwrite(end, 1, sizeof(end), files[i]);
	}
	CHECK_OK(pay_unzip(wide, BOUND, place, &for_it, &error));
	check_file(for_it.file, PAY_LIT("abc"));
	CHECK_FAILS(pay_unzip(large, BOUND, place, &for_it, &error), PAY_E_INTEGRITY, "integrity.file");
	CHECK(strstr(error.message, "describes") != NULL);
	free(many);
	(void) fclose(narrow);
	(void) fclose(wide);
	(void) fclose(large);
	(void) fclose(for_it.file);
}

/* Every byte of an archive in turn is another: nothing but the right bytes comes with PAY_OK. */
static void mutations(void)
{
	static const zip_entry entry = {.name = PAY_LIT_INIT("a"),
		.bytes = PAY_LIT_INIT("abcabcabc, and more of it"),
		.is_deflated = true};
	FILE *zip = zip_with(&entry, 1);
	char bytes[512];
	size_t size, good = 0;

	(void) fseek(zip, 0, SEEK_SET);
	size = fread(bytes, 1, sizeof(bytes), zip);
	for (size_t i = 0; i < size * 8; i++) {
		wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
		pay_error error = PAY_ERROR_INIT;
		FILE *other;

		bytes[i / 8] = (char) (bytes[i / 8] ^ 1 << i % 8);
		other = file_with((pay_slice) {bytes, size});
		bytes[i / 8] = (char) (bytes[i / 8] ^ 1 << i % 8);
		if (pay_unzip(other, BOUND, place, &for_it, &error) == PAY_OK
			&& strcmp(for_it.asked, "[a]") == 0) {
			check_file(for_it.file, entry.bytes);
			good++;
		}
		(void) fclose(other);
		(void) fclose(for_it.file);
	}
	CHECK(good > 0 && good < size * 8);
	(void) fclose(zip);
}

static void full_disk(void)
{
	static const zip_entry entry = {.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc")};
	wish for_it = {.name = PAY_LIT("a"), .file = fopen("/dev/full", "w")};
	pay_error error;

	if (for_it.file == NULL) {
		return;
	}
	CHECK_FAILS(unzip(&entry, 1, &for_it, &error), PAY_E_TRANSPORT, "transport.file");
	(void) fclose(for_it.file);
}

int main(void)
{
	whole();
	borrowed();
	paths();
	damaged();
	cut();
	bounds();
	directories();
	mutations();
	full_disk();
	return check_done();
}

#else

int main(void)
{
	static const zip_entry entry = {.name = PAY_LIT_INIT("a"), .bytes = PAY_LIT_INIT("abc")};
	FILE *zip = zip_with(&entry, 1);
	wish for_it = {.name = PAY_LIT("a"), .file = file_with(PAY_LIT(""))};
	pay_error error;

	CHECK_FAILS(pay_unzip(zip, BOUND, place, &for_it, &error), PAY_E_CONFIG, "config.zip");
	check_file(for_it.file, PAY_LIT(""));
	(void) fclose(zip);
	(void) fclose(for_it.file);
	return check_done();
}

#endif
