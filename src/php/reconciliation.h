/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_RECONCILIATION_H
#define PAY_PHP_RECONCILIATION_H

#include "php.h"

#include "gateway/reconcile.h"

/* A Pay\Reconciliation without rows, which has what it returns. NULL: thrown. */
pay_reconciliation *php_pay_reconciliation_make(zval *value);

/* Sorts what was added, so that differences can be read. False: thrown. */
bool php_pay_reconciliation_complete(zval *value, size_t rows_there, size_t rows_here);

#endif
