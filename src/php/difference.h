/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_DIFFERENCE_H
#define PAY_PHP_DIFFERENCE_H

#include "php.h"

#include "gateway/reconcile.h"

/* A Pay\Difference. */
void php_pay_difference_make(zval *value, const pay_difference *difference);

/* What a Pay\State says. */
pay_fact_state php_pay_fact_state(zend_object *state);

#endif
