/* SPDX-License-Identifier: MIT */
#include "gateway/fact.h"

#include "core/text.h"

#define WECHAT_ORDER PAY_LIT("微信订单号")
#define ALIPAY_TRADE PAY_LIT("支付宝交易号")

static bool has_column(const pay_bill_row *row, pay_slice title)
{
	pay_slice text;

	return row->find(row->columns, title, &text);
}

pay_status pay_fact_read(const pay_bill_row *row, pay_fact *fact, pay_error *error)
{
	*fact = (pay_fact) {.currency = PAY_LIT("CNY"), .refund = PAY_LIT("")};
	if (has_column(row, WECHAT_ORDER)) {
		return pay_wechat_fact(row, fact, error);
	}
	if (has_column(row, ALIPAY_TRADE)) {
		return pay_alipay_fact(row, fact, error);
	}
	return pay_fail(error, PAY_E_VALUE, "value",
		"must be a bill of trades: row %zu has neither 微信订单号 nor 支付宝交易号", row->number);
}

pay_status pay_fact_malformed(
	const pay_bill_row *row, pay_slice title, const char *what, pay_error *error)
{
	return pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-format", "Row %zu of the bill: %.*s %s",
		row->number, (int) title.size, title.data, what);
}

pay_status pay_fact_column(
	const pay_bill_row *row, pay_slice title, pay_slice *text, pay_error *error)
{
	return row->find(row->columns, title, text)
		? PAY_OK
		: pay_fail(error, PAY_E_VALUE, "value",
			"must be a bill of all trades, payments and refunds: row %zu has no %.*s", row->number,
			(int) title.size, title.data);
}

bool pay_fact_is_number(pay_slice text)
{
	bool is_number = text.size <= PAY_FACT_NUMBER_MAX;

	for (size_t i = 0; is_number && i < text.size; i++) {
		unsigned char byte = (unsigned char) text.data[i];

		is_number = byte >= ' ' && byte != 0x7f && byte != '`';
	}
	return is_number;
}

pay_status pay_fact_number(
	const pay_bill_row *row, pay_slice title, pay_slice *number, pay_error *error)
{
	PAY_TRY(pay_fact_column(row, title, number, error));
	return pay_fact_is_number(*number) ? PAY_OK
									   : pay_fact_malformed(row, title, "is no number", error);
}

/* Gateways write two decimals, and now and then further noughts. */
static pay_slice without_noughts(pay_slice yuan)
{
	const char *point = memchr(yuan.data, '.', yuan.size);
	size_t least = point != NULL ? (size_t) (point - yuan.data) + 3 : yuan.size;

	while (yuan.size > least && yuan.data[yuan.size - 1] == '0') {
		yuan.size--;
	}
	return yuan;
}

pay_status pay_fact_yuan(const pay_bill_row *row, pay_slice title, int64_t *fen, pay_error *error)
{
	pay_slice text;
	bool is_negative;

	PAY_TRY(pay_fact_column(row, title, &text, error));
	is_negative = pay_slice_starts(text, PAY_LIT("-"));
	if (!pay_yuan_to_fen(without_noughts(pay_slice_after(text, is_negative)), fen)) {
		return pay_fact_malformed(row, title, "is no amount", error);
	}
	*fen = is_negative ? -*fen : *fen;
	return PAY_OK;
}
