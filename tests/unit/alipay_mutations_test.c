/* SPDX-License-Identifier: MIT */
#include "alipay_form.h"
#include "check.h"
#include "keys.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/alipay_endpoints.h"
#include "gateway/alipay_notice.h"

/*
 * Good messages, each signed once, and then changed in every way that is one step away: nothing is accepted that says
 * something else than was signed.
 */
typedef bool (*judge)(pay_slice message, const void *context);

static size_t accepted, refused;

#define NOW 1764000000
#define AES_KEY PAY_LIT("0123456789abcdef")

static pay_account account_with(const pay_key *key, pay_hash hash)
{
	pay_account account = {.rsa1 = hash == PAY_HASH_SHA1, .api_key = AES_KEY, .platform_count = 1};

	account.platform[0] = (pay_platform_key) {.id = PAY_LIT(""), .key = (pay_key *) key};
	return account;
}

static void try(judge is_harmless, const void *context, const char *bytes, size_t size)
{
	if (!is_harmless((pay_slice) {bytes, size}, context)) {
		CHECK(!"a changed message is refused or says the same");
		(void) fprintf(stderr, "%.*s\n", (int) size, bytes);
	}
}

static void change(pay_slice good, judge is_harmless, const void *context)
{
	char *bytes = malloc(good.size + 1);

	CHECK(bytes != NULL);
	for (size_t i = 0; i < good.size; i++) {
		memcpy(bytes, good.data, good.size);
		for (int bit = 0; bit < 8; bit++) {
			bytes[i] = (char) (good.data[i] ^ (1 << bit));
			try(is_harmless, context, bytes, good.size);
		}
		memcpy(bytes + i, good.data + i + 1, good.size - i - 1); /* without this byte */
		try(is_harmless, context, bytes, good.size - 1);
		memcpy(bytes + i + 1, good.data + i, good.size - i); /* with this byte twice */
		bytes[i] = good.data[i];
		try(is_harmless, context, bytes, good.size + 1);
		try(is_harmless, context, good.data, i);
	}
	free(bytes);
}

static pay_key *load_key(void)
{
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;
	size_t size;
	char *text = file_read("tests/data/keys/platform.key.pem", &size);

	CHECK_OK(pay_key_read(PAY_KEY_PRIVATE, (pay_slice) {text, size}, "key", &key, &error));
	free(text);
	return key;
}

/* ---------------------------------------------------------------- answers */

typedef struct answer {
	const pay_key *key;
	const char *before; /* the document up to the node */
	const char *node;
	const char *after; /* the rest. A % in before or after is where the sign goes */
	bool is_sealed;    /* the node travels encrypted */
	bool escapes;      /* slashes of sign and ciphertext are written \/ */
	pay_hash hash;
	pay_slice good; /* what was proven of the message as it was */
} answer;

#define OPEN "{\"alipay_trade_query_response\":"
#define PAID \
	"{\"code\":\"10000\",\"msg\":\"Success\",\"trade_no\":\"2024\",\"total_amount\":\"0.01\"}"

static const answer answers[] = {
	{.before = OPEN, .node = PAID, .after = ",\"sign\":\"%\"}"},
	{.before = OPEN,
		.node = PAID,
		.after = ",\"sign\":\"%\"}",
		.escapes = true,
		.hash = PAY_HASH_SHA1},
	{.before = OPEN,
		.node = PAID,
		.after = ",\"alipay_cert_sn\":\"e90dd23a37c5c7b616e003970817ff82\",\"sign\":\"%\"}"},
	{.before = "{\"sign\":\"%\",\"alipay_trade_query_response\":", .node = PAID, .after = "}"},
	{.before = " {\n\"alipay_trade_query_response\"\t:\r\n ",
		.node = "{ \"code\" : \"10000\" , \"sign\" : \"xxx\" }",
		.after = " ,\n\"sign\" : \"%\"\n}\n",
		.escapes = true},
	{.before = OPEN, .node = PAID, .after = ",\"sign\":\"%\"}", .is_sealed = true, .escapes = true},
	{.before = "{\"error_response\":",
		.node = "{\"code\":\"40002\",\"sub_code\":\"isv.code-invalid\"}",
		.after = ",\"sign\":\"%\"}"},
	{.before = OPEN,
		.node = "{\"code\":\"10000\",\"body\":\"}\\\",\\\"sign\\\":\\\"x\\\\\","
				"\"a\":[{\"b\":-1.5e3},null,\"\\ud83d\\udca9\"]}",
		.after = ",\"sign\":\"%\"}"},
	{.before = OPEN,
		.node = "{\"code\":\"20000\",\"m\":\"\xcf\xb5\xcd\xb3\xb7\xb1\xc3\xa6\x90\x5c\x90\x7d\"}",
		.after = ",\"sign\":\"%\"}"},
	{.before = "{\"x\":\"\\\"alipay_trade_query_response\\\":{}\",\"alipay_trade_query_response\":",
		.node = "{\"code\":\"10000\",\"m\":\"\xe4\xb8\xad\xe6\x96\x87\",\"n\":1}",
		.after = ",\"y\":{\"sign\":\"z\"},\"sign\":\"%\"}"},
};

static pay_slice with_escapes(pay_arena *arena, pay_slice text)
{
	char *bytes = pay_arena_take(arena, 2 * text.size + 1), *end = bytes;

	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '/') {
			*end++ = '\\';
		}
		*end++ = text.data[i];
	}
	return (pay_slice) {bytes, (size_t) (end - bytes)};
}

/* The node as it travels and is signed. */
static pay_slice node_of(pay_arena *arena, const answer *from)
{
	pay_slice node = pay_slice_from(from->node);
	pay_error error;

	if (from->is_sealed) {
		CHECK_OK(pay_cbc_seal(AES_KEY, node, arena, &node, &error));
		node = with_escapes(arena, node);
		CHECK_OK(PAY_JOIN(arena, &node, PAY_LIT("\""), node, PAY_LIT("\"")));
	}
	return node;
}

/* The parts one after another, with sign in the place of the %. */
static pay_slice assemble(pay_arena *arena, const answer *from, pay_slice node, pay_slice sign)
{
	pay_slice all = PAY_LIT(""), message = PAY_LIT("");
	const char *place;

	CHECK_OK(
		PAY_JOIN(arena, &all, pay_slice_from(from->before), node, pay_slice_from(from->after)));
	place = strchr(all.data, '%');
	CHECK_OK(PAY_JOIN(arena, &message, ((pay_slice) {all.data, (size_t) (place - all.data)}), sign,
		pay_slice_from(place + 1)));
	return message;
}

/* What the gateway's own check says of the message. */
static pay_status check(pay_slice message, const answer *from, pay_arena *arena, pay_answer *got)
{
	pay_account account = account_with(from->key, from->hash);
	pay_call call = {
		.endpoint = pay_alipay_endpoint(PAY_ALIPAY_QUERY), .name = PAY_LIT("alipay.trade.query")};
	pay_error error = PAY_ERROR_INIT;

	*got = (pay_answer) {.response = {.status = 200, .body = message}};
	return pay_gateway_alipay.check(&account, &call, got, NOW, arena, &error);
}

/* A refusal that nobody signed is passed on as one, and says so. */
static bool is_answer_harmless(pay_slice message, const void *context)
{
	const answer *from = context;
	pay_arena arena = {0};
	pay_answer got;
	pay_status status = check(message, from, &arena, &got);
	bool harmless = status == PAY_E_SIGNATURE || (status == PAY_E_API && !got.verified)
		|| ((status == PAY_OK || status == PAY_E_API) && got.verified
			&& pay_slice_equal(got.payload, from->good));

	accepted += got.verified && status != PAY_E_SIGNATURE;
	refused += status == PAY_E_SIGNATURE;
	pay_arena_reset(&arena);
	return harmless;
}

static void change_answers(const pay_key *key)
{
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		answer from = answers[i];
		pay_answer good;
		pay_slice sign = PAY_LIT(""), node = node_of(&arena, &from), message;
		pay_status status;

		from.key = key;
		CHECK_OK(pay_rsa_sign_hash(key, from.hash, node, &arena, &sign, &error));
		message = assemble(&arena, &from, node, from.escapes ? with_escapes(&arena, sign) : sign);
		status = check(message, &from, &arena, &good);
		CHECK(good.verified && (status == PAY_OK || status == PAY_E_API));
		from.good = good.payload;
		accepted = 0;
		CHECK(is_answer_harmless(message, &from) && accepted == 1);
		change(message, is_answer_harmless, &from);
		pay_arena_reset(&arena);
	}
}

/* ---------------------------------------------------------------- notifications */

typedef struct notice {
	const char *fields; /* as they are posted, but for the sign */
	bool signs_type;
	pay_hash hash;
	const pay_key *key;
	const pay_pair *good; /* what was proven of the message as it was */
	size_t good_count;
} notice;

static const notice notices[] = {
	{"notify_type=trade_status_sync&trade_no=2024&total_amount=0.01&sign_type=RSA2", false,
		PAY_HASH_SHA256, NULL, NULL, 0},
	{"trade_no=2024&total_amount=0.01&sign_type=RSA", false, PAY_HASH_SHA1, NULL, NULL, 0},
	{"msg_method=alipay.open&biz_content=%7B%22a%22%3A1%7D&sign_type=RSA2&version=1.1", true,
		PAY_HASH_SHA256, NULL, NULL, 0},
	{"subject=%E6%B5%8B%E8%AF%95+1%2B1&body=&total_amount=100.00&sign_type=RSA2", false,
		PAY_HASH_SHA256, NULL, NULL, 0},
	{"charset=gbk&subject=%B2%E2%CA%D4%90%5C&sign_type=RSA2", false, PAY_HASH_SHA256, NULL, NULL,
		0},
	{"body=x%26y%3Dz&trade_status=TRADE_SUCCESS&sign_type=RSA2", false, PAY_HASH_SHA256, NULL, NULL,
		0},
	{"a=1&a_b=2&aa=3&A=4&trade_no=2024&sign_type=RSA2", false, PAY_HASH_SHA256, NULL, NULL, 0},
	{"fund_bill_list=%5B%7B%22amount%22%3A%220.01%22%7D%5D&refund_fee=@1&sign_type=RSA2", false,
		PAY_HASH_SHA256, NULL, NULL, 0},
	{"passback_params=a%253D1%2526b%253D2&e1=&e2=&sign_type=RSA2&z=", false, PAY_HASH_SHA256, NULL,
		NULL, 0},
	{"gmt_payment=2024-05-14+10%3a00%3a00&sign_type=RSA2&x==%3d=&trade_status=TRADE_CLOSED", false,
		PAY_HASH_SHA256, NULL, NULL, 0},
};

static bool are_fields_good(const notice *from, const pay_pair *fields, size_t count)
{
	bool equal = count == from->good_count;

	for (size_t i = 0; equal && i < count; i++) {
		equal = pay_slice_equal(fields[i].name, from->good[i].name)
			&& pay_slice_equal(fields[i].value, from->good[i].value);
	}
	return equal;
}

static pay_status prove(
	pay_slice message, const notice *from, pay_arena *arena, pay_pair **fields, size_t *count)
{
	pay_account account = account_with(from->key, from->hash);
	pay_error error = PAY_ERROR_INIT;

	return pay_alipay_prove_form(&account, message, NOW, arena, fields, count, &error);
}

static bool is_notice_harmless(pay_slice message, const void *context)
{
	const notice *from = context;
	pay_arena arena = {0};
	pay_pair *fields;
	size_t count;
	pay_status status = prove(message, from, &arena, &fields, &count);
	bool harmless =
		status == PAY_OK ? are_fields_good(from, fields, count) : status == PAY_E_SIGNATURE;

	accepted += status == PAY_OK;
	refused += status == PAY_E_SIGNATURE;
	pay_arena_reset(&arena);
	return harmless;
}

static void change_notices(const pay_key *key)
{
	for (size_t i = 0; i < sizeof(notices) / sizeof(*notices); i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		notice from = notices[i];
		form_proof good;
		pay_pair *proven = NULL;
		pay_slice fields = pay_slice_from(from.fields), sign = PAY_LIT(""), message = PAY_LIT("");

		CHECK_OK(form_read(fields, from.signs_type, &arena, &good, &error));
		CHECK_OK(pay_rsa_sign_hash(key, from.hash, good.text, &arena, &sign, &error));
		CHECK_OK(pay_percent_encode(&arena, &sign, sign));
		CHECK_OK(PAY_JOIN(&arena, &message, fields, PAY_LIT("&sign="), sign));
		from.key = key;
		CHECK_OK(prove(message, &from, &arena, &proven, &from.good_count));
		from.good = proven;
		accepted = 0;
		CHECK(is_notice_harmless(message, &from) && accepted == 1);
		change(message, is_notice_harmless, &from);
		pay_arena_reset(&arena);
	}
}

int main(void)
{
	pay_key *key = load_key();

	change_answers(key);
	change_notices(key);
	pay_key_release(key);
	(void) printf("%zu changed messages refused\n", refused);
	CHECK(refused > 50000);
	return check_done();
}
