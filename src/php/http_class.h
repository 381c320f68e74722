/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_HTTP_CLASS_H
#define PAY_PHP_HTTP_CLASS_H

#include "php.h"

#include "gateway/gateway.h"

/* The object behind Pay\Http. Strings are its own, "" and NULL as in pay_travel. */
typedef struct php_pay_http {
	pay_travel travel;
	zend_string *base_url;  /* NULL: the gateway's own hosts */
	zend_string *ca_file;   /* NULL: this machine's */
	zend_string *proxy;     /* NULL: none */
	zend_object *transport; /* a Pay\Transport; NULL: libcurl */
	zend_object *on_call;   /* a Closure; NULL: none */
	bool is_constructed;
	zend_object std;
} php_pay_http;

static inline php_pay_http *php_pay_http_from(zend_object *object)
{
	return (php_pay_http *) ((char *) object - offsetof(php_pay_http, std));
}

/* This machine's CA bundle; NULL: there is none. */
const char *php_pay_default_ca_file(void);

/*
 * Copies into the account's arena how its requests travel; object may be NULL for the defaults. PAY_E_CONFIG when TLS
 * is needed and this machine has no CA bundle.
 */
PAY_MUST_USE pay_status php_pay_travel_copy(
	pay_travel *travel, pay_arena *arena, zend_object *object, pay_error *error);

/* What carries its requests in place of libcurl, and who is told of its calls. Borrowed; NULL: none, as for no Http. */
zend_object *php_pay_http_transport(zend_object *http);
zend_object *php_pay_http_on_call(zend_object *http);

#endif
