/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_ALIPAY_H
#define PAY_PHP_ALIPAY_H

#include "php/client.h"
#include "php/errors.h"

#include "gateway/alipay_endpoints.h"

/* What one call works on; the arena is that of the scope opened for it. */
typedef struct php_pay_alipay_work {
	php_pay_client *client;
	pay_arena *arena;
	pay_call call;
	bool is_page; /* carried by a browser or an app */
	zval asked;   /* the caller's fields, completed */
	zval body;    /* biz_content as text; UNDEF where there is none */
	zval systems; /* public parameters of the caller's, completed */
	pay_answer answer;
} php_pay_alipay_work;

/*
 * From the caller's arrays to the pairs of the call: fields normalised, completed and checked, biz_content written and, where
 * the account has a key for that, encrypted. False: thrown, nothing was sent.
 */
bool php_pay_alipay_prepare(
	php_pay_alipay_work *on, pay_slice method, HashTable *params, HashTable *systems);
void php_pay_alipay_work_free(php_pay_alipay_work *on);

/* One call of a method: prepared, signed, sent, proven and compared with what was asked. Throws. */
void php_pay_alipay_call(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	pay_slice method, HashTable *params, HashTable *systems);

/* One call of a method that Pay\Alipay has a method for. Throws. */
void php_pay_alipay_operate(
	zval *return_value, php_pay_client *client, pay_alipay_operation operation, HashTable *fields);

/* A Pay\Page of a method: prepared and signed, nothing is sent. Throws. */
void php_pay_alipay_page(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	pay_slice method, HashTable *params, HashTable *systems);

/* Makes the account hold the certificates that the worker keeps beside the one that was given. */
void php_pay_alipay_certificates_kept(php_pay_client *client);

/*
 * Makes the account hold the certificate that an answer names, where it was not given: from what the worker keeps, or fetched,
 * at most once a minute, and proven by the account's root certificates. False: it is not to be had, and *error says why.
 */
bool php_pay_alipay_certificate(php_pay_client *client, pay_slice sn, pay_error *error);

#endif
