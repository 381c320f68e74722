/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_FIELDS_H
#define PAY_GATEWAY_WECHAT_FIELDS_H

#include "core/arena.h"

#define PAY_FEN_MAX 99999999999LL /* 999,999,999.99 yuan: what the gateways' amount fields hold */

/*
 * The grammar of a field that must not reach the gateway malformed: numbers, identities, URLs. PAY_E_VALUE when the
 * value does not fit; PAY_OK for it and for fields that have no rule here.
 */
PAY_MUST_USE pay_status pay_wechat_field_check(
	pay_arena *arena, pay_slice name, pay_slice value, pay_error *error);

/* A notify_url: absolute, http or https, at most 255 bytes, without query. */
PAY_MUST_USE pay_status pay_wechat_notify_url_check(
	pay_arena *arena, pay_slice value, pay_status status, pay_error *error);

#endif
