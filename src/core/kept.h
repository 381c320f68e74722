/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_KEPT_H
#define PAY_CORE_KEPT_H

#include "core/error.h"

#include <openssl/evp.h>

#define PAY_KEPT_RANDOM_SIZE 512 /* bytes */
#define PAY_KEPT_URL_MAX 256     /* bytes */
#define PAY_KEPT_URLS 4

/*
 * What a thread keeps between calls, so that each need not make it anew: wiped memory for arenas, algorithms that OpenSSL would
 * otherwise look up by name for every message, random bytes, of which OpenSSL gives many for the price of a few, and the addresses
 * that clients are made with each time. Zero-initialise it. An arena points to its thread's; without one nothing is kept, and everything works all the same.
 *
 * No key and no message stays here: what works with a key is made for the call and freed, which wipes it.
 */
typedef struct pay_kept {
	struct pay_arena_block *blocks; /* all zero bytes */
	size_t block_count;
	EVP_MD *md5, *sha256;
	EVP_MAC_CTX *hmac_sha256; /* without a key: the pattern of those that have one */
	EVP_CIPHER *aes_256_gcm;
	unsigned char random[PAY_KEPT_RANDOM_SIZE];
	size_t random_left; /* the last so many were not given yet; those before are zero */
	long random_owner;  /* the process that drew them */
	struct {
		char text[PAY_KEPT_URL_MAX];
		size_t size;
	} urls[PAY_KEPT_URLS]; /* that were found sound; of size 0: none */
	size_t url_next;
} pay_kept;

/* kept may be NULL. They give NULL where OpenSSL has no such algorithm. */
const EVP_MD *pay_kept_md5(pay_kept *kept);
const EVP_MD *pay_kept_sha256(pay_kept *kept);
const EVP_CIPHER *pay_kept_aes_256_gcm(pay_kept *kept);

/* A new one, for a key; the caller frees it. */
EVP_MAC_CTX *pay_kept_hmac_sha256(pay_kept *kept);

/*
 * For what must be unique and is no secret, such as nonces. A forked child draws its own, by its process number, as OpenSSL tells.
 * False: OpenSSL has none.
 */
PAY_MUST_USE bool pay_kept_random(pay_kept *kept, unsigned char *bytes, size_t size);

/* Whether this very text was remembered, and remembering it in place of the oldest. One that is too long never is. */
bool pay_kept_knows_url(const pay_kept *kept, pay_slice text);
void pay_kept_remember_url(pay_kept *kept, pay_slice text);

void pay_kept_clear(pay_kept *kept);

#endif
