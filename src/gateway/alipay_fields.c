/* SPDX-License-Identifier: MIT */
#include "gateway/alipay_fields.h"

#include "core/text.h"

static const struct {
	const char *name;
	size_t most;       /* characters */
	const char *extra; /* beside letters and digits; NULL: any text */
	const char *never; /* characters that Alipay refuses in a text */
} rules[] = {
	{"out_trade_no", 64, "_-", ""},
	{"trade_no", 64, "", ""},
	{"out_request_no", 64, "_-", ""},
	{"out_biz_no", 64, "_-", ""},
	{"auth_code", 64, "", ""},
	{"subject", 256, NULL, "/=&"},
	{"body", 400, NULL, ""},
	{"order_title", 128, NULL, ""},
	{"refund_reason", 256, NULL, ""},
};

static size_t characters(pay_slice text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.size; i++) {
		count += ((unsigned char) text.data[i] & 0xc0) != 0x80;
	}
	return count;
}

static bool holds_any(pay_slice text, const char *bytes)
{
	for (; *bytes != '\0'; bytes++) {
		if (pay_slice_has(text, *bytes)) {
			return true;
		}
	}
	return false;
}

static pay_status check(size_t rule, pay_slice value, pay_error *error)
{
	if (rules[rule].extra != NULL) {
		return pay_is_word(value, 1, rules[rule].most, rules[rule].extra)
			? PAY_OK
			: pay_fail(error, PAY_E_VALUE, "value", "%s must be 1 to %zu letters or digits%s%s",
				rules[rule].name, rules[rule].most, rules[rule].extra[0] != '\0' ? " or " : "",
				rules[rule].extra);
	}
	if (characters(value) > rules[rule].most || value.size == 0) {
		return pay_fail(error, PAY_E_VALUE, "value", "%s must be 1 to %zu characters",
			rules[rule].name, rules[rule].most);
	}
	return holds_any(value, rules[rule].never) ? pay_fail(error, PAY_E_VALUE, "value",
			   "%s must not hold any of %s", rules[rule].name, rules[rule].never)
											   : PAY_OK;
}

pay_status pay_alipay_field_check(pay_slice name, pay_slice value, pay_error *error)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		if (pay_slice_equal(name, pay_slice_from(rules[i].name))) {
			return check(i, value, error);
		}
	}
	return PAY_OK;
}
