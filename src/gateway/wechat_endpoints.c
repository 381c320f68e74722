/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_endpoints.h"

/*
 * WeChat Pay APIv3: what is special about an endpoint. Everything else is reached with the default rows at the end:
 * a GET reads; anything else may move money, and no number is known to make its repeat harmless.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012081606
 */
#define ORDERS "/v3/pay/transactions"
#define PARTNER_ORDERS "/v3/pay/partner/transactions"
#define TRANSFERS "/v3/fund-app/mch-transfer/transfer-bills"
#define ORDER_FIELDS "description out_trade_no notify_url amount.total"
#define FILL_ORDER (PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY)

/* clang-format off */
static const pay_endpoint endpoints[] = {
	/* Those with a method of their own. */
	[PAY_WECHAT_JSAPI] = {
		.method = "POST",
		.path = ORDERS "/jsapi",
		.partner_path = PARTNER_ORDERS "/jsapi",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.required = ORDER_FIELDS " payer.openid|payer.sp_openid|payer.sub_openid",
		.fill = FILL_ORDER,
		.encrypt = "payer.identity.name payer.identity.number",
	},
	[PAY_WECHAT_H5] = {
		.method = "POST",
		.path = ORDERS "/h5",
		.partner_path = PARTNER_ORDERS "/h5",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.required = ORDER_FIELDS " scene_info.payer_client_ip scene_info.h5_info.type",
		.fill = FILL_ORDER,
		.encrypt = "payer.identity.name payer.identity.number",
	},
	[PAY_WECHAT_NATIVE] = {
		.method = "POST",
		.path = ORDERS "/native",
		.partner_path = PARTNER_ORDERS "/native",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.required = ORDER_FIELDS,
		.fill = FILL_ORDER,
		.encrypt = "payer.identity.name payer.identity.number",
	},
	[PAY_WECHAT_APP] = {
		.method = "POST",
		.path = ORDERS "/app",
		.partner_path = PARTNER_ORDERS "/app",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.required = ORDER_FIELDS,
		.fill = FILL_ORDER,
		.encrypt = "payer.identity.name payer.identity.number",
	},
	[PAY_WECHAT_QUERY] = {
		.method = "GET",
		.path = ORDERS "/out-trade-no/{out_trade_no}",
		.partner_path = PARTNER_ORDERS "/out-trade-no/{out_trade_no}",
		.effect = PAY_EFFECT_READ,
		.repeats = "out_trade_no",
		.state = "trade_state",
		.fill = PAY_FILL_MERCHANT,
	},
	[PAY_WECHAT_QUERY_BY_ID] = {
		.method = "GET",
		.path = ORDERS "/id/{transaction_id}",
		.partner_path = PARTNER_ORDERS "/id/{transaction_id}",
		.effect = PAY_EFFECT_READ,
		.repeats = "transaction_id",
		.state = "trade_state",
		.fill = PAY_FILL_MERCHANT,
	},
	[PAY_WECHAT_CLOSE] = {
		.method = "POST",
		.path = ORDERS "/out-trade-no/{out_trade_no}/close",
		.partner_path = PARTNER_ORDERS "/out-trade-no/{out_trade_no}/close",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=CLOSED",
		.fill = PAY_FILL_MERCHANT,
	},
	[PAY_WECHAT_REFUND] = {
		.method = "POST",
		.path = "/v3/refund/domestic/refunds",
		.effect = PAY_EFFECT_MONEY,
		.repeats = "out_refund_no",
		.number = "out_refund_no",
		.state = "status",
		.required = "out_refund_no out_trade_no|transaction_id amount.refund amount.total amount.currency",
		.fill = PAY_FILL_SUB | PAY_FILL_NOTIFY,
	},
	[PAY_WECHAT_QUERY_REFUND] = {
		.method = "GET",
		.path = "/v3/refund/domestic/refunds/{out_refund_no}",
		.effect = PAY_EFFECT_READ,
		.repeats = "out_refund_no",
		.state = "status",
		.fill = PAY_FILL_SUB,
	},
	[PAY_WECHAT_CERTIFICATES] = {
		.method = "GET",
		.path = "/v3/certificates",
		.effect = PAY_EFFECT_READ,
	},
	[PAY_WECHAT_TRANSFER] = {
		.method = "POST",
		.path = TRANSFERS,
		.effect = PAY_EFFECT_MONEY,
		.repeats = "out_bill_no",
		.number = "out_bill_no",
		.state = "state",
		.required = "out_bill_no transfer_scene_id openid transfer_amount transfer_remark",
		.fill = PAY_FILL_APP | PAY_FILL_NOTIFY,
		.encrypt = "user_name",
	},
	[PAY_WECHAT_QUERY_TRANSFER] = {
		.method = "GET",
		.path = TRANSFERS "/out-bill-no/{out_bill_no}",
		.effect = PAY_EFFECT_READ,
		.repeats = "out_bill_no",
		.state = "state",
	},
	[PAY_WECHAT_REVERSE] = {
		.method = "POST",
		.path = ORDERS "/out-trade-no/{out_trade_no}/reverse",
		.partner_path = PARTNER_ORDERS "/out-trade-no/{out_trade_no}/reverse",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.state = "=REVOKED",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	/* The number names the order, but by the time of a repeat the payment code may have been used. */
	[PAY_WECHAT_MICROPAY] = {
		.method = "POST",
		.path = ORDERS "/codepay",
		.partner_path = PARTNER_ORDERS "/codepay",
		.effect = PAY_EFFECT_MONEY,
		.repeats = "out_trade_no",
		.state = "trade_state",
		.required = "description out_trade_no amount.total payer.auth_code",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	[PAY_WECHAT_BILL] = {
		.method = "GET",
		.path = "/v3/bill/tradebill",
		.effect = PAY_EFFECT_READ,
		.required = "bill_date",
	},
	[PAY_WECHAT_FUND_FLOW] = {
		.method = "GET",
		.path = "/v3/bill/fundflowbill",
		.effect = PAY_EFFECT_READ,
		.required = "bill_date",
	},

	/* Transfers to users. */
	{
		.method = "GET",
		.path = TRANSFERS "/transfer-bill-no/{transfer_bill_no}",
		.effect = PAY_EFFECT_READ,
		.state = "state",
	},
	{
		.method = "POST",
		.path = TRANSFERS "/out-bill-no/{out_bill_no}/cancel",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_bill_no",
		.state = "state",
	},
	{
		.method = "POST",
		.path = "/v3/transfer/batches",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_batch_no",
		.fill = PAY_FILL_APP,
		.encrypt = "transfer_detail_list[].user_name",
	},

	/* A refund to a card that could not be credited. */
	{
		.method = "POST",
		.path = "/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_refund_no",
		.state = "status",
		.fill = PAY_FILL_SUB,
		.encrypt = "bank_account real_name",
	},

	/* Combined orders. */
	{
		.method = "POST",
		.path = "/v3/combine-transactions/{scene}",
		.effect = PAY_EFFECT_ORDER,
		.number = "combine_out_trade_no",
		.state = "=NOTPAY",
	},
	{
		.method = "POST",
		.path = "/v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close",
		.effect = PAY_EFFECT_ORDER,
		.number = "combine_out_trade_no",
		.state = "=CLOSED",
	},

	/* Profit sharing. */
	{
		.method = "POST",
		.path = "/v3/profitsharing/orders",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_order_no",
		.fill = PAY_FILL_APP | PAY_FILL_SUB,
		.encrypt = "receivers[].name",
	},
	{
		.method = "POST",
		.path = "/v3/profitsharing/orders/unfreeze",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_order_no",
		.fill = PAY_FILL_SUB,
	},
	{
		.method = "POST",
		.path = "/v3/profitsharing/return-orders",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_return_no",
		.fill = PAY_FILL_SUB,
	},

	/* Changes that move no money. */
	{
		.method = "POST",
		.path = "/v3/profitsharing/receivers/{change}",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_APP | PAY_FILL_SUB,
		.encrypt = "name",
	},
	{
		.method = "POST",
		.path = "/v3/security/echo",
		.effect = PAY_EFFECT_ORDER,
		.number = "echo_message",
	},
	{
		.method = "POST",
		.path = "/v3/merchant-service/complaint-notifications",
		.effect = PAY_EFFECT_ORDER,
	},
	{
		.method = "PUT",
		.path = "/v3/merchant-service/complaint-notifications",
		.effect = PAY_EFFECT_ORDER,
		.number = "url",
	},
	{
		.method = "DELETE",
		.path = "/v3/merchant-service/complaint-notifications",
		.effect = PAY_EFFECT_ORDER,
	},
	{
		.method = "POST",
		.path = "/v3/merchant-service/complaints-v2/{complaint_id}/response",
		.effect = PAY_EFFECT_ORDER,
	},
	{
		.method = "POST",
		.path = "/v3/merchant-service/complaints-v2/{complaint_id}/complete",
		.effect = PAY_EFFECT_ORDER,
		.number = "complaint_id",
	},

	/* Downloads, which the gateway never signs. */
	{
		.method = "GET",
		.path = "/v3/billdownload/file",
		.effect = PAY_EFFECT_READ,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/v3/merchant-service/images/{media_id}",
		.effect = PAY_EFFECT_READ,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/v3/global/merchant-service/images/{media_id}",
		.effect = PAY_EFFECT_READ,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/v3/transferdownload/elecvoucherfile",
		.effect = PAY_EFFECT_READ,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/v3/transferdownload/signfile",
		.effect = PAY_EFFECT_READ,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/v3/new-tax-control-fapiao/download",
		.effect = PAY_EFFECT_READ,
		.is_unsigned = true,
	},
};
/* clang-format on */

static const pay_endpoint default_read = {.method = "GET", .path = "", .effect = PAY_EFFECT_READ};
static const pay_endpoint default_change = {
	.method = "POST", .path = "", .effect = PAY_EFFECT_MONEY};

const pay_endpoint *pay_wechat_endpoint(pay_wechat_operation operation)
{
	return &endpoints[operation];
}

/* {name} stands for one segment that is not empty. */
static bool path_fits(const char *pattern, pay_slice path)
{
	while (*pattern != '\0') {
		if (*pattern == '{') {
			size_t size = 0;

			while (size < path.size && path.data[size] != '/') {
				size++;
			}
			if (size == 0) {
				return false;
			}
			path = pay_slice_after(path, size);
			pattern = strchr(pattern, '}') + 1;
			continue;
		}
		if (path.size == 0 || path.data[0] != *pattern) {
			return false;
		}
		path = pay_slice_after(path, 1);
		pattern++;
	}
	return path.size == 0;
}

const pay_endpoint *pay_wechat_endpoint_find(pay_slice method, pay_slice path)
{
	for (size_t i = 0; i < sizeof(endpoints) / sizeof(*endpoints); i++) {
		const pay_endpoint *row = &endpoints[i];

		if (pay_slice_equal(method, pay_slice_from(row->method))
			&& (path_fits(row->path, path)
				|| (row->partner_path != NULL && path_fits(row->partner_path, path)))) {
			return row;
		}
	}
	return pay_slice_equal(method, PAY_LIT("GET")) ? &default_read : &default_change;
}
