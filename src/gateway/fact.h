/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_FACT_H
#define PAY_GATEWAY_FACT_H

#include "core/error.h"

#include <stdint.h>

#define PAY_FACT_NUMBER_MAX 128 /* bytes */
#define PAY_CURRENCY_SIZE 3

/* In this order they are compared. */
typedef enum pay_fact_kind {
	PAY_FACT_REVOCATION, /* a payment was taken back, as by WeChat Pay's reverse() */
	PAY_FACT_PAYMENT,
	PAY_FACT_REFUND,
} pay_fact_kind;

/* Pay\State */
typedef enum pay_fact_state {
	PAY_STATE_PENDING,
	PAY_STATE_SUCCEEDED,
	PAY_STATE_CLOSED,
	PAY_STATE_REFUNDED,
	PAY_STATE_FAILED,
	PAY_STATE_UNKNOWN,
	PAY_STATES,
} pay_fact_state;

/* What a row of a bill, or of the shop's books, says: that an order was paid, or that money went back. */
typedef struct pay_fact {
	bool is_here; /* in the shop's books */
	pay_fact_kind kind;
	pay_fact_state state;
	int64_t fen;
	pay_slice currency;
	pay_slice order;       /* the shop's number; "" where the bill has none */
	pay_slice refund;      /* the refund's number; "" for a payment */
	pay_slice transaction; /* the gateway's number of the payment; "" if unknown */
} pay_fact;

/* A row of a bill, whoever holds it. */
typedef struct pay_bill_row {
	const void *columns;
	/* The text under this title. False: there is no such column. */
	bool (*find)(const void *columns, pay_slice title, pay_slice *text);
	size_t number; /* the first is 1 */
} pay_bill_row;

/*
 * What the row says; slices are the row's. PAY_E_VALUE for what is no row of a bill of trades, PAY_E_INTEGRITY
 * "integrity.bill-format" for one with values that mean nothing.
 */
PAY_MUST_USE pay_status pay_fact_read(const pay_bill_row *row, pay_fact *fact, pay_error *error);

/* True for what can be compared as a number: up to PAY_FACT_NUMBER_MAX bytes, no control characters, no backtick. */
bool pay_fact_is_number(pay_slice text);

/* For gateways. The text under a title that must be there. */
PAY_MUST_USE pay_status pay_fact_column(
	const pay_bill_row *row, pay_slice title, pay_slice *text, pay_error *error);

/* For gateways. The number under a title. */
PAY_MUST_USE pay_status pay_fact_number(
	const pay_bill_row *row, pay_slice title, pay_slice *number, pay_error *error);

/* For gateways. Yuan under a title, which may have a sign, as fen. */
PAY_MUST_USE pay_status pay_fact_yuan(
	const pay_bill_row *row, pay_slice title, int64_t *fen, pay_error *error);

/* "Row 7 of the bill: 订单金额 is no amount" */
pay_status pay_fact_malformed(
	const pay_bill_row *row, pay_slice title, const char *what, pay_error *error);

/* How each gateway writes. */
PAY_MUST_USE pay_status pay_wechat_fact(const pay_bill_row *row, pay_fact *fact, pay_error *error);
PAY_MUST_USE pay_status pay_alipay_fact(const pay_bill_row *row, pay_fact *fact, pay_error *error);

#endif
