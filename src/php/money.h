/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_MONEY_H
#define PAY_PHP_MONEY_H

#include "php.h"

/* An amount that the extension knows to be sound; zero is allowed here. */
void php_pay_money_make(zval *money, zend_long fen, zend_string *currency);

zend_long php_pay_money_fen(const zend_object *money);
zend_string *php_pay_money_currency(const zend_object *money);

/* "12.34"; the caller's. */
zend_string *php_pay_money_yuan(const zend_object *money);

#endif
