/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_INBOX_TABLE_H
#define PAY_PHP_INBOX_TABLE_H

#include "php/inbox_identity.h"
#include "php/inbox_part.h"

/* "name" or "schema.name", each as the driver quotes it. NULL: it is neither. */
zend_string *php_pay_inbox_table(php_pay_driver driver, zend_string *name);

/* 1: marked as seen now; 0: it was before; -1: thrown. */
int php_pay_inbox_mark(
	zend_object *db, php_pay_driver driver, zend_string *table, const php_pay_identity *identity);

/* Rows that are forgotten at once: a transaction that is short, and small enough for Galera. */
#define PHP_PAY_INBOX_PORTION 10000

/* Forgets a portion of what is older than that Unix time. The number of rows; -1: thrown. */
zend_long php_pay_inbox_forget(
	zend_object *db, php_pay_driver driver, zend_string *table, int64_t before);

/* Whether the exception in flight says that a table is missing. */
bool php_pay_inbox_is_missing(php_pay_driver driver);

/*
 * Makes it; part is undone, or not opened yet. In a transaction of the caller's it belongs to that, except in MySQL, where it
 * would commit it: then it is thrown what to do. False: thrown.
 */
bool php_pay_inbox_make_table(php_pay_part *part, zend_string *table);

#endif
