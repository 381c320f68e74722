/* SPDX-License-Identifier: MIT */
#include "core/pairs.h"

#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>

#define FEW 48

/* A pair, and the first eight bytes of its name as a number that orders as they do. */
typedef struct keyed {
	uint64_t start;
	const pay_pair *pair;
} keyed;

static int compare(const void *left, const void *right)
{
	return pay_slice_compare(((const pay_pair *) left)->name, ((const pay_pair *) right)->name);
}

static uint64_t start_of(pay_slice name)
{
	unsigned char first[8] = {0};

	memcpy(first, name.data, name.size < sizeof(first) ? name.size : sizeof(first));
	return (uint64_t) first[0] << 56 | (uint64_t) first[1] << 48 | (uint64_t) first[2] << 40
		| (uint64_t) first[3] << 32 | (uint64_t) first[4] << 24 | (uint64_t) first[5] << 16
		| (uint64_t) first[6] << 8 | (uint64_t) first[7];
}

static bool is_after(const keyed *left, const keyed *right)
{
	return left->start != right->start ? left->start > right->start
									   : compare(left->pair, right->pair) > 0;
}

/* Each to its place among those before it: the quickest way for as few as a message has. */
static void sort_few(pay_pair *pairs, size_t count)
{
	pay_pair given[FEW];
	keyed sorted[FEW];

	memcpy(given, pairs, count * sizeof(*pairs));
	for (size_t i = 0; i < count; i++) {
		const keyed added = {start_of(given[i].name), &given[i]};
		size_t place = i;

		while (place > 0 && is_after(&sorted[place - 1], &added)) {
			sorted[place] = sorted[place - 1];
			place--;
		}
		sorted[place] = added;
	}
	for (size_t i = 0; i < count; i++) {
		pairs[i] = *sorted[i].pair;
	}
}

void pay_pairs_sort(pay_pair *pairs, size_t count)
{
	if (count > 0 && count <= FEW) {
		sort_few(pairs, count);
	} else if (count > 0) {
		qsort(pairs, count, sizeof(*pairs), compare);
	}
}

static char *put(char *to, pay_slice bytes)
{
	memcpy(to, bytes.data, bytes.size);
	return to + bytes.size;
}

/* Of "name=value&" for every pair; SIZE_MAX where no memory holds it. */
static size_t joined_size(const pay_pair *pairs, size_t count)
{
	size_t size = 1;

	for (size_t i = 0; i < count; i++) {
		if (pairs[i].name.size > SIZE_MAX / 4 || pairs[i].value.size > SIZE_MAX / 4
			|| size > SIZE_MAX / 4) {
			return SIZE_MAX;
		}
		size += pairs[i].name.size + pairs[i].value.size + 2;
	}
	return size;
}

pay_status pay_pairs_join(pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count)
{
	char *text = pay_arena_take(arena, joined_size(pairs, count));
	char *end = text;

	if (text == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		if (pairs[i].value.size == 0) {
			continue;
		}
		if (end != text) {
			*end++ = '&';
		}
		end = put(end, pairs[i].name);
		*end++ = '=';
		end = put(end, pairs[i].value);
	}
	*end = '\0';
	*out = (pay_slice) {text, (size_t) (end - text)};
	return PAY_OK;
}

pay_status pay_pairs_query(pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count)
{
	pay_slice *parts = count < SIZE_MAX / (4 * sizeof(*parts))
		? pay_arena_take(arena, (4 * count + 1) * sizeof(*parts))
		: NULL;

	if (parts == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) { /* separator, name, "=", value */
		parts[4 * i] = i == 0 ? PAY_LIT("") : PAY_LIT("&");
		PAY_TRY(pay_percent_encode(arena, &parts[4 * i + 1], pairs[i].name));
		parts[4 * i + 2] = PAY_LIT("=");
		PAY_TRY(pay_percent_encode(arena, &parts[4 * i + 3], pairs[i].value));
	}
	return pay_join(arena, out, 4 * count, parts);
}

static bool is_one_of(pay_slice name, const pay_slice *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(name, names[i])) {
			return true;
		}
	}
	return false;
}

static bool holds_field(pay_slice value, const pay_slice *names, size_t count)
{
	const char *mark;

	while ((mark = memchr(value.data, '&', value.size)) != NULL) {
		value = pay_slice_after(value, (size_t) (mark - value.data) + 1);
		for (size_t i = 0; i < count; i++) {
			if (pay_slice_starts(value, names[i]) && value.size > names[i].size
				&& value.data[names[i].size] == '=') {
				return true;
			}
		}
	}
	return false;
}

bool pay_pairs_have_one_reading(
	const pay_pair *pairs, size_t count, const pay_slice *decisive, size_t decisive_count)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_has(pairs[i].value, '&')
			&& (holds_field(pairs[i].value, decisive, decisive_count)
				|| is_one_of(pairs[i].name, decisive, decisive_count))) {
			return false;
		}
	}
	return true;
}
