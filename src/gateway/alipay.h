/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_ALIPAY_H
#define PAY_GATEWAY_ALIPAY_H

#include "gateway/gateway.h"

#define PAY_ALIPAY_PUBLIC_MAX 24 /* public parameters that are filled in */

/*
 * "name=value&..." by the bytes of the names, values as they are, without sign and without empty values; without sign_type as
 * well where a notification of a payment is proven.
 */
PAY_MUST_USE pay_status pay_alipay_text(
	const pay_pair *fields, size_t count, bool with_sign_type, pay_arena *arena, pay_slice *text);

/*
 * The parameters of one call, signed: those of the call, which win, and app_id, method, charset ... body_count of them, the
 * first, travel in the body. Used for what is sent and for what a browser or an app carries.
 */
PAY_MUST_USE pay_status pay_alipay_complete(const pay_account *account, const pay_call *call,
	int64_t now, pay_arena *arena, pay_pair **complete, size_t *count, size_t *body_count,
	pay_error *error);

/* The gateway at this origin, which may name it whole: https://openapi.alipay.com/gateway.do */
PAY_MUST_USE pay_status pay_alipay_gateway_url(pay_slice origin, pay_arena *arena, pay_slice *url);

/* Base64 by the account's signType. */
PAY_MUST_USE pay_status pay_alipay_sign(const pay_account *account, pay_slice text,
	pay_arena *arena, pay_slice *signature, pay_error *error);

/* Proven by any of the keys that are known as Alipay's and valid now: what names no key is a notification, and they are few. */
PAY_MUST_USE pay_status pay_alipay_verify(const pay_account *account, pay_slice text,
	pay_slice signature, int64_t now, pay_arena *arena, pay_error *error);

/* What was encrypted for us under the account's AES key. */
PAY_MUST_USE pay_status pay_alipay_open(const pay_account *account, pay_slice base64,
	pay_arena *arena, pay_slice *plain, pay_error *error);

/*
 * The answer of a mini program's API: {"response": "...", "sign": "...", ...}. PAY_OK: proven, and opened if it was
 * encrypted.
 */
PAY_MUST_USE pay_status pay_alipay_open_payload(const pay_account *account, pay_slice json,
	int64_t now, pay_arena *arena, pay_slice *plain, pay_error *error);

/* Text in UTF-8 as it is, anything else read as GB18030, which is how Alipay's own gateway now and then answers. */
PAY_MUST_USE pay_status pay_alipay_utf8(
	pay_arena *arena, pay_slice *out, pay_slice bytes, pay_error *error);

/* The key that a certificate number names, NULL if it is not at hand. */
const pay_platform_key *pay_alipay_key_find(const pay_account *account, pay_slice sn);

#endif
