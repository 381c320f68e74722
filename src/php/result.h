/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_RESULT_H
#define PAY_PHP_RESULT_H

#include "php.h"

#include "gateway/gateway.h"

/* The object behind Pay\Result and Pay\Prepay. */
typedef struct php_pay_result {
	zval data;          /* array; UNDEF in an object that was made without us */
	zend_string *raw;   /* NULL likewise */
	zend_string *owner; /* likewise; see owner.h */
	/* Prepay: what its front-end parameters are signed with and say. Own references; NULL in a Result. */
	pay_key *private_key;    /* NULL where the order was made over APIv2 */
	zend_string *api_v2_key; /* cleansed when dropped */
	bool api_v2_md5;
	zend_string *app;
	zend_string *merchant;
	zend_object std;
} php_pay_result;

static inline php_pay_result *php_pay_result_from(zend_object *object)
{
	return (php_pay_result *) ((char *) object - offsetof(php_pay_result, std));
}

/* What is known of an answer. */
typedef struct php_pay_facts {
	long status;
	pay_slice state; /* the gateway's own word, "" if none */
	pay_slice request_id;
	pay_slice raw;
	zend_string *owner; /* moved into the Result */
	bool verified;
} php_pay_facts;

/* Makes a Result or Prepay. data is moved into it. */
void php_pay_result_make(
	zval *result, zend_class_entry *ce, const php_pay_facts *facts, zval *data);

/* The Pay\State of a Result. */
const zval *php_pay_result_state(zend_object *result);

/* Completes a Prepay: the properties from its data, and what it signs with, in APIv2's way or in APIv3's. */
void php_pay_prepay_complete(zval *prepay, const pay_account *account, bool is_v2);

/* Reading like an array, shared with Notification. data may be UNDEF. */
void php_pay_array_get(zval *return_value, const zval *data, zval *offset);
bool php_pay_array_has(const zval *data, zval *offset);
void php_pay_array_path(zval *return_value, const zval *data, zend_string *path, zval *fallback);
void php_pay_array_copy(zval *return_value, const zval *data);
void php_pay_throw_read_only(const zend_object *object);

#endif
