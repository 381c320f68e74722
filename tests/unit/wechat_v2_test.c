/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "v2_vectors.h"

#include "core/digest.h"
#include "core/pairs.h"
#include "core/text.h"
#include "core/xml.h"
#include "gateway/wechat_v2.h"

#include <stdint.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define KEY PAY_LIT("192006250b4c09247ec02edce69f6a2d")
#define FIELDS_MAX 64

/* ------------------------------------------------------------------ published vectors */

/* The fields of a vector below this dotted name, in its order. */
static size_t fields_below(const vector *from, const char *prefix, pay_pair *fields)
{
	size_t count = 0;

	for (size_t i = 0; i < from->field_count && count < FIELDS_MAX; i++) {
		if (pay_slice_starts(from->fields[i].name, pay_slice_from(prefix))) {
			fields[count++] = (pay_pair) {
				pay_slice_after(from->fields[i].name, strlen(prefix)), from->fields[i].value};
		}
	}
	return count;
}

/* A list of pairs, [["name", "value"], ...], flattened to "0.0", "0.1", "1.0" ... */
static size_t list_below(const vector *from, const char *prefix, pay_pair *fields)
{
	pay_pair flat[FIELDS_MAX];
	size_t count = fields_below(from, prefix, flat);

	for (size_t i = 0; i < count; i += 2) {
		fields[i / 2] = (pay_pair) {flat[i].value, flat[i + 1].value};
	}
	return count / 2;
}

/* "auto" is by the size of the sign: that is how the vectors' own source told them apart. */
static bool uses_md5(const vector *from)
{
	pay_slice type = vector_get(from, "inputs.sign_type");

	if (pay_slice_equal(type, PAY_LIT("auto"))) {
		return vector_get(from, "inputs.params.sign").size == 32;
	}
	return pay_slice_equal(type, PAY_LIT("MD5"));
}

static void check_sign(const vector *from)
{
	pay_arena arena = {0};
	pay_pair fields[FIELDS_MAX];
	size_t count = fields_below(from, "inputs.params.", fields);
	pay_slice sign;

	CHECK(count > 0);
	CHECK_OK(
		pay_v2_sign(vector_get(from, "inputs.key"), uses_md5(from), fields, count, &arena, &sign));
	CHECK_TEXT(sign, vector_get(from, "expected.sign"));
	pay_arena_reset(&arena);
}

static void check_verify(const vector *from)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair fields[FIELDS_MAX];
	size_t count = fields_below(from, "inputs.params.", fields);
	bool valid = vector_get(from, "expected.valid").data[0] == '1';

	CHECK(
		pay_v2_prove(vector_get(from, "inputs.key"), uses_md5(from), fields, count, &arena, &error)
		== (valid ? PAY_OK : PAY_E_SIGNATURE));
	pay_arena_reset(&arena);
}

static void check_sort(const vector *from)
{
	pay_pair fields[FIELDS_MAX], expected[FIELDS_MAX];
	size_t count = fields_below(from, "inputs.keys.", fields);

	CHECK(count > 0 && fields_below(from, "expected.keys.", expected) == count);
	for (size_t i = 0; i < count; i++) {
		fields[i].name = fields[i].value;
	}
	pay_pairs_sort(fields, count);
	for (size_t i = 0; i < count; i++) {
		CHECK_TEXT(fields[i].name, expected[i].value);
	}
}

static void check_join(const vector *from)
{
	pay_arena arena = {0};
	pay_pair fields[FIELDS_MAX];
	size_t count = list_below(from, "inputs.params.", fields), kept = 0;
	pay_slice joined;

	for (size_t i = 0; i < count; i++) {
		if (!pay_slice_equal(fields[i].name, PAY_LIT("sign"))) {
			fields[kept++] = fields[i];
		}
	}
	CHECK_OK(pay_pairs_join(&arena, &joined, fields, kept));
	CHECK_TEXT(joined, vector_get(from, "expected.joined"));
	pay_arena_reset(&arena);
}

static void check_md5(const vector *from)
{
	pay_arena arena = {0};
	pay_slice digest, hex;

	CHECK_OK(pay_md5(&arena, &digest, vector_get(from, "inputs.data")));
	CHECK_OK(pay_hex_encode(&arena, &hex, digest, false));
	CHECK_TEXT(hex, vector_get(from, "expected.hex_lower"));
	pay_arena_reset(&arena);
}

static void check_build(const vector *from)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair fields[FIELDS_MAX], *read;
	size_t count = list_below(from, "inputs.params.", fields), got;
	pay_slice text;

	CHECK(count > 0);
	CHECK_OK(pay_xml_write(&arena, &text, fields, count, &error));
	CHECK_OK(pay_xml_read(text, "xml", NULL, &arena, &read, &got, &error));
	CHECK(got == count);
	for (size_t i = 0; i < count && i < got; i++) {
		CHECK_TEXT(read[i].name, fields[i].name);
		CHECK_TEXT(read[i].value, fields[i].value);
	}
	pay_arena_reset(&arena);
}

static void check_fields(const vector *from, const pay_pair *read, size_t count)
{
	pay_pair expected[FIELDS_MAX];

	CHECK(fields_below(from, "expected.fields.", expected) == count);
	for (size_t i = 0; i < count; i++) {
		const pay_slice *value = pair_find(expected, count, read[i].name);

		CHECK(value != NULL && pay_slice_equal(*value, read[i].value));
	}
}

static void check_parse(const vector *from)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice text;
	pay_pair *read;
	size_t count;

	if (vector_has(from, "inputs.xml_base64")) {
		CHECK_OK(pay_base64_decode(&arena, &text, vector_get(from, "inputs.xml_base64"), &error));
	} else {
		text = vector_get(from, "inputs.xml");
	}
	if (vector_has(from, "expected.error") || vector_has(from, "expected.recommended.error")) {
		CHECK_FAILS(pay_xml_read(text, "xml", NULL, &arena, &read, &count, &error), PAY_E_SIGNATURE,
			"signature.malformed");
	} else {
		CHECK_OK(pay_xml_read(text, "xml", NULL, &arena, &read, &count, &error));
		check_fields(from, read, count);
	}
	if (vector_has(from, "expected.sign_valid")) {
		CHECK_OK(pay_v2_prove(vector_get(from, "inputs.key"), true, read, count, &arena, &error));
	}
	pay_arena_reset(&arena);
}

static void check_refund(const vector *from)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair *fields, *plain;
	size_t count, expected;

	CHECK_OK(pay_v2_open_refund(vector_get(from, "inputs.api_key"),
		vector_get(from, "inputs.req_info"), &arena, &fields, &count, &error));
	CHECK_OK(pay_xml_read(
		vector_get(from, "expected.plaintext"), "root", NULL, &arena, &plain, &expected, &error));
	CHECK(count == expected && count > 5);
	for (size_t i = 0; i < count && i < expected; i++) {
		CHECK_TEXT(fields[i].name, plain[i].name);
		CHECK_TEXT(fields[i].value, plain[i].value);
	}
	CHECK_TEXT(pay_v2_find(fields, count, "refund_status"), PAY_LIT("SUCCESS"));
	CHECK_FAILS(pay_v2_open_refund(
					KEY, vector_get(from, "inputs.req_info"), &arena, &fields, &count, &error),
		PAY_E_SIGNATURE, "signature.decrypt");
	pay_arena_reset(&arena);
}

/* Bills and login are not in XML and not this file's. */
static void published_vectors(void)
{
	static const struct {
		const char *kind;
		void (*check)(const vector *from);
		size_t count;
	} kinds[] = {
		{"v2_sign", check_sign, 7},
		{"v2_verify", check_verify, 6},
		{"v2_sort", check_sort, 2},
		{"v2_join", check_join, 1},
		{"md5_hex", check_md5, 2},
		{"v2_xml_build", check_build, 2},
		{"v2_xml_parse", check_parse, 7},
		{"v2_refund_req_info", check_refund, 2},
	};

	for (size_t k = 0; k < COUNT(kinds); k++) {
		size_t count = 0;

		for (size_t i = 0; i < COUNT(v2_vectors); i++) {
			if (vector_is(&v2_vectors[i], kinds[k].kind)) {
				size_t before = check_failures;

				kinds[k].check(&v2_vectors[i]);
				count++;
				if (check_failures > before) {
					(void) fprintf(stderr, "in %s\n", v2_vectors[i].id);
				}
			}
		}
		CHECK(count == kinds[k].count);
	}
}

/* Word for word the example of WeChat Pay's page on signing. */
static void the_official_example(void)
{
	static const pay_pair fields[] = {
		{PAY_LIT_INIT("appid"), PAY_LIT_INIT("wxd930ea5d5a258f4f")},
		{PAY_LIT_INIT("mch_id"), PAY_LIT_INIT("10000100")},
		{PAY_LIT_INIT("device_info"), PAY_LIT_INIT("1000")},
		{PAY_LIT_INIT("body"), PAY_LIT_INIT("test")},
		{PAY_LIT_INIT("nonce_str"), PAY_LIT_INIT("ibuaiVcKdpRxkhJA")},
		{PAY_LIT_INIT("sign"), PAY_LIT_INIT("is left out")},
		{PAY_LIT_INIT("attach"), PAY_LIT_INIT("")},
	};
	pay_arena arena = {0};
	pay_slice sign;

	CHECK_OK(pay_v2_sign(KEY, true, fields, COUNT(fields), &arena, &sign));
	CHECK_TEXT(sign, PAY_LIT("9A0A8659F005D6984697E2CA0A9CF3B7"));
	CHECK_OK(pay_v2_sign(KEY, false, fields, COUNT(fields), &arena, &sign));
	CHECK_TEXT(sign, PAY_LIT("6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6"));
	/* "0" counts, and a name is what it is to the letter */
	CHECK_OK(pay_v2_sign(KEY, true,
		(pay_pair[]) {{PAY_LIT("total_fee"), PAY_LIT("0")}, {PAY_LIT("Sign"), PAY_LIT("x")}}, 2,
		&arena, &sign));
	CHECK_TEXT(sign, PAY_LIT("655DE154EF58B9336595504216E4C375"));
	pay_arena_reset(&arena);
}

/* ------------------------------------------------------------------ proving */

/* Fields with their sign behind them. */
static size_t signed_with(
	pay_arena *arena, bool md5, const pay_pair *fields, size_t count, pay_pair *whole)
{
	pay_slice sign;

	memcpy(whole, fields, count * sizeof(*fields));
	CHECK_OK(pay_v2_sign(KEY, md5, fields, count, arena, &sign));
	whole[count] = (pay_pair) {PAY_LIT("sign"), sign};
	return count + 1;
}

static pay_status prove_with(
	bool md5, const char *name, pay_slice value, pay_slice sign, bool mends, pay_error *error)
{
	pay_pair fields[] = {
		{PAY_LIT("appid"), PAY_LIT("wxd930ea5d5a258f4f")},
		{PAY_LIT("out_trade_no"), PAY_LIT("1409811653")},
		{PAY_LIT("total_fee"), PAY_LIT("100")},
		{pay_slice_from(name), value},
	};
	pay_pair whole[8];
	pay_arena arena = {0};
	size_t count = signed_with(&arena, md5, fields, value.size > 0 ? 4 : 3, whole);
	pay_status status;

	if (!mends) {
		whole[count - 1].value = sign;
	}
	*error = (pay_error) PAY_ERROR_INIT;
	status = pay_v2_prove(KEY, md5, whole, count, &arena, error);
	pay_arena_reset(&arena);
	return status;
}

#define PROVE(md5, name, value) prove_with((md5), (name), PAY_LIT(value), PAY_LIT(""), true, &error)
#define PROVE_SIGN(md5, sign) \
	prove_with((md5), "attach", PAY_LIT("x"), PAY_LIT(sign), false, &error)

static void only_one_form_of_a_sign(void)
{
	static const char *const forms[] = {"0", "0e462097431906509019562988736854",
		"9A0A8659F005D6984697E2CA0A9CF3B7 ", " 9A0A8659F005D6984697E2CA0A9CF3B7",
		"9a0a8659f005d6984697e2ca0a9cf3b7", "9A0A8659F005D6984697E2CA0A9CF3B",
		"9A0A8659F005D6984697E2CA0A9CF3BG",
		"6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6"};
	pay_error error;

	CHECK_OK(PROVE(true, "attach", "x"));
	CHECK_OK(PROVE(false, "attach", "x"));
	CHECK_FAILS(PROVE_SIGN(true, ""), PAY_E_SIGNATURE, "signature.missing");
	CHECK_FAILS(PROVE_SIGN(true, "9A0A8659F005D6984697E2CA0A9CF3B7"), PAY_E_SIGNATURE,
		"signature.mismatch");
	for (size_t i = 0; i < COUNT(forms); i++) {
		CHECK_FAILS(
			prove_with(true, "attach", PAY_LIT("x"), pay_slice_from(forms[i]), false, &error),
			PAY_E_SIGNATURE, "signature.malformed");
	}
	/* An MD5 where HMAC-SHA256 is in use is no sign at all. */
	CHECK_FAILS(PROVE_SIGN(false, "9A0A8659F005D6984697E2CA0A9CF3B7"), PAY_E_SIGNATURE,
		"signature.malformed");
}

/* The message may agree about the algorithm, or say nothing. */
static void the_algorithm_is_not_the_messages(void)
{
	pay_error error;

	CHECK_OK(PROVE(true, "sign_type", "MD5"));
	CHECK_OK(PROVE(false, "sign_type", "HMAC-SHA256"));
	CHECK_FAILS(PROVE(true, "sign_type", "HMAC-SHA256"), PAY_E_SIGNATURE, "signature.malformed");
	CHECK_FAILS(PROVE(false, "sign_type", "MD5"), PAY_E_SIGNATURE, "signature.malformed");
	CHECK_FAILS(PROVE(true, "sign_type", "md5"), PAY_E_SIGNATURE, "signature.malformed");
	CHECK_FAILS(PROVE(true, "sign_type", "NONE"), PAY_E_SIGNATURE, "signature.malformed");
}

static void every_field_counts(void)
{
	pay_pair fields[] = {
		{PAY_LIT("appid"), PAY_LIT("wx")},
		{PAY_LIT("total_fee"), PAY_LIT("100")},
		{PAY_LIT("unheard_of"), PAY_LIT("1")},
	};
	pay_pair whole[8];
	pay_arena arena = {0};
	pay_error error;
	size_t count = signed_with(&arena, true, fields, 3, whole);

	for (size_t i = 0; i < 3; i++) {
		pay_pair kept = whole[i];

		whole[i].value = PAY_LIT("2");
		CHECK_FAILS(pay_v2_prove(KEY, true, whole, count, &arena, &error), PAY_E_SIGNATURE,
			"signature.mismatch");
		whole[i].value = PAY_LIT("");
		CHECK_FAILS(pay_v2_prove(KEY, true, whole, count, &arena, &error), PAY_E_SIGNATURE,
			"signature.mismatch");
		whole[i] = kept;
		whole[i].name = PAY_LIT("other");
		CHECK_FAILS(pay_v2_prove(KEY, true, whole, count, &arena, &error), PAY_E_SIGNATURE,
			"signature.mismatch");
		whole[i] = kept;
	}
	whole[count] = (pay_pair) {PAY_LIT("more"), PAY_LIT("1")};
	CHECK_FAILS(pay_v2_prove(KEY, true, whole, count + 1, &arena, &error), PAY_E_SIGNATURE,
		"signature.mismatch");
	/* Nobody signs what is empty; that is why it is dropped before anybody reads it. */
	whole[count].value = PAY_LIT("");
	CHECK_OK(pay_v2_prove(KEY, true, whole, count + 1, &arena, &error));
	CHECK(pay_v2_drop_empty(whole, count + 1) == count);
	CHECK_FAILS(pay_v2_prove(PAY_LIT("192006250b4c09247ec02edce69f6a2e"), true, whole, count,
					&arena, &error),
		PAY_E_SIGNATURE, "signature.mismatch");
	CHECK_OK(pay_v2_prove(KEY, true, whole, count, &arena, &error));
	pay_arena_reset(&arena);
}

static void what_reads_as_two_fields(void)
{
	static const char *const fine[] = {"a=1&b=2", "total_fee=1", "x&total_fee", "x&totalfee=1",
		"x&&=&", "https://example.com/?id=1&key=2&sign=3", "x&fee=1", "x&openid=1&status=2", "&"};
	static const char *const doubtful[] = {"x&total_fee=1", "&total_fee=1",
		"&out_trade_no=", "a=1&b=2&mch_id=3", "&&transaction_id=", "x&result_code=SUCCESS",
		"x&cash_fee=1", "x&sub_mch_id=1", "x&trade_state=SUCCESS", "x&appid=wx",
		"x&return_code=SUCCESS"};
	pay_error error;

	for (size_t i = 0; i < COUNT(fine); i++) {
		CHECK_OK(prove_with(true, "attach", pay_slice_from(fine[i]), PAY_LIT(""), true, &error));
	}
	for (size_t i = 0; i < COUNT(doubtful); i++) {
		CHECK_FAILS(
			prove_with(true, "attach", pay_slice_from(doubtful[i]), PAY_LIT(""), true, &error),
			PAY_E_SIGNATURE, "signature.malformed");
	}
	CHECK_FAILS(
		PROVE(true, "transaction_id", "1&attach=2"), PAY_E_SIGNATURE, "signature.malformed");
	CHECK_FAILS(PROVE(true, "cash_fee", "1&"), PAY_E_SIGNATURE, "signature.malformed");
	/* Not before the sign is proven: what is forged is called that. */
	CHECK_FAILS(prove_with(true, "attach", PAY_LIT("x&total_fee=1"),
					PAY_LIT("9A0A8659F005D6984697E2CA0A9CF3B7"), false, &error),
		PAY_E_SIGNATURE, "signature.mismatch");
}

static uint32_t noise(uint32_t below)
{
	static uint32_t state = 20250102;

	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

/* Every list of fields that signs this text: which "&" part two fields, if what follows can be a name. */
static size_t read_otherwise(pay_slice text, uint32_t parts, pay_pair *fields)
{
	size_t count = 0, start = 0;

	for (size_t i = 0, marks = 0; i <= text.size; i++) {
		pay_slice one = {text.data + start, i - start};
		const char *equals = memchr(one.data, '=', one.size);
		size_t size;

		if (i < text.size && (text.data[i] != '&' || (parts >> marks++ & 1) == 0)) {
			continue;
		}
		size = equals != NULL ? (size_t) (equals - one.data) : 0;
		if (!pay_is_word((pay_slice) {one.data, size}, 1, 64, "_") || size + 1 == one.size) {
			return 0;
		}
		fields[count++] = (pay_pair) {{one.data, size}, pay_slice_after(one, size + 1)};
		if (count > 1 && strncmp(fields[count - 2].name.data, one.data, size + 1) >= 0) {
			return 0; /* not in order, so not what would be signed */
		}
		start = i + 1;
	}
	return count;
}

/* Whatever else is read into one signed text, these fields stay as they are. */
static void decisive_fields_have_one_reading(void)
{
	static const char *const names[] = {"appid", "attach", "bank_type", "body", "cash_fee",
		"mch_id", "openid", "total_fee", "trade_type"};
	static const char *const decide[] = {"appid", "cash_fee", "mch_id", "total_fee"};
	static const char *const pieces[] = {"1", "wx",
		"&total_fee=", "&cash_fee=", "&body=", "&bank_type=", "&b=", "&", "=",
		"&mch_id=", "&trade_type="};
	size_t accepted = 0, others = 0;

	for (int round = 0; round < 10000; round++) {
		pay_arena arena = {0};
		pay_error error;
		pay_pair fields[COUNT(names) + 1], other[FIELDS_MAX];
		pay_slice text, sign;
		size_t count = 0, marks = 0;

		for (size_t i = 0; i < COUNT(names); i++) {
			if (noise(2) == 0) {
				fields[count] = (pay_pair) {pay_slice_from(names[i]), PAY_LIT("1")};
				for (uint32_t left = noise(8) == 0 ? noise(3) : 0; left > 0; left--) {
					CHECK_OK(PAY_JOIN(&arena, &fields[count].value, fields[count].value,
						pay_slice_from(pieces[noise(COUNT(pieces))]), PAY_LIT("2")));
				}
				count++;
			}
		}
		CHECK_OK(pay_pairs_join(&arena, &text, fields, count));
		CHECK_OK(pay_v2_sign(KEY, true, fields, count, &arena, &sign));
		fields[count] = (pay_pair) {PAY_LIT("sign"), sign};
		for (size_t i = 0; i < text.size; i++) {
			marks += text.data[i] == '&';
		}
		if (count == 0 || marks > 10
			|| pay_v2_prove(KEY, true, fields, count + 1, &arena, &error) != PAY_OK) {
			pay_arena_reset(&arena);
			continue;
		}
		accepted++;
		for (uint32_t parts = 0; parts < (uint32_t) 1 << marks; parts++) {
			size_t got = read_otherwise(text, parts, other);

			other[got] = fields[count];
			if (got == 0 || pay_v2_prove(KEY, true, other, got + 1, &arena, &error) != PAY_OK) {
				continue;
			}
			others++;
			for (size_t i = 0; i < COUNT(decide); i++) {
				CHECK_TEXT(
					pay_v2_find(other, got, decide[i]), pay_v2_find(fields, count, decide[i]));
			}
		}
		pay_arena_reset(&arena);
	}
	CHECK(accepted > 1000 && others > accepted);
}

/* A value is what its size says: nothing ends it, and nothing behind it is looked at. */
static void values_are_not_c_strings(void)
{
	static const char text[] = "x&total_fee=1";
	pay_error error;
	char *bytes = malloc(2);

	memcpy(bytes, "x&", 2);
	CHECK_OK(prove_with(true, "attach", (pay_slice) {text, 2}, PAY_LIT(""), true, &error));
	CHECK_OK(prove_with(true, "attach", (pay_slice) {bytes, 2}, PAY_LIT(""), true, &error));
	free(bytes);
}

/* ------------------------------------------------------------------ answers */

static const pay_endpoint pays = {
	.path = "/a", .effect = PAY_EFFECT_MONEY, .number = "out_refund_no"};
static const pay_endpoint pays_unsigned = {.path = "/b",
	.effect = PAY_EFFECT_MONEY,
	.number = "partner_trade_no",
	.v2 = PAY_V2_MD5,
	.is_unsigned = true};
static const pay_endpoint queries = {.path = "/c", .effect = PAY_EFFECT_READ};
static const pay_endpoint downloads = {
	.path = "/d", .effect = PAY_EFFECT_READ, .v2 = PAY_V2_MD5 | PAY_V2_TEXT, .is_unsigned = true};

#define OK_CODES "<return_code>SUCCESS</return_code><result_code>SUCCESS</result_code>"

static const struct {
	const pay_endpoint *endpoint;
	long http;
	const char *body;
	bool signs; /* the test, before it answers */
	pay_status status;
	const char *reason;
	bool verified;
} answers[] = {
	{&pays, 200, OK_CODES, true, PAY_OK, "memory", true},
	{&pays, 200, OK_CODES, false, PAY_E_SIGNATURE, "signature.missing", false},
	{&pays, 200, OK_CODES "<sign>9A0A8659F005D6984697E2CA0A9CF3B7</sign>", false, PAY_E_SIGNATURE,
		"signature.mismatch", false},
	{&pays, 200, "<return_code>SUCCESS</return_code>", true, PAY_E_SIGNATURE, "signature.malformed",
		true},
	{&pays, 200, "<result_code>SUCCESS</result_code>", true, PAY_E_SIGNATURE, "signature.malformed",
		false},
	{&pays, 200, "<return_code>FAIL</return_code><return_msg>x</return_msg>", false, PAY_E_API,
		"api", false},
	{&pays, 200, "<return_code>SYSTEMERROR</return_code>", false, PAY_E_API, "api", false},
	{&pays, 200, "<return_code>SUCCESS</return_code><result_code>FAIL</result_code>", true,
		PAY_E_API, "api", true},
	{&pays, 200, "<return_code>SUCCESS</return_code><result_code>FAIL</result_code>", false,
		PAY_E_SIGNATURE, "signature.missing", false},
	{&pays, 200, "", false, PAY_E_SIGNATURE, "signature.malformed", false},
	{&pays, 500, OK_CODES, true, PAY_E_API, "api", false},
	{&pays, 302, "", false, PAY_E_API, "api", false},
	{&pays_unsigned, 200, OK_CODES, false, PAY_OK, "memory", false},
	{&pays_unsigned, 200, OK_CODES, true, PAY_OK, "memory", true},
	{&pays_unsigned, 200, OK_CODES "<sign>9A0A8659F005D6984697E2CA0A9CF3B7</sign>", false,
		PAY_E_SIGNATURE, "signature.mismatch", false},
	{&pays_unsigned, 200, "", false, PAY_E_SIGNATURE, "signature.malformed", false},
	{&pays_unsigned, 200, "<payment_no>1</payment_no>", false, PAY_E_SIGNATURE,
		"signature.malformed", false},
	{&pays_unsigned, 200, "<return_code>SUCCESS</return_code>", false, PAY_E_SIGNATURE,
		"signature.malformed", false},
	{&queries, 200, "<return_code>SUCCESS</return_code><rate>1</rate>", true, PAY_OK, "memory",
		true},
	{&queries, 200, "<return_code>SUCCESS</return_code><empty/>", true, PAY_OK, "memory", true},
	{&downloads, 200, "<return_code>FAIL</return_code><error_code>20002</error_code>", false,
		PAY_E_API, "api", false},
};

static pay_status answer_with(const pay_endpoint *endpoint, long http, pay_slice body,
	pay_arena *arena, pay_answer *answer, pay_error *error)
{
	pay_account account = {.api_v2_key = KEY, .api_v2_md5 = true};
	pay_call call = {.endpoint = endpoint};

	*answer = (pay_answer) {.response = {.status = http, .body = body}};
	*error = (pay_error) PAY_ERROR_INIT;
	return pay_gateway_wechat_v2.check(&account, &call, answer, 0, arena, error);
}

/* Adds the sign of what the body says, as the gateway would. */
static pay_slice sign_body(pay_arena *arena, pay_slice body)
{
	pay_error error = PAY_ERROR_INIT;
	pay_pair *fields;
	pay_slice whole, sign;
	size_t count;

	CHECK_OK(PAY_JOIN(arena, &whole, PAY_LIT("<xml>"), body, PAY_LIT("</xml>")));
	CHECK_OK(pay_xml_read(whole, "xml", NULL, arena, &fields, &count, &error));
	CHECK_OK(pay_v2_sign(KEY, true, fields, count, arena, &sign));
	CHECK_OK(PAY_JOIN(arena, &body, body, PAY_LIT("<sign>"), sign, PAY_LIT("</sign>")));
	return body;
}

static void answers_are_what_they_prove(void)
{
	for (size_t i = 0; i < COUNT(answers); i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_answer answer;
		pay_slice body = pay_slice_from(answers[i].body);
		pay_status status;

		body = answers[i].signs ? sign_body(&arena, body) : body;
		CHECK_OK(PAY_JOIN(&arena, &body, PAY_LIT("<xml>"), body, PAY_LIT("</xml>")));
		status = answer_with(answers[i].endpoint, answers[i].http, body, &arena, &answer, &error);
		if (status != answers[i].status
			|| (status != PAY_OK && strcmp(error.reason, answers[i].reason) != 0)
			|| answer.verified != answers[i].verified) {
			(void) fprintf(stderr, "%s %s: status %d %s\n", answers[i].endpoint->path,
				answers[i].body, (int) status, error.reason);
			check_failures++;
		}
		CHECK(pay_v2_drop_empty(answer.fields, answer.field_count) == answer.field_count);
		pay_arena_reset(&arena);
	}
}

static void answers_that_are_no_xml(void)
{
	pay_arena arena = {0};
	pay_error error;
	pay_answer answer;
	char *large = calloc(1, PAY_V2_ANSWER_MAX + 1);

	CHECK_OK(answer_with(&downloads, 200, PAY_LIT("\xEF\xBB\xBF`a,`b"), &arena, &answer, &error));
	CHECK(!answer.verified && answer.field_count == 0);
	CHECK_OK(answer_with(&downloads, 200, PAY_LIT("\x1F\x8B\x08"), &arena, &answer, &error));
	CHECK_OK(answer_with(&downloads, 200, PAY_LIT(""), &arena, &answer, &error));
	CHECK_FAILS(answer_with(&downloads, 200, PAY_LIT(" <html></html>"), &arena, &answer, &error),
		PAY_E_SIGNATURE, "signature.malformed");
	CHECK_FAILS(answer_with(&queries, 200, PAY_LIT("`a,`b"), &arena, &answer, &error),
		PAY_E_SIGNATURE, "signature.malformed");
	CHECK_FAILS(answer_with(&queries, 200, (pay_slice) {large, PAY_V2_ANSWER_MAX + 1}, &arena,
					&answer, &error),
		PAY_E_SIGNATURE, "signature.malformed");
	free(large);
	pay_arena_reset(&arena);
}

/* ------------------------------------------------------------------ requests */

static void check_request(const pay_endpoint *endpoint, bool md5, const char *type)
{
	static const pay_pair fields[] = {
		{PAY_LIT_INIT("mch_id"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("body"), PAY_LIT_INIT("a<b&c]]>\r\n\xe6\x94\xaf")},
	};
	pay_account account = {
		.api_v2_key = KEY, .api_v2_md5 = md5, .travel.user_agent = PAY_LIT("test")};
	pay_call call = {.endpoint = endpoint,
		.method = "POST",
		.target = PAY_LIT("/pay/x"),
		.has_body = true,
		.fields = fields,
		.field_count = COUNT(fields),
		.nonce = PAY_LIT("NONCE")};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_request request = {0};
	pay_pair *sent;
	size_t count;

	CHECK_OK(pay_gateway_wechat_v2.build(
		&account, &call, PAY_LIT("https://h"), &arena, &request, &error));
	CHECK_TEXT(request.url, PAY_LIT("https://h/pay/x"));
	CHECK_OK(pay_xml_read(request.body, "xml", NULL, &arena, &sent, &count, &error));
	CHECK_TEXT(pay_v2_find(sent, count, "sign_type"), pay_slice_from(type));
	CHECK_TEXT(pay_v2_find(sent, count, "nonce_str"),
		pay_slice_from((endpoint->v2 & PAY_V2_NO_NONCE) != 0 ? "" : "NONCE"));
	CHECK_TEXT(pay_v2_find(sent, count, "body"), fields[1].value);
	/* What the gateway reads out of it is what was signed. */
	CHECK_OK(pay_v2_prove(KEY, pay_v2_uses_md5(&account, endpoint), sent, count, &arena, &error));
	pay_arena_reset(&arena);
}

static void requests_carry_a_sign_that_fits(void)
{
	static const pay_endpoint hmac = {.path = "/e", .v2 = PAY_V2_HMAC};
	static const pay_endpoint bare = {.path = "/f", .v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE};

	check_request(&queries, true, "MD5");
	check_request(&queries, false, "HMAC-SHA256");
	check_request(&hmac, true, "HMAC-SHA256");
	check_request(&pays_unsigned, false, "");
	check_request(&bare, false, "");
}

static void refunds_are_opened_or_not(void)
{
	static const char *const closed[] = {
		"", "QUJDREVG", "not base64!", "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA"};
	pay_arena arena = {0};
	pay_error error;
	pay_pair *fields;
	size_t count;

	for (size_t i = 0; i < COUNT(closed); i++) {
		CHECK_FAILS(
			pay_v2_open_refund(KEY, pay_slice_from(closed[i]), &arena, &fields, &count, &error),
			PAY_E_SIGNATURE, "signature.decrypt");
	}
	pay_arena_reset(&arena);
}

/* What the page hands to the cashier is signed over these fields and no others. */
static void what_opens_the_cashier(void)
{
	pay_arena arena = {0};
	pay_wechat_invocation page, app;
	pay_slice sign;

	CHECK_OK(pay_v2_invoke(KEY, true, PAY_LIT("wx1"), PAY_LIT("190"), PAY_LIT("wx2016"), false,
		1600000000, &arena, &page));
	CHECK_TEXT(page.timestamp, PAY_LIT("1600000000"));
	CHECK_TEXT(page.package, PAY_LIT("prepay_id=wx2016"));
	CHECK_OK(pay_v2_sign(KEY, true,
		(pay_pair[]) {{PAY_LIT("timeStamp"), PAY_LIT("1600000000")},
			{PAY_LIT("appId"), PAY_LIT("wx1")}, {PAY_LIT("nonceStr"), page.nonce},
			{PAY_LIT("package"), PAY_LIT("prepay_id=wx2016")},
			{PAY_LIT("signType"), PAY_LIT("MD5")}},
		5, &arena, &sign));
	CHECK_TEXT(page.signature, sign);
	CHECK_OK(pay_v2_invoke(KEY, false, PAY_LIT("wx1"), PAY_LIT("190"), PAY_LIT("wx2016"), true,
		1600000000, &arena, &app));
	CHECK_OK(pay_v2_sign(KEY, false,
		(pay_pair[]) {{PAY_LIT("timestamp"), PAY_LIT("1600000000")},
			{PAY_LIT("appid"), PAY_LIT("wx1")}, {PAY_LIT("noncestr"), app.nonce},
			{PAY_LIT("package"), PAY_LIT("Sign=WXPay")}, {PAY_LIT("partnerid"), PAY_LIT("190")},
			{PAY_LIT("prepayid"), PAY_LIT("wx2016")}},
		6, &arena, &sign));
	CHECK_TEXT(app.signature, sign);
	CHECK(!pay_slice_equal(page.nonce, app.nonce));
	pay_arena_reset(&arena);
}

int main(void)
{
	published_vectors();
	the_official_example();
	only_one_form_of_a_sign();
	the_algorithm_is_not_the_messages();
	every_field_counts();
	what_reads_as_two_fields();
	decisive_fields_have_one_reading();
	values_are_not_c_strings();
	answers_are_what_they_prove();
	answers_that_are_no_xml();
	requests_carry_a_sign_that_fits();
	refunds_are_opened_or_not();
	what_opens_the_cashier();
	return check_done();
}
