/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_ENDPOINTS_H
#define PAY_GATEWAY_WECHAT_ENDPOINTS_H

#include "gateway/gateway.h"

/* The endpoints that have a method of their own on Pay\WeChat. */
typedef enum pay_wechat_operation {
	PAY_WECHAT_JSAPI,
	PAY_WECHAT_H5,
	PAY_WECHAT_NATIVE,
	PAY_WECHAT_APP,
	PAY_WECHAT_QUERY,
	PAY_WECHAT_QUERY_BY_ID,
	PAY_WECHAT_CLOSE,
	PAY_WECHAT_REFUND,
	PAY_WECHAT_QUERY_REFUND,
	PAY_WECHAT_CERTIFICATES,
	PAY_WECHAT_TRANSFER,
	PAY_WECHAT_QUERY_TRANSFER,
	PAY_WECHAT_REVERSE,
	PAY_WECHAT_MICROPAY,
	PAY_WECHAT_BILL,
	PAY_WECHAT_FUND_FLOW,
	PAY_WECHAT_OPERATIONS,
} pay_wechat_operation;

const pay_endpoint *pay_wechat_endpoint(pay_wechat_operation operation);

/* The row of any APIv3 endpoint; the default row where the table has none. path is without the query. */
const pay_endpoint *pay_wechat_endpoint_find(pay_slice method, pay_slice path);

#endif
