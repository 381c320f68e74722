/* SPDX-License-Identifier: MIT */
#include "core/arena.h"

#include <openssl/crypto.h>
#include <stdint.h>
#include <stdlib.h>

#define BLOCK_SIZE 4096u /* bytes; larger requests get a block of their own */

typedef struct pay_arena_block {
	struct pay_arena_block *next;
	size_t size; /* of bytes[] */
	size_t used;
	max_align_t bytes[];
} block;

static block *block_add(pay_arena *arena, size_t size)
{
	block *added;

	if (size > SIZE_MAX - sizeof(block)) {
		return NULL;
	}
	added = calloc(1, sizeof(block) + size);
	if (added == NULL) {
		return NULL;
	}
	added->size = size;
	added->next = arena->blocks;
	arena->blocks = added;
	return added;
}

void *pay_arena_take(pay_arena *arena, size_t size)
{
	const size_t unit = sizeof(max_align_t);
	block *current = arena->blocks;
	void *taken;

	if (size > SIZE_MAX - unit) {
		return NULL;
	}
	size = (size + unit - 1) / unit * unit;
	if (current == NULL || current->size - current->used < size) {
		current = block_add(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE);
		if (current == NULL) {
			return NULL;
		}
	}
	taken = (char *) current->bytes + current->used;
	current->used += size;
	return taken;
}

void pay_arena_reset(pay_arena *arena)
{
	block *next;

	for (block *current = arena->blocks; current != NULL; current = next) {
		next = current->next;
		OPENSSL_cleanse(current->bytes, current->used);
		free(current);
	}
	arena->blocks = NULL;
}

pay_status pay_copy(pay_arena *arena, pay_slice *out, pay_slice bytes)
{
	return pay_join(arena, out, 1, &bytes);
}

pay_status pay_join(pay_arena *arena, pay_slice *out, size_t count, const pay_slice *parts)
{
	size_t size = 0;
	char *text;

	for (size_t i = 0; i < count; i++) {
		if (parts[i].size >= SIZE_MAX - size) {
			return PAY_E_MEMORY;
		}
		size += parts[i].size;
	}
	text = pay_arena_take(arena, size + 1);
	if (text == NULL) {
		return PAY_E_MEMORY;
	}
	*out = (pay_slice) {text, size};
	for (size_t i = 0; i < count; i++) {
		memcpy(text, parts[i].data, parts[i].size);
		text += parts[i].size;
	}
	*text = '\0';
	return PAY_OK;
}
