/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_WECHAT_H
#define PAY_PHP_WECHAT_H

#include "php/client.h"
#include "php/errors.h"

#include "gateway/wechat_endpoints.h"

/*
 * One call: fields are normalised, completed and checked, signed, sent, proven and compared with what was asked.
 * path may hold {name}s and a query; NULL: the endpoint's own. ce: Pay\Result or Pay\Prepay. Throws.
 */
void php_pay_wechat_call(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	const char *method, pay_slice path, HashTable *fields, zend_class_entry *ce);

/*
 * Where no platform key was given: makes the account hold the certificates that the worker keeps, fetched first or
 * fetched anew when they are old, or when a message names one that is not among them (serial, else ""). Failing to
 * fetch is an error only when none is at hand. False: thrown.
 */
bool php_pay_wechat_certificates(php_pay_client *client, pay_slice serial);

/* Drops what the worker keeps of every account. */
void php_pay_wechat_certificates_clear(void);

#endif
