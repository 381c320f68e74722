/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_CONCURRENT_H
#define PAY_PHP_CONCURRENT_H

#include "php.h"

#include "core/http.h"

/* One Pay\concurrent() that is running: its tasks, of which each is a fiber. */
typedef struct php_pay_group php_pay_group;

/* Whether the running code is a task of Pay\concurrent() and may be suspended here. */
bool php_pay_task_may_wait(void);

/*
 * Suspends the running task, so that others go on: until the exchange is done; until that time on the clock of
 * pay_clock_milliseconds(). False: the wait was ended by what is thrown now.
 */
bool php_pay_task_wait_for(const pay_transfer *transfer);
bool php_pay_task_wait_until(int64_t milliseconds);

/* At the end of a request that a fatal error ended. */
void php_pay_concurrent_forget(void);

#endif
