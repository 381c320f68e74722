/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_ALIPAY_FIELDS_H
#define PAY_GATEWAY_ALIPAY_FIELDS_H

#include "core/error.h"

/*
 * The grammar of a field that must not reach the gateway malformed. PAY_E_VALUE when the value does not fit; PAY_OK for it and
 * for fields that have no rule here.
 */
PAY_MUST_USE pay_status pay_alipay_field_check(pay_slice name, pay_slice value, pay_error *error);

#endif
