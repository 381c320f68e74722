/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_PDO_H
#define PAY_PHP_PDO_H

#include "php.h"

/*
 * A \PDO, spoken to through its public methods: this extension loads without ext/pdo and is linked with nothing of it. Every
 * function may throw; what returns bool is then false.
 */
typedef enum php_pay_driver {
	PHP_PAY_SQLITE,
	PHP_PAY_MYSQL,
	PHP_PAY_PGSQL,
	PHP_PAY_NO_DRIVER, /* another, or it threw */
} php_pay_driver;

bool php_pay_is_pdo(const zend_object *object);
php_pay_driver php_pay_pdo_driver(zend_object *db);

/* "beginTransaction", "commit" or "rollBack". */
bool php_pay_pdo_run(zend_object *db, const char *method);
bool php_pay_pdo_in_transaction(zend_object *db);
bool php_pay_pdo_exec(zend_object *db, const char *sql);

/* A prepared statement with these values, an array. The number of rows that it wrote; -1: thrown. */
zend_long php_pay_pdo_write(zend_object *db, zend_string *sql, zval *values);

/*
 * Makes every error an exception, so that none is written to the page and none is overlooked; and back, to what the caller's own
 * code is written for. They may run with an exception in flight, and leave it as it is.
 */
zend_long php_pay_pdo_throw_errors(zend_object *db);
void php_pay_pdo_error_mode(zend_object *db, zend_long mode);

/* What the database said in the exception in flight, or in one that it was wrapped around; "" and 0 where it said nothing. */
typedef struct php_pay_pdo_failure {
	char state[6];  /* SQLSTATE */
	zend_long code; /* the driver's own */
	char message[64];
} php_pay_pdo_failure;

php_pay_pdo_failure php_pay_pdo_failed(void);

/* An exception set aside while something else runs, and taken up again instead of what that threw. */
typedef struct php_pay_aside {
	zend_object *exception;
	const zend_op *opline;
} php_pay_aside;

php_pay_aside php_pay_set_aside(void);
void php_pay_take_up(php_pay_aside aside);

#endif
