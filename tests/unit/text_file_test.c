/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/text_file.h"

#include "files.h"

#define ABC_SHA1 "a9993e364706816aba3e25717850c26c9cd0d89d" /* FIPS 180-2, appendix A.1 */

/* The lines of a file, each in brackets. */
static void check_lines(FILE *file, const char *expected)
{
	pay_text_file *reader = pay_text_file_open(file);
	pay_error error = PAY_ERROR_INIT;
	char got[1024];
	size_t size = 0;
	bool found = true;

	CHECK(reader != NULL);
	while (found) {
		pay_slice line;

		CHECK_OK(pay_text_file_line(reader, &line, &found, &error));
		if (found) {
			size += (size_t) snprintf(
				got + size, sizeof(got) - size, "[%.*s]", (int) line.size, line.data);
		}
	}
	CHECK_TEXT(((pay_slice) {got, size}), pay_slice_from(expected));
	pay_text_file_close(reader);
}

static void lines(void)
{
	static const struct {
		const char *text;
		const char *lines;
	} cases[] = {
		{"", ""},
		{"a", "[a]"},
		{"a\n", "[a]"},
		{"a\r\nb\r\n", "[a][b]"},
		{"a\n\nb", "[a][][b]"},
		{"\n", "[]"},
		{"\r\n\r\n", "[][]"},
		{"a\rb\n", "[a\rb]"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		FILE *plain = file_with(pay_slice_from(cases[i].text));
		FILE *packed = gzip_with(pay_slice_from(cases[i].text));

		check_lines(plain, cases[i].lines);
		check_lines(packed, cases[i].lines);
		check_lines(packed, cases[i].lines);
		(void) fclose(plain);
		(void) fclose(packed);
	}
}

static void members(void)
{
	FILE *file = gzip_with(PAY_LIT("a\nb"));

	add_gzip(file, PAY_LIT("c\nd"), 0);
	check_lines(file, "[a][bc][d]");
	(void) fclose(file);
}

/* Two readers of one file, each where it was. */
static void side_by_side(void)
{
	FILE *file = gzip_with(PAY_LIT("one\ntwo\nthree\n"));
	pay_text_file *a = pay_text_file_open(file), *b = pay_text_file_open(file);
	pay_error error = PAY_ERROR_INIT;
	pay_slice line;
	bool found;

	CHECK_OK(pay_text_file_line(a, &line, &found, &error));
	CHECK_OK(pay_text_file_line(b, &line, &found, &error));
	CHECK_OK(pay_text_file_line(a, &line, &found, &error));
	CHECK_TEXT(line, PAY_LIT("two"));
	CHECK_OK(pay_text_file_line(b, &line, &found, &error));
	CHECK_TEXT(line, PAY_LIT("two"));
	pay_text_file_close(a);
	CHECK_OK(pay_text_file_line(b, &line, &found, &error));
	CHECK_TEXT(line, PAY_LIT("three"));
	pay_text_file_close(b);
	(void) fclose(file);
}

/* Lines longer than one read, up to the bound. */
static void long_lines(size_t size, bool fits)
{
	char *text = malloc(size + 2);
	FILE *plain, *packed;

	memset(text, 'x', size);
	memcpy(text + size, "\ny", 2);
	plain = file_with((pay_slice) {text, size + 2});
	packed = gzip_with((pay_slice) {text, size + 2});
	for (int i = 0; i < 2; i++) {
		pay_text_file *reader = pay_text_file_open(i == 0 ? plain : packed);
		pay_error error = PAY_ERROR_INIT;
		pay_slice line;
		bool found;

		if (fits) {
			CHECK_OK(pay_text_file_line(reader, &line, &found, &error));
			CHECK(found && line.size == size);
			CHECK_OK(pay_text_file_line(reader, &line, &found, &error));
			CHECK_TEXT(line, PAY_LIT("y"));
		} else {
			CHECK_FAILS(pay_text_file_line(reader, &line, &found, &error), PAY_E_INTEGRITY,
				"integrity.file");
		}
		pay_text_file_close(reader);
	}
	(void) fclose(plain);
	(void) fclose(packed);
	free(text);
}

static void damaged(void)
{
	FILE *files[] = {file_with(PAY_LIT("")), gzip_with(PAY_LIT("abc")), file_with(PAY_LIT("")),
		file_with(PAY_LIT("\x1f\x8b"))};
	char hex[PAY_SHA1_HEX_SIZE];
	pay_error error = PAY_ERROR_INIT;

	add_gzip(files[0], PAY_LIT("abc"), 1); /* its last byte is missing */
	(void) fputs("trailing", files[1]);
	add_gzip(files[2], PAY_LIT("abc"), 0);
	(void) fseek(files[2], -6, SEEK_END); /* in its checksum */
	(void) fputc('x', files[2]);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		CHECK_FAILS(pay_text_file_sha1(files[i], hex, &error), PAY_E_INTEGRITY, "integrity.file");
		(void) fclose(files[i]);
	}
}

static void digests(void)
{
	FILE *plain = file_with(PAY_LIT("abc")), *packed = gzip_with(PAY_LIT("abc"));
	char hex[PAY_SHA1_HEX_SIZE];
	pay_error error = PAY_ERROR_INIT;

	CHECK_OK(pay_text_file_sha1(plain, hex, &error));
	CHECK_TEXT(pay_slice_from(hex), PAY_LIT(ABC_SHA1));
	CHECK_OK(pay_text_file_sha1(packed, hex, &error));
	CHECK_TEXT(pay_slice_from(hex), PAY_LIT(ABC_SHA1));
	(void) fclose(plain);
	(void) fclose(packed);
}

int main(void)
{
	lines();
	members();
	side_by_side();
	long_lines(PAY_LINE_MAX - 1, true);
	long_lines(PAY_LINE_MAX, false);
	long_lines(PAY_LINE_MAX * 2, false);
	damaged();
	digests();
	return check_done();
}
