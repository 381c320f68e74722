/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_WECHAT_WORK_H
#define PAY_PHP_WECHAT_WORK_H

#include "php/client.h"

/* What one call works on; the arena is that of the scope opened for it. */
typedef struct php_pay_wechat_work {
	php_pay_client *client;
	pay_arena *arena;
	pay_call call;
	pay_slice path; /* without query, for messages */
	zval asked;     /* all fields, for comparing with the answer */
	zval fields;    /* what is left for the query or the body */
	zend_string *body;
	pay_answer answer;
} php_pay_wechat_work;

/*
 * From path and fields to what is signed and sent: fields normalised, completed and checked, {name}s filled in, query
 * and body written. False: thrown, nothing was sent.
 */
bool php_pay_wechat_prepare(php_pay_wechat_work *on, pay_slice path, HashTable *fields);

/* Encrypts the fields that the endpoint names, for the key that the request will name. False: thrown. */
bool php_pay_wechat_encrypt(php_pay_wechat_work *on);

void php_pay_wechat_work_free(php_pay_wechat_work *on);

#endif
