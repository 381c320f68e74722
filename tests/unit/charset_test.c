/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/charset.h"

#include <stdlib.h>

static pay_status convert(pay_arena *arena, const char *text, pay_slice *out, pay_error *error)
{
	return pay_gb18030_to_utf8(arena, out, pay_slice_from(text), error);
}

static void texts_are_converted(void)
{
	static const char *const texts[][2] = {
		{"", ""}, {"a=1&b=2", "a=1&b=2"}, {"\xb2\xe2\xca\xd4", "\xe6\xb5\x8b\xe8\xaf\x95"},
		{"a\xd6\xa7\xb8\xb6\xb1\xa6z", "a\xe6\x94\xaf\xe4\xbb\x98\xe5\xae\x9dz"},
		{"\x90\x5c\x90\x7b\x90\x7d", "\xe6\x80\xbd\xe6\x81\xb5\xe6\x81\xbe"}, /* trails \ { } */
		{"\xa2\xe3", "\xe2\x82\xac"},                                         /* the euro */
		{"\x94\x39\xda\x33", "\xf0\x9f\x92\xa9"}, /* four bytes, U+1F4A9 */
		{"\x81\x30\x81\x30", "\xc2\x80"},
		{"\x82\x35\x90\x36\x82\x35\x91\x35", "\xe9\xbe\xb3\xe9\xbe\xbc"},
		{"\x84\x31\x82\x35\x84\x31\x83\x36", "\xef\xb8\x8f\xef\xb8\x9a"},
		{"\xe3\x32\x9a\x35", "\xf4\x8f\xbf\xbf"}, /* U+10FFFF */
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_slice out = PAY_LIT("untouched");

		CHECK_OK(convert(&arena, texts[i][0], &out, &error));
		CHECK_TEXT(out, pay_slice_from(texts[i][1]));
		pay_arena_reset(&arena);
	}
}

/* Nothing is dropped, replaced or printed. */
static void anything_else_is_refused(void)
{
	static const char *const texts[] = {
		"\x80",
		"\xff",
		"a\xb2",
		"\xb2\xe2\xca",
		"\xb2\x7f",
		"\xb2 ",
		"\xb2\xff",
		"\x81\x30",
		"\x81\x30\x81",
		"\x81\x30\x80\x30",
		"\x81\x30\x81\x3a",
		"\x81\x30\x81\x40",
		"\x82\x35\x90\x37", /* what editions read differently */
		"\x84\x31\x83\x35",
		"\x84\x31\xa5\x30", /* after U+FFFF */
		"\x8f\x39\xfe\x39",
		"\xe3\x32\x9a\x36", /* after U+10FFFF */
		"\xfe\x39\xfe\x39",
	};
	pay_arena arena = {0};
	pay_error error;
	pay_slice out = PAY_LIT("untouched");

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		CHECK_FAILS(
			convert(&arena, texts[i], &out, &error), PAY_E_SIGNATURE, "signature.malformed");
	}
	CHECK_TEXT(out, PAY_LIT("untouched"));
	pay_arena_reset(&arena);
}

/* What passes our check is a character to the library, too: else the library would have to complain. */
static void both_readings_agree(void)
{
	size_t pairs = 0, quads = 0;
	pay_error error = PAY_ERROR_INIT;

	for (unsigned first = 0x81; first <= 0xfe; first++) {
		pay_arena arena = {0};
		char *text = pay_arena_take(&arena, 126 * 2 + 10 * 126 * 10 * 4), *end = text;
		pay_slice out;

		for (unsigned code = 0; code < 0x10000 && text != NULL; code++) {
			const char bytes[4] = {(char) first, (char) (code >> 8), (char) code, '0'};
			size_t size = pay_gb18030_size((pay_slice) {bytes, 4});

			if (size == 4 || (size == 2 && (code & 0xff) == 0)) {
				memcpy(end, bytes, size);
				end += size;
				pairs += size == 2;
				quads += size == 4;
			}
		}
		CHECK(end > text);
		CHECK_OK(
			pay_gb18030_to_utf8(&arena, &out, (pay_slice) {text, (size_t) (end - text)}, &error));
		pay_arena_reset(&arena);
	}
	CHECK(pairs == 23940);
	CHECK(quads > 100000);
}

static void long_texts_are_whole(void)
{
	const size_t count = 3u << 20;
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	char *text = malloc(count * 2 + 1);
	pay_slice out = PAY_LIT("");

	CHECK(text != NULL);
	for (size_t i = 0; i < count; i++) {
		memcpy(text + 2 * i, "\xb2\xe2", 2);
	}
	text[count * 2] = '\xb2';
	CHECK_OK(pay_gb18030_to_utf8(&arena, &out, (pay_slice) {text, count * 2}, &error));
	CHECK(out.size == count * 3 && memcmp(out.data + out.size - 3, "\xe6\xb5\x8b", 3) == 0);
	CHECK_FAILS(pay_gb18030_to_utf8(&arena, &out, (pay_slice) {text, count * 2 + 1}, &error),
		PAY_E_SIGNATURE, "signature.malformed");
	free(text);
	pay_arena_reset(&arena);
}

int main(void)
{
	texts_are_converted();
	anything_else_is_refused();
	both_readings_agree();
	long_texts_are_whole();
	return check_done();
}
