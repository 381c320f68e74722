/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_INBOX_PART_H
#define PAY_PHP_INBOX_PART_H

#include "php/pdo.h"

/*
 * What is kept or undone as a whole: a transaction of our own, or a part of the one that the caller has open, which is never
 * committed or rolled back here. There is a savepoint in either. Whoever ends a transaction ends its savepoints, so keeping the
 * part tells whether it is still the one that was opened.
 */
typedef struct php_pay_part {
	zend_object *db;
	php_pay_driver driver;
	bool is_whole; /* the transaction is ours */
	char savepoint[32];
} php_pay_part;

/* Knows whether a transaction is open; opens nothing. False: thrown. */
bool php_pay_part_find(php_pay_part *part, zend_object *db, php_pay_driver driver);

/* False: thrown, and nothing is open that was not before. */
bool php_pay_part_open(php_pay_part *part);

/* Undoes it. What is in flight stays so. */
void php_pay_part_undo(const php_pay_part *part);

/* Release and commit are two steps, since only between them something is known about who ended what. False: thrown; undo it. */
bool php_pay_part_release(const php_pay_part *part);

/* Whether the exception of a release says that someone ended the transaction, or let it fail. */
bool php_pay_part_has_ended(const php_pay_part *part);

/* False: thrown. Where the connection broke, nobody knows whether it is committed. */
bool php_pay_part_commit(const php_pay_part *part);

/*
 * Whether the exception in flight says that another transaction, or Galera's state, was in the way, this one is ours, was
 * undone, and has not been tried too often: then the exception is dropped, after a pause that grows.
 * False: it goes on, and nothing of ours stays open.
 */
bool php_pay_part_may_repeat(const php_pay_part *part, int tried);

#endif
