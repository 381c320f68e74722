/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_fields.h"

#include "core/text.h"
#include "core/url.h"

#define NOTIFY_URL_MAX 255 /* bytes */

typedef enum alphabet {
	DIGITS,
	WORD, /* letters, digits and the rule's extra */
	TEXT, /* any UTF-8 text, counted in characters */
} alphabet;

static const struct {
	pay_slice name;
	alphabet alphabet;
	size_t least;
	size_t most;
	const char *extra;
} rules[] = {
	{PAY_LIT_INIT("out_trade_no"), WORD, 1, 32, "_-|*"},
	{PAY_LIT_INIT("combine_out_trade_no"), WORD, 1, 32, "_-|*"},
	{PAY_LIT_INIT("out_refund_no"), WORD, 1, 64, "_-|*@"},
	{PAY_LIT_INIT("transaction_id"), WORD, 1, 32, ""},
	{PAY_LIT_INIT("refund_id"), WORD, 1, 32, ""},
	{PAY_LIT_INIT("out_bill_no"), WORD, 1, 32, ""},
	{PAY_LIT_INIT("partner_trade_no"), WORD, 1, 32, ""},
	{PAY_LIT_INIT("mch_billno"), WORD, 1, 28, ""},
	{PAY_LIT_INIT("auth_code"), DIGITS, 1, 32, ""},
	{PAY_LIT_INIT("mch_id"), DIGITS, 1, 32, ""},
	{PAY_LIT_INIT("sub_mch_id"), DIGITS, 1, 32, ""},
	{PAY_LIT_INIT("mchid"), DIGITS, 1, 32, ""},
	{PAY_LIT_INIT("sp_mchid"), DIGITS, 1, 32, ""},
	{PAY_LIT_INIT("sub_mchid"), DIGITS, 1, 32, ""},
	{PAY_LIT_INIT("appid"), WORD, 1, 32, "_-"},
	{PAY_LIT_INIT("sp_appid"), WORD, 1, 32, "_-"},
	{PAY_LIT_INIT("sub_appid"), WORD, 1, 32, "_-"},
	{PAY_LIT_INIT("description"), TEXT, 1, 127, ""},
	{PAY_LIT_INIT("body"), TEXT, 1, 128, ""},
	{PAY_LIT_INIT("attach"), TEXT, 0, 128, ""},
	{PAY_LIT_INIT("reason"), TEXT, 0, 80, ""},
};

static size_t characters(pay_slice text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.size; i++) {
		count += ((unsigned char) text.data[i] & 0xc0) != 0x80;
	}
	return count;
}

static bool fits(size_t rule, pay_slice value)
{
	switch (rules[rule].alphabet) {
	case DIGITS:
		for (size_t i = 0; i < value.size; i++) {
			if (!pay_is_digit(value.data[i])) {
				return false;
			}
		}
		return value.size >= rules[rule].least && value.size <= rules[rule].most;
	case WORD:
		return pay_is_word(value, rules[rule].least, rules[rule].most, rules[rule].extra);
	case TEXT:
		break;
	}
	return characters(value) >= rules[rule].least && characters(value) <= rules[rule].most;
}

static pay_status refuse(size_t rule, pay_error *error)
{
	static const char *const alphabets[] = {
		[DIGITS] = "digits", [WORD] = "letters, digits", [TEXT] = "characters"};

	return pay_fail(error, PAY_E_VALUE, "value", "%s must be %zu to %zu %s%s%s",
		rules[rule].name.data, rules[rule].least, rules[rule].most, alphabets[rules[rule].alphabet],
		rules[rule].extra[0] != '\0' ? " or " : "", rules[rule].extra);
}

pay_status pay_wechat_notify_url_check(
	pay_arena *arena, pay_slice value, pay_status status, pay_error *error)
{
	PAY_TRY(pay_url_check(arena, value, "notify_url", status, error));
	if (value.size > NOTIFY_URL_MAX) {
		return pay_fail(
			error, status, "config.url", "notify_url is longer than %d bytes", NOTIFY_URL_MAX);
	}
	if (pay_slice_has(value, '?')) {
		return pay_fail(error, status, "config.url",
			"notify_url must not have a query: WeChat Pay refuses it; put what you need into "
			"attach");
	}
	return PAY_OK;
}

pay_status pay_wechat_field_check(
	pay_arena *arena, pay_slice name, pay_slice value, pay_error *error)
{
	if (pay_slice_equal(name, PAY_LIT("notify_url"))) {
		return pay_wechat_notify_url_check(arena, value, PAY_E_VALUE, error);
	}
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		if (pay_slice_equal(name, rules[i].name) && !fits(i, value)) {
			return refuse(i, error);
		}
	}
	return PAY_OK;
}
