/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_H
#define PAY_GATEWAY_WECHAT_H

#include "core/url.h"
#include "gateway/gateway.h"

#define PAY_WECHAT_WINDOW 300 /* seconds that a message's time may differ from ours, either way */

/* The headers that prove a message, as received. "" where one is missing. */
typedef struct pay_wechat_proof {
	pay_slice timestamp;
	pay_slice nonce;
	pay_slice serial;
	pay_slice signature;
	pay_slice signature_type; /* optional */
	bool is_duplicated;       /* one of them came more than once */
} pay_wechat_proof;

/* Which field of the proof a header is, by its name in any case; NULL if none. */
pay_slice *pay_wechat_proof_field(pay_wechat_proof *proof, pay_slice header);

/*
 * Proves that the gateway sent this body: an answer's or a notification's. PAY_E_SIGNATURE with the reason
 * signature.missing, .malformed, .probe, .stale, .unknown-serial or .mismatch.
 */
PAY_MUST_USE pay_status pay_wechat_prove(const pay_account *account, const pay_wechat_proof *proof,
	pay_slice body, int64_t now, pay_arena *arena, pay_error *error);

/* METHOD LF target LF timestamp LF nonce LF body LF. Digits of timestamp as they are sent. */
PAY_MUST_USE pay_status pay_wechat_request_text(const char *method, pay_slice target,
	pay_slice timestamp, pay_slice nonce, pay_slice body, pay_arena *arena, pay_slice *text);

/* What a page or an app hands to WeChat to open the cashier. */
typedef struct pay_wechat_invocation {
	pay_slice timestamp; /* decimal Unix seconds */
	pay_slice nonce;
	pay_slice package; /* prepay_id=... for a bridge */
	pay_slice signature;
} pay_wechat_invocation;

/* For JSAPI and mini programs the last signed line is "prepay_id=...", for an app the bare id. */
PAY_MUST_USE pay_status pay_wechat_invoke(const pay_key *private_key, pay_slice app,
	pay_slice prepay_id, bool is_app, int64_t now, pay_arena *arena,
	pay_wechat_invocation *invocation, pay_error *error);

/* The platform key that a message may name; NULL if it is not known. */
const pay_platform_key *pay_platform_key_find(const pay_account *account, pay_slice id);

/* The key that encrypts for the gateway and that its answers shall be signed with; NULL if none is known. */
const pay_platform_key *pay_platform_key_preferred(const pay_account *account, int64_t now);

/* Keeps only characters that an HTTP header and a log line can carry: upper-case hex, or PUB_KEY_ID_ and digits. */
bool pay_wechat_is_serial(pay_slice serial);

/* A URL on one of WeChat Pay's own hosts, or where the account's test gateway is; else PAY_E_VALUE. */
PAY_MUST_USE pay_status pay_wechat_own_url(
	const pay_account *account, pay_arena *arena, pay_slice text, pay_url *url, pay_error *error);

#endif
