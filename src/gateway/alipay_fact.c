/* SPDX-License-Identifier: MIT */
#include "gateway/fact.h"

#define KIND PAY_LIT("业务类型")
#define AMOUNT \
	PAY_LIT("订单金额（元）") /* with coupons; what the shop received has a column of its own */

/* Refunds are negative. Words that are new are told apart by that. */
static pay_status take_kind(const pay_bill_row *row, pay_fact *fact, pay_error *error)
{
	pay_slice word;

	PAY_TRY(pay_fact_column(row, KIND, &word, error));
	PAY_TRY(pay_fact_yuan(row, AMOUNT, &fact->fen, error));
	if (pay_slice_equal(word, PAY_LIT("交易"))) {
		fact->kind = PAY_FACT_PAYMENT;
		fact->state = PAY_STATE_SUCCEEDED;
		return fact->fen >= 0 ? PAY_OK : pay_fact_malformed(row, AMOUNT, "is negative", error);
	}
	if (pay_slice_equal(word, PAY_LIT("退款"))) {
		fact->kind = PAY_FACT_REFUND;
		fact->state = PAY_STATE_SUCCEEDED;
	} else {
		fact->kind = fact->fen < 0 ? PAY_FACT_REFUND : PAY_FACT_PAYMENT;
		fact->state = PAY_STATE_UNKNOWN;
	}
	fact->fen = fact->fen < 0 ? -fact->fen : fact->fen;
	return PAY_OK;
}

pay_status pay_alipay_fact(const pay_bill_row *row, pay_fact *fact, pay_error *error)
{
	pay_slice request;

	PAY_TRY(pay_fact_number(row, PAY_LIT("商户订单号"), &fact->order, error));
	PAY_TRY(pay_fact_number(row, PAY_LIT("支付宝交易号"), &fact->transaction, error));
	PAY_TRY(pay_fact_number(row, PAY_LIT("退款批次号/请求号"), &request, error));
	PAY_TRY(take_kind(row, fact, error));
	if (fact->kind == PAY_FACT_REFUND) {
		/* a refund of the whole without out_request_no goes by the order's number */
		fact->refund = request.size > 0 ? request : fact->order;
	}
	return PAY_OK;
}
