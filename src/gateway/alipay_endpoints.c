/* SPDX-License-Identifier: MIT */
#include "gateway/alipay_endpoints.h"

/*
 * Alipay's v2 gateway: what is special about a method. A path that ends in "*" stands for all that begin so and comes after
 * those that it does not speak for.
 * https://opendocs.alipay.com/open/
 */
#define ORDER "out_trade_no total_amount subject"
#define WHICH "out_trade_no|trade_no"

/* clang-format off */
static const pay_endpoint endpoints[] = {
	/* Those with a method of their own. */
	[PAY_ALIPAY_PAGE] = {
		.path = "alipay.trade.page.pay",
		.is_page = true,
		.effect = PAY_EFFECT_ORDER,
		.required = ORDER,
		.fill = PAY_FILL_NOTIFY | PAY_FILL_RETURN,
		.product = "FAST_INSTANT_TRADE_PAY",
	},
	[PAY_ALIPAY_WAP] = {
		.path = "alipay.trade.wap.pay",
		.is_page = true,
		.effect = PAY_EFFECT_ORDER,
		.required = ORDER,
		.fill = PAY_FILL_NOTIFY | PAY_FILL_RETURN,
		.product = "QUICK_WAP_WAY",
	},
	[PAY_ALIPAY_APP] = {
		.path = "alipay.trade.app.pay",
		.is_page = true,
		.effect = PAY_EFFECT_ORDER,
		.required = ORDER,
		.fill = PAY_FILL_NOTIFY,
		.product = "QUICK_MSECURITY_PAY",
	},
	[PAY_ALIPAY_PRECREATE] = {
		.path = "alipay.trade.precreate",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=WAIT_BUYER_PAY",
		.required = ORDER,
		.fill = PAY_FILL_NOTIFY,
		.repeats = "out_trade_no",
	},
	[PAY_ALIPAY_CREATE] = {
		.path = "alipay.trade.create",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=WAIT_BUYER_PAY",
		.required = ORDER " buyer_id|buyer_open_id|op_buyer_open_id",
		.fill = PAY_FILL_NOTIFY,
		.repeats = "out_trade_no",
	},
	/* The number names the order, but by the time of a repeat the payment code may have been used. */
	[PAY_ALIPAY_PAY] = {
		.path = "alipay.trade.pay",
		.effect = PAY_EFFECT_MONEY,
		.state = "=TRADE_SUCCESS",
		.required = ORDER " auth_code|agreement_params|auth_no",
		.fill = PAY_FILL_NOTIFY,
		.scene = "scene=bar_code",
		.scene_for = "auth_code",
		.repeats = "out_trade_no",
	},
	[PAY_ALIPAY_QUERY] = {
		.path = "alipay.trade.query",
		.effect = PAY_EFFECT_READ,
		.state = "trade_status",
		.required = WHICH,
		.repeats = "out_trade_no",
	},
	[PAY_ALIPAY_CLOSE] = {
		.path = "alipay.trade.close",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=TRADE_CLOSED",
		.required = WHICH,
		.repeats = "out_trade_no",
	},
	[PAY_ALIPAY_CANCEL] = {
		.path = "alipay.trade.cancel",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.state = "!retry_flag",
		.required = WHICH,
		.repeats = "out_trade_no",
	},
	[PAY_ALIPAY_REFUND] = {
		.path = "alipay.trade.refund",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
		.state = "?fund_change",
		.required = WHICH " refund_amount out_request_no",
		.repeats = "out_trade_no",
	},
	[PAY_ALIPAY_QUERY_REFUND] = {
		.path = "alipay.trade.fastpay.refund.query",
		.effect = PAY_EFFECT_READ,
		.state = "refund_status",
		.required = WHICH " out_request_no",
	},
	[PAY_ALIPAY_TRANSFER] = {
		.path = "alipay.fund.trans.uni.transfer",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_biz_no",
		.state = "status",
		.required = "out_biz_no trans_amount payee_info",
		.product = "TRANS_ACCOUNT_NO_PWD",
		.scene = "biz_scene=DIRECT_TRANSFER",
		.repeats = "out_biz_no",
	},
	[PAY_ALIPAY_QUERY_TRANSFER] = {
		.path = "alipay.fund.trans.common.query",
		.effect = PAY_EFFECT_READ,
		.state = "status",
		.required = "out_biz_no|order_id|pay_fund_order_id",
		.product = "TRANS_ACCOUNT_NO_PWD",
		.scene = "biz_scene=DIRECT_TRANSFER",
	},
	[PAY_ALIPAY_BILL] = {
		.path = "alipay.data.dataservice.bill.downloadurl.query",
		.effect = PAY_EFFECT_READ,
		.required = "bill_type bill_date",
	},
	[PAY_ALIPAY_OAUTH_TOKEN] = {
		.path = "alipay.system.oauth.token",
		.effect = PAY_EFFECT_READ,
		.is_flat = true,
		.once = true,
	},
	[PAY_ALIPAY_CERTIFICATE] = {
		.path = "alipay.open.app.alipaycert.download",
		.effect = PAY_EFFECT_READ,
	},

	/* Arguments beside biz_content. */
	{
		.path = "alipay.user.info.share",
		.effect = PAY_EFFECT_READ,
		.is_flat = true,
	},

	/* Refunds and what is like them. */
	{
		.path = "alipay.trade.refund.apply",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
		.state = "refund_status",
		.required = WHICH " refund_amount out_request_no",
	},
	{
		.path = "alipay.trade.page.refund",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
	},
	{
		.path = "alipay.trade.order.settle",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
	},
	{
		.path = "alipay.trade.order.pay",
		.effect = PAY_EFFECT_MONEY,
	},
	{
		.path = "alipay.trade.orderinfo.sync",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_request_no",
	},
	{
		.path = "alipay.trade.royalty.relation.batchquery",
		.effect = PAY_EFFECT_READ,
	},
	{
		.path = "alipay.trade.royalty.relation.*",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_request_no",
	},
	{
		.path = "alipay.trade.advance.consult",
		.effect = PAY_EFFECT_READ,
	},

	/* Money in accounts, and money that is held. */
	{
		.path = "alipay.fund.account.query",
		.effect = PAY_EFFECT_READ,
	},
	{
		.path = "alipay.fund.trans.order.query",
		.effect = PAY_EFFECT_READ,
		.state = "status",
	},
	{
		.path = "alipay.fund.trans.toaccount.transfer",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_biz_no",
	},
	{
		.path = "alipay.fund.trans.app.pay",
		.is_page = true,
		.effect = PAY_EFFECT_MONEY,
		.fill = PAY_FILL_NOTIFY,
	},
	{
		.path = "alipay.fund.auth.order.app.freeze",
		.is_page = true,
		.effect = PAY_EFFECT_MONEY,
		.fill = PAY_FILL_NOTIFY,
	},
	{
		.path = "alipay.fund.auth.order.voucher.create",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_request_no",
		.fill = PAY_FILL_NOTIFY,
	},
	{
		.path = "alipay.fund.auth.order.freeze",
		.effect = PAY_EFFECT_MONEY,
		.state = "status",
		.fill = PAY_FILL_NOTIFY,
	},
	{
		.path = "alipay.fund.auth.order.unfreeze",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
		.state = "status",
		.fill = PAY_FILL_NOTIFY,
	},
	{
		.path = "alipay.fund.auth.operation.detail.query",
		.effect = PAY_EFFECT_READ,
		.state = "status",
	},
	{
		.path = "alipay.fund.auth.operation.cancel",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
		.fill = PAY_FILL_NOTIFY,
	},

	/* People, agreements, certification. */
	{
		.path = "alipay.user.agreement.page.sign",
		.is_page = true,
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_NOTIFY | PAY_FILL_RETURN,
	},
	{
		.path = "alipay.user.agreement.query",
		.effect = PAY_EFFECT_READ,
	},
	{
		.path = "alipay.user.agreement.*",
		.effect = PAY_EFFECT_ORDER,
	},
	{
		.path = "alipay.user.certify.open.query",
		.effect = PAY_EFFECT_READ,
	},
	{
		.path = "alipay.user.certify.open.certify",
		.effect = PAY_EFFECT_ORDER,
		.is_page = true,
	},
	{
		.path = "alipay.user.certify.open.*",
		.effect = PAY_EFFECT_ORDER,
	},
	{
		.path = "alipay.open.auth.token.app",
		.effect = PAY_EFFECT_ORDER,
		.once = true,
	},
	{
		.path = "alipay.open.auth.token.app.query",
		.effect = PAY_EFFECT_READ,
	},
};
/* clang-format on */

static const pay_endpoint default_row = {.path = "", .effect = PAY_EFFECT_MONEY};
static const pay_endpoint default_query = {.path = "", .effect = PAY_EFFECT_READ};

const pay_endpoint *pay_alipay_endpoint(pay_alipay_operation operation)
{
	return &endpoints[operation];
}

static bool path_fits(const char *pattern, pay_slice method)
{
	pay_slice known = pay_slice_from(pattern);

	if (known.data[known.size - 1] == '*') {
		return pay_slice_starts(method, (pay_slice) {known.data, known.size - 1});
	}
	return pay_slice_equal(method, known);
}

/* What Alipay calls a query is one. */
static bool is_query(pay_slice method)
{
	return pay_slice_ends(method, PAY_LIT(".query"));
}

const pay_endpoint *pay_alipay_endpoint_find(pay_slice method)
{
	for (size_t i = 0; i < sizeof(endpoints) / sizeof(*endpoints); i++) {
		if (path_fits(endpoints[i].path, method)) {
			return &endpoints[i];
		}
	}
	return is_query(method) ? &default_query : &default_row;
}
