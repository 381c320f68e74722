/* SPDX-License-Identifier: MIT */
#include "gateway/fact.h"

#include "core/text.h"

#define STATUS PAY_LIT("交易状态")
#define CURRENCY PAY_LIT("货币种类")
#define AMOUNT PAY_LIT("订单金额") /* with coupons; what is settled has a column of its own */
#define REFUND_AMOUNT PAY_LIT("申请退款金额")
#define REFUND_STATUS PAY_LIT("退款状态")
#define OUT_REFUND_NO PAY_LIT("商户退款单号")
#define REFUND_ID PAY_LIT("微信退款单号")

/* As the bill was written: it is not brought up to date later. */
static pay_fact_state refund_state(pay_slice word)
{
	static const struct {
		pay_slice word;
		pay_fact_state state;
	} states[] = {
		{PAY_LIT_INIT("SUCCESS"), PAY_STATE_SUCCEEDED},
		{PAY_LIT_INIT("PROCESSING"), PAY_STATE_PENDING},
		{PAY_LIT_INIT("FAIL"), PAY_STATE_FAILED},
		{PAY_LIT_INIT("CHANGE"), PAY_STATE_FAILED},
		{PAY_LIT_INIT("ABNORMAL"), PAY_STATE_FAILED},
		{PAY_LIT_INIT("REFUNDCLOSE"), PAY_STATE_CLOSED},
		{PAY_LIT_INIT("CLOSED"), PAY_STATE_CLOSED},
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		if (pay_slice_equal(states[i].word, word)) {
			return states[i].state;
		}
	}
	return PAY_STATE_UNKNOWN;
}

/* Columns that say nothing about a row are empty or hold a 0. */
static bool is_blank(pay_slice text)
{
	return text.size == 0 || pay_slice_equal(text, PAY_LIT("0"));
}

static pay_status take_currency(const pay_bill_row *row, pay_fact *fact, pay_error *error)
{
	PAY_TRY(pay_fact_column(row, CURRENCY, &fact->currency, error));
	for (size_t i = 0; i < fact->currency.size; i++) {
		if (!pay_is_upper(fact->currency.data[i])) {
			return pay_fact_malformed(row, CURRENCY, "is no currency", error);
		}
	}
	return fact->currency.size == PAY_CURRENCY_SIZE
		? PAY_OK
		: pay_fact_malformed(row, CURRENCY, "is no currency", error);
}

/* A refund that was made without a number of the shop's has WeChat Pay's alone. */
static pay_status take_refund(
	const pay_bill_row *row, pay_slice refund_id, pay_fact *fact, pay_error *error)
{
	PAY_TRY(pay_fact_number(row, OUT_REFUND_NO, &fact->refund, error));
	if (is_blank(fact->refund)) {
		fact->refund = refund_id;
	}
	return PAY_OK;
}

/* What kind of row it is, and its amount and state. Words that are new are told apart by the refund's number. */
static pay_status take_kind(const pay_bill_row *row, pay_fact *fact, pay_error *error)
{
	pay_slice status, refund_id, refund_status;

	PAY_TRY(pay_fact_column(row, STATUS, &status, error));
	PAY_TRY(pay_fact_number(row, REFUND_ID, &refund_id, error));
	PAY_TRY(pay_fact_column(row, REFUND_STATUS, &refund_status, error));
	if (pay_slice_equal(status, PAY_LIT("REVOKED"))) {
		fact->kind = PAY_FACT_REVOCATION;
		fact->state = PAY_STATE_CLOSED;
		return pay_fact_yuan(row, REFUND_AMOUNT, &fact->fen, error);
	}
	if (pay_slice_equal(status, PAY_LIT("REFUND"))) {
		fact->kind = PAY_FACT_REFUND;
		fact->state = refund_state(refund_status);
	} else if (pay_slice_equal(status, PAY_LIT("SUCCESS"))) {
		fact->kind = PAY_FACT_PAYMENT;
		fact->state = PAY_STATE_SUCCEEDED;
	} else {
		fact->kind = is_blank(refund_id) ? PAY_FACT_PAYMENT : PAY_FACT_REFUND;
		fact->state = PAY_STATE_UNKNOWN;
	}
	if (fact->kind == PAY_FACT_REFUND) {
		PAY_TRY(take_refund(row, refund_id, fact, error));
		return pay_fact_yuan(row, REFUND_AMOUNT, &fact->fen, error);
	}
	return pay_fact_yuan(row, AMOUNT, &fact->fen, error);
}

pay_status pay_wechat_fact(const pay_bill_row *row, pay_fact *fact, pay_error *error)
{
	PAY_TRY(pay_fact_number(row, PAY_LIT("商户订单号"), &fact->order, error));
	PAY_TRY(pay_fact_number(row, PAY_LIT("微信订单号"), &fact->transaction, error));
	PAY_TRY(take_currency(row, fact, error));
	PAY_TRY(take_kind(row, fact, error));
	return fact->fen >= 0
		? PAY_OK
		: pay_fact_malformed(
			row, fact->kind == PAY_FACT_PAYMENT ? AMOUNT : REFUND_AMOUNT, "is negative", error);
}
