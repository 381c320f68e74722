/* SPDX-License-Identifier: MIT */
#include "alipay_form.h"
#include "alipay_keys.h"
#include "check.h"

#include "core/text.h"

static pay_slice signed_text(pay_arena *arena, const vector *from)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice text = PAY_LIT("");

	if (vector_has(from, "expected.string_to_sign")) {
		return vector_get(from, "expected.string_to_sign");
	}
	CHECK_OK(pay_base64_decode(
		arena, &text, vector_get(from, "expected.string_to_sign_base64"), &error));
	return text;
}

/* With empty values, or without them where that is what was signed. */
static void check_text_of(const vector *from, pay_arena *arena, form_proof *form)
{
	pay_slice expected = signed_text(arena, from);

	if (!pay_slice_equal(form->text, expected)) {
		CHECK_OK(pay_pairs_join(arena, &form->text, form->pairs, form->count));
	}
	CHECK_TEXT(form->text, expected);
}

static void check_published(const vector *from, pay_slice body)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	bool signs_type = pay_slice_equal(vector_get(from, "inputs.rule"), PAY_LIT("v2"));
	bool valid = vector_get(from, "expected.valid").data[0] == '1';
	form_proof form;

	CHECK_OK(form_read(body, signs_type, &arena, &form, &error));
	if (vector_has(from, "expected.string_to_sign")
		|| vector_has(from, "expected.string_to_sign_base64")) {
		check_text_of(from, &arena, &form);
	}
	/* Keys of 1024 bits are not taken, and with them SHA-1 is what they signed with. */
	if (!vector_has(from, "inputs.sign_type")) {
		pay_key *key = alipay_vector_key(from);

		CHECK(pay_rsa_verify_hash(key, PAY_HASH_SHA256, form.text, form.sign, &arena, &error)
			== (valid ? PAY_OK : PAY_E_SIGNATURE));
		pay_key_release(key);
	}
	pay_arena_reset(&arena);
}

static void published_notifications(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];

		if (vector_is(from, "notify_verify")) {
			check_published(from, vector_get(from, "inputs.raw_body"));
		} else if (vector_is(from, "return_url_verify")) {
			check_published(from, vector_get(from, "inputs.query_string"));
		}
	}
}

static void fields_are_decoded_once(void)
{
	static const pay_pair expected[] = {{PAY_LIT_INIT("a"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("empty"), PAY_LIT_INIT("")},
		{PAY_LIT_INIT("b c"), PAY_LIT_INIT("x=y z+%2B&")},
		{PAY_LIT_INIT("\xb2\xe2"), PAY_LIT_INIT("\xff\x01\x7f")},
		{PAY_LIT_INIT("A"), PAY_LIT_INIT("==")}, {PAY_LIT_INIT("@"), PAY_LIT_INIT("@[]")}};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair *pairs;
	size_t count = 0;

	CHECK_OK(
		pay_form_read(PAY_LIT("a=1&empty=&b+c=x=y%20z%2b%252B%26&%b2%E2=\xff%01\x7f&A===&@=@[]"),
			&arena, &pairs, &count, &error));
	CHECK(count == 6);
	for (size_t i = 0; i < count; i++) {
		CHECK_TEXT(pairs[i].name, expected[i].name);
		CHECK_TEXT(pairs[i].value, expected[i].value);
	}
	pay_arena_reset(&arena);
}

static void there_is_one_reading(void)
{
	static const pay_slice bad[] = {PAY_LIT_INIT(""), PAY_LIT_INIT("a"), PAY_LIT_INIT("&"),
		PAY_LIT_INIT("a=1&"), PAY_LIT_INIT("&a=1"), PAY_LIT_INIT("a=1&&b=2"), PAY_LIT_INIT("a=1&b"),
		PAY_LIT_INIT("="), PAY_LIT_INIT("=1"), PAY_LIT_INIT("a=1&=2"), PAY_LIT_INIT("a=%"),
		PAY_LIT_INIT("a=%1"), PAY_LIT_INIT("a=%1&b=2"), PAY_LIT_INIT("a=%g1"),
		PAY_LIT_INIT("a=%1g"), PAY_LIT_INIT("a=%%31"), PAY_LIT_INIT("a%=1"), PAY_LIT_INIT("a%4=1"),
		PAY_LIT_INIT("a=% 1"), PAY_LIT_INIT("a=%+1"), PAY_LIT_INIT("a=\0"), PAY_LIT_INIT("a\0=1"),
		PAY_LIT_INIT("a=%00"), PAY_LIT_INIT("a%00=1"), PAY_LIT_INIT("a=1\0&b=2"),
		PAY_LIT_INIT("sign[]=1"), PAY_LIT_INIT("a%5B0%5d=1"), PAY_LIT_INIT("a]=1"),
		PAY_LIT_INIT("a%26b=1"), PAY_LIT_INIT("a%3Db=1"), PAY_LIT_INIT("a=1&a=2"),
		PAY_LIT_INIT("a=1&a=1"), PAY_LIT_INIT("a=1&b=2&%61=3"), PAY_LIT_INIT("a+b=1&a%20b=2")};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_pair *pairs = NULL;
		size_t count = 99;

		CHECK_FAILS(pay_form_read(bad[i], &arena, &pairs, &count, &error), PAY_E_SIGNATURE,
			"signature.malformed");
		CHECK(pairs == NULL && count == 99);
		pay_arena_reset(&arena);
	}
}

/* So many fields n0=...&n1=... in so many bytes, or more if they need more. */
static pay_status read_large(size_t fields, size_t size)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	char *text = malloc(size + 4096);
	pay_pair *pairs;
	size_t used = 0, count = 0;
	pay_status status;

	CHECK(text != NULL);
	for (size_t i = 0; i < fields; i++) {
		used += (size_t) snprintf(text + used, 16, "%sn%zu=", i == 0 ? "" : "&", i);
	}
	while (used < size) {
		text[used++] = 'x';
	}
	status = pay_form_read((pay_slice) {text, used}, &arena, &pairs, &count, &error);
	CHECK(status == PAY_OK ? count == fields : status == PAY_E_SIGNATURE);
	free(text);
	pay_arena_reset(&arena);
	return status;
}

static void there_are_bounds(void)
{
	CHECK_OK(read_large(1, PAY_FORM_MAX));
	CHECK(read_large(1, PAY_FORM_MAX + 1) == PAY_E_SIGNATURE);
	CHECK_OK(read_large(PAY_FORM_FIELDS_MAX, 0));
	CHECK(read_large(PAY_FORM_FIELDS_MAX + 1, 0) == PAY_E_SIGNATURE);
}

static void what_is_written_is_read(void)
{
	pay_pair written[255];
	char bytes[255][2];
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair *pairs;
	pay_slice body;
	size_t count = 0;

	for (int i = 0; i < 255; i++) {
		bytes[i][0] = (char) (i + 1);
		bytes[i][1] = (char) (255 - i);
		written[i] = (pay_pair) {{bytes[i], 1}, {bytes[i], 2}};
	}
	written['[' - 1].name = PAY_LIT("left");
	written[']' - 1].name = PAY_LIT("right");
	written['&' - 1].name = PAY_LIT("and");
	written['=' - 1].name = PAY_LIT("equals");
	CHECK_OK(pay_pairs_query(&arena, &body, written, 255));
	CHECK_OK(pay_form_read(body, &arena, &pairs, &count, &error));
	CHECK(count == 255);
	for (size_t i = 0; i < count; i++) {
		CHECK_TEXT(pairs[i].name, written[i].name);
		CHECK_TEXT(pairs[i].value, written[i].value);
	}
	pay_arena_reset(&arena);
}

int main(void)
{
	published_notifications();
	fields_are_decoded_once();
	there_is_one_reading();
	there_are_bounds();
	what_is_written_is_read();
	return check_done();
}
