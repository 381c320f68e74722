/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_CLIENT_H
#define PAY_PHP_CLIENT_H

#include "php.h"

#include "gateway/gateway.h"

/* The object behind every gateway class. Owns the account. No zval, so nothing can be dumped. */
typedef struct php_pay_client {
	pay_account account;
	zend_object *http;         /* the Pay\Http that was given, a reference; NULL: none */
	bool is_ready;             /* the constructor ran to its end */
	bool fetches_certificates; /* no platform key was given */
	size_t given_keys;         /* platform keys of the constructor; others are lent by the worker */
	uint64_t platform_generation; /* of the fetched certificates that the account holds */
	zend_object std;
} php_pay_client;

static inline php_pay_client *php_pay_client_from(zend_object *object)
{
	return (php_pay_client *) ((char *) object - offsetof(php_pay_client, std));
}

/* The client behind $this; NULL, thrown, where a subclass did not call its parent's constructor. */
php_pay_client *php_pay_client_this(zval *this);

/* Without an APIv3 key every method speaks APIv2. */
static inline bool php_pay_speaks_v2(const php_pay_client *client)
{
	return client->account.api_key.size == 0;
}

/* Holds the Pay\Http for as long as the client lives. */
void php_pay_client_take_http(php_pay_client *client, zend_object *http);

/* A new object of the same class with the same account; keys are shared. */
void php_pay_client_copy(zval *copy, php_pay_client *client);

/* The same, with another way for its requests to travel. Throws. */
void php_pay_client_with_http(zval *copy, zval *this, zend_object *http);

#endif
