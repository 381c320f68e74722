/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_ARENA_H
#define PAY_CORE_ARENA_H

#include "core/error.h"

struct pay_kept;

/* Everything built for one call. Zero-initialise it; reset wipes all of it, and frees what the thread does not keep for the next. */
typedef struct pay_arena {
	struct pay_arena_block *blocks;
	struct pay_kept *kept; /* of the thread that works with it; NULL: nothing is kept */
} pay_arena;

/* Never returns less than asked for; NULL when memory is out. The bytes are zero. */
PAY_MUST_USE void *pay_arena_take(pay_arena *arena, size_t size);
void pay_arena_reset(pay_arena *arena);

/* For those that kept them. */
void pay_arena_blocks_free(struct pay_arena_block *blocks);

/* Copies bytes into the arena. The copy ends in a NUL that is not counted. */
PAY_MUST_USE pay_status pay_copy(pay_arena *arena, pay_slice *out, pay_slice bytes);

/* Writes the parts one after another into the arena. The result ends in a NUL that is not counted. */
PAY_MUST_USE pay_status pay_join(
	pay_arena *arena, pay_slice *out, size_t count, const pay_slice *parts);

#define PAY_JOIN(arena, out, ...) \
	pay_join((arena), (out), sizeof((pay_slice[]) {__VA_ARGS__}) / sizeof(pay_slice), \
		(pay_slice[]) {__VA_ARGS__})

#endif
