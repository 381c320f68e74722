/* SPDX-License-Identifier: MIT */
#include "gateway/reconcile.h"

#define BIT(kind) (1u << (kind))

pay_status pay_reconcile_open(pay_reconciliation *of, size_t memory, pay_sorter_file *make_file)
{
	of->sorter = pay_sorter_open(memory, make_file);
	return of->sorter != NULL ? PAY_OK : PAY_E_MEMORY;
}

void pay_reconcile_close(pay_reconciliation *of)
{
	pay_sorter_close(of->sorter);
	of->sorter = NULL;
}

/* ------------------------------------------------------------------ records */

/*
 * A fact as bytes whose order brings together what belongs together: order NUL kind refund NUL side state fen currency
 * transaction. Numbers hold no NUL, so that one which begins another comes first.
 */
static char *put(char *to, pay_slice bytes)
{
	memcpy(to, bytes.data, bytes.size);
	return to + bytes.size;
}

static size_t write_fact(char record[PAY_FACT_RECORD_MAX], const pay_fact *fact)
{
	char *end = put(record, fact->order);

	*end++ = '\0';
	*end++ = (char) fact->kind;
	end = put(end, fact->refund);
	*end++ = '\0';
	*end++ = (char) fact->is_here;
	*end++ = (char) fact->state;
	for (int shift = 56; shift >= 0; shift -= 8) {
		*end++ = (char) ((uint64_t) fact->fen >> shift);
	}
	end = put(put(end, fact->currency), fact->transaction);
	return (size_t) (end - record);
}

static pay_slice take(pay_slice *left, size_t size)
{
	pay_slice taken = {left->data, size};

	*left = pay_slice_after(*left, size);
	return taken;
}

static unsigned char take_byte(pay_slice *left)
{
	return (unsigned char) *take(left, 1).data;
}

/* What stands before a NUL. */
static pay_slice take_text(pay_slice *left)
{
	pay_slice text = take(left, strlen(left->data));

	(void) take_byte(left);
	return text;
}

static void read_fact(pay_fact *fact, pay_slice record)
{
	uint64_t fen = 0;

	fact->order = take_text(&record);
	fact->kind = (pay_fact_kind) take_byte(&record);
	fact->refund = take_text(&record);
	fact->is_here = take_byte(&record) != 0;
	fact->state = (pay_fact_state) take_byte(&record);
	for (int i = 0; i < 8; i++) {
		fen = fen << 8 | take_byte(&record);
	}
	fact->fen = (int64_t) fen;
	fact->currency = take(&record, PAY_CURRENCY_SIZE);
	fact->transaction = record;
}

pay_status pay_reconcile_add(pay_reconciliation *to, const pay_fact *fact, pay_error *error)
{
	char record[PAY_FACT_RECORD_MAX];
	size_t size = write_fact(record, fact);

	return pay_sorter_add(to->sorter, (pay_slice) {record, size}, error);
}

static pay_status read_next(pay_reconciliation *of, pay_error *error)
{
	pay_slice record;

	PAY_TRY(pay_sorter_next(of->sorter, &record, &of->has_next, error));
	of->is_used = false;
	if (of->has_next) {
		read_fact(&of->next, record);
	}
	return PAY_OK;
}

/* ------------------------------------------------------------------ pairs */

static void hold(pay_held_fact *held, const pay_fact *fact)
{
	size_t size = write_fact(held->record, fact);

	read_fact(&held->fact, (pay_slice) {held->record, size});
	held->is_held = true;
}

static pay_held_fact *side_of(pay_reconciliation *of, const pay_fact *fact)
{
	return fact->is_here ? &of->here : &of->there;
}

static void begin_pair(pay_reconciliation *of)
{
	of->there.is_held = false;
	of->here.is_held = false;
	of->is_whole = false;
	hold(side_of(of, &of->next), &of->next);
}

/* Whether both are about the payment of one order, or about one refund. */
static bool same_thing(const pay_fact *a, const pay_fact *b)
{
	return pay_slice_equal(a->order, b->order) && pay_slice_equal(a->refund, b->refund)
		&& (a->kind == PAY_FACT_REFUND) == (b->kind == PAY_FACT_REFUND);
}

static bool next_belongs(const pay_reconciliation *of)
{
	const pay_held_fact *held = of->there.is_held ? &of->there : &of->here;

	return of->has_next && same_thing(&held->fact, &of->next);
}

/* Takes the next fact into the pair. False: the pair has one of that side already. */
static bool join_pair(pay_reconciliation *of)
{
	pay_held_fact *held = side_of(of, &of->next);

	if (!held->is_held) {
		hold(held, &of->next);
		return true;
	}
	if (held->fact.kind == PAY_FACT_REVOCATION && of->next.kind == PAY_FACT_PAYMENT) {
		/* paid and taken back on one day: the payment's amount, and what became of it */
		hold(held, &of->next);
		held->fact.state = PAY_STATE_CLOSED;
		return true;
	}
	return false;
}

/* ------------------------------------------------------------------ judging */

/* What the shop may say of a payment, by what the bill says of it. */
static const unsigned payment_agrees[PAY_STATES] = {
	[PAY_STATE_SUCCEEDED] = BIT(PAY_STATE_SUCCEEDED) | BIT(PAY_STATE_REFUNDED),
	[PAY_STATE_CLOSED] = BIT(PAY_STATE_CLOSED) | BIT(PAY_STATE_REFUNDED) | BIT(PAY_STATE_FAILED),
};

/* Of a refund. One that was in progress when the bill was written may have come to any end since. */
static const unsigned refund_agrees[PAY_STATES] = {
	[PAY_STATE_PENDING] = BIT(PAY_STATE_PENDING) | BIT(PAY_STATE_SUCCEEDED) | BIT(PAY_STATE_CLOSED)
		| BIT(PAY_STATE_REFUNDED) | BIT(PAY_STATE_FAILED),
	[PAY_STATE_SUCCEEDED] = BIT(PAY_STATE_SUCCEEDED) | BIT(PAY_STATE_REFUNDED),
	[PAY_STATE_CLOSED] = BIT(PAY_STATE_CLOSED) | BIT(PAY_STATE_FAILED),
	[PAY_STATE_FAILED] = BIT(PAY_STATE_CLOSED) | BIT(PAY_STATE_FAILED),
};

/* States in which money moved, or may have: the bill must have them. */
static const unsigned moved =
	BIT(PAY_STATE_SUCCEEDED) | BIT(PAY_STATE_REFUNDED) | BIT(PAY_STATE_UNKNOWN);

static unsigned judge_both(const pay_fact *there, const pay_fact *here)
{
	const unsigned *agrees = here->kind == PAY_FACT_REFUND ? refund_agrees : payment_agrees;
	unsigned differing = 0;

	if (there->fen != here->fen || !pay_slice_equal(there->currency, here->currency)) {
		differing |= BIT(PAY_AMOUNT_DIFFERS);
	}
	if ((agrees[there->state] & BIT(here->state)) == 0) {
		differing |= BIT(PAY_STATE_DIFFERS);
	}
	return differing;
}

static unsigned judge(const pay_held_fact *there, const pay_held_fact *here)
{
	if (!here->is_held) {
		return BIT(PAY_MISSING_HERE);
	}
	if (!there->is_held) {
		return (moved & BIT(here->fact.state)) != 0 ? BIT(PAY_MISSING_THERE) : 0;
	}
	return judge_both(&there->fact, &here->fact);
}

/* Hands out the first of the pair's differences. */
static void take_difference(pay_reconciliation *of, pay_difference *difference)
{
	int kind = 0;

	while ((of->differing & BIT(kind)) == 0) {
		kind++;
	}
	of->differing &= ~BIT(kind);
	difference->kind = (pay_difference_kind) kind;
	difference->there = of->there.is_held ? &of->there.fact : NULL;
	difference->here = of->here.is_held ? &of->here.fact : NULL;
}

/* A payment that the bill has without a number of the shop's repeats none. */
static void take_repeated(const pay_reconciliation *of, pay_difference *difference)
{
	const pay_fact *fact = &of->next;

	difference->kind = fact->is_here ? PAY_REPEATED_HERE
		: fact->order.size > 0       ? PAY_REPEATED_THERE
									 : PAY_MISSING_HERE;
	difference->there = fact->is_here ? NULL : fact;
	difference->here = fact->is_here ? fact : NULL;
}

pay_status pay_reconcile_rewind(pay_reconciliation *of, pay_error *error)
{
	of->is_whole = true;
	of->is_used = true;
	of->differing = 0;
	return pay_sorter_rewind(of->sorter, error);
}

pay_status pay_reconcile_next(
	pay_reconciliation *of, pay_difference *difference, bool *found, pay_error *error)
{
	*found = true;
	while (of->differing == 0) {
		if (of->is_used) {
			PAY_TRY(read_next(of, error));
		}
		if (!of->is_whole && !next_belongs(of)) {
			of->is_whole = true;
			of->differing = judge(&of->there, &of->here);
			continue;
		}
		of->is_used = of->has_next;
		if (!of->has_next) {
			*found = false;
			return PAY_OK;
		}
		if (of->is_whole) {
			begin_pair(of);
		} else if (!join_pair(of)) {
			take_repeated(of, difference);
			return PAY_OK;
		}
	}
	take_difference(of, difference);
	return PAY_OK;
}
