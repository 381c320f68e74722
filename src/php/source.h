/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_SOURCE_H
#define PAY_PHP_SOURCE_H

#include "php.h"

#include "core/key.h"

/*
 * A key option: PEM, bare base64, DER, or the path of a file that holds one. The parsed key comes from the worker's
 * cache. *key is the caller's: pay_key_release(). name is the option.
 */
PAY_MUST_USE pay_status php_pay_key_load(
	pay_key_kind kind, zend_string *value, const char *name, pay_key **key, pay_error *error);

/* The absolute path of a regular file that open_basedir allows. *resolved is the caller's. */
PAY_MUST_USE pay_status php_pay_path_resolve(
	zend_string *value, const char *name, zend_string **resolved, pay_error *error);

#endif
