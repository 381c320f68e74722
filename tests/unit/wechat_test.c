/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "keys.h"

#include "core/sign.h"
#include "gateway/wechat.h"
#include "gateway/wechat_endpoints.h"

#define NOW 1626444144

/* An account that knows one platform key, always valid: published certificates have run out. */
static pay_account account_with(pay_key *key, pay_slice id)
{
	pay_account account = {.platform = {{id, key}}, .platform_count = 1};

	key->not_before = INT64_MIN;
	key->not_after = INT64_MAX;
	return account;
}

static void published_messages(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		const vector *from = &vectors[i];
		pay_arena arena = {0};
		pay_slice text;

		if (vector_has(from, "inputs.url")
			&& (vector_is(from, "v3_request_message") || vector_is(from, "v3_request_sign"))) {
			pay_slice method = vector_get(from, "inputs.method");

			CHECK_OK(pay_wechat_request_text(method.data, vector_get(from, "inputs.url"),
				vector_get(from, "inputs.timestamp"), vector_get(from, "inputs.nonce_str"),
				vector_get(from, "inputs.body"), &arena, &text));
			CHECK_TEXT(text, vector_get(from, "expected.message"));
		}
		if (vector_is(from, "v3_request_sign")) {
			pay_error error = PAY_ERROR_INIT;
			pay_key *key = key_load(PAY_KEY_PRIVATE, vector_get(from, "inputs.private_key_ref"));
			pay_slice signature;

			CHECK_OK(pay_rsa_sign(key, text, &arena, &signature, &error));
			CHECK_TEXT(signature, vector_get(from, "expected.signature"));
			pay_key_release(key);
		}
		pay_arena_reset(&arena);
	}
}

static void published_answers(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		const vector *from = &vectors[i];
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;

		if (vector_is(from, "v3_verify")) {
			pay_key *key = key_load(PAY_KEY_PUBLIC, vector_get(from, "inputs.public_key_ref"));
			bool other = vector_has(from, "inputs.configured_serials.0");
			pay_account account = account_with(
				key, vector_get(from, other ? "inputs.configured_serials.0" : "inputs.serial"));
			pay_wechat_proof proof = {vector_get(from, "inputs.timestamp"),
				vector_get(from, "inputs.nonce"), vector_get(from, "inputs.serial"),
				vector_get(from, "inputs.signature"), PAY_LIT(""), false};
			bool valid = vector_get(from, "expected.valid").data[0] == '1';
			pay_status status = pay_wechat_prove(&account, &proof, vector_get(from, "inputs.body"),
				strtoll(vector_get(from, "inputs.now").data, NULL, 10), &arena, &error);

			if (status != (valid ? PAY_OK : PAY_E_SIGNATURE)) {
				(void) fprintf(stderr, "%s: %s\n", from->id, error.message);
			}
			CHECK(status == (valid ? PAY_OK : PAY_E_SIGNATURE));
			pay_key_release(key);
		}
		pay_arena_reset(&arena);
	}
}

/* A message that WeChat Pay could have sent at this time, and what is then changed about it. */
static void reasons(void)
{
	static const struct {
		pay_wechat_proof change; /* what is not "" replaces */
		int64_t now;
		const char *reason;
	} cases[] = {
#define NONE PAY_LIT_INIT("")
		{{NONE, NONE, NONE, NONE, NONE, true}, NOW, "signature.malformed"},
		{{NONE, NONE, NONE, PAY_LIT_INIT("WECHATPAY/SIGNTEST/abc="), NONE, false}, NOW,
			"signature.probe"},
		{{NONE, NONE, NONE, PAY_LIT_INIT("WECHATPAY/SIGNTEST/abc="), NONE, false}, NOW + 9999,
			"signature.probe"},
		{{NONE, NONE, NONE, NONE, PAY_LIT_INIT("WECHATPAY2-SM2-WITH-SM3"), false}, NOW,
			"signature.malformed"},
		{{PAY_LIT_INIT("01626444144"), NONE, NONE, NONE, NONE, false}, NOW, "signature.malformed"},
		{{PAY_LIT_INIT("16264441441"), NONE, NONE, NONE, NONE, false}, NOW, "signature.malformed"},
		{{PAY_LIT_INIT("-1"), NONE, NONE, NONE, NONE, false}, NOW, "signature.malformed"},
		{{PAY_LIT_INIT("0"), NONE, NONE, NONE, NONE, false}, NOW, "signature.stale"},
		{{NONE, PAY_LIT_INIT("a b"), NONE, NONE, NONE, false}, NOW, "signature.malformed"},
		{{NONE, PAY_LIT_INIT("a\n"), NONE, NONE, NONE, false}, NOW, "signature.malformed"},
		{{NONE, NONE, PAY_LIT_INIT("45f59d4d"), NONE, NONE, false}, NOW, "signature.malformed"},
		{{NONE, NONE, PAY_LIT_INIT("PUB_KEY_ID_"), NONE, NONE, false}, NOW, "signature.malformed"},
		{{NONE, NONE, PAY_LIT_INIT("../../etc"), NONE, NONE, false}, NOW, "signature.malformed"},
		{{NONE, NONE, PAY_LIT_INIT("AB12"), NONE, NONE, false}, NOW, "signature.unknown-serial"},
		{{NONE, NONE, NONE, NONE, NONE, false}, NOW + 301, "signature.stale"},
		{{NONE, NONE, NONE, NONE, NONE, false}, NOW - 301, "signature.stale"},
		{{NONE, PAY_LIT_INIT("other"), NONE, NONE, NONE, false}, NOW, "signature.mismatch"},
		{{NONE, NONE, NONE, PAY_LIT_INIT("Zm9v"), NONE, false}, NOW, "signature.malformed"},
#undef NONE
	};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *private = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));
	pay_key *public = key_load(PAY_KEY_PUBLIC, PAY_LIT("ys_merchant_cert"));
	pay_account account = account_with(public, PAY_LIT("PUB_KEY_ID_0119"));
	pay_wechat_proof proof = {PAY_LIT("1626444144"), PAY_LIT("nonce"), PAY_LIT("PUB_KEY_ID_0119"),
		PAY_LIT(""), PAY_LIT(""), false};
	pay_slice *const fields[] = {&proof.timestamp, &proof.nonce, &proof.serial, &proof.signature};

	CHECK_OK(pay_rsa_sign(
		private, PAY_LIT("1626444144\nnonce\n{}\n"), &arena, &proof.signature, &error));
	for (int64_t now = NOW - 300; now <= NOW + 300; now += 150) {
		CHECK_OK(pay_wechat_prove(&account, &proof, PAY_LIT("{}"), now, &arena, &error));
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		pay_slice kept = *fields[i];

		*fields[i] = PAY_LIT("");
		CHECK_FAILS(pay_wechat_prove(&account, &proof, PAY_LIT("{}"), NOW, &arena, &error),
			PAY_E_SIGNATURE, "signature.missing");
		*fields[i] = kept;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_wechat_proof changed = proof;

#define CHANGE(field) \
	if (cases[i].change.field.size > 0) { \
		changed.field = cases[i].change.field; \
	}
		CHANGE(timestamp)
		CHANGE(nonce)
		CHANGE(serial)
		CHANGE(signature)
		CHANGE(signature_type)
#undef CHANGE
		changed.is_duplicated = cases[i].change.is_duplicated;
		CHECK_FAILS(
			pay_wechat_prove(&account, &changed, PAY_LIT("{}"), cases[i].now, &arena, &error),
			PAY_E_SIGNATURE, cases[i].reason);
	}
	/* A certificate that has run out since it was loaded */
	public->not_after = NOW - 1;
	CHECK_FAILS(pay_wechat_prove(&account, &proof, PAY_LIT("{}"), NOW, &arena, &error),
		PAY_E_SIGNATURE, "signature.unknown-serial");
	pay_key_release(private);
	pay_key_release(public);
	pay_arena_reset(&arena);
}

static void what_opens_the_cashier(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));

	for (int is_app = 0; is_app < 2; is_app++) {
		pay_wechat_invocation got;
		pay_slice text;

		CHECK_OK(pay_wechat_invoke(
			key, PAY_LIT("wx1"), PAY_LIT("wx20"), is_app != 0, NOW, &arena, &got, &error));
		CHECK_TEXT(got.timestamp, PAY_LIT("1626444144"));
		CHECK_TEXT(got.package, PAY_LIT("prepay_id=wx20"));
		CHECK_OK(PAY_JOIN(&arena, &text, PAY_LIT("wx1\n1626444144\n"), got.nonce, PAY_LIT("\n"),
			is_app != 0 ? PAY_LIT("wx20") : PAY_LIT("prepay_id=wx20"), PAY_LIT("\n")));
		CHECK_OK(pay_rsa_verify(key, text, got.signature, &arena, &error));
	}
	pay_key_release(key);
	pay_arena_reset(&arena);
}

static void the_request_carries_its_proof(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *private = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));
	pay_key *public = key_load(PAY_KEY_PUBLIC, PAY_LIT("ys_platform_cert"));
	pay_account account = account_with(public, PAY_LIT("AB12"));
	pay_call call = {.endpoint = pay_wechat_endpoint(PAY_WECHAT_NATIVE),
		.method = "POST",
		.target = PAY_LIT("/v3/pay/transactions/native"),
		.body = PAY_LIT("{}"),
		.has_body = true,
		.nonce = PAY_LIT("N0"),
		.timestamp = NOW};
	pay_request request = {0};
	pay_slice text, signature, expected;

	account.merchant = PAY_LIT("1900000109");
	account.serial = PAY_LIT("C0FFEE");
	account.private_key = private;
	account.travel.user_agent = PAY_LIT("pay/1");
	CHECK_OK(pay_gateway_wechat.build(
		&account, &call, PAY_LIT("https://api.mch.weixin.qq.com"), &arena, &request, &error));
	CHECK_TEXT(request.url, PAY_LIT("https://api.mch.weixin.qq.com/v3/pay/transactions/native"));
	CHECK_OK(pay_wechat_request_text(
		"POST", call.target, PAY_LIT("1626444144"), call.nonce, call.body, &arena, &text));
	CHECK_OK(pay_rsa_sign(private, text, &arena, &signature, &error));
	CHECK_OK(PAY_JOIN(&arena, &expected,
		PAY_LIT("Authorization: WECHATPAY2-SHA256-RSA2048 "
				"mchid=\"1900000109\",nonce_str=\"N0\",timestamp=\"1626444144\","
				"serial_no=\"C0FFEE\",signature=\""),
		signature, PAY_LIT("\"")));
	CHECK_TEXT(request.headers[0], expected);
	CHECK_TEXT(request.headers[request.header_count - 1], PAY_LIT("Wechatpay-Serial: AB12"));
	CHECK(request.has_body && request.header_count == 5);

	/* What was encrypted for a key names it, though another has come meanwhile. */
	call.sealed_for = PAY_LIT("CD34");
	CHECK_OK(pay_gateway_wechat.build(
		&account, &call, PAY_LIT("https://api.mch.weixin.qq.com"), &arena, &request, &error));
	CHECK_TEXT(request.headers[request.header_count - 1], PAY_LIT("Wechatpay-Serial: CD34"));
	pay_key_release(private);
	pay_key_release(public);
	pay_arena_reset(&arena);
}

int main(void)
{
	published_messages();
	published_answers();
	reasons();
	what_opens_the_cashier();
	the_request_carries_its_proof();
	return check_done();
}
