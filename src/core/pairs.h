/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_PAIRS_H
#define PAY_CORE_PAIRS_H

#include "core/arena.h"

/* By the bytes of the name, as strcmp orders them; never by locale or by number. */
void pay_pairs_sort(pay_pair *pairs, size_t count);

/* name=value&name=value in the order given, without the pairs whose value is empty. */
PAY_MUST_USE pay_status pay_pairs_join(
	pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count);

/* The same with names and values percent-encoded, and with empty values: a URL's query. */
PAY_MUST_USE pay_status pay_pairs_query(
	pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count);

/*
 * False where what was joined as "a=1&b=2" may have been other fields: a value of a decisive field holds "&", or any value
 * holds "&" and the name of a decisive field and "=".
 */
bool pay_pairs_have_one_reading(
	const pay_pair *pairs, size_t count, const pay_slice *decisive, size_t decisive_count);

#endif
