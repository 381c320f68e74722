/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_EXCHANGE_H
#define PAY_PHP_EXCHANGE_H

#include "php/client.h"

/* What this worker keeps of libcurl, which is set up with the first use; NULL when memory is out. */
pay_http *php_pay_libcurl(void);

/*
 * pay_run() in this client's way: by libcurl, beside other calls inside of Pay\concurrent(), or by the transport that the shop gave.
 * PAY_E_STOPPED: an exception is in flight that is not about this call.
 */
PAY_MUST_USE pay_status php_pay_exchange(php_pay_client *client, const pay_gateway *gateway,
	pay_call *call, pay_arena *arena, pay_answer *answer, pay_error *error);

#endif
