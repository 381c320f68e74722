/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_JSON_SPAN_H
#define PAY_CORE_JSON_SPAN_H

#include "core/arena.h"

#define PAY_JSON_MEMBERS_MAX 512

typedef struct pay_json_member {
	pay_slice name; /* unescaped */
	pay_slice raw;  /* the value's bytes as they lie, quotes or braces included */
} pay_json_member;

typedef struct pay_json_object {
	pay_json_member *members;
	size_t count;
} pay_json_object;

/*
 * Finds the members of the one object that text is, without decoding it: a signature is over bytes of it. All of text
 * must be JSON as RFC 8259 has it, in UTF-8 or, with is_gbk, in GB18030, and no name may come twice at the outermost
 * level; with is_gbk these names escape nothing but ASCII, so that two spellings of one cannot pass for two names.
 * PAY_E_SIGNATURE "signature.malformed" for anything else.
 */
PAY_MUST_USE pay_status pay_json_members(pay_slice text, bool is_gbk, pay_arena *arena,
	pay_json_member **members, size_t *count, pay_error *error);

/*
 * The same in UTF-8, and in the same pass the members of the object that the member called name holds: of them, too, no name may
 * come twice. Where that member is no object or not there, within has none.
 */
PAY_MUST_USE pay_status pay_json_members_within(pay_slice text, pay_slice name, pay_arena *arena,
	pay_json_object *outer, pay_json_object *within, pay_error *error);

/* What a string says, quotes and escapes undone. raw is one string with its quotes, in UTF-8. text may lie within it. */
PAY_MUST_USE pay_status pay_json_unescape(
	pay_slice raw, pay_arena *arena, pay_slice *text, pay_error *error);

#endif
