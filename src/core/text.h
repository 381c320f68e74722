/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_TEXT_H
#define PAY_CORE_TEXT_H

#include "core/arena.h"

#include <stdint.h>

PAY_MUST_USE pay_status pay_base64_encode(pay_arena *arena, pay_slice *out, pay_slice bytes);

/*
 * Strict: one spelling per value. Anything that does not encode back to the same text (blanks, line ends,
 * base64url, missing padding, stray bits) is PAY_E_SIGNATURE with reason "signature.malformed".
 */
PAY_MUST_USE pay_status pay_base64_decode(
	pay_arena *arena, pay_slice *out, pay_slice text, pay_error *error);

PAY_MUST_USE pay_status pay_hex_encode(
	pay_arena *arena, pay_slice *out, pay_slice bytes, bool upper_case);

/* RFC 3986: all but letters, digits and -._~ becomes %XX. */
PAY_MUST_USE pay_status pay_percent_encode(pay_arena *arena, pay_slice *out, pay_slice text);

/* True when both are the same bytes; takes the same time for every pair of one size. */
PAY_MUST_USE bool pay_equal_constant_time(pay_slice a, pay_slice b);

/* ASCII only, whatever the locale. */
static inline bool pay_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool pay_is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static inline bool pay_is_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

extern const bool pay_alnum[256];

static inline bool pay_is_alnum(char byte)
{
	return pay_alnum[(unsigned char) byte];
}

static inline char pay_lower(char byte)
{
	return pay_is_upper(byte) ? (char) (byte - 'A' + 'a') : byte;
}

bool pay_equal_ignore_case(pay_slice a, pay_slice b);

/* True when every byte is a letter, a digit or one of extra, and the size is within the bounds. */
bool pay_is_word(pay_slice text, size_t least, size_t most, const char *extra);

/* How many bytes text begins with that are ASCII and no control character but DEL. */
size_t pay_plain_run(pay_slice text);

/* RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
bool pay_is_utf8(pay_slice text);

/* How often the byte is there, but no more than most: room for what is told apart by it. */
size_t pay_count_up_to(pay_slice text, char byte, size_t most);

/*
 * Blanks in place of all that is no character of one line: control characters, line separators, and marks that turn the direction of
 * what follows.
 */
void pay_blank_controls(char *text, size_t size);

/* Without blanks, tabs and line ends at either end. */
pay_slice pay_trim(pay_slice text);

/* "12", "12.3" or "12.34" yuan as fen, within the gateways' range. False: it is none. */
bool pay_yuan_to_fen(pay_slice yuan, int64_t *fen);

#endif
