/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_RECONCILE_H
#define PAY_GATEWAY_RECONCILE_H

#include "core/sorter.h"
#include "gateway/fact.h"

#define PAY_FACT_RECORD_MAX (3 * PAY_FACT_NUMBER_MAX + 32) /* bytes */

/* Pay\DifferenceKind */
typedef enum pay_difference_kind {
	PAY_MISSING_HERE,
	PAY_MISSING_THERE,
	PAY_AMOUNT_DIFFERS,
	PAY_STATE_DIFFERS,
	PAY_REPEATED_HERE,
	PAY_REPEATED_THERE,
	PAY_DIFFERENCE_KINDS,
} pay_difference_kind;

/* The rows are the reconciliation's, good until the next call. */
typedef struct pay_difference {
	pay_difference_kind kind;
	const pay_fact *there; /* NULL: the bill has no such row */
	const pay_fact *here;  /* NULL: the shop has none */
} pay_difference;

/* A fact with bytes of its own. */
typedef struct pay_held_fact {
	bool is_held;
	pay_fact fact;
	char record[PAY_FACT_RECORD_MAX];
} pay_held_fact;

/*
 * Compares a bill with the shop's books: facts of both are added in any order, sorted by what they are about, and read as pairs.
 * It must not move. Zero-initialise it; close it in any case.
 */
typedef struct pay_reconciliation {
	pay_sorter *sorter;
	pay_fact next;
	bool has_next; /* false at the end */
	bool is_used;  /* next has been dealt with */
	pay_held_fact there;
	pay_held_fact here;
	bool is_whole; /* nothing more belongs to the pair */
	unsigned
		differing; /* bits of the kinds of difference that it has and that were not handed out */
} pay_reconciliation;

/* memory is in bytes, for sorting. PAY_E_MEMORY. */
PAY_MUST_USE pay_status pay_reconcile_open(
	pay_reconciliation *of, size_t memory, pay_sorter_file *make_file);
void pay_reconcile_close(pay_reconciliation *of);

PAY_MUST_USE pay_status pay_reconcile_add(
	pay_reconciliation *to, const pay_fact *fact, pay_error *error);

/* Before the first difference is read, and to read them once more. */
PAY_MUST_USE pay_status pay_reconcile_rewind(pay_reconciliation *of, pay_error *error);

/* The next difference, by order, payment before refunds, and refund. *found is false at the end. */
PAY_MUST_USE pay_status pay_reconcile_next(
	pay_reconciliation *of, pay_difference *difference, bool *found, pay_error *error);

#endif
