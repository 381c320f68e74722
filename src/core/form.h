/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_FORM_H
#define PAY_CORE_FORM_H

#include "core/arena.h"

#define PAY_FORM_MAX (256u << 10) /* bytes of a body */
#define PAY_FORM_FIELDS_MAX 256

/*
 * Reads application/x-www-form-urlencoded into pairs of raw bytes, in the order of the body: split at & and then at
 * the first =, decoded once, + is a blank. One reading only: PAY_E_SIGNATURE "signature.malformed" for a field without
 * =, a name that is empty, comes twice or holds [ ] & =, a % without two hexadecimal digits, a NUL anywhere, and for
 * more than the bounds. No body is no form.
 */
PAY_MUST_USE pay_status pay_form_read(
	pay_slice body, pay_arena *arena, pay_pair **pairs, size_t *count, pay_error *error);

#endif
