/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_BILL_H
#define PAY_GATEWAY_BILL_H

#include "core/arena.h"
#include "core/text_file.h"

#define PAY_BILL_COLUMNS_MAX 64

typedef enum pay_bill_part {
	PAY_BILL_END,
	PAY_BILL_ROW,
	PAY_BILL_SUMMARY,
} pay_bill_part;

/*
 * A statement read in one pass and in constant memory, whoever wrote it. The titles of the part being read stand in
 * titles, in UTF-8 like the fields, which are good until the next call.
 */
typedef struct pay_bill_reader {
	FILE *file; /* borrowed */
	pay_text_file *text;
	pay_arena arena; /* holds the titles */
	pay_arena row;   /* what the line being read had to be made into */
	pay_bill_part part;
	pay_slice titles[PAY_BILL_COLUMNS_MAX];
	size_t title_count;
	size_t lines;
	bool is_gb18030;
	pay_slice fields[PAY_BILL_COLUMNS_MAX];
} pay_bill_reader;

/* How a gateway writes its statements. */
typedef struct pay_bill_format {
	/* The next row. There are as many fields as titles. PAY_E_INTEGRITY "integrity.bill-format" for what is no statement. */
	pay_status (*next)(pay_bill_reader *reader, pay_bill_part *part, pay_error *error);
	/* The totals are a file of their own, whose rows are ROWs. Otherwise one SUMMARY follows the rows. */
	bool has_summary_file;
} pay_bill_format;

extern const pay_bill_format pay_bill_format_wechat, pay_bill_format_alipay;

/* file is borrowed. Zero-initialise the reader; close it in any case. */
PAY_MUST_USE pay_status pay_bill_open(pay_bill_reader *reader, FILE *file);
void pay_bill_close(pay_bill_reader *reader);

/* For formats. "Line 7 of the bill holds values before any titles". */
pay_status pay_bill_malformed(const pay_bill_reader *reader, const char *what, pay_error *error);

/* For formats. Adds a title, which is copied. */
PAY_MUST_USE pay_status pay_bill_add_title(
	pay_bill_reader *reader, pay_slice title, pay_error *error);

/* For formats. The next line without its end and the mark of UTF-8 that may stand before the first. */
PAY_MUST_USE pay_status pay_bill_line(
	pay_bill_reader *reader, pay_slice *line, bool *found, pay_error *error);

/* "2026-11-24", "2026-11": days and months that there are. */
bool pay_bill_is_day(pay_slice text);
bool pay_bill_is_month(pay_slice text);

#endif
