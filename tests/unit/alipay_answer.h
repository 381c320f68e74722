/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_ALIPAY_ANSWER_H
#define PAY_TESTS_ALIPAY_ANSWER_H

#include "core/json_span.h"
#include "core/sign.h"

static inline const pay_json_member *answer_member(
	const pay_json_member *members, size_t count, pay_slice name)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(members[i].name, name)) {
			return &members[i];
		}
	}
	return NULL;
}

/* The proven bytes of an answer's node, the way that a gateway takes: members, node and sign, signature. */
static inline pay_status answer_prove(pay_slice body, bool is_gbk, pay_slice root,
	const pay_key *key, pay_hash hash, pay_arena *arena, pay_slice *node, pay_error *error)
{
	const pay_json_member *found, *sign;
	pay_json_member *members;
	pay_slice signature;
	size_t count;

	PAY_TRY(pay_json_members(body, is_gbk, arena, &members, &count, error));
	found = answer_member(members, count, root);
	if (found == NULL) {
		found = answer_member(members, count, PAY_LIT("error_response"));
	}
	sign = answer_member(members, count, PAY_LIT("sign"));
	if (found == NULL || sign == NULL) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.missing", "There is no node or no sign");
	}
	PAY_TRY(pay_json_unescape(sign->raw, arena, &signature, error));
	PAY_TRY(pay_rsa_verify_hash(key, hash, found->raw, signature, arena, error));
	*node = found->raw;
	return PAY_OK;
}

#endif
