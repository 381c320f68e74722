/* SPDX-License-Identifier: MIT */
#include "alipay_answer.h"
#include "alipay_keys.h"
#include "check.h"

#include "core/charset.h"
#include "core/json_span.h"
#include "core/text.h"

static pay_status members_of(
	pay_slice text, bool is_gbk, pay_arena *arena, pay_json_member **members, size_t *count)
{
	pay_error error = PAY_ERROR_INIT;

	return pay_json_members(text, is_gbk, arena, members, count, &error);
}

static bool is_refused(pay_slice text, bool is_gbk)
{
	pay_arena arena = {0};
	pay_json_member *members = NULL;
	pay_error error = PAY_ERROR_INIT;
	size_t count = 0;
	pay_status status = pay_json_members(text, is_gbk, &arena, &members, &count, &error);

	CHECK(status == PAY_OK ? members != NULL : members == NULL);
	CHECK(status == PAY_OK || strcmp(error.reason, "signature.malformed") == 0);
	pay_arena_reset(&arena);
	return status == PAY_E_SIGNATURE;
}

static pay_slice bytes_of(
	pay_arena *arena, const vector *from, const char *plain, const char *base64)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice bytes = PAY_LIT("");

	if (vector_has(from, plain)) {
		return vector_get(from, plain);
	}
	CHECK_OK(pay_base64_decode(arena, &bytes, vector_get(from, base64), &error));
	return bytes;
}

static void published_extents(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];
		pay_arena arena = {0};
		pay_json_member *members = NULL;
		const pay_json_member *found;
		size_t count = 0;
		pay_status status;

		if (!vector_is(from, "v2_response_extract")) {
			continue;
		}
		status = members_of(vector_get(from, "inputs.raw_body"), false, &arena, &members, &count);
		if (vector_has(from, "expected.error")) {
			CHECK(status == PAY_E_SIGNATURE);
		} else {
			CHECK_OK(status);
			found = answer_member(members, count, vector_get(from, "inputs.root"));
			CHECK(found != NULL);
			CHECK_TEXT(found != NULL ? found->raw : PAY_LIT("nothing"),
				vector_get(from, "expected.signed_bytes"));
		}
		pay_arena_reset(&arena);
	}
}

static void check_answer(const vector *from, pay_slice body, pay_slice root)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = alipay_vector_key(from);
	pay_slice node = PAY_LIT("untouched");
	bool valid = vector_has(from, "expected.valid")
		&& pay_slice_equal(vector_get(from, "expected.valid"), PAY_LIT("1"));
	pay_status status =
		answer_prove(body, !pay_is_utf8(body), root, key, PAY_HASH_SHA256, &arena, &node, &error);

	CHECK(status == (valid ? PAY_OK : PAY_E_SIGNATURE));
	CHECK_TEXT(node,
		valid ? bytes_of(&arena, from, "expected.signed_bytes", "expected.signed_bytes_base64")
			  : PAY_LIT("untouched"));
	pay_key_release(key);
	pay_arena_reset(&arena);
}

static void published_answers(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];
		pay_arena arena = {0};

		if (vector_is(from, "v2_response_verify")) {
			check_answer(from, bytes_of(&arena, from, "inputs.raw_body", "inputs.raw_body_base64"),
				vector_get(from, "inputs.root"));
		} else if (vector_is(from, "app_sync_result_verify")) {
			check_answer(from, vector_get(from, "inputs.result_json"),
				PAY_LIT("alipay_trade_app_pay_response"));
		} else if (vector_is(from, "mini_program_payload")) {
			check_answer(from, vector_get(from, "inputs.payload"), PAY_LIT("response"));
		}
		pay_arena_reset(&arena);
	}
}

static void values_are_given_as_they_lie(void)
{
	const pay_slice text =
		PAY_LIT("\t\r\n {\"a\" : -0.5e+3 ,\n\"b\":[ 1 , {} ] , \"c\":\"}\\\\\\\"{\" "
				",\"\":null,\"d\\u4e2d\\/\\n\":"
				"{\"sign\":\"x\\\"\", \"a\":1}\n,\"\\ud83d\\udca9\": true ,\"e\":\"\"}\r\n");
	static const pay_slice expected[][2] = {
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("-0.5e+3")},
		{PAY_LIT_INIT("b"), PAY_LIT_INIT("[ 1 , {} ]")},
		{PAY_LIT_INIT("c"), PAY_LIT_INIT("\"}\\\\\\\"{\"")},
		{PAY_LIT_INIT(""), PAY_LIT_INIT("null")},
		{PAY_LIT_INIT("d\xe4\xb8\xad/\n"), PAY_LIT_INIT("{\"sign\":\"x\\\"\", \"a\":1}")},
		{PAY_LIT_INIT("\xf0\x9f\x92\xa9"), PAY_LIT_INIT("true")},
		{PAY_LIT_INIT("e"), PAY_LIT_INIT("\"\"")},
	};
	pay_arena arena = {0};
	pay_json_member *members;
	size_t count = 0;

	CHECK_OK(members_of(text, false, &arena, &members, &count));
	CHECK(count == 7);
	for (size_t i = 0; i < count; i++) {
		CHECK_TEXT(members[i].name, expected[i][0]);
		CHECK_TEXT(members[i].raw, expected[i][1]);
		CHECK(members[i].raw.data > text.data
			&& members[i].raw.data + members[i].raw.size < text.data + text.size);
	}
	CHECK_OK(members_of(PAY_LIT("{ }"), false, &arena, &members, &count));
	CHECK(count == 0);
	pay_arena_reset(&arena);
}

/* One value for {"a":...} each. */
static void the_grammar_is_strict(void)
{
	static const char *const good[] = {"0", "-0", "10", "1.0", "1e5", "1E-5", "0.0e+00", "true",
		"false", "null", "[]", "[[],{}]", "\"\\u0000\"", "\"\\b\\f\\n\\r\\t\\/\\\\\\\"\"",
		"\"\x7f\"", "\"\\uD834\\uDD1E\"", "123456789012345678901234567890", "{\"a\":{\"a\":1}}"};
	static const char *const bad[] = {"", "01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "0x1",
		"1 2", "NaN", "Infinity", "-Infinity", "True", "tru", "nul", "nullx", "truefalse", "[1,]",
		"[,1]", "[1 2]", "[", "]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
		"'a'", "\"", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\U0041\"",
		"\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\udc00\"",
		"\"\\udc00\\ud800\"", "\"\\ud800\\ud800\"", "\"a\nb\"", "\"\t\"", "\"\x1f\"", "/**/1",
		"1//",
		"\xc2\xa0"
		"1",
		"\f1", "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\""};
	char text[128];

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		(void) snprintf(text, sizeof(text), "{\"a\":%s}", good[i]);
		CHECK(!is_refused(pay_slice_from(text), false));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		(void) snprintf(text, sizeof(text), "{\"a\":%s}", bad[i]);
		if (!is_refused(pay_slice_from(text), false)) {
			CHECK(!"is refused");
			(void) fprintf(stderr, "accepted: %s\n", text);
		}
	}
}

static void a_document_is_one_object(void)
{
	static const pay_slice bad[] = {PAY_LIT_INIT(""), PAY_LIT_INIT(" "), PAY_LIT_INIT("[]"),
		PAY_LIT_INIT("1"), PAY_LIT_INIT("null"), PAY_LIT_INIT("\"a\""),
		PAY_LIT_INIT("\xef\xbb\xbf{}"), PAY_LIT_INIT("{}{}"), PAY_LIT_INIT("{},"),
		PAY_LIT_INIT("{}x"), PAY_LIT_INIT("{}\0"), PAY_LIT_INIT("\0{}"),
		PAY_LIT_INIT("{\"a\":1}\""), PAY_LIT_INIT("{\"a\":1"), PAY_LIT_INIT("{\"a\":"),
		PAY_LIT_INIT("{\"a\""), PAY_LIT_INIT("{\"a"), PAY_LIT_INIT("{,}"),
		PAY_LIT_INIT("{\"a\":1,}"), PAY_LIT_INIT("{\"a\":1 \"b\":2}"), PAY_LIT_INIT("{\"a\":1]"),
		PAY_LIT_INIT("{a:1}"), PAY_LIT_INIT("{\"a\":1;}"), PAY_LIT_INIT("callback({})"),
		PAY_LIT_INIT("{\"a\"\0:1}")};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK(is_refused(bad[i], false));
		CHECK(is_refused(bad[i], true));
	}
}

static void names_come_once(void)
{
	static const char *const bad[] = {"{\"a\":1,\"a\":1}", "{\"sign\":1,\"b\":2,\"sign\":3}",
		"{\"sign\":1,\"\\u0073ign\":2}", "{\"a/b\":1,\"a\\/b\":2}", "{\"\":1,\"\":2}",
		"{\"\xe4\xb8\xad\":1,\"\\u4E2D\":2}", "{\"\xf0\x9f\x92\xa9\":1,\"\\ud83d\\udca9\":2}"};
	static const char *const good[] = {
		"{\"sign\":1,\"Sign\":2,\"sign \":3,\"sig\":4,\"sign\\u0000\":5}",
		"{\"a\":{\"sign\":1},\"sign\":2,\"b\":[{\"sign\":1},{\"sign\":2}]}",
		"{\"a\":\"\\\",\\\"sign\\\":\\\"x\",\"sign\":2}"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK(is_refused(pay_slice_from(bad[i]), false));
	}
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		CHECK(!is_refused(pay_slice_from(good[i]), false));
	}
}

/* Strings are looked at eight bytes at a time: at each place among them a byte counts as it does alone. */
static void every_place_of_a_string_counts(void)
{
	for (unsigned int byte = 0; byte < 0x100; byte++) {
		for (size_t place = 0; place < 24; place++) {
			char text[] = "{\"a\":\"abcdefghijklmnopqrstuvwx\"}";
			pay_slice all = {text, sizeof(text) - 1};

			text[6 + place] = (char) byte;
			CHECK(is_refused(all, false)
				== (byte < 0x20 || byte == '"' || byte >= 0x80
					|| (byte == '\\' && strchr("/bfnrt", text[7 + place]) == NULL)));
		}
	}
}

/* A character of GBK at each place: whole with a trail that means something in ASCII, or broken. */
static void every_place_of_a_gbk_string_counts(void)
{
	static const char trails[] = "\x40\x5c\x7b\x7d\xfe", broken[] = "\x22\x20\x7f\xff";

	for (size_t place = 0; place < 23; place++) {
		for (size_t i = 0; i < sizeof(trails) - 1 + sizeof(broken) - 1; i++) {
			bool is_whole = i < sizeof(trails) - 1;
			char text[] = "{\"a\":\"abcdefghijklmnopqrstuvwx\"}";
			pay_slice all = {text, sizeof(text) - 1};

			text[6 + place] = '\x90';
			text[7 + place] = is_whole ? trails[i] : broken[i - (sizeof(trails) - 1)];
			CHECK(is_refused(all, true) == !is_whole);
			CHECK(is_refused(all, false));
		}
	}
}

/* One pass finds what two would. */
static void members_within_a_member(void)
{
	static const char *const bad[] = {"{\"r\":{\"a\":1,\"a\":2}}", "{\"r\":{\"a\":1},\"r\":1}",
		"{\"r\":{\"a\":1}", "{\"r\":{\"a\":1}}}", "{\"r\":{\"a\":1,}}", "{\"r\":{,}}",
		"{\"r\":{\"a\"}}", "{\"r\":{\"a\":1} 1}", "{\"r\":{\"a\":\"\xff\"}}", "{\"r\":[}"};
	static const char *const none[] = {
		"{\"r\":[{\"a\":1}]}", "{\"r\":1}", "{\"s\":{\"a\":1}}", "{\"r\":{}}", "{}"};
	const pay_slice name = PAY_LIT("r");
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_json_object outer, within;

	CHECK_OK(pay_json_members_within(PAY_LIT(" { \"x\" : {\"r\":{\"q\":1}}, \"\\u0072\" : { "
											 "\"a\":1 , \"b\":{\"r\":{}} } , \"a\":2}"),
		name, &arena, &outer, &within, &error));
	CHECK(outer.count == 3 && within.count == 2);
	CHECK_TEXT(outer.members[1].raw, PAY_LIT("{ \"a\":1 , \"b\":{\"r\":{}} }"));
	CHECK_TEXT(outer.members[2].name, PAY_LIT("a"));
	CHECK_TEXT(within.members[0].raw, PAY_LIT("1"));
	CHECK_TEXT(within.members[1].raw, PAY_LIT("{\"r\":{}}"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK_FAILS(
			pay_json_members_within(pay_slice_from(bad[i]), name, &arena, &outer, &within, &error),
			PAY_E_SIGNATURE, "signature.malformed");
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		CHECK_OK(pay_json_members_within(
			pay_slice_from(none[i]), name, &arena, &outer, &within, &error));
		CHECK(within.count == 0);
	}
	pay_arena_reset(&arena);
}

/* {"a":[[...]]} with so many levels in all */
static bool is_depth_refused(size_t depth, char open, char close)
{
	char text[1024];
	size_t size = 0;

	size += (size_t) snprintf(text, sizeof(text), "{\"a\":");
	for (size_t i = 1; i < depth; i++) {
		text[size++] = open;
		if (open == '{' && i + 1 < depth) {
			memcpy(text + size, "\"a\":", 4);
			size += 4;
		}
	}
	for (size_t i = 1; i < depth; i++) {
		text[size++] = close;
	}
	text[size++] = '}';
	return is_refused((pay_slice) {text, size}, false);
}

static bool are_members_refused(size_t count)
{
	char text[16 * (PAY_JSON_MEMBERS_MAX + 1)];
	size_t size = 0;

	text[size++] = '{';
	for (size_t i = 0; i < count; i++) {
		size += (size_t) snprintf(
			text + size, sizeof(text) - size, "%s\"n%zu\":%zu", i == 0 ? "" : ",", i, i);
	}
	text[size++] = '}';
	return is_refused((pay_slice) {text, size}, false);
}

static void there_are_bounds(void)
{
	CHECK(!is_depth_refused(64, '[', ']'));
	CHECK(is_depth_refused(65, '[', ']'));
	CHECK(!is_depth_refused(64, '{', '}'));
	CHECK(is_depth_refused(65, '{', '}'));
	CHECK(!are_members_refused(PAY_JSON_MEMBERS_MAX));
	CHECK(are_members_refused(PAY_JSON_MEMBERS_MAX + 1));
}

/* A second byte of GBK may be a backslash or a brace: it is part of its character. */
static void gbk_characters_stay_whole(void)
{
	const pay_slice text =
		PAY_LIT("{\"node\":{\"m\":\"\x90\x5c\"},\"\x90\x7d\":\"\x90\x7b\x90\x5c\","
				"\"sign\":\"\x81\x30\x81\x30\"}");
	static const pay_slice bad[] = {
		PAY_LIT_INIT("{\"a\":\"\x90\"}"),         /* the quote is no trail: a lone lead */
		PAY_LIT_INIT("{\"a\":\"\x90\x5c\"b\"}"),  /* ends after the character */
		PAY_LIT_INIT("{\"a\":\"\x90\x5c\x5c\"}"), /* the second backslash escapes the quote */
		PAY_LIT_INIT("{\"a\":\"\x80\"}"), PAY_LIT_INIT("{\"a\":\"\xff\xff\"}"),
		PAY_LIT_INIT("{\"a\":\"\x81\x30\x81\"}"), PAY_LIT_INIT("{\"a\":\"\x81\x30\"}"),
		PAY_LIT_INIT("{\"a\":1}\x90\x5c"), PAY_LIT_INIT("{\x90\x5c\"a\":1}"),
		PAY_LIT_INIT("{\"\x90\x5c\":1,\"\x90\x5c\":2}"),
		PAY_LIT_INIT("{\"\xd6\xd0\":1,\"\\u4e2d\":2}"), /* one name to whoever converts it */
		PAY_LIT_INIT("{\"\\u4e2d\":2}")};
	pay_arena arena = {0};
	pay_json_member *members;
	size_t count = 0;

	CHECK_OK(members_of(text, true, &arena, &members, &count));
	CHECK(count == 3);
	CHECK_TEXT(members[0].raw, PAY_LIT("{\"m\":\"\x90\x5c\"}"));
	CHECK_TEXT(members[1].name, PAY_LIT("\x90\x7d"));
	CHECK_TEXT(members[1].raw, PAY_LIT("\"\x90\x7b\x90\x5c\""));
	CHECK(is_refused(text, false));
	CHECK(!is_refused(PAY_LIT("{\"\\u0073ign\":\"\\u4e2d\",\"a\":{\"\\u4e2d\":1}}"), true));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK(is_refused(bad[i], true));
	}
	pay_arena_reset(&arena);
}

static void strings_are_unescaped(void)
{
	static const pay_slice good[][2] = {{PAY_LIT_INIT("\"\""), PAY_LIT_INIT("")},
		{PAY_LIT_INIT("\"Ab+\\/9==\""), PAY_LIT_INIT("Ab+/9==")},
		{PAY_LIT_INIT("\"\\u002B\\u002f\\u003d\""), PAY_LIT_INIT("+/=")},
		{PAY_LIT_INIT("\"\\u0000\\u007f\\u0080\\u07FF\\u0800\\uffff\""),
			PAY_LIT_INIT("\0\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf")},
		{PAY_LIT_INIT("\"\\ud800\\udc00\\udbff\\udfff\""),
			PAY_LIT_INIT("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf")},
		{PAY_LIT_INIT("\"\\\"\\\\\\b\\f\\n\\r\\t\""), PAY_LIT_INIT("\"\\\b\f\n\r\t")}};
	static const pay_slice bad[] = {PAY_LIT_INIT(""), PAY_LIT_INIT("\""), PAY_LIT_INIT("a"),
		PAY_LIT_INIT("1"), PAY_LIT_INIT("{}"), PAY_LIT_INIT("null"), PAY_LIT_INIT("\"a\"b"),
		PAY_LIT_INIT("\"a\" "), PAY_LIT_INIT(" \"a\""), PAY_LIT_INIT("\"\xff\""),
		PAY_LIT_INIT("\"\xb2\xe2\""), PAY_LIT_INIT("\"\\ud800\""), PAY_LIT_INIT("\"\n\""),
		PAY_LIT_INIT("\"abcdefgh\"ijklmnop\""), PAY_LIT_INIT("\"abcdefgh\\\""),
		PAY_LIT_INIT("\"abcdefgh\x1fijklmno\""), PAY_LIT_INIT("\"abcdefghijklmnop")};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice text;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		CHECK_OK(pay_json_unescape(good[i][0], &arena, &text, &error));
		CHECK_TEXT(text, good[i][1]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK_FAILS(pay_json_unescape(bad[i], &arena, &text, &error), PAY_E_SIGNATURE,
			"signature.malformed");
	}
	pay_arena_reset(&arena);
}

/* What is proven in GBK is what is read after the conversion. */
static void gbk_is_proven_then_converted(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_slice node, text = PAY_LIT("");

		if (vector_has(from, "expected.sub_msg_utf8")) {
			pay_slice words = vector_get(from, "expected.sub_msg_utf8");

			node = bytes_of(&arena, from, "", "expected.signed_bytes_base64");
			CHECK_OK(pay_gb18030_to_utf8(&arena, &text, node, &error));
			CHECK(strstr(text.data, words.data) != NULL);
		}
		pay_arena_reset(&arena);
	}
}

int main(void)
{
	published_extents();
	published_answers();
	values_are_given_as_they_lie();
	the_grammar_is_strict();
	a_document_is_one_object();
	names_come_once();
	every_place_of_a_string_counts();
	every_place_of_a_gbk_string_counts();
	members_within_a_member();
	there_are_bounds();
	gbk_characters_stay_whole();
	strings_are_unescaped();
	gbk_is_proven_then_converted();
	return check_done();
}
