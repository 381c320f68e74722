/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdint.h>

static void take_gives_aligned_zeroed_room(void)
{
	pay_arena arena = {0};
	size_t sum = 0;

	for (size_t size = 0; size < 5000; size += 37) {
		unsigned char *bytes = pay_arena_take(&arena, size);

		CHECK(bytes != NULL);
		CHECK((uintptr_t) bytes % _Alignof(max_align_t) == 0);
		for (size_t i = 0; i < size; i++) {
			sum += bytes[i];
		}
		memset(bytes, 0xA5, size); /* ASan sees any room that is too small or shared */
	}
	CHECK(sum == 0);
	pay_arena_reset(&arena);
	CHECK(arena.blocks == NULL);
	pay_arena_reset(&arena);
}

static void take_of_too_much_fails(void)
{
	pay_arena arena = {0};

	CHECK(pay_arena_take(&arena, SIZE_MAX) == NULL);
	CHECK(pay_arena_take(&arena, SIZE_MAX - 8) == NULL);
	CHECK(pay_arena_take(&arena, SIZE_MAX / 2 + 100) == NULL);
	CHECK(pay_arena_take(&arena, 1) != NULL);
	pay_arena_reset(&arena);
}

static void copies_end_in_nul(void)
{
	pay_arena arena = {0};
	char large[70000];
	pay_slice copy;

	memset(large, 'x', sizeof(large));
	CHECK_OK(pay_copy(&arena, &copy, PAY_LIT("")));
	CHECK(copy.size == 0 && copy.data != NULL && copy.data[0] == '\0');
	CHECK_OK(pay_copy(&arena, &copy, PAY_LIT("a\0b")));
	CHECK_TEXT(copy, PAY_LIT("a\0b"));
	CHECK(copy.data[3] == '\0');
	CHECK_OK(pay_copy(&arena, &copy, (pay_slice) {large, sizeof(large)}));
	CHECK_TEXT(copy, ((pay_slice) {large, sizeof(large)}));
	CHECK(copy.data != large && copy.data[sizeof(large)] == '\0');
	pay_arena_reset(&arena);
}

static void join_writes_in_order(void)
{
	pay_arena arena = {0};
	pay_slice text;

	CHECK_OK(PAY_JOIN(&arena, &text, PAY_LIT("a"), PAY_LIT(""), PAY_LIT("bc"), PAY_LIT("\n")));
	CHECK_TEXT(text, PAY_LIT("abc\n"));
	CHECK(text.data[4] == '\0');
	CHECK_OK(pay_join(&arena, &text, 0, NULL));
	CHECK_TEXT(text, PAY_LIT(""));
	/* The sum of the sizes wraps: nothing may be written into the little room that it would give. */
	CHECK(
		PAY_JOIN(&arena, &text, (pay_slice) {"a", SIZE_MAX}, (pay_slice) {"b", 2}) == PAY_E_MEMORY);
	CHECK(PAY_JOIN(&arena, &text, (pay_slice) {"a", SIZE_MAX / 2}, (pay_slice) {"b", SIZE_MAX / 2})
		== PAY_E_MEMORY);
	pay_arena_reset(&arena);
}

int main(void)
{
	take_gives_aligned_zeroed_room();
	take_of_too_much_fails();
	copies_end_in_nul();
	join_writes_in_order();
	return check_done();
}
