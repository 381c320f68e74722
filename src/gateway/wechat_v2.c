/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_v2.h"

#include "core/cipher.h"
#include "core/digest.h"
#include "core/pairs.h"
#include "core/platform.h"
#include "core/text.h"
#include "core/text_file.h"
#include "core/xml.h"
#include "gateway/shown.h"

#include <inttypes.h>
#include <stdio.h>

/*
 * WeChat Pay APIv2: how a request is signed and how an answer is proven.
 * https://pay.weixin.qq.com/doc/v2/merchant/4011985891 (signing)
 */
#define MD5_SIGN_SIZE 32
#define HMAC_SIGN_SIZE 64

pay_slice pay_v2_find(const pay_pair *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(fields[i].name, pay_slice_from(name))) {
			return fields[i].value;
		}
	}
	return PAY_LIT("");
}

size_t pay_v2_drop_empty(pay_pair *fields, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (fields[i].value.size > 0) {
			fields[kept++] = fields[i];
		}
	}
	return kept;
}

/* ------------------------------------------------------------------ signing */

static pay_status text_to_sign(
	pay_slice key, const pay_pair *fields, size_t count, pay_arena *arena, pay_slice *text)
{
	pay_pair *sorted = pay_arena_take(arena, (count + 1) * sizeof(*sorted));
	size_t kept = 0;

	if (sorted == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		if (!pay_slice_equal(fields[i].name, PAY_LIT("sign"))) {
			sorted[kept++] = fields[i];
		}
	}
	pay_pairs_sort(sorted, kept);
	PAY_TRY(pay_pairs_join(arena, text, sorted, kept));
	return PAY_JOIN(arena, text, *text, PAY_LIT("&key="), key);
}

pay_status pay_v2_sign(pay_slice key, bool md5, const pay_pair *fields, size_t count,
	pay_arena *arena, pay_slice *sign)
{
	pay_slice text, digest;

	PAY_TRY(text_to_sign(key, fields, count, arena, &text));
	if (md5) {
		PAY_TRY(pay_md5(arena, &digest, text));
	} else {
		PAY_TRY(pay_hmac_sha256(arena, &digest, key, text));
	}
	return pay_hex_encode(arena, sign, digest, true);
}

bool pay_v2_uses_md5(const pay_account *account, const pay_endpoint *endpoint)
{
	return (endpoint->v2 & PAY_V2_MD5) != 0
		|| ((endpoint->v2 & PAY_V2_HMAC) == 0 && account->api_v2_md5);
}

/* ------------------------------------------------------------------ proving */

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "%s", what);
}

static bool is_hex(pay_slice text, size_t size)
{
	for (size_t i = 0; i < text.size; i++) {
		if (!pay_is_digit(text.data[i]) && !(text.data[i] >= 'A' && text.data[i] <= 'F')) {
			return false;
		}
	}
	return text.size == size;
}

/*
 * What is signed is one text, "a=1&b=2", and a payer can have a say in what attach holds. The fields that decide whose
 * order it is and what was paid have one reading all the same: none of their values holds "&", and no value holds
 * "&total_fee=" or another of their names. Any other "&b=" is the shop's own, and legitimate.
 */
static const pay_slice decisive[] = {PAY_LIT_INIT("appid"), PAY_LIT_INIT("cash_fee"),
	PAY_LIT_INIT("combine_mch_id"), PAY_LIT_INIT("combine_out_trade_no"), PAY_LIT_INIT("mch_id"),
	PAY_LIT_INIT("out_refund_no"), PAY_LIT_INIT("out_trade_no"), PAY_LIT_INIT("refund_fee"),
	PAY_LIT_INIT("result_code"), PAY_LIT_INIT("return_code"), PAY_LIT_INIT("settlement_total_fee"),
	PAY_LIT_INIT("sub_mch_id"), PAY_LIT_INIT("total_fee"), PAY_LIT_INIT("trade_state"),
	PAY_LIT_INIT("transaction_id")};

pay_status pay_v2_prove(pay_slice key, bool md5, const pay_pair *fields, size_t count,
	pay_arena *arena, pay_error *error)
{
	pay_slice named = pay_v2_find(fields, count, "sign_type");
	pay_slice sign = pay_v2_find(fields, count, "sign");
	pay_slice expected;

	if (sign.size == 0) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.missing", "The message carries no sign");
	}
	if (named.size > 0 && !pay_slice_equal(named, md5 ? PAY_LIT("MD5") : PAY_LIT("HMAC-SHA256"))) {
		return malformed(error, "The message names another sign_type than is in use");
	}
	if (!is_hex(sign, md5 ? MD5_SIGN_SIZE : HMAC_SIGN_SIZE)) {
		return malformed(error,
			md5 ? "The sign is not 32 upper-case hex digits, as MD5 makes them"
				: "The sign is not 64 upper-case hex digits, as HMAC-SHA256 makes them");
	}
	PAY_TRY(pay_v2_sign(key, md5, fields, count, arena, &expected));
	if (!pay_equal_constant_time(sign, expected)) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.mismatch",
			"The sign does not fit the message and this apiV2Key");
	}
	return pay_pairs_have_one_reading(fields, count, decisive, sizeof(decisive) / sizeof(*decisive))
		? PAY_OK
		: malformed(error, "A value can be read as several fields");
}

pay_status pay_v2_open_refund(pay_slice key, pay_slice req_info, pay_arena *arena,
	pay_pair **fields, size_t *count, pay_error *error)
{
	pay_slice digest, hex, sealed, plain;
	pay_status status;

	PAY_TRY(pay_md5(arena, &digest, key));
	PAY_TRY(pay_hex_encode(arena, &hex, digest, false));
	status = pay_base64_decode(arena, &sealed, req_info, error);
	if (status == PAY_E_SIGNATURE) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.decrypt", "req_info is not base64");
	}
	PAY_TRY(status);
	PAY_TRY(pay_ecb_open(hex, sealed, arena, &plain, error));
	status = pay_xml_read(plain, "root", NULL, arena, fields, count, error);
	if (status == PAY_E_SIGNATURE) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.decrypt",
			"The encrypted part cannot be opened: another key, or not as it was sealed");
	}
	PAY_TRY(status);
	*count = pay_v2_drop_empty(*fields, *count);
	return PAY_OK;
}

pay_status pay_v2_invoke(pay_slice key, bool md5, pay_slice app, pay_slice merchant,
	pay_slice prepay_id, bool is_app, int64_t now, pay_arena *arena,
	pay_wechat_invocation *invocation)
{
	char digits[24];

	(void) snprintf(digits, sizeof(digits), "%" PRId64, now);
	PAY_TRY(pay_copy(arena, &invocation->timestamp, pay_slice_from(digits)));
	PAY_TRY(pay_nonce(arena, &invocation->nonce));
	PAY_TRY(PAY_JOIN(arena, &invocation->package, PAY_LIT("prepay_id="), prepay_id));

	const pay_pair page[] = {
		{PAY_LIT("appId"), app},
		{PAY_LIT("nonceStr"), invocation->nonce},
		{PAY_LIT("package"), invocation->package},
		{PAY_LIT("signType"), md5 ? PAY_LIT("MD5") : PAY_LIT("HMAC-SHA256")},
		{PAY_LIT("timeStamp"), invocation->timestamp},
	};
	const pay_pair native_app[] = {
		{PAY_LIT("appid"), app},
		{PAY_LIT("noncestr"), invocation->nonce},
		{PAY_LIT("package"), PAY_LIT("Sign=WXPay")},
		{PAY_LIT("partnerid"), merchant},
		{PAY_LIT("prepayid"), prepay_id},
		{PAY_LIT("timestamp"), invocation->timestamp},
	};

	return is_app ? pay_v2_sign(key, md5, native_app, 6, arena, &invocation->signature)
				  : pay_v2_sign(key, md5, page, 5, arena, &invocation->signature);
}

/* ------------------------------------------------------------------ calls */

/* The fields of the call with those that belong to the attempt, and room for the sign. */
static pay_status fill(const pay_account *account, const pay_call *call, pay_arena *arena,
	pay_pair **fields, size_t *count)
{
	bool md5 = pay_v2_uses_md5(account, call->endpoint);

	*fields = pay_arena_take(arena, (call->field_count + 3) * sizeof(**fields));
	if (*fields == NULL) {
		return PAY_E_MEMORY;
	}
	*count = call->field_count;
	if (*count > 0) {
		memcpy(*fields, call->fields, *count * sizeof(**fields));
	}
	if ((call->endpoint->v2 & PAY_V2_NO_NONCE) == 0) {
		(*fields)[(*count)++] = (pay_pair) {PAY_LIT("nonce_str"), call->nonce};
	}
	if ((call->endpoint->v2 & PAY_V2_MD5) == 0) {
		(*fields)[(*count)++] =
			(pay_pair) {PAY_LIT("sign_type"), md5 ? PAY_LIT("MD5") : PAY_LIT("HMAC-SHA256")};
	}
	return PAY_OK;
}

static pay_status complete(const pay_account *account, const pay_call *call, pay_arena *arena,
	pay_pair **fields, size_t *count)
{
	bool md5 = pay_v2_uses_md5(account, call->endpoint);
	pay_slice sign;

	PAY_TRY(fill(account, call, arena, fields, count));
	PAY_TRY(pay_v2_sign(account->api_v2_key, md5, *fields, *count, arena, &sign));
	(*fields)[(*count)++] = (pay_pair) {PAY_LIT("sign"), sign};
	return PAY_OK;
}

static pay_status show(const pay_account *account, const pay_call *call, pay_arena *arena,
	pay_slice *body, pay_slice *text)
{
	pay_error error = PAY_ERROR_INIT;
	pay_pair *fields;
	size_t count;

	PAY_TRY(fill(account, call, arena, &fields, &count));
	PAY_TRY(text_to_sign(PAY_MASK, fields, count, arena, text));
	fields[count++] = (pay_pair) {PAY_LIT("sign"), PAY_MASK};
	return pay_xml_write(arena, body, fields, count, &error);
}

static pay_status build(const pay_account *account, const pay_call *call, pay_slice origin,
	pay_arena *arena, pay_request *request, pay_error *error)
{
	pay_pair *fields;
	pay_slice query;
	size_t count;

	PAY_TRY(complete(account, call, arena, &fields, &count));
	PAY_TRY(PAY_JOIN(arena, &request->headers[request->header_count++], PAY_LIT("User-Agent: "),
		account->travel.user_agent));
	if (!call->has_body) {
		PAY_TRY(pay_pairs_query(arena, &query, fields, count));
		return PAY_JOIN(arena, &request->url, origin, call->target, PAY_LIT("?"), query);
	}
	request->headers[request->header_count++] = PAY_LIT("Content-Type: text/xml; charset=utf-8");
	request->has_body = true;
	PAY_TRY(PAY_JOIN(arena, &request->url, origin, call->target));
	return pay_xml_write(arena, &request->body, fields, count, error);
}

static pay_status refused(pay_error *error)
{
	return pay_fail(error, PAY_E_API, "api", "WeChat Pay refused the call");
}

static bool begins_xml(pay_slice body)
{
	return pay_slice_starts(pay_trim(body), PAY_LIT("<"));
}

/* A download lies in a file. One that begins like XML is no bill but an answer, and is taken from there. */
static pay_status take_from_file(FILE *file, pay_slice *body, pay_arena *arena, pay_error *error)
{
	char first[16];
	int64_t size = pay_file_read_at(file, first, sizeof(first), 0);
	char *bytes;

	if (size >= 0 && !begins_xml((pay_slice) {first, (size_t) size})) {
		return PAY_OK;
	}
	bytes = pay_arena_take(arena, PAY_V2_ANSWER_MAX + 2);
	if (bytes == NULL) {
		return PAY_E_MEMORY;
	}
	size = pay_file_read_at(file, bytes, PAY_V2_ANSWER_MAX + 1, 0);
	if (size < 0) {
		return pay_fail(
			error, PAY_E_CONFIG, "config.temporary-file", "The temporary file cannot be read");
	}
	*body = (pay_slice) {bytes, (size_t) size};
	return PAY_OK;
}

/* Of a fund flow: "Digest: SHA=" and the SHA-1 of the text. */
static pay_status check_digest(const pay_call *call, const pay_response *response, pay_error *error)
{
	char hex[PAY_SHA1_HEX_SIZE];
	pay_slice digest;

	if (call->file == NULL || pay_response_header(response, "Digest", &digest) == 0
		|| !pay_slice_starts(digest, PAY_LIT("SHA="))) {
		return PAY_OK;
	}
	PAY_TRY(pay_text_file_sha1(call->file, hex, error));
	return pay_equal_ignore_case(pay_slice_after(digest, 4), pay_slice_from(hex))
		? PAY_OK
		: pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-hash",
			"The bill that came is not the one whose SHA1 was announced");
}

static pay_status check_fields(const pay_account *account, const pay_call *call, pay_answer *answer,
	pay_arena *arena, pay_error *error)
{
	pay_slice returned = pay_v2_find(answer->fields, answer->field_count, "return_code");
	pay_slice result = pay_v2_find(answer->fields, answer->field_count, "result_code");
	bool is_signed = pay_v2_find(answer->fields, answer->field_count, "sign").size > 0;

	/* What says nothing of itself is no answer, least of all one that nobody signs. */
	if (returned.size == 0) {
		return malformed(error, "The answer has no return_code");
	}
	if (!pay_slice_equal(returned, PAY_LIT("SUCCESS"))) {
		return refused(error); /* never signed */
	}
	if (is_signed || !call->endpoint->is_unsigned) {
		PAY_TRY(pay_v2_prove(account->api_v2_key, pay_v2_uses_md5(account, call->endpoint),
			answer->fields, answer->field_count, arena, error));
		answer->verified = true;
	}
	if (result.size > 0 && !pay_slice_equal(result, PAY_LIT("SUCCESS"))) {
		return refused(error);
	}
	/* Some queries have none. Where money moves, its absence is no success. */
	if (result.size == 0 && call->endpoint->effect == PAY_EFFECT_MONEY) {
		return malformed(error, "The answer has no result_code");
	}
	return PAY_OK;
}

static pay_status check(const pay_account *account, const pay_call *call, pay_answer *answer,
	int64_t now, pay_arena *arena, pay_error *error)
{
	pay_response *response = &answer->response;

	(void) now;
	answer->request_id = PAY_LIT("");
	answer->verified = false;
	answer->fields = NULL;
	answer->field_count = 0;
	/* A file is filled by a 200 only: any other success has brought none. */
	if (call->file != NULL ? response->status != 200
						   : response->status < 200 || response->status > 299) {
		return refused(error);
	}
	if (call->file != NULL) {
		PAY_TRY(take_from_file(call->file, &response->body, arena, error));
	}
	if ((call->endpoint->v2 & PAY_V2_TEXT) != 0 && !begins_xml(response->body)) {
		return check_digest(call, response, error);
	}
	if (response->body.size > PAY_V2_ANSWER_MAX) {
		return malformed(error, "The answer is larger than 1 MiB");
	}
	PAY_TRY(pay_xml_read(response->body, "xml", call->endpoint->nests, arena, &answer->fields,
		&answer->field_count, error));
	answer->field_count = pay_v2_drop_empty(answer->fields, answer->field_count);
	return check_fields(account, call, answer, arena, error);
}

static const char *const hosts[] = {
	"https://api.mch.weixin.qq.com",
	"https://api2.mch.weixin.qq.com",
	NULL,
};

const pay_gateway pay_gateway_wechat_v2 = {
	.name = "wechat-v2",
	.hosts = hosts,
	.build = build,
	.check = check,
	.show = show,
};
