/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_v2_endpoints.h"

/*
 * WeChat Pay APIv2: what is special about an endpoint. A path that ends in "*" stands for all below it and comes after
 * those that it does not speak for. The default row: signed as the account says, no client certificate, may move money.
 * https://pay.weixin.qq.com/doc/v2/merchant/4011985891
 */
#define FRAUD "https://fraud.mch.weixin.qq.com"
#define FACE "https://payapp.weixin.qq.com"

/* clang-format off */
static const pay_endpoint endpoints[] = {
	/* Orders */
	{
		.path = "/pay/unifiedorder",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.required = "body out_trade_no total_fee spbill_create_ip notify_url trade_type",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY | PAY_FILL_ADDRESS,
	},
	{
		.path = "/pay/orderquery",
		.effect = PAY_EFFECT_READ,
		.state = "trade_state",
		.required = "transaction_id|out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/pay/closeorder",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=CLOSED",
		.required = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/secapi/pay/refund",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_refund_no",
		.state = "=PROCESSING",
		.required = "transaction_id|out_trade_no out_refund_no total_fee refund_fee",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY,
		.certificate = true,
	},
	{
		.path = "/secapi/pay/refundv2",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_refund_no",
		.state = "=PROCESSING",
		.required = "transaction_id|out_trade_no out_refund_no total_fee refund_fee",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY,
		.certificate = true,
	},
	{
		.path = "/pay/refundquery",
		.effect = PAY_EFFECT_READ,
		.state = "refund_status_0",
		.required = "transaction_id|out_trade_no|out_refund_no|refund_id",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/pay/refundqueryv2",
		.effect = PAY_EFFECT_READ,
		.state = "refund_status_0",
		.required = "transaction_id|out_trade_no|out_refund_no|refund_id",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/pay/micropay",
		.effect = PAY_EFFECT_MONEY,
		.state = "=SUCCESS",
		.required = "body out_trade_no total_fee spbill_create_ip auth_code",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_ADDRESS,
	},
	{
		.path = "/secapi/pay/reverse",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.state = "=REVOKED",
		.required = "transaction_id|out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
	},
	{
		.path = "/tools/authcodetoopenid",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
	},
	{
		.path = "/tools/shorturl",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/payitil/report",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},

	/* Bills */
	{
		.path = "/pay/downloadbill",
		.effect = PAY_EFFECT_READ,
		.required = "bill_date",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_TEXT,
		.is_unsigned = true,
	},
	{
		.path = "/pay/downloadfundflow",
		.effect = PAY_EFFECT_READ,
		.required = "bill_date account_type",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC | PAY_V2_TEXT,
		.is_unsigned = true,
	},
	{
		.path = "/billcommentsp/batchquerycomment",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC | PAY_V2_TEXT,
		.is_unsigned = true,
	},

	/* Several orders paid as one */
	{
		.path = "/pay/combinedorder",
		.effect = PAY_EFFECT_ORDER,
		.number = "combine_out_trade_no",
		.state = "=NOTPAY",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY,
		.v2 = PAY_V2_HMAC,
		.merchant_field = "combine_mch_id",
		.app_field = "combine_appid",
	},
	{
		.path = "/pay/querycombinedorder",
		.effect = PAY_EFFECT_READ,
		.state = "trade_state",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
		.merchant_field = "combine_mch_id",
		.app_field = "combine_appid",
	},
	{
		.path = "/pay/closecombinedorder",
		.effect = PAY_EFFECT_ORDER,
		.number = "combine_out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
		.merchant_field = "combine_mch_id",
		.app_field = "combine_appid",
	},

	/* Face payment */
	{
		.path = "/pay/facepay",
		.effect = PAY_EFFECT_MONEY,
		.state = "=SUCCESS",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/facepayqueryorder",
		.effect = PAY_EFFECT_READ,
		.state = "trade_state",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/pay/facepayquery",
		.effect = PAY_EFFECT_READ,
		.state = "trade_state",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/secapi/pay/facepayreverse",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
	},
	{
		.path = "/face/get_wxpayface_authinfo",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
		.host = FACE,
	},

	/* Deposits */
	{
		.path = "/deposit/micropay",
		.effect = PAY_EFFECT_MONEY,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/deposit/facepay",
		.effect = PAY_EFFECT_MONEY,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/deposit/unifiedorder",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY,
	},
	{
		.path = "/deposit/orderquery",
		.effect = PAY_EFFECT_READ,
		.state = "trade_state",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/deposit/refundquery",
		.effect = PAY_EFFECT_READ,
		.state = "refund_status_0",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
	},
	{
		.path = "/deposit/consume",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/deposit/refund",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_refund_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
	},
	{
		.path = "/deposit/reverse",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
	},

	/* Transfers and red packets: answers without a sign */
	{
		.path = "/mmpaymkttransfers/promotion/transfers",
		.effect = PAY_EFFECT_MONEY,
		.number = "partner_trade_no",
		.state = "=SUCCESS",
		.required = "partner_trade_no openid amount desc",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_ADDRESS,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
		.merchant_field = "mchid",
		.app_field = "mch_appid",
	},
	{
		.path = "/mmpaymkttransfers/gettransferinfo",
		.effect = PAY_EFFECT_READ,
		.state = "status",
		.required = "partner_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
	{
		.path = "/mmpaymkttransfers/sendredpack",
		.effect = PAY_EFFECT_MONEY,
		.number = "mch_billno",
		.state = "=PROCESSING",
		.required = "mch_billno re_openid total_amount",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
		.app_field = "wxappid",
	},
	{
		.path = "/mmpaymkttransfers/sendgroupredpack",
		.effect = PAY_EFFECT_MONEY,
		.number = "mch_billno",
		.state = "=PROCESSING",
		.required = "mch_billno re_openid total_amount",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
		.app_field = "wxappid",
	},
	{
		.path = "/mmpaymkttransfers/sendminiprogramhb",
		.effect = PAY_EFFECT_MONEY,
		.number = "mch_billno",
		.state = "=PROCESSING",
		.required = "mch_billno re_openid total_amount",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
		.app_field = "wxappid",
	},
	{
		.path = "/mmpaymkttransfers/gethbinfo",
		.effect = PAY_EFFECT_READ,
		.state = "status",
		.required = "mch_billno bill_type",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
		.nests = "hblist",
	},
	{
		.path = "/mmpaymkttransfers/promotion/paywwsptrans2pocket",
		.effect = PAY_EFFECT_MONEY,
		.number = "partner_trade_no",
		.state = "=SUCCESS",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
	{
		.path = "/mmpaymkttransfers/promotion/querywwsptrans2pocket",
		.effect = PAY_EFFECT_READ,
		.state = "status",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
	{
		.path = "/mmpaysptrans/pay_bank",
		.effect = PAY_EFFECT_MONEY,
		.number = "partner_trade_no",
		.state = "=PROCESSING",
		.required = "partner_trade_no amount",
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
	{
		.path = "/mmpaysptrans/query_bank",
		.effect = PAY_EFFECT_READ,
		.state = "status",
		.required = "partner_trade_no",
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
	{
		.path = "/mmpaymkttransfers/send_coupon",
		.effect = PAY_EFFECT_MONEY,
		.number = "partner_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
	},
	{
		.path = "/mmpaymkttransfers/query_coupon_stock",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
	},
	{
		.path = "/mmpaymkttransfers/querycouponsinfo",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
	},

	/* Profit sharing */
	{
		.path = "/secapi/pay/profitsharing",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_order_no",
		.state = "status",
		.required = "transaction_id out_order_no receivers",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/secapi/pay/multiprofitsharing",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_order_no",
		.state = "status",
		.required = "transaction_id out_order_no receivers",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/secapi/pay/profitsharingfinish",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_order_no",
		.required = "transaction_id out_order_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/secapi/pay/profitsharingreturn",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_return_no",
		.state = "result",
		.required = "out_return_no return_amount",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/profitsharingquery",
		.effect = PAY_EFFECT_READ,
		.state = "status",
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/profitsharingaddreceiver",
		.effect = PAY_EFFECT_ORDER,
		.number = "receiver",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/profitsharingremovereceiver",
		.effect = PAY_EFFECT_ORDER,
		.number = "receiver",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/profitsharingreturnquery",
		.effect = PAY_EFFECT_READ,
		.state = "result",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/profitsharingorderamountquery",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/pay/profitsharingmerchantratioquery",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},

	/* Risk */
	{
		.path = "/risk/getpublickey",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.is_unsigned = true,
		.host = FRAUD,
	},
	{
		.path = "/risk/getviolation",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
		.is_unsigned = true,
	},
	{
		.path = "/risk/getcertficates",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/secsvc/*",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.host = FRAUD,
	},
	{
		.path = "/mchrisk/querymchrisk",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
		.is_unsigned = true,
	},
	{
		.path = "/mchrisk/syncmchriskresult",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
		.is_unsigned = true,
	},
	{
		.path = "/mchrisk/setmchriskcallback",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
		.is_unsigned = true,
	},
	{
		.path = "/mchrisk/*",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},

	/* Contracts */
	{
		.method = "GET",
		.path = "/papay/entrustweb",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/papay/h5entrustweb",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/papay/partner/entrustweb",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
		.is_unsigned = true,
	},
	{
		.method = "GET",
		.path = "/papay/partner/h5entrustweb",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
		.is_unsigned = true,
	},
	{
		.path = "/papay/preentrustweb",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_NO_NONCE,
	},
	{
		.path = "/papay/partner/preentrustweb",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_NO_NONCE,
	},
	{
		.path = "/papay/querycontract",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},
	{
		.path = "/papay/partner/querycontract",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},
	{
		.path = "/papay/deletecontract",
		.effect = PAY_EFFECT_ORDER,
		.number = "contract_id",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},
	{
		.path = "/papay/partner/deletecontract",
		.effect = PAY_EFFECT_ORDER,
		.number = "contract_id",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},
	{
		.path = "/papay/*",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
	},
	{
		.path = "/pay/pappayapply",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY | PAY_FILL_ADDRESS,
		.v2 = PAY_V2_MD5,
	},
	{
		.path = "/pay/contractorder",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.state = "=NOTPAY",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT | PAY_FILL_NOTIFY | PAY_FILL_ADDRESS,
	},
	{
		.path = "/pay/queryexchagerate",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_NO_NONCE,
	},

	/* Customs */
	{
		.path = "/cgi-bin/mch/customs/*",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},
	{
		.path = "/cgi-bin/mch/newcustoms/*",
		.effect = PAY_EFFECT_ORDER,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},

	/* Sub-merchants */
	{
		.path = "/secapi/mch/submchmanage",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
		.is_unsigned = true,
	},
	{
		.path = "/secapi/mch/uploadmedia",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5,
	},
	{
		.path = "/secapi/mch/*",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_MD5 | PAY_V2_NO_NONCE,
	},
	{
		.path = "/applyment/micro/signcontract",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC | PAY_V2_NO_NONCE,
	},
	{
		.path = "/applyment/micro/*",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/fund/*",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_request_no",
		.fill = PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/wxv/*",
		.effect = PAY_EFFECT_ORDER,
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.certificate = true,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/transit/*",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},
	{
		.path = "/vehicle/*",
		.effect = PAY_EFFECT_MONEY,
		.number = "out_trade_no",
		.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
		.v2 = PAY_V2_HMAC,
	},

	/* WeChat Pay's own sandbox */
	{
		.path = "/sandboxnew/pay/getsignkey",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
	{
		.path = "/xdc/apiv2getsignkey/sign/getsignkey",
		.effect = PAY_EFFECT_READ,
		.fill = PAY_FILL_MERCHANT,
		.v2 = PAY_V2_MD5,
		.is_unsigned = true,
	},
};
/* clang-format on */

static const pay_endpoint default_row = {
	.path = "",
	.effect = PAY_EFFECT_MONEY,
	.fill = PAY_FILL_APP | PAY_FILL_MERCHANT,
};

static bool path_fits(const char *pattern, pay_slice path)
{
	pay_slice known = pay_slice_from(pattern);

	if (known.data[known.size - 1] == '*') {
		return path.size >= known.size
			&& pay_slice_starts(path, (pay_slice) {known.data, known.size - 1});
	}
	return pay_slice_equal(path, known);
}

const pay_endpoint *pay_wechat_v2_endpoint_find(pay_slice path)
{
	for (size_t i = 0; i < sizeof(endpoints) / sizeof(*endpoints); i++) {
		if (path_fits(endpoints[i].path, path)) {
			return &endpoints[i];
		}
	}
	return &default_row;
}

static const struct {
	pay_wechat_operation operation;
	const char *path;
	const char *trade_type;
	const char *required;
} operations[] = {
	{PAY_WECHAT_JSAPI, "/pay/unifiedorder", "JSAPI", "openid|sub_openid"},
	{PAY_WECHAT_H5, "/pay/unifiedorder", "MWEB", "scene_info"},
	{PAY_WECHAT_NATIVE, "/pay/unifiedorder", "NATIVE", "product_id"},
	{PAY_WECHAT_APP, "/pay/unifiedorder", "APP", NULL},
	{PAY_WECHAT_MICROPAY, "/pay/micropay", NULL, NULL},
	{PAY_WECHAT_QUERY, "/pay/orderquery", NULL, NULL},
	{PAY_WECHAT_QUERY_BY_ID, "/pay/orderquery", NULL, NULL},
	{PAY_WECHAT_CLOSE, "/pay/closeorder", NULL, NULL},
	{PAY_WECHAT_REVERSE, "/secapi/pay/reverse", NULL, NULL},
	{PAY_WECHAT_REFUND, "/secapi/pay/refund", NULL, NULL},
	{PAY_WECHAT_QUERY_REFUND, "/pay/refundquery", NULL, NULL},
	{PAY_WECHAT_TRANSFER, "/mmpaymkttransfers/promotion/transfers", NULL, NULL},
	{PAY_WECHAT_QUERY_TRANSFER, "/mmpaymkttransfers/gettransferinfo", NULL, NULL},
	{PAY_WECHAT_BILL, "/pay/downloadbill", NULL, NULL},
	{PAY_WECHAT_FUND_FLOW, "/pay/downloadfundflow", NULL, NULL},
};

pay_v2_operation pay_wechat_v2_operation(pay_wechat_operation operation)
{
	for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++) {
		if (operations[i].operation == operation) {
			return (pay_v2_operation) {
				pay_wechat_v2_endpoint_find(pay_slice_from(operations[i].path)),
				operations[i].trade_type, operations[i].required};
		}
	}
	return (pay_v2_operation) {NULL, NULL, NULL};
}
