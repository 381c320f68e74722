/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_KEY_CACHE_H
#define PAY_CORE_KEY_CACHE_H

#include "core/digest.h"
#include "core/key.h"

#define PAY_KEY_CACHE_MAX 64 /* keys */

/*
 * Parsed keys that outlive the request. Found by the SHA-256 of kind and text, so no key text is kept, and two
 * clients meet only where they hold the same key. The least recently used key goes first. Zero-initialise it.
 */
typedef struct pay_key_cache {
	struct {
		unsigned char id[PAY_SHA256_SIZE];
		pay_key *key;
		uint64_t used;
	} slots[PAY_KEY_CACHE_MAX];
	struct pay_kept *kept; /* of the thread that works with it; NULL: nothing is kept */
	uint64_t clock;
	uint64_t parses;
	uint64_t hits;
} pay_key_cache;

/* limit: how many keys may be kept, 0 to PAY_KEY_CACHE_MAX. *key is the caller's: pay_key_release(). */
PAY_MUST_USE pay_status pay_key_cache_get(pay_key_cache *cache, size_t limit, pay_key_kind kind,
	pay_slice text, const char *name, pay_key **key, pay_error *error);

size_t pay_key_cache_count(const pay_key_cache *cache);
void pay_key_cache_clear(pay_key_cache *cache);

#endif
