/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_TRANSPORT_H
#define PAY_PHP_TRANSPORT_H

#include "php.h"

#include "core/http.h"

/* A Pay\Transport that carries one call's requests. */
typedef struct php_pay_engine {
	zend_object *transport; /* borrowed */
	zend_object *thrown;    /* by its last attempt; a reference, NULL: nothing */
} php_pay_engine;

/* As pay_http_send(): context is a php_pay_engine. */
pay_status php_pay_engine_send(void *context, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error);

/* After the last attempt: throws again what the transport threw if that decided the call. */
void php_pay_engine_close(php_pay_engine *engine, pay_status status);

#endif
