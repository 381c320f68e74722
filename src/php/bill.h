/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_BILL_H
#define PAY_PHP_BILL_H

#include "php.h"

#include "gateway/bill.h"

#include <stdio.h>

/* A Pay\Bill. Its files are its own. */
typedef struct php_pay_bill {
	FILE *file; /* as it was downloaded */
	FILE *rows; /* the text that rows are read from: file, or what was unpacked from it */
	FILE *
		summary; /* the text of the totals where they are a file of their own; NULL: there is none */
	const pay_bill_format *format;
	pay_error unreadable; /* status PAY_OK, or why neither rows nor totals can be read */
	zval totals;          /* what summary() returned; UNDEF until it is asked for */
	zend_object std;
} php_pay_bill;

static inline php_pay_bill *php_pay_bill_from(zend_object *object)
{
	return (php_pay_bill *) ((char *) object - offsetof(php_pay_bill, std));
}

/* ------------------------------------------------------------------ making */

/*
 * Makes a bill of WeChat Pay's with an empty temporary file, which has no name, for a download to fill. The file is the
 * object's. NULL: thrown.
 */
FILE *php_pay_bill_make(zval *bill);

/*
 * Makes a download that php_pay_bill_make() has made a place for a bill of Alipay's: unpacks its rows and totals.
 * PAY_E_INTEGRITY "integrity.file" for a damaged archive or one without rows. Where this build has no libzip, or the
 * archive holds several statements, it succeeds: the bill can be saved, and says why when it is read.
 */
PAY_MUST_USE pay_status php_pay_bill_unpack_alipay(zval *bill, pay_error *error);

/* Makes a bill of Alipay's for a day on which nothing happened, of which there is no file. False: thrown. */
bool php_pay_bill_make_empty(zval *bill);

/* A file without a name, gone when it is closed. NULL: none can be made; *error says so. */
FILE *php_pay_temporary_file(pay_error *error);

/* ------------------------------------------------------------------ reading */

/* The class's get_iterator: a pass over the rows. */
zend_object_iterator *php_pay_bill_iterator(zend_class_entry *ce, zval *bill, int by_reference);

/* Appends the rows of one of the bill's files. False: thrown. */
bool php_pay_bill_list(zval *list, zval *bill, FILE *file);

/* At the end of a request: drops what loops that a fatal error ended have left. */
void php_pay_bill_forget(void);

/* save(): copies the file to path, whole or not at all. Returns its bytes; -1: thrown. */
zend_long php_pay_file_save(FILE *file, zend_string *path);

#endif
