/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_endpoints.h"

/*
 * WeChat Pay APIv3: what is special about an endpoint. Everything else is reached with the default rows at the end:
 * a GET reads; anything else may move money, and no number is known to make its repeat harmless.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012081606
 */
#define ORDERS "/v3/pay/transactions"
#define PARTNER_ORDERS "/v3/pay/partner/transactions"
#define ORDER_FIELDS "description out_trade_no notify_url amount.total"
#define FILL_ORDER (PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY)

static const pay_endpoint endpoints[] = {
	[PAY_WECHAT_JSAPI] = {"POST", ORDERS "/jsapi", PARTNER_ORDERS "/jsapi", PAY_EFFECT_ORDER,
		"out_trade_no", "=NOTPAY", ORDER_FIELDS " payer.openid|payer.sp_openid|payer.sub_openid",
		FILL_ORDER, false},
	[PAY_WECHAT_H5] = {"POST", ORDERS "/h5", PARTNER_ORDERS "/h5", PAY_EFFECT_ORDER, "out_trade_no",
		"=NOTPAY", ORDER_FIELDS " scene_info.payer_client_ip scene_info.h5_info.type", FILL_ORDER,
		false},
	[PAY_WECHAT_NATIVE] = {"POST", ORDERS "/native", PARTNER_ORDERS "/native", PAY_EFFECT_ORDER,
		"out_trade_no", "=NOTPAY", ORDER_FIELDS, FILL_ORDER, false},
	[PAY_WECHAT_APP] = {"POST", ORDERS "/app", PARTNER_ORDERS "/app", PAY_EFFECT_ORDER,
		"out_trade_no", "=NOTPAY", ORDER_FIELDS, FILL_ORDER, false},
	[PAY_WECHAT_QUERY] = {"GET", ORDERS "/out-trade-no/{out_trade_no}",
		PARTNER_ORDERS "/out-trade-no/{out_trade_no}", PAY_EFFECT_READ, NULL, "trade_state", NULL,
		PAY_FILL_MERCHANT, false},
	[PAY_WECHAT_QUERY_BY_ID] = {"GET", ORDERS "/id/{transaction_id}",
		PARTNER_ORDERS "/id/{transaction_id}", PAY_EFFECT_READ, NULL, "trade_state", NULL,
		PAY_FILL_MERCHANT, false},
	[PAY_WECHAT_CLOSE] = {"POST", ORDERS "/out-trade-no/{out_trade_no}/close",
		PARTNER_ORDERS "/out-trade-no/{out_trade_no}/close", PAY_EFFECT_ORDER, "out_trade_no",
		"=CLOSED", NULL, PAY_FILL_MERCHANT, false},
	[PAY_WECHAT_REFUND] = {"POST", "/v3/refund/domestic/refunds", NULL, PAY_EFFECT_MONEY,
		"out_refund_no", "status",
		"out_refund_no out_trade_no|transaction_id amount.refund amount.total amount.currency",
		PAY_FILL_SUB | PAY_FILL_NOTIFY, false},
	[PAY_WECHAT_QUERY_REFUND] = {"GET", "/v3/refund/domestic/refunds/{out_refund_no}", NULL,
		PAY_EFFECT_READ, NULL, "status", NULL, PAY_FILL_SUB, false},
	[PAY_WECHAT_CERTIFICATES] = {"GET", "/v3/certificates", NULL, PAY_EFFECT_READ, NULL, NULL, NULL,
		0, false},

	/* Payment codes: the number names the order, but the code may have been used by then. */
	{"POST", ORDERS "/codepay", PARTNER_ORDERS "/codepay", PAY_EFFECT_MONEY, NULL, "trade_state",
		"description out_trade_no amount.total payer.auth_code", PAY_FILL_APP | PAY_FILL_MERCHANT,
		false},
	{"POST", ORDERS "/out-trade-no/{out_trade_no}/reverse",
		PARTNER_ORDERS "/out-trade-no/{out_trade_no}/reverse", PAY_EFFECT_MONEY, "out_trade_no",
		NULL, NULL, PAY_FILL_APP | PAY_FILL_MERCHANT, false},

	/* Refunds to a card that could not be credited. */
	{"POST", "/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund", NULL,
		PAY_EFFECT_MONEY, "out_refund_no", "status", NULL, PAY_FILL_SUB, false},

	/* Combined orders. */
	{"POST", "/v3/combine-transactions/{scene}", NULL, PAY_EFFECT_ORDER, "combine_out_trade_no",
		NULL, NULL, 0, false},
	{"POST", "/v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close", NULL,
		PAY_EFFECT_ORDER, "combine_out_trade_no", NULL, NULL, 0, false},

	/* Transfers to users. */
	{"POST", "/v3/fund-app/mch-transfer/transfer-bills", NULL, PAY_EFFECT_MONEY, "out_bill_no",
		"state", "out_bill_no transfer_amount", PAY_FILL_APP | PAY_FILL_NOTIFY, false},
	{"POST", "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel", NULL,
		PAY_EFFECT_MONEY, "out_bill_no", "state", NULL, 0, false},
	{"GET", "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}", NULL,
		PAY_EFFECT_READ, NULL, "state", NULL, 0, false},
	{"GET", "/v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}", NULL,
		PAY_EFFECT_READ, NULL, "state", NULL, 0, false},
	{"POST", "/v3/transfer/batches", NULL, PAY_EFFECT_MONEY, "out_batch_no", NULL, NULL,
		PAY_FILL_APP, false},

	/* Profit sharing. */
	{"POST", "/v3/profitsharing/orders", NULL, PAY_EFFECT_MONEY, "out_order_no", NULL, NULL,
		PAY_FILL_APP | PAY_FILL_SUB, false},
	{"POST", "/v3/profitsharing/orders/unfreeze", NULL, PAY_EFFECT_MONEY, "out_order_no", NULL,
		NULL, PAY_FILL_SUB, false},
	{"POST", "/v3/profitsharing/return-orders", NULL, PAY_EFFECT_MONEY, "out_return_no", NULL, NULL,
		PAY_FILL_SUB, false},

	/* Changes that move no money. */
	{"POST", "/v3/profitsharing/receivers/{change}", NULL, PAY_EFFECT_ORDER, NULL, NULL, NULL,
		PAY_FILL_APP | PAY_FILL_SUB, false},
	{"POST", "/v3/security/echo", NULL, PAY_EFFECT_ORDER, "echo_message", NULL, NULL, 0, false},
	{"POST", "/v3/merchant-service/complaint-notifications", NULL, PAY_EFFECT_ORDER, NULL, NULL,
		NULL, 0, false},
	{"PUT", "/v3/merchant-service/complaint-notifications", NULL, PAY_EFFECT_ORDER, "url", NULL,
		NULL, 0, false},
	{"DELETE", "/v3/merchant-service/complaint-notifications", NULL, PAY_EFFECT_ORDER, NULL, NULL,
		NULL, 0, false},
	{"POST", "/v3/merchant-service/complaints-v2/{complaint_id}/response", NULL, PAY_EFFECT_ORDER,
		NULL, NULL, NULL, 0, false},
	{"POST", "/v3/merchant-service/complaints-v2/{complaint_id}/complete", NULL, PAY_EFFECT_ORDER,
		"complaint_id", NULL, NULL, 0, false},

	/* Downloads, which the gateway never signs. */
	{"GET", "/v3/billdownload/file", NULL, PAY_EFFECT_READ, NULL, NULL, NULL, 0, true},
	{"GET", "/v3/merchant-service/images/{media_id}", NULL, PAY_EFFECT_READ, NULL, NULL, NULL, 0,
		true},
	{"GET", "/v3/global/merchant-service/images/{media_id}", NULL, PAY_EFFECT_READ, NULL, NULL,
		NULL, 0, true},
	{"GET", "/v3/transferdownload/elecvoucherfile", NULL, PAY_EFFECT_READ, NULL, NULL, NULL, 0,
		true},
	{"GET", "/v3/transferdownload/signfile", NULL, PAY_EFFECT_READ, NULL, NULL, NULL, 0, true},
	{"GET", "/v3/new-tax-control-fapiao/download", NULL, PAY_EFFECT_READ, NULL, NULL, NULL, 0,
		true},
};

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
