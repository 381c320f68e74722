/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_ALIPAY_FORM_H
#define PAY_TESTS_ALIPAY_FORM_H

#include "core/form.h"
#include "core/pairs.h"
#include "core/sign.h"

#include <stdlib.h>

/* The sorted fields but sign, and but sign_type where that is not signed, and what was signed of them. */
typedef struct form_proof {
	pay_pair *pairs;
	size_t count;
	pay_slice sign;
	pay_slice text;
} form_proof;

/* pay_pairs_join() leaves empty values out; here they stay. */
static inline pay_status form_text(pay_arena *arena, form_proof *form)
{
	pay_slice *parts = pay_arena_take(arena, (form->count * 4 + 1) * sizeof(*parts));

	if (parts == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < form->count; i++) {
		parts[4 * i] = i == 0 ? PAY_LIT("") : PAY_LIT("&");
		parts[4 * i + 1] = form->pairs[i].name;
		parts[4 * i + 2] = PAY_LIT("=");
		parts[4 * i + 3] = form->pairs[i].value;
	}
	return pay_join(arena, &form->text, 4 * form->count, parts);
}

static inline pay_status form_read(
	pay_slice body, bool signs_type, pay_arena *arena, form_proof *form, pay_error *error)
{
	size_t kept = 0;

	form->sign = PAY_LIT("");
	PAY_TRY(pay_form_read(body, arena, &form->pairs, &form->count, error));
	for (size_t i = 0; i < form->count; i++) {
		pay_pair pair = form->pairs[i];

		if (pay_slice_equal(pair.name, PAY_LIT("sign"))) {
			form->sign = pair.value;
		} else if (signs_type || !pay_slice_equal(pair.name, PAY_LIT("sign_type"))) {
			form->pairs[kept++] = pair;
		}
	}
	form->count = kept;
	pay_pairs_sort(form->pairs, kept);
	return form_text(arena, form);
}

static inline pay_status form_prove(pay_slice body, bool signs_type, const pay_key *key,
	pay_hash hash, pay_arena *arena, form_proof *form, pay_error *error)
{
	PAY_TRY(form_read(body, signs_type, arena, form, error));
	return pay_rsa_verify_hash(key, hash, form->text, form->sign, arena, error);
}

#endif
