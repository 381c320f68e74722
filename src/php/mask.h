/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_MASK_H
#define PAY_PHP_MASK_H

#include "php.h"

#include "core/arena.h"

/*
 * What a log may show of a JSON object: every value whose name is not known to be harmless is replaced. The text as it is where
 * nothing had to be; a note of its size where it is no JSON object.
 */
PAY_MUST_USE pay_status php_pay_mask_json(
	pay_arena *arena, pay_slice *out, pay_slice text, bool in_answer);

/* The same for pairs; a value that is a JSON object is looked into. */
PAY_MUST_USE pay_status php_pay_mask_pairs(
	pay_arena *arena, pay_pair **out, const pay_pair *pairs, size_t count, bool in_answer);

/* Path and query of a request. */
PAY_MUST_USE pay_status php_pay_mask_target(pay_arena *arena, pay_slice *out, pay_slice target);

#endif
