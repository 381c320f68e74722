/* SPDX-License-Identifier: MIT */
#include "core/arena.h"

#include "core/kept.h"
#include "core/platform.h"

#include <stdint.h>
#include <stdlib.h>

/* What is kept belongs to nobody, and AddressSanitizer is told so: it sees those who still use it. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void) (address), (void) (size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void) (address), (void) (size))
#endif

#define BLOCK_SIZE 4096u /* bytes; larger requests get a block of their own */
#define BLOCKS_KEPT_MAX 4

typedef struct pay_arena_block {
	struct pay_arena_block *next;
	size_t size; /* of bytes[] */
	size_t used;
	max_align_t bytes[];
} block;

/* One that is kept is all zero bytes, as a new one is. */
static block *block_get(pay_kept *kept, size_t size)
{
	block *got;

	if (kept != NULL && kept->blocks != NULL && size == BLOCK_SIZE) {
		got = kept->blocks;
		kept->blocks = got->next;
		kept->block_count--;
		ASAN_UNPOISON_MEMORY_REGION(got->bytes, got->size);
		return got;
	}
	if (size > SIZE_MAX - sizeof(block)) {
		return NULL;
	}
	got = calloc(1, sizeof(block) + size);
	if (got != NULL) {
		got->size = size;
	}
	return got;
}

static block *block_add(pay_arena *arena, size_t size)
{
	block *added = block_get(arena->kept, size);

	if (added == NULL) {
		return NULL;
	}
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

static void block_end(pay_kept *kept, block *ended)
{
	pay_wipe(ended->bytes, ended->used);
	if (kept == NULL || ended->size != BLOCK_SIZE || kept->block_count == BLOCKS_KEPT_MAX) {
		free(ended);
		return;
	}
	ended->used = 0;
	ended->next = kept->blocks;
	kept->blocks = ended;
	kept->block_count++;
	ASAN_POISON_MEMORY_REGION(ended->bytes, ended->size);
}

void pay_arena_reset(pay_arena *arena)
{
	block *next;

	for (block *current = arena->blocks; current != NULL; current = next) {
		next = current->next;
		block_end(arena->kept, current);
	}
	arena->blocks = NULL;
}

void pay_arena_blocks_free(block *blocks)
{
	block *next;

	for (block *current = blocks; current != NULL; current = next) {
		next = current->next;
		ASAN_UNPOISON_MEMORY_REGION(current->bytes, current->size);
		free(current);
	}
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
