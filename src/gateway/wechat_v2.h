/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_V2_H
#define PAY_GATEWAY_WECHAT_V2_H

#include "gateway/wechat.h"

#define PAY_V2_KEY_SIZE 32              /* letters and digits */
#define PAY_V2_NOTICE_MAX (64u << 10)   /* bytes of a notification */
#define PAY_V2_ANSWER_MAX (1024u << 10) /* bytes of an answer */

/* MD5 or HMAC-SHA256 over "name=value&...&key=KEY", upper-case hex. "sign" and empty values are left out. */
PAY_MUST_USE pay_status pay_v2_sign(pay_slice key, bool md5, const pay_pair *fields, size_t count,
	pay_arena *arena, pay_slice *sign);

/*
 * Proves that whoever made this message holds the key. The algorithm is the caller's: what the message says of it can
 * only disagree. PAY_E_SIGNATURE: signature.missing, .malformed (also for a value that could be read as several
 * fields) or .mismatch.
 */
PAY_MUST_USE pay_status pay_v2_prove(pay_slice key, bool md5, const pay_pair *fields, size_t count,
	pay_arena *arena, pay_error *error);

/* Which algorithm an endpoint is signed with. */
bool pay_v2_uses_md5(const pay_account *account, const pay_endpoint *endpoint);

/* Drops elements without a value: nobody signs them. */
size_t pay_v2_drop_empty(pay_pair *fields, size_t count);

/* The value of a field; "" if there is none. */
pay_slice pay_v2_find(const pay_pair *fields, size_t count, const char *name);

/*
 * What a page or an app hands to WeChat to open the cashier. For JSAPI and mini programs appId, timeStamp, nonceStr,
 * package and signType are signed, for an app its six lower-case fields.
 */
PAY_MUST_USE pay_status pay_v2_invoke(pay_slice key, bool md5, pay_slice app, pay_slice merchant,
	pay_slice prepay_id, bool is_app, int64_t now, pay_arena *arena,
	pay_wechat_invocation *invocation);

/* Opens the req_info of a refund notification: what is inside is <root>...</root>. */
PAY_MUST_USE pay_status pay_v2_open_refund(pay_slice key, pay_slice req_info, pay_arena *arena,
	pay_pair **fields, size_t *count, pay_error *error);

#endif
