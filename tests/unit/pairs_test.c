/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/pairs.h"

#define PAIR(name, value) \
	{ \
		PAY_LIT_INIT(name), PAY_LIT_INIT(value) \
	}

static void sorts_by_bytes(void)
{
	pay_pair pairs[] = {PAIR("b", "1"), PAIR("a10", "2"), PAIR("a2", "3"), PAIR("B", "4"),
		PAIR("a", "5"), PAIR("\xe4\xb8\xad", "6"), PAIR("_", "7"), PAIR("", "8"), PAIR("ab", "9")};
	char got[10] = "";

	pay_pairs_sort(pairs, 9);
	for (size_t i = 0; i < 9; i++) {
		got[i] = pairs[i].value.data[0];
	}
	CHECK_TEXT(pay_slice_from(got), PAY_LIT("847523916")); /* "" B _ a a10 a2 ab b and then UTF-8 */
	pay_pairs_sort(pairs, 0);
	pay_pairs_sort(NULL, 0);
}

static pay_slice name_of(char text[12], unsigned int seed)
{
	static const char bytes[] = "ab\0\xff_";
	size_t size = seed % 12;

	for (size_t i = 0; i < size; i++) {
		seed = seed * 1103515245 + 12345;
		text[i] = i < 7 && seed % 3 != 0 ? 'a' : bytes[(seed >> 16) % 5];
	}
	return (pay_slice) {text, size};
}

/* Names that begin alike, that another begins with, and that hold NULs: few and many of them in one order. */
static void sorts_few_as_it_sorts_many(void)
{
	static char texts[96][12];
	pay_pair pairs[96];

	for (unsigned int count = 1; count <= 96; count++) {
		for (unsigned int i = 0; i < count; i++) {
			pairs[i] = (pay_pair) {name_of(texts[i], count * 7919 + i * 104729), {texts[i], 1}};
		}
		pay_pairs_sort(pairs, count);
		for (unsigned int i = 1; i < count; i++) {
			CHECK(pay_slice_compare(pairs[i - 1].name, pairs[i].name) <= 0);
		}
		for (unsigned int i = 0; i < count; i++) { /* a value goes where its name goes */
			CHECK(pairs[i].value.data == pairs[i].name.data);
		}
	}
}

static void joins_what_has_a_value(void)
{
	const pay_pair pairs[] = {PAIR("appid", "wx1"), PAIR("attach", ""), PAIR("body", "a&b=c d")};
	const pay_pair empty[] = {PAIR("attach", "")};
	pay_arena arena = {0};
	pay_slice out;

	CHECK_OK(pay_pairs_join(&arena, &out, pairs, 3));
	CHECK_TEXT(out, PAY_LIT("appid=wx1&body=a&b=c d"));
	CHECK_OK(pay_pairs_join(&arena, &out, empty, 1));
	CHECK_TEXT(out, PAY_LIT(""));
	CHECK_OK(pay_pairs_join(&arena, &out, NULL, 0));
	CHECK_TEXT(out, PAY_LIT(""));
	CHECK_OK(pay_pairs_query(&arena, &out, pairs, 3));
	CHECK_TEXT(out, PAY_LIT("appid=wx1&attach=&body=a%26b%3Dc%20d"));
	CHECK_OK(pay_pairs_query(&arena, &out, NULL, 0));
	CHECK_TEXT(out, PAY_LIT(""));
	pay_arena_reset(&arena);
}

int main(void)
{
	sorts_by_bytes();
	sorts_few_as_it_sorts_many();
	joins_what_has_a_value();
	return check_done();
}
