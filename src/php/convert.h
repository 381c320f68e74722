/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_CONVERT_H
#define PAY_PHP_CONVERT_H

#include "php.h"

#include "core/error.h"

/* What a Money becomes on its way to a gateway. */
typedef enum php_pay_money_style {
	PHP_PAY_FEN,  /* an int; {total, currency} for the field "amount" itself */
	PHP_PAY_YUAN, /* "12.34" */
} php_pay_money_style;

/*
 * A copy of the caller's array that is fit to be sent: references resolved, null left out, Money in the given style. Floats, other objects, NUL bytes and arrays deeper than 32
 * are a \ValueError. False: thrown; *out is undefined.
 */
bool php_pay_normalise(zval *out, HashTable *params, php_pay_money_style style);

/* NULL: thrown. */
zend_string *php_pay_json_encode(zval *value);

/*
 * One JSON object with one reading: duplicate keys, NUL characters, bytes that are not UTF-8, trailing bytes and
 * depth beyond 64 are refused. Integers beyond PHP's stay strings. NULL: done; else what is wrong.
 */
const char *php_pay_json_decode(zval *out, pay_slice text);

/* The member at a dotted path ("amount.total"); NULL if there is none. */
zval *php_pay_find(HashTable *fields, pay_slice path);

/* The same, only if it is a string. */
zend_string *php_pay_find_string(HashTable *fields, const char *path);

#endif
