/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_WAIT_H
#define PAY_PHP_WAIT_H

#include "php.h"

/* True for what ends the script or the fiber, and is no exception that anybody may catch. */
bool php_pay_is_ending(const zend_object *exception);

/* What a signal handler of the script's or PHP's own time limit wants is done now, and may throw. */
void php_pay_heed_interrupts(void);

/*
 * Waits, heeding signals; other tasks of Pay\concurrent() go on meanwhile. False: something was thrown, which ends the wait.
 */
bool php_pay_wait(int64_t milliseconds);

#endif
