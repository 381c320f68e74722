/* SPDX-License-Identifier: MIT */
#include "php/wait.h"

#include "php/concurrent.h"

#include "core/platform.h"

#include "zend_exceptions.h"

#define SLICE_MILLISECONDS 200 /* after which signals are heeded */

bool php_pay_is_ending(const zend_object *exception)
{
	return zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception);
}

void php_pay_heed_interrupts(void)
{
	if (!zend_atomic_bool_exchange_ex(&EG(vm_interrupt), false)) {
		return;
	}
	if (zend_atomic_bool_load_ex(&EG(timed_out))) {
		zend_timeout();
	} else if (zend_interrupt_function != NULL) {
		zend_interrupt_function(EG(current_execute_data));
	}
}

static void sleep_in_slices(int64_t end)
{
	int64_t left;

	while (EG(exception) == NULL && (left = end - pay_clock_milliseconds()) > 0) {
		pay_sleep(MIN(left, SLICE_MILLISECONDS));
		php_pay_heed_interrupts();
	}
}

bool php_pay_wait(int64_t milliseconds)
{
	const int64_t end = pay_clock_milliseconds() + milliseconds;

	if (php_pay_task_may_wait()) {
		return php_pay_task_wait_until(end);
	}
	sleep_in_slices(end);
	return EG(exception) == NULL;
}
