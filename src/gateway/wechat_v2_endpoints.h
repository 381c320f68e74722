/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_V2_ENDPOINTS_H
#define PAY_GATEWAY_WECHAT_V2_ENDPOINTS_H

#include "gateway/wechat_endpoints.h"

/* What one of Pay\WeChat's own methods is in APIv2. */
typedef struct pay_v2_operation {
	const pay_endpoint *endpoint;
	const char *trade_type; /* what the method stands for; NULL: the endpoint has no trade_type */
	const char *required;   /* beside what the endpoint requires; NULL: nothing */
} pay_v2_operation;

/* endpoint is NULL where APIv2 has no such operation. */
pay_v2_operation pay_wechat_v2_operation(pay_wechat_operation operation);

/* The row of any APIv2 endpoint; the default row where the table has none. */
const pay_endpoint *pay_wechat_v2_endpoint_find(pay_slice path);

#endif
