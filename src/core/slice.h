/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_SLICE_H
#define PAY_CORE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Bytes that somebody else owns. data is never NULL; it need not end in a NUL. */
typedef struct pay_slice {
	const char *data;
	size_t size;
} pay_slice;

typedef struct pay_pair {
	pay_slice name;
	pay_slice value;
} pay_pair;

/* A slice of a string literal. PAY_LIT_INIT is the form for static tables. */
#define PAY_LIT_INIT(text) \
	{ \
		"" text, sizeof(text) - 1 \
	}
#define PAY_LIT(text) ((pay_slice) PAY_LIT_INIT(text))

static inline pay_slice pay_slice_from(const char *text)
{
	return (pay_slice) {text, strlen(text)};
}

static inline bool pay_slice_equal(pay_slice a, pay_slice b)
{
	return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/* As strcmp orders them: by bytes, never by locale. */
static inline int pay_slice_compare(pay_slice a, pay_slice b)
{
	int order = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);

	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static inline bool pay_slice_starts(pay_slice text, pay_slice prefix)
{
	return text.size >= prefix.size && memcmp(text.data, prefix.data, prefix.size) == 0;
}

static inline bool pay_slice_ends(pay_slice text, pay_slice suffix)
{
	return text.size >= suffix.size
		&& memcmp(text.data + text.size - suffix.size, suffix.data, suffix.size) == 0;
}

static inline pay_slice pay_slice_after(pay_slice text, size_t size)
{
	return (pay_slice) {text.data + size, text.size - size};
}

static inline bool pay_slice_has(pay_slice text, char byte)
{
	return memchr(text.data, byte, text.size) != NULL;
}

#endif
