/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_KEY_TEXT_H
#define PAY_CORE_KEY_TEXT_H

#include "core/arena.h"
#include "core/key.h"

/* One key text on its way to a key: what it is for, and the bytes that were found in it. */
typedef struct pay_key_text {
	pay_key_kind kind;
	const char *name; /* of the option */
	pay_slice der;
	bool pkcs1;        /* the PEM label says so */
	pay_slice *others; /* after the first, of kinds that hold several */
	size_t other_count;
} pay_key_text;

/* Takes DER out of PEM, bare base64 or DER, into the arena. The errors are those of pay_key_read(). */
PAY_MUST_USE pay_status pay_key_text_find(
	pay_arena *arena, pay_key_text *in, pay_slice text, pay_error *error);

/* PAY_E_CONFIG "config.key-format" and "config.key-kind" in the words that fit the kind. */
pay_status pay_key_text_unreadable(const pay_key_text *in, pay_error *error);
pay_status pay_key_text_wrong_kind(const pay_key_text *in, const char *holds, pay_error *error);

#endif
