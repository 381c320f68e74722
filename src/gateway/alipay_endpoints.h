/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_ALIPAY_ENDPOINTS_H
#define PAY_GATEWAY_ALIPAY_ENDPOINTS_H

#include "gateway/gateway.h"

/* The methods that have a method of their own on Pay\Alipay. */
typedef enum pay_alipay_operation {
	PAY_ALIPAY_PAGE,
	PAY_ALIPAY_WAP,
	PAY_ALIPAY_APP,
	PAY_ALIPAY_PRECREATE,
	PAY_ALIPAY_CREATE,
	PAY_ALIPAY_PAY,
	PAY_ALIPAY_QUERY,
	PAY_ALIPAY_CLOSE,
	PAY_ALIPAY_CANCEL,
	PAY_ALIPAY_REFUND,
	PAY_ALIPAY_QUERY_REFUND,
	PAY_ALIPAY_TRANSFER,
	PAY_ALIPAY_QUERY_TRANSFER,
	PAY_ALIPAY_BILL,
	PAY_ALIPAY_OAUTH_TOKEN,
	PAY_ALIPAY_CERTIFICATE,
	PAY_ALIPAY_OPERATIONS,
} pay_alipay_operation;

/* The row's path is the method's name, "alipay.trade.query". */
const pay_endpoint *pay_alipay_endpoint(pay_alipay_operation operation);

/* The row of any method; the default row where the table has none: it may move money, and no number makes a repeat harmless. */
const pay_endpoint *pay_alipay_endpoint_find(pay_slice method);

#endif
