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

/*
 * A certificate, likewise, or a PKCS#12 file with the private key beside it. *private_key is NULL where the text held
 * none. Both are the caller's.
 */
PAY_MUST_USE pay_status php_pay_certificate_load(zend_string *value, pay_slice password,
	const char *name, pay_key **private_key, pay_key **certificate, pay_error *error);

/* The absolute path of a regular file that open_basedir allows. *resolved is the caller's. */
PAY_MUST_USE pay_status php_pay_path_resolve(
	zend_string *value, const char *name, zend_string **resolved, pay_error *error);

/* Whether a file may be written at this path: no stream wrapper, and allowed by open_basedir. */
PAY_MUST_USE pay_status php_pay_path_check(zend_string *path, const char *name, pay_error *error);

#endif
