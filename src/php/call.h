/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_CALL_H
#define PAY_PHP_CALL_H

#include "php/client.h"

/*
 * Tells the client's onCall of a call that is over; what was thrown for it stays in flight. Nothing that the callback throws takes
 * the place of the call's result: it becomes a warning.
 */
void php_pay_report(php_pay_client *client, const pay_gateway *gateway, const pay_call *call,
	const pay_answer *answer, pay_arena *arena);

/* At the end of a request that a fatal error ended. */
void php_pay_reports_forget(void);

#endif
