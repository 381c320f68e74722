/* SPDX-License-Identifier: MIT */
#include "core/pairs.h"

#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>

static int compare(const void *left, const void *right)
{
	return pay_slice_compare(((const pay_pair *) left)->name, ((const pay_pair *) right)->name);
}

void pay_pairs_sort(pay_pair *pairs, size_t count)
{
	if (count > 1) {
		qsort(pairs, count, sizeof(*pairs), compare);
	}
}

/* Four parts a pair: separator, name, "=", value. */
static pay_slice *parts_take(pay_arena *arena, size_t count)
{
	if (count >= SIZE_MAX / (4 * sizeof(pay_slice))) {
		return NULL;
	}
	return pay_arena_take(arena, (4 * count + 1) * sizeof(pay_slice));
}

pay_status pay_pairs_join(pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count)
{
	pay_slice *parts = parts_take(arena, count);
	size_t used = 0;

	if (parts == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		if (pairs[i].value.size == 0) {
			continue;
		}
		parts[used] = used == 0 ? PAY_LIT("") : PAY_LIT("&");
		used++;
		parts[used++] = pairs[i].name;
		parts[used++] = PAY_LIT("=");
		parts[used++] = pairs[i].value;
	}
	return pay_join(arena, out, used, parts);
}

pay_status pay_pairs_query(pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count)
{
	pay_slice *parts = parts_take(arena, count);

	if (parts == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
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
		if (holds_field(pairs[i].value, decisive, decisive_count)
			|| (is_one_of(pairs[i].name, decisive, decisive_count)
				&& pay_slice_has(pairs[i].value, '&'))) {
			return false;
		}
	}
	return true;
}
