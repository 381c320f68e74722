/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_BILL_H
#define PAY_GATEWAY_WECHAT_BILL_H

#include "core/arena.h"
#include "core/text_file.h"

#define PAY_BILL_COLUMNS_MAX 64

typedef enum pay_bill_part {
	PAY_BILL_END,
	PAY_BILL_ROW,
	PAY_BILL_SUMMARY,
} pay_bill_part;

/*
 * Reads a statement of WeChat Pay's: a line of titles, rows whose every field begins with a backtick, then a line of
 * titles and a row of the summary. The titles of the part being read stand in titles; fields are good until the next
 * call. https://pay.weixin.qq.com/doc/v3/merchant/4013071218
 */
typedef struct pay_bill_reader {
	pay_text_file *text;
	pay_arena arena; /* holds the titles */
	pay_bill_part part;
	pay_slice titles[PAY_BILL_COLUMNS_MAX];
	size_t title_count;
	size_t lines;
	pay_slice fields[PAY_BILL_COLUMNS_MAX];
} pay_bill_reader;

/* file is borrowed. Zero-initialise the reader; close it in any case. */
PAY_MUST_USE pay_status pay_bill_open(pay_bill_reader *reader, FILE *file);
void pay_bill_close(pay_bill_reader *reader);

/* PAY_E_INTEGRITY "integrity.bill-format" for what is no statement. There are as many fields as titles. */
PAY_MUST_USE pay_status pay_bill_next(
	pay_bill_reader *reader, pay_bill_part *part, pay_error *error);

/* Reads it from end to end: PAY_E_INTEGRITY "integrity.bill-truncated" where rows came and no summary. */
PAY_MUST_USE pay_status pay_bill_check(FILE *file, pay_error *error);

#endif
