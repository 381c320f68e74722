/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_ALIPAY_BILL_H
#define PAY_GATEWAY_ALIPAY_BILL_H

#include "gateway/bill.h"
#include "gateway/gateway.h"

/*
 * Statements of Alipay's: a zip archive with a table of rows and a table of totals. A table is text in GB18030, or in
 * UTF-8 if all of it is UTF-8: a line of titles, then rows, with lines that begin with # before and after. Values are
 * separated by commas and padded with blanks and tabs. https://opendocs.alipay.com/open/3c9f1bcf_alipay.data.dataservice.bill.downloadurl.query
 */
typedef enum pay_alipay_file {
	PAY_ALIPAY_OTHER,
	PAY_ALIPAY_ROWS,    /* 2088..._20261124_业务明细.csv */
	PAY_ALIPAY_SUMMARY, /* 2088..._20261124_业务明细(汇总).csv */
} pay_alipay_file;

/* What a file of the archive is by its name, which is in GB18030 or UTF-8. */
pay_alipay_file pay_alipay_file_named(pay_slice name);

/*
 * Where a statement lies, as an answer names it, made https where that names http. PAY_E_INTEGRITY "integrity.download-url" for what
 * is not on a host of Alipay's; with a base URL in use, not at its origin.
 */
PAY_MUST_USE pay_status pay_alipay_bill_url(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *url, pay_error *error);

/* The download: the call's target is that address. It is not signed, in neither direction: the link itself is the secret. */
extern const pay_gateway pay_gateway_alipay_file;
extern const pay_endpoint pay_alipay_bill_file;

#endif
