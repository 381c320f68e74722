/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/http.h"
#include "core/http_end.h"
#include "gateway/gateway.h"

/* A row of docs/transport.md: how an exchange ends without an answer, and what follows. */
typedef struct written_end {
	const char *name;
	bool sent;
	const char *reason;
	pay_status read, order, money;
	enum { AGAIN_ALWAYS, AGAIN_HARMLESS, AGAIN_NEVER } again;
} written_end;

typedef struct written_limit {
	const char *name;
	unsigned long long is, written;
} written_limit;

#include "transport.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static const pay_endpoint reads = {.effect = PAY_EFFECT_READ};
static const pay_endpoint reads_once = {.effect = PAY_EFFECT_READ, .once = true};
static const pay_endpoint orders = {.effect = PAY_EFFECT_ORDER, .number = "out_trade_no"};
static const pay_endpoint pays = {.effect = PAY_EFFECT_MONEY, .number = "out_refund_no"};

/* has_number: the number of the endpoint was given. */
static const struct {
	const char *name;
	const pay_endpoint *endpoint;
	bool has_number;
	bool harmless;
} kinds[] = {
	{"a read", &reads, false, true},
	{"a read that uses something up", &reads_once, false, false},
	{"an order", &orders, true, true},
	{"an order without a number", &orders, false, false},
	{"money", &pays, true, true},
	{"money without a number", &pays, false, false},
};

static const pay_http_end *end_named(const char *name)
{
	size_t count;
	const pay_http_end *ends = pay_http_ends(&count);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(ends[i].name, name) == 0) {
			return &ends[i];
		}
	}
	return pay_http_end_of(0);
}

static pay_status written_outcome(const written_end *row, pay_effect effect)
{
	const pay_status columns[] = {row->read, row->order, row->money};

	return columns[effect];
}

/* The code against one row, for one kind of call, at its first attempt or after one that left a doubt. */
static void follows(const written_end *row, size_t kind, bool in_doubt)
{
	const pay_http_end *end = end_named(row->name);
	const pay_call call = {.endpoint = kinds[kind].endpoint,
		.has_number = kinds[kind].has_number,
		.in_doubt = in_doubt,
		.attempts = 1};
	pay_status status = pay_http_end_status(end, row->sent);
	pay_status expected = written_outcome(row, call.endpoint->effect);
	bool again =
		row->again == AGAIN_ALWAYS || (row->again == AGAIN_HARMLESS && kinds[kind].harmless);

	/* "Doubt sticks" */
	if (in_doubt && call.endpoint->effect != PAY_EFFECT_READ) {
		expected = PAY_E_UNKNOWN;
	}
	check_count++;
	if (strcmp(end->name, row->name) != 0 || strcmp(end->reason, row->reason) != 0
		|| pay_call_outcome(&call, status) != expected
		|| pay_call_may_repeat(&call, status, end->reason) != again) {
		check_failures++;
		(void) fprintf(stderr,
			"docs/transport.md: \"%s\", sent %d, %s: the code says %s, %d, again %d\n", row->name,
			row->sent, kinds[kind].name, end->reason, (int) pay_call_outcome(&call, status),
			pay_call_may_repeat(&call, status, end->reason));
	}
}

static void the_code_does_what_is_written(void)
{
	for (size_t i = 0; i < COUNT(written_ends); i++) {
		for (size_t kind = 0; kind < COUNT(kinds); kind++) {
			follows(&written_ends[i], kind, false);
			follows(&written_ends[i], kind, true);
		}
	}
}

static size_t rows_named(const char *name)
{
	size_t rows = 0;

	for (size_t i = 0; i < COUNT(written_ends); i++) {
		rows += strcmp(written_ends[i].name, name) == 0;
	}
	return rows;
}

static void what_the_code_does_is_written(void)
{
	size_t count;
	const pay_http_end *ends = pay_http_ends(&count);

	for (size_t i = 0; i < count; i++) {
		check_note(rows_named(ends[i].name) > 0, "docs/transport.md lacks", 0, ends[i].name);
	}
	CHECK(rows_named(pay_http_end_of(0)->name) == 2 && COUNT(written_ends) > count);
}

static void no_row_is_written_twice(void)
{
	for (size_t i = 0; i < COUNT(written_ends); i++) {
		for (size_t j = 0; j < i; j++) {
			check_note(strcmp(written_ends[i].name, written_ends[j].name) != 0
					|| written_ends[i].sent != written_ends[j].sent,
				"docs/transport.md has twice", 0, written_ends[i].name);
		}
	}
}

static void limits_are_as_written(void)
{
	for (size_t i = 0; i < COUNT(written_limits); i++) {
		check_note(written_limits[i].is == written_limits[i].written, "docs/transport.md", 0,
			written_limits[i].name);
	}
	CHECK(COUNT(written_limits) == 8);
}

int main(void)
{
	the_code_does_what_is_written();
	what_the_code_does_is_written();
	no_row_is_written_twice();
	limits_are_as_written();
	return check_done();
}
