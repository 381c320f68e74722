/* SPDX-License-Identifier: MIT */
#include "core/key_cache.h"

/* The slot that holds this id, or else the one to use for it. */
static size_t find_slot(
	const pay_key_cache *cache, size_t limit, const unsigned char id[PAY_SHA256_SIZE])
{
	size_t oldest = 0;

	for (size_t i = 0; i < limit; i++) {
		if (cache->slots[i].key != NULL && memcmp(cache->slots[i].id, id, PAY_SHA256_SIZE) == 0) {
			return i;
		}
		if (cache->slots[i].used < cache->slots[oldest].used) {
			oldest = i;
		}
	}
	return oldest;
}

static void keep(
	pay_key_cache *cache, size_t slot, const unsigned char id[PAY_SHA256_SIZE], pay_key *key)
{
	pay_key_release(cache->slots[slot].key);
	memcpy(cache->slots[slot].id, id, PAY_SHA256_SIZE);
	cache->slots[slot].key = pay_key_retain(key);
}

pay_status pay_key_cache_get(pay_key_cache *cache, size_t limit, pay_key_kind kind, pay_slice text,
	const char *name, pay_key **key, pay_error *error)
{
	const char kind_byte = (char) ('0' + kind);
	const pay_slice parts[] = {{&kind_byte, 1}, text};
	unsigned char id[PAY_SHA256_SIZE];
	size_t slot;

	limit = limit < PAY_KEY_CACHE_MAX ? limit : PAY_KEY_CACHE_MAX;
	PAY_TRY(pay_sha256(cache->kept, id, 2, parts));
	slot = find_slot(cache, limit, id);
	if (limit > 0 && cache->slots[slot].key != NULL
		&& memcmp(cache->slots[slot].id, id, sizeof(id)) == 0) {
		cache->hits++;
		cache->slots[slot].used = ++cache->clock;
		*key = pay_key_retain(cache->slots[slot].key);
		return PAY_OK;
	}
	PAY_TRY(pay_key_read(kind, text, name, key, error));
	cache->parses++;
	if (limit > 0) {
		keep(cache, slot, id, *key);
		cache->slots[slot].used = ++cache->clock;
	}
	return PAY_OK;
}

size_t pay_key_cache_count(const pay_key_cache *cache)
{
	size_t count = 0;

	for (size_t i = 0; i < PAY_KEY_CACHE_MAX; i++) {
		count += cache->slots[i].key != NULL;
	}
	return count;
}

void pay_key_cache_clear(pay_key_cache *cache)
{
	for (size_t i = 0; i < PAY_KEY_CACHE_MAX; i++) {
		pay_key_release(cache->slots[i].key);
		cache->slots[i].key = NULL;
		cache->slots[i].used = 0;
	}
}
