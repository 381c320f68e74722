/* SPDX-License-Identifier: MIT */
#include "php/platform_set.h"

#include <time.h>

#define RETRY_SECONDS 60 /* between attempts that a message or an old set causes */
#define SOON_SECONDS 5   /* after one that nobody answered */

php_pay_platform_set *php_pay_platform_set_peek(const unsigned char id[PAY_SHA256_SIZE])
{
	for (size_t i = 0; i < PHP_PAY_PLATFORM_SETS_MAX; i++) {
		if (memcmp(PAY_G(platform_sets)[i].id, id, PAY_SHA256_SIZE) == 0) {
			return &PAY_G(platform_sets)[i];
		}
	}
	return NULL;
}

static void clear(php_pay_platform_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		pay_key_release(set->keys[i]);
	}
	*set = (php_pay_platform_set) {0};
}

php_pay_platform_set *php_pay_platform_set_find(const unsigned char id[PAY_SHA256_SIZE])
{
	php_pay_platform_set *found = php_pay_platform_set_peek(id);
	php_pay_platform_set *oldest = &PAY_G(platform_sets)[0];

	if (found != NULL) {
		return found;
	}
	for (size_t i = 1; i < PHP_PAY_PLATFORM_SETS_MAX; i++) {
		if (PAY_G(platform_sets)[i].attempted < oldest->attempted) {
			oldest = &PAY_G(platform_sets)[i];
		}
	}
	clear(oldest);
	memcpy(oldest->id, id, PAY_SHA256_SIZE);
	return oldest;
}

bool php_pay_platform_set_may_ask(const php_pay_platform_set *set, time_t now)
{
	return now - set->attempted >= RETRY_SECONDS || now < set->attempted;
}

void php_pay_platform_set_retry_soon(php_pay_platform_set *set)
{
	set->attempted = time(NULL) - RETRY_SECONDS + SOON_SECONDS;
}

void php_pay_platform_set_changed(php_pay_platform_set *set)
{
	set->fetched = time(NULL);
	set->generation = ++PAY_G(platform_generation);
}
