/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_WECHAT_H
#define PAY_PHP_WECHAT_H

#include "php/client.h"
#include "php/errors.h"

#include "gateway/wechat_v2_endpoints.h"

/*
 * One call: fields are normalised, completed and checked, signed, sent, proven and compared with what was asked.
 * path may hold {name}s and a query. ce: Pay\Result or Pay\Prepay. file: where a download goes, else NULL. Throws.
 */
void php_pay_wechat_call(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	const char *method, pay_slice path, HashTable *fields, zend_class_entry *ce, FILE *file);

/*
 * One of the operations that have a method of their own, in the version that this client speaks, with that version's
 * field names. Throws.
 */
void php_pay_wechat_operate(zval *return_value, php_pay_client *client,
	pay_wechat_operation operation, HashTable *fields, zend_class_entry *ce);

/* One APIv2 call: the same for XML. operation: what a method stands for; its endpoint may be any. Throws. */
void php_pay_wechat_v2_call(zval *return_value, php_pay_client *client,
	const pay_v2_operation *operation, pay_slice path, HashTable *fields, zend_class_entry *ce,
	FILE *file);

/* APIv2's fields as a PHP array; dotted names of nested records become arrays. */
void php_pay_wechat_v2_array(zval *data, const pay_pair *fields, size_t count);

/* A notification in XML. Throws. */
void php_pay_wechat_v2_notify(zval *return_value, php_pay_client *client, zend_string *body);

/*
 * Where no platform key was given: makes the account hold the certificates that the worker keeps, fetched first or
 * fetched anew when they are old, or when a message names one that is not among them (serial, else ""). Failing to
 * fetch is an error only when none is at hand. False: thrown.
 */
bool php_pay_wechat_certificates(php_pay_client *client, pay_slice serial);

#endif
