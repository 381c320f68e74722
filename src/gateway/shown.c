/* SPDX-License-Identifier: MIT */
#include "gateway/shown.h"

#include "core/text.h"

#define OPENID_SIZE 28

/* In the order of their bytes. What is not here is masked: names, accounts, cards, openids, addresses, keys, free text. */
static const pay_slice shown[] = {
	PAY_LIT_INIT("account_type"),
	PAY_LIT_INIT("action"),
	PAY_LIT_INIT("algorithm"),
	PAY_LIT_INIT("amount"),
	PAY_LIT_INIT("app_id"),
	PAY_LIT_INIT("appid"),
	PAY_LIT_INIT("arrival_time_end"),
	PAY_LIT_INIT("auth_app_id"),
	PAY_LIT_INIT("batch_id"),
	PAY_LIT_INIT("batch_status"),
	PAY_LIT_INIT("bill_date"),
	PAY_LIT_INIT("bill_file_code"),
	PAY_LIT_INIT("bill_status"),
	PAY_LIT_INIT("bill_type"),
	PAY_LIT_INIT("biz_scene"),
	PAY_LIT_INIT("buyer_pay_amount"),
	PAY_LIT_INIT("cash_fee"),
	PAY_LIT_INIT("cash_fee_type"),
	PAY_LIT_INIT("cash_refund_fee"),
	PAY_LIT_INIT("channel"),
	PAY_LIT_INIT("charge_amount"),
	PAY_LIT_INIT("charge_flags"),
	PAY_LIT_INIT("charset"),
	PAY_LIT_INIT("close_reason"),
	PAY_LIT_INIT("close_type"),
	PAY_LIT_INIT("combine_appid"),
	PAY_LIT_INIT("combine_mchid"),
	PAY_LIT_INIT("combine_out_trade_no"),
	PAY_LIT_INIT("count"),
	PAY_LIT_INIT("coupon_count"),
	PAY_LIT_INIT("coupon_fee"),
	PAY_LIT_INIT("coupon_id"),
	PAY_LIT_INIT("coupon_refund_fee"),
	PAY_LIT_INIT("create_time"),
	PAY_LIT_INIT("currency"),
	PAY_LIT_INIT("currency_code"),
	PAY_LIT_INIT("detail_id"),
	PAY_LIT_INIT("detail_status"),
	PAY_LIT_INIT("discount_amount"),
	PAY_LIT_INIT("discount_refund"),
	PAY_LIT_INIT("discountable_amount"),
	PAY_LIT_INIT("effective_time"),
	PAY_LIT_INIT("encrypt_type"),
	PAY_LIT_INIT("err_code"),
	PAY_LIT_INIT("errcode"),
	PAY_LIT_INIT("error_code"),
	PAY_LIT_INIT("exchange_rate"),
	PAY_LIT_INIT("expire_date"),
	PAY_LIT_INIT("expire_time"),
	PAY_LIT_INIT("expires_in"),
	PAY_LIT_INIT("fail_amount"),
	PAY_LIT_INIT("fail_num"),
	PAY_LIT_INIT("fee_type"),
	PAY_LIT_INIT("finish_time"),
	PAY_LIT_INIT("format"),
	PAY_LIT_INIT("fund_change"),
	PAY_LIT_INIT("funds_account"),
	PAY_LIT_INIT("gmt_close"),
	PAY_LIT_INIT("gmt_create"),
	PAY_LIT_INIT("gmt_end"),
	PAY_LIT_INIT("gmt_payment"),
	PAY_LIT_INIT("gmt_refund"),
	PAY_LIT_INIT("gmt_refund_pay"),
	PAY_LIT_INIT("hash_type"),
	PAY_LIT_INIT("hash_value"),
	PAY_LIT_INIT("http_status"),
	PAY_LIT_INIT("invoice_amount"),
	PAY_LIT_INIT("limit"),
	PAY_LIT_INIT("mch_appid"),
	PAY_LIT_INIT("mch_billno"),
	PAY_LIT_INIT("mch_id"),
	PAY_LIT_INIT("mchid"),
	PAY_LIT_INIT("mdiscount_amount"),
	PAY_LIT_INIT("merchant_contribute"),
	PAY_LIT_INIT("method"),
	PAY_LIT_INIT("need_query_detail"),
	PAY_LIT_INIT("nonce_str"),
	PAY_LIT_INIT("offset"),
	PAY_LIT_INIT("operation_type"),
	PAY_LIT_INIT("order_id"),
	PAY_LIT_INIT("other_contribute"),
	PAY_LIT_INIT("out_batch_no"),
	PAY_LIT_INIT("out_bill_no"),
	PAY_LIT_INIT("out_biz_no"),
	PAY_LIT_INIT("out_detail_no"),
	PAY_LIT_INIT("out_order_no"),
	PAY_LIT_INIT("out_refund_no"),
	PAY_LIT_INIT("out_request_no"),
	PAY_LIT_INIT("out_return_no"),
	PAY_LIT_INIT("out_trade_no"),
	PAY_LIT_INIT("partner_trade_no"),
	PAY_LIT_INIT("pay_currency"),
	PAY_LIT_INIT("pay_date"),
	PAY_LIT_INIT("pay_fund_order_id"),
	PAY_LIT_INIT("pay_time"),
	PAY_LIT_INIT("pay_type"),
	PAY_LIT_INIT("payer_currency"),
	PAY_LIT_INIT("payer_refund"),
	PAY_LIT_INIT("payer_total"),
	PAY_LIT_INIT("payment_no"),
	PAY_LIT_INIT("point_amount"),
	PAY_LIT_INIT("prepay_id"),
	PAY_LIT_INIT("present_refund_buyer_amount"),
	PAY_LIT_INIT("price"),
	PAY_LIT_INIT("product_code"),
	PAY_LIT_INIT("promotion_id"),
	PAY_LIT_INIT("quantity"),
	PAY_LIT_INIT("query_options"),
	PAY_LIT_INIT("rate"),
	PAY_LIT_INIT("rate_value"),
	PAY_LIT_INIT("re_expires_in"),
	PAY_LIT_INIT("recall"),
	PAY_LIT_INIT("receipt_amount"),
	PAY_LIT_INIT("refund"),
	PAY_LIT_INIT("refund_account"),
	PAY_LIT_INIT("refund_amount"),
	PAY_LIT_INIT("refund_channel"),
	PAY_LIT_INIT("refund_count"),
	PAY_LIT_INIT("refund_currency"),
	PAY_LIT_INIT("refund_fee"),
	PAY_LIT_INIT("refund_fee_type"),
	PAY_LIT_INIT("refund_id"),
	PAY_LIT_INIT("refund_recv_status"),
	PAY_LIT_INIT("refund_state"),
	PAY_LIT_INIT("refund_status"),
	PAY_LIT_INIT("refund_success_time"),
	PAY_LIT_INIT("result_code"),
	PAY_LIT_INIT("retry_flag"),
	PAY_LIT_INIT("retryable"),
	PAY_LIT_INIT("return_code"),
	PAY_LIT_INIT("return_id"),
	PAY_LIT_INIT("return_no"),
	PAY_LIT_INIT("scene"),
	PAY_LIT_INIT("seller_id"),
	PAY_LIT_INIT("send_back_fee"),
	PAY_LIT_INIT("send_listid"),
	PAY_LIT_INIT("send_pay_date"),
	PAY_LIT_INIT("serial_no"),
	PAY_LIT_INIT("settle_currency"),
	PAY_LIT_INIT("settle_no"),
	PAY_LIT_INIT("settlement_refund"),
	PAY_LIT_INIT("settlement_refund_fee"),
	PAY_LIT_INIT("settlement_total"),
	PAY_LIT_INIT("settlement_total_fee"),
	PAY_LIT_INIT("sign_type"),
	PAY_LIT_INIT("sp_appid"),
	PAY_LIT_INIT("sp_mchid"),
	PAY_LIT_INIT("state"),
	PAY_LIT_INIT("status"),
	PAY_LIT_INIT("sub_appid"),
	PAY_LIT_INIT("sub_code"),
	PAY_LIT_INIT("sub_mch_id"),
	PAY_LIT_INIT("sub_mchid"),
	PAY_LIT_INIT("sub_order_no"),
	PAY_LIT_INIT("sub_wxappid"),
	PAY_LIT_INIT("success_amount"),
	PAY_LIT_INIT("success_num"),
	PAY_LIT_INIT("success_time"),
	PAY_LIT_INIT("tar_type"),
	PAY_LIT_INIT("time_end"),
	PAY_LIT_INIT("time_end_str"),
	PAY_LIT_INIT("time_expire"),
	PAY_LIT_INIT("time_start"),
	PAY_LIT_INIT("time_timeout"),
	PAY_LIT_INIT("timeout_express"),
	PAY_LIT_INIT("timestamp"),
	PAY_LIT_INIT("total"),
	PAY_LIT_INIT("total_amount"),
	PAY_LIT_INIT("total_count"),
	PAY_LIT_INIT("total_fee"),
	PAY_LIT_INIT("total_limit"),
	PAY_LIT_INIT("total_num"),
	PAY_LIT_INIT("total_refund_count"),
	PAY_LIT_INIT("trade_no"),
	PAY_LIT_INIT("trade_state"),
	PAY_LIT_INIT("trade_status"),
	PAY_LIT_INIT("trade_type"),
	PAY_LIT_INIT("trans_amount"),
	PAY_LIT_INIT("trans_currency"),
	PAY_LIT_INIT("trans_date"),
	PAY_LIT_INIT("transaction_id"),
	PAY_LIT_INIT("transfer_amount"),
	PAY_LIT_INIT("transfer_bill_no"),
	PAY_LIT_INIT("transfer_scene_id"),
	PAY_LIT_INIT("type"),
	PAY_LIT_INIT("undiscountable_amount"),
	PAY_LIT_INIT("unit_price"),
	PAY_LIT_INIT("update_time"),
	PAY_LIT_INIT("version"),
	PAY_LIT_INIT("wechatpay_contribute"),
	PAY_LIT_INIT("wxappid"),
};

/* What a gateway says of itself. In a request "code" is what a login is made with, and a message is somebody's own. */
static const pay_slice shown_in_answers[] = {
	PAY_LIT_INIT("code"),
	PAY_LIT_INIT("err_code_des"),
	PAY_LIT_INIT("errmsg"),
	PAY_LIT_INIT("error_code_des"),
	PAY_LIT_INIT("fail_reason"),
	PAY_LIT_INIT("field"),
	PAY_LIT_INIT("issue"),
	PAY_LIT_INIT("location"),
	PAY_LIT_INIT("message"),
	PAY_LIT_INIT("msg"),
	PAY_LIT_INIT("return_msg"),
	PAY_LIT_INIT("sub_msg"),
	PAY_LIT_INIT("trade_state_desc"),
};

static bool is_among(const pay_slice *names, size_t count, pay_slice name)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = pay_slice_compare(name, names[middle]);

		if (order == 0) {
			return true;
		}
		if (order < 0) {
			to = middle;
		} else {
			from = middle + 1;
		}
	}
	return false;
}

/* APIv2 numbers what there is several of: coupon_fee_0, refund_status_1. */
static pay_slice without_number(pay_slice name)
{
	size_t size = name.size;

	while (size > 0 && pay_is_digit(name.data[size - 1])) {
		size--;
	}
	if (size == name.size || size == 0 || name.data[size - 1] != '_') {
		return name;
	}
	return without_number((pay_slice) {name.data, size - 1});
}

/* Records within records: hblist.hbinfo.0.amount. */
static pay_slice without_path(pay_slice name)
{
	const char *dot;

	while ((dot = memchr(name.data, '.', name.size)) != NULL) {
		name = pay_slice_after(name, (size_t) (dot - name.data) + 1);
	}
	return name;
}

bool pay_field_is_shown(pay_slice name, bool in_answer)
{
	name = without_number(without_path(name));
	return is_among(shown, sizeof(shown) / sizeof(*shown), name)
		|| (in_answer
			&& is_among(
				shown_in_answers, sizeof(shown_in_answers) / sizeof(*shown_in_answers), name));
}

bool pay_segment_is_person(pay_slice before, pay_slice segment)
{
	static const pay_slice introduced[] = {
		PAY_LIT_INIT("authorization-code"), PAY_LIT_INIT("openid"), PAY_LIT_INIT("users")};
	bool is_openid = segment.size == OPENID_SIZE && segment.data[0] == 'o'
		&& pay_is_word(segment, OPENID_SIZE, OPENID_SIZE, "-_");

	return is_openid || is_among(introduced, sizeof(introduced) / sizeof(*introduced), before);
}
