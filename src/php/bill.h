/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_BILL_H
#define PAY_PHP_BILL_H

#include "php.h"

#include <stdio.h>

/*
 * Makes a Pay\Bill with an empty temporary file, which has no name, for a download to fill. The file is the object's.
 * NULL: thrown.
 */
FILE *php_pay_bill_make(zval *bill);

/* At the end of a request: drops what loops that a fatal error ended have left. */
void php_pay_bill_forget(void);

/* save(): copies the file to path, whole or not at all. Returns its bytes; -1: thrown. */
zend_long php_pay_file_save(FILE *file, zend_string *path);

#endif
