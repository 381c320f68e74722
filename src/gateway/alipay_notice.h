/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_ALIPAY_NOTICE_H
#define PAY_GATEWAY_ALIPAY_NOTICE_H

#include "gateway/alipay.h"

/*
 * Proves the form of a notification, or the query with which a browser comes back: signature over all its fields, by the
 * account's signType. PAY_OK: *fields holds those that were signed and have a value, in UTF-8, each with one reading.
 * https://opendocs.alipay.com/common/02mse7
 */
PAY_MUST_USE pay_status pay_alipay_prove_form(const pay_account *account, pay_slice form,
	int64_t now, pay_arena *arena, pay_pair **fields, size_t *count, pay_error *error);

/* The value of a field; "" if there is none. */
pay_slice pay_alipay_field(const pay_pair *fields, size_t count, const char *name);

#endif
