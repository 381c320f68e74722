/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/text.h"

#include <stdlib.h>

/* RFC 4648, section 10 */
static const struct {
	pay_slice bytes;
	pay_slice base64;
	pay_slice hex;
} encodings[] = {
	{PAY_LIT_INIT(""), PAY_LIT_INIT(""), PAY_LIT_INIT("")},
	{PAY_LIT_INIT("f"), PAY_LIT_INIT("Zg=="), PAY_LIT_INIT("66")},
	{PAY_LIT_INIT("fo"), PAY_LIT_INIT("Zm8="), PAY_LIT_INIT("666F")},
	{PAY_LIT_INIT("foo"), PAY_LIT_INIT("Zm9v"), PAY_LIT_INIT("666F6F")},
	{PAY_LIT_INIT("foobar"), PAY_LIT_INIT("Zm9vYmFy"), PAY_LIT_INIT("666F6F626172")},
	{PAY_LIT_INIT("\xff\xfe\0\xfb"), PAY_LIT_INIT("//4A+w=="), PAY_LIT_INIT("FFFE00FB")},
};

static void known_encodings(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice out;

	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++) {
		CHECK_OK(pay_base64_encode(&arena, &out, encodings[i].bytes));
		CHECK_TEXT(out, encodings[i].base64);
		CHECK_OK(pay_hex_encode(&arena, &out, encodings[i].bytes, true));
		CHECK_TEXT(out, encodings[i].hex);
		if (encodings[i].bytes.size > 0) {
			CHECK_OK(pay_base64_decode(&arena, &out, encodings[i].base64, &error));
			CHECK_TEXT(out, encodings[i].bytes);
		}
	}
	CHECK_OK(pay_hex_encode(&arena, &out, PAY_LIT("\xab\x09"), false));
	CHECK_TEXT(out, PAY_LIT("ab09"));
	pay_arena_reset(&arena);
}

static void base64_has_one_spelling(void)
{
	static const pay_slice refused[] = {
		PAY_LIT_INIT("Zg"),
		PAY_LIT_INIT("Zg="),
		PAY_LIT_INIT("Zg==="),
		PAY_LIT_INIT("Zh=="), /* stray bits */
		PAY_LIT_INIT("Zm9="),
		PAY_LIT_INIT("Zm8=\n"),
		PAY_LIT_INIT(" Zm8="),
		PAY_LIT_INIT("Zm\n8="),
		PAY_LIT_INIT("Zm 8="),
		PAY_LIT_INIT("__4A-w=="),
		PAY_LIT_INIT("Zm8=Zm8="),
		PAY_LIT_INIT("===="),
		PAY_LIT_INIT("Zm8\0"),
		PAY_LIT_INIT("\xc3\xa9m8"),
		PAY_LIT_INIT("Z!9v"),
		PAY_LIT_INIT("Zm9vY"),
	};
	pay_arena arena = {0};
	pay_error error;
	pay_slice out;

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		CHECK_FAILS(pay_base64_decode(&arena, &out, refused[i], &error), PAY_E_SIGNATURE,
			"signature.malformed");
	}
	pay_arena_reset(&arena);
}

static void base64_turns_back_for_every_size(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	char bytes[300];
	pay_slice text, back;

	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = (char) (i * 151 + 7);
	}
	for (size_t size = 1; size <= sizeof(bytes); size++) {
		CHECK_OK(pay_base64_encode(&arena, &text, (pay_slice) {bytes, size}));
		CHECK(text.size == (size + 2) / 3 * 4);
		CHECK_OK(pay_base64_decode(&arena, &back, text, &error));
		CHECK_TEXT(back, ((pay_slice) {bytes, size}));
	}
	pay_arena_reset(&arena);
}

static void percent_encoding_keeps_the_unreserved(void)
{
	pay_arena arena = {0};
	pay_slice out;

	CHECK_OK(pay_percent_encode(&arena, &out, PAY_LIT("AZaz09-._~")));
	CHECK_TEXT(out, PAY_LIT("AZaz09-._~"));
	CHECK_OK(pay_percent_encode(&arena, &out, PAY_LIT(" +&=/?#%*'\n\0\xe4\xb8\xad")));
	CHECK_TEXT(out, PAY_LIT("%20%2B%26%3D%2F%3F%23%25%2A%27%0A%00%E4%B8%AD"));
	pay_arena_reset(&arena);
}

/* RFC 3629, section 4, and the tables of Unicode 3.1 on what is ill-formed */
static void utf8_has_one_spelling(void)
{
	static const pay_slice good[] = {
		PAY_LIT_INIT(""),
		PAY_LIT_INIT("\0\x01 ~\x7f"),
		PAY_LIT_INIT("\xc2\x80\xdf\xbf"),
		PAY_LIT_INIT("\xe0\xa0\x80\xe1\x80\x80\xec\xbf\xbf\xed\x80\x80\xed\x9f\xbf"),
		PAY_LIT_INIT("\xee\x80\x80\xef\xbf\xbf"),
		PAY_LIT_INIT("\xf0\x90\x80\x80\xf1\x80\x80\x80\xf3\xbf\xbf\xbf\xf4\x8f\xbf\xbf"),
		PAY_LIT_INIT("\xe6\x94\xaf\xe4\xbb\x98\xf0\x9f\x98\x80"),
	};
	static const pay_slice bad[] = {
		PAY_LIT_INIT("\x80"),
		PAY_LIT_INIT("\xbf"),
		PAY_LIT_INIT("\xc0\x80"), /* overlong */
		PAY_LIT_INIT("\xc1\xbf"),
		PAY_LIT_INIT("\xe0\x80\x80"),
		PAY_LIT_INIT("\xe0\x9f\xbf"),
		PAY_LIT_INIT("\xf0\x80\x80\x80"),
		PAY_LIT_INIT("\xf0\x8f\xbf\xbf"),
		PAY_LIT_INIT("\xed\xa0\x80"), /* surrogates */
		PAY_LIT_INIT("\xed\xbf\xbf"),
		PAY_LIT_INIT("\xed\xa0\xbd\xed\xb8\x80"),
		PAY_LIT_INIT("\xf4\x90\x80\x80"), /* beyond U+10FFFF */
		PAY_LIT_INIT("\xf5\x80\x80\x80"),
		PAY_LIT_INIT("\xf8\x88\x80\x80\x80"),
		PAY_LIT_INIT("\xfe"),
		PAY_LIT_INIT("\xff"),
		PAY_LIT_INIT("\xc2"), /* cut off, and something else in between */
		PAY_LIT_INIT("\xc2 "),
		PAY_LIT_INIT("\xc2\xc2\x80"),
		PAY_LIT_INIT("\xe4\xb8"),
		PAY_LIT_INIT("\xe4\xb8 "),
		PAY_LIT_INIT("\xe4 \xb8"),
		PAY_LIT_INIT("\xf0\x9f\x98"),
		PAY_LIT_INIT("\xf0\x9f\x98\xc0"),
		PAY_LIT_INIT("a\x80"),
		PAY_LIT_INIT("\xc2\x80\x80"),
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		CHECK(pay_is_utf8(good[i]));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char *bytes = malloc(bad[i].size); /* ASan sees who reads on */

		CHECK(bytes != NULL);
		memcpy(bytes, bad[i].data, bad[i].size);
		CHECK(!pay_is_utf8((pay_slice) {bytes, bad[i].size}));
		free(bytes);
	}
}

static void comparisons(void)
{
	CHECK(pay_equal_constant_time(PAY_LIT("abc"), PAY_LIT("abc")));
	CHECK(pay_equal_constant_time(PAY_LIT(""), PAY_LIT("")));
	CHECK(!pay_equal_constant_time(PAY_LIT("abc"), PAY_LIT("abd")));
	CHECK(!pay_equal_constant_time(PAY_LIT("abc"), PAY_LIT("ab")));
	CHECK(!pay_equal_constant_time(PAY_LIT("a\0c"), PAY_LIT("a\0d")));
	CHECK(pay_equal_ignore_case(PAY_LIT("Wechatpay-NONCE"), PAY_LIT("wechatpay-nonce")));
	CHECK(!pay_equal_ignore_case(PAY_LIT("a"), PAY_LIT("ab")));
	CHECK(!pay_equal_ignore_case(PAY_LIT("[\\]^_`"), PAY_LIT("{|}~\x7f`")));
	CHECK(!pay_equal_ignore_case(PAY_LIT("\xc4\xb0"), PAY_LIT("i")));
}

static void words_and_blanks(void)
{
	CHECK(pay_is_word(PAY_LIT("order_1-2"), 1, 32, "_-"));
	CHECK(!pay_is_word(PAY_LIT("order/1"), 1, 32, "_-"));
	CHECK(!pay_is_word(PAY_LIT("a\0b"), 1, 32, "_-")); /* strchr() finds a NUL in every extra */
	CHECK(!pay_is_word(PAY_LIT(""), 1, 32, ""));
	CHECK(!pay_is_word(PAY_LIT("abcd"), 1, 3, ""));
	CHECK(!pay_is_word(PAY_LIT("\xc3\xa9"), 1, 32, ""));
	CHECK_TEXT(pay_trim(PAY_LIT(" \t\r\nab c\n ")), PAY_LIT("ab c"));
	CHECK_TEXT(pay_trim(PAY_LIT(" \n")), PAY_LIT(""));
	CHECK_TEXT(pay_trim(PAY_LIT("")), PAY_LIT(""));
}

static void what_is_no_character_becomes_a_blank(void)
{
	static const struct {
		pay_slice text;
		pay_slice blanked;
	} cases[] = {
		{PAY_LIT_INIT("a\r\nb\tc"), PAY_LIT_INIT("a  b c")},
		{PAY_LIT_INIT("\x1b[31mred\x7f\0"), PAY_LIT_INIT(" [31mred  ")},
		{PAY_LIT_INIT("\xc2\x9b\x33\x31m"), PAY_LIT_INIT("  31m")}, /* C1: CSI */
		{PAY_LIT_INIT("\xe2\x80\xa8-\xe2\x80\xae-"),
			PAY_LIT_INIT("   -   -")}, /* line, direction */
		{PAY_LIT_INIT("\xe2\x81\xa6-\xe2\x81\xa9"), PAY_LIT_INIT("   -   ")},
		{PAY_LIT_INIT("\xe9\xbe\x99\xc2\xa0\xe2\x80\xaf\xe2\x82\xac"),
			PAY_LIT_INIT("\xe9\xbe\x99\xc2\xa0\xe2\x80\xaf\xe2\x82\xac")},
		{PAY_LIT_INIT("\xc2"), PAY_LIT_INIT("\xc2")},
		{PAY_LIT_INIT("\xe2\x80"), PAY_LIT_INIT("\xe2\x80")},
		{PAY_LIT_INIT(""), PAY_LIT_INIT("")},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *bytes =
			malloc(cases[i].text.size > 0 ? cases[i].text.size
										  : 1); /* of its size, so that ASan sees an overrun */

		memcpy(bytes, cases[i].text.data, cases[i].text.size);
		pay_blank_controls(bytes, cases[i].text.size);
		CHECK_TEXT(((pay_slice) {bytes, cases[i].text.size}), cases[i].blanked);
		free(bytes);
	}
}

int main(void)
{
	known_encodings();
	base64_has_one_spelling();
	base64_turns_back_for_every_size();
	percent_encoding_keeps_the_unreserved();
	utf8_has_one_spelling();
	comparisons();
	words_and_blanks();
	what_is_no_character_becomes_a_blank();
	return check_done();
}
