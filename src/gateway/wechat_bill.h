/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_BILL_H
#define PAY_GATEWAY_WECHAT_BILL_H

#include "gateway/bill.h"

/*
 * Statements of WeChat Pay's, in UTF-8: a line of titles, rows whose every field begins with a backtick, then a line of
 * titles and a row of the summary. https://pay.weixin.qq.com/doc/v3/merchant/4013071218
 *
 * Reads one from end to end: PAY_E_INTEGRITY "integrity.bill-truncated" where rows came and no summary.
 */
PAY_MUST_USE pay_status pay_bill_check(FILE *file, pay_error *error);

#endif
