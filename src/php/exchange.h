/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_EXCHANGE_H
#define PAY_PHP_EXCHANGE_H

#include "php/client.h"

/*
 * libcurl is opened and set up before the first thing that needs it: when PHP starts, in servers, and under ZTS, where no second
 * thread can be in it yet; in PHP's CLI with the first client or Pay\Http, since most scripts have none. A server that forks
 * its workers also has OpenSSL warmed up and this machine's CA bundle read for all of them. False: libcurl is not there.
 */
bool php_pay_start_up(void);
bool php_pay_set_up(void);

/* For constructors: false, thrown, where libcurl is not there. */
bool php_pay_require_libcurl(void);

/* What this worker keeps of it; NULL when memory is out. */
pay_http *php_pay_libcurl(void);

/*
 * pay_run() in this client's way: by libcurl, beside other calls inside of Pay\concurrent(), or by the transport that the shop gave.
 * PAY_E_STOPPED: an exception is in flight that is not about this call.
 */
PAY_MUST_USE pay_status php_pay_exchange(php_pay_client *client, const pay_gateway *gateway,
	pay_call *call, pay_arena *arena, pay_answer *answer, pay_error *error);

#endif
