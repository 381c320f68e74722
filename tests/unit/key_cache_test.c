/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "keys.h"

#include "core/key_cache.h"

static pay_key_cache cache;

static pay_key *get(size_t limit, pay_key_kind kind, const char *name)
{
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;

	CHECK_OK(
		pay_key_cache_get(&cache, limit, kind, key_text(pay_slice_from(name)), name, &key, &error));
	return key;
}

static void touch(size_t limit, const char *name)
{
	pay_key_release(get(limit, PAY_KEY_PUBLIC, name));
}

static void parses_once(void)
{
	pay_key *first = get(8, PAY_KEY_PUBLIC, "ys_platform_cert");
	pay_key *again = get(8, PAY_KEY_PUBLIC, "ys_platform_cert");
	pay_key *other =
		get(8, PAY_KEY_CERTIFICATE, "ys_platform_cert"); /* the same text as another kind */

	CHECK(first == again);
	CHECK(first != other);
	CHECK(cache.parses == 2 && cache.hits == 1 && pay_key_cache_count(&cache) == 2);
	pay_key_release(first);
	pay_key_release(again);
	pay_key_release(other);
}

static void drops_the_least_recently_used(void)
{
	uint64_t parses;

	pay_key_cache_clear(&cache);
	touch(2, "ys_platform_cert");
	touch(2, "ys_merchant_cert");
	touch(2, "ys_platform_cert");
	touch(2, "go_platform_public"); /* in place of ys_merchant_cert */
	parses = cache.parses;
	touch(2, "ys_platform_cert");
	CHECK(cache.parses == parses);
	touch(2, "ys_merchant_cert");
	CHECK(cache.parses == parses + 1);
	CHECK(pay_key_cache_count(&cache) == 2);
}

static void a_held_key_outlives_its_place(void)
{
	pay_key *held = get(1, PAY_KEY_PUBLIC, "ys_platform_cert");

	touch(1, "ys_merchant_cert");
	CHECK(held->size == 256 && held->references == 1);
	pay_key_release(held);
	held = get(8, PAY_KEY_PUBLIC, "ys_platform_cert");
	pay_key_cache_clear(&cache);
	CHECK(held->references == 1 && pay_key_cache_count(&cache) == 0);
	pay_key_release(held);
}

static void limits_hold(void)
{
	pay_error error;
	pay_key *key = NULL;
	uint64_t parses = cache.parses;

	pay_key_cache_clear(&cache);
	touch(0, "ys_platform_cert");
	touch(0, "ys_platform_cert");
	CHECK(cache.parses == parses + 2 && pay_key_cache_count(&cache) == 0);
	touch(1000000, "ys_platform_cert");
	CHECK(pay_key_cache_count(&cache) == 1);
	CHECK_FAILS(pay_key_cache_get(&cache, 8, PAY_KEY_PUBLIC, PAY_LIT("x"), "key", &key, &error),
		PAY_E_CONFIG, "config.key-format");
	CHECK(key == NULL && pay_key_cache_count(&cache) == 1);
	pay_key_cache_clear(&cache);
}

int main(void)
{
	parses_once();
	drops_the_least_recently_used();
	a_held_key_outlives_its_place();
	limits_hold();
	return check_done();
}
