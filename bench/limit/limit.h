/* SPDX-License-Identifier: MIT */
#ifndef PAY_BENCH_LIMIT_H
#define PAY_BENCH_LIMIT_H

#include <openssl/evp.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The limit: each case written as tightly as the bare libraries allow. Keys are parsed, algorithms fetched and contexts made
 * before the clock starts; memory is fixed; nothing is checked that the case does not need. Nobody would write a shop so,
 * and nothing that does the same work can be faster by much.
 */
typedef struct limit_case {
	const char *name;
	bool (*prepare)(const char *dir);
	bool (*run)(void);
} limit_case;

extern const limit_case limit_wechat_cases[], limit_alipay_cases[], limit_exchange_cases[];

/* CPU time in nanoseconds that runs took in processes of their own. */
extern long long limit_child_cpu;

/* What the last run made: text, ending in NUL. */
#define LIMIT_OUT_MAX (256u << 10)
extern char limit_out[LIMIT_OUT_MAX];

/* Appending, without bounds: every case knows what it writes. */
char *limit_put(char *to, const char *bytes, size_t size);
char *limit_puts(char *to, const char *text);
char *limit_hex(char *to, const unsigned char *bytes, size_t size, bool upper);
char *limit_nonce(char *to);
char *limit_url_encode(char *to, const char *text, size_t size);

/* A file of the fixture, ending in NUL; the caller's. NULL if there is none. */
char *limit_read(const char *dir, const char *name, size_t *size);

typedef struct limit_pair {
	const char *name, *value;
	size_t name_size, value_size;
} limit_pair;

#define LIMIT_PAIRS_MAX 64

/* "name=value" lines; the pairs point into text. */
size_t limit_lines(char *text, limit_pair *pairs);
void limit_sort(limit_pair *pairs, size_t count);
/* "a=1&b=2" */
char *limit_join(char *to, const limit_pair *pairs, size_t count);

/* RSA-SHA256 with contexts that were made before and are copied for each use. */
bool limit_sign_prepare(const char *pem);
char *limit_sign(char *to, const char *message, size_t size); /* appends base64; NULL: failed */
bool limit_verify_prepare(const char *pem);
bool limit_verify(const char *message, size_t size, const char *base64, size_t base64_size);

/* Bytes of base64; 0 when it is none. */
size_t limit_base64_decode(unsigned char *to, const char *base64, size_t size);

#endif
