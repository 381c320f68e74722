/* SPDX-License-Identifier: MIT */
#include "php/exchange.h"

#include "php/concurrent.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/http_class.h"
#include "php/transport.h"
#include "php/wait.h"

#include "core/libraries.h"
#include "core/trust.h"
#include "core/warm_up.h"

#include "SAPI.h"

bool php_pay_set_up(void)
{
#ifndef ZTS
	if (!PAY_G(is_set_up)) {
		PAY_G(is_set_up) = pay_libcurl_open() && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	}
	return PAY_G(is_set_up);
#else
	return true;
#endif
}

#ifndef ZTS
/* What fails here is met again in the worker, which says so. */
static void read_trust_store(void)
{
	const char *file = php_pay_default_ca_file();
	pay_error error = PAY_ERROR_INIT;

	if (file != NULL && pay_trust_is_shareable()
		&& pay_trust_load(file, &PAY_G(trust_store), &error) == PAY_OK) {
		PAY_G(ca_file) = strdup(file);
	}
}
#endif

bool php_pay_start_up(void)
{
#ifdef ZTS
	return pay_libcurl_open() && pay_libzip_open()
		&& curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
#else
	if (strcmp(sapi_module.name, "cli") == 0) {
		return true;
	}
	if (!php_pay_set_up()) {
		return false;
	}
	pay_warm_up();
	read_trust_store();
	return true;
#endif
}

bool php_pay_require_libcurl(void)
{
	if (!php_pay_set_up()) {
		php_pay_throw_config("config.libcurl",
			"The library libcurl, with which this extension was built, is not there");
		return false;
	}
	return true;
}

pay_http *php_pay_libcurl(void)
{
	pay_http *http = php_pay_set_up() ? pay_http_get(&PAY_G(http)) : NULL;

	if (http != NULL && PAY_G(ca_file) != NULL) {
		pay_http_lend(http, PAY_G(ca_file), PAY_G(trust_store));
	}
	return http;
}

/* ------------------------------------------------------------------ by libcurl */

/* Not kept between two attempts: the process may have been forked meanwhile. */
static pay_status send_beside_others(
	const pay_request *request, pay_arena *arena, pay_response *response, pay_error *error)
{
	pay_transfer *transfer;

	PAY_TRY(pay_transfer_begin(php_pay_libcurl(), request, &transfer, error));
	while (!pay_transfer_is_done(transfer)) {
		if (!php_pay_task_wait_for(transfer)) {
			pay_transfer_drop(transfer);
			return PAY_E_STOPPED;
		}
	}
	return pay_transfer_finish(transfer, arena, response, error);
}

/* No Zend code runs inside libcurl, so that nothing can bail out over it. */
static pay_status send_by_libcurl(void *context, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	pay_http *http = php_pay_libcurl();

	(void) context;
	if (http == NULL) {
		return PAY_E_MEMORY;
	}
	return php_pay_task_may_wait() ? send_beside_others(request, arena, response, error)
								   : pay_http_send(http, request, arena, response, error);
}

static bool pause_between(void *context, int64_t milliseconds)
{
	(void) context;
	return php_pay_wait(milliseconds);
}

/* ------------------------------------------------------------------ the call */

/* What is broken off in the middle may have been carried out. */
static void doubt(const pay_call *call)
{
	if (call->endpoint->effect != PAY_EFFECT_READ) {
		php_pay_throw_unknown_because(&(php_pay_context) {.method = call->method,
										  .path = call->name.size > 0 ? call->name : call->target,
										  .attempts = call->attempts},
			"the call was broken off by an exception before its answer came");
	}
}

pay_status php_pay_exchange(php_pay_client *client, const pay_gateway *gateway, pay_call *call,
	pay_arena *arena, pay_answer *answer, pay_error *error)
{
	php_pay_engine engine = {.transport = php_pay_http_transport(client->http)};
	const pay_carrier carrier = {
		.send = engine.transport != NULL ? php_pay_engine_send : send_by_libcurl,
		.pause = pause_between,
		.context = &engine,
	};
	pay_status status =
		pay_run(gateway, &client->account, call, &carrier, arena, answer, &PAY_G(retries), error);

	php_pay_engine_close(&engine, status);
	if (status == PAY_E_STOPPED) {
		doubt(call);
	}
	return status;
}
