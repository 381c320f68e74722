/* SPDX-License-Identifier: MIT */
/*
 * Linked with the object files of the release build, for the cases that no public method ends with: what an order is before
 * it is sent, and what an answer is after it came. The call is that of the public method; where it would be sent, this file
 * takes the request, and either gives a prepared answer or ends the call. Nothing else is changed, and every other case is
 * measured without it.
 *
 *   Pay\Bench\wire(string $mode, string $head = "", string $body = "")
 *       "order": calls end unsent. "answer": they get this head ("Name: value" lines) and body. "unsigned": they end unsent.
 *       But for "order" requests are not signed, so that the answer is what costs.
 *   Pay\Bench\request(): string                  the last request: url, headers, empty line, body
 *   Pay\Bench\serials(string $certificate, string $roots): string   both numbers, nothing cached
 */
#include "php.h"

#include "php/errors.h"
#include "php/globals.h"

#include "core/certificate.h"
#include "core/key.h"
#include "core/sign.h"
#include "core/text.h"
#include "gateway/gateway.h"

#include <stdlib.h>
#include <time.h>

static struct {
	bool answers, is_unsigned;
	char *head, *body;
	size_t body_size;
	pay_pair headers[8];
	size_t header_count;
	char request[16384];
	size_t request_size;
} wire;

static void append(pay_slice bytes)
{
	size_t room = sizeof(wire.request) - wire.request_size;

	bytes.size = bytes.size < room ? bytes.size : room;
	memcpy(wire.request + wire.request_size, bytes.data, bytes.size);
	wire.request_size += bytes.size;
}

static void keep(const pay_request *request)
{
	wire.request_size = 0;
	append(request->url);
	for (size_t i = 0; i < request->header_count; i++) {
		append(PAY_LIT("\n"));
		append(request->headers[i]);
	}
	append(PAY_LIT("\n\n"));
	append(request->body);
}

/* In place of libcurl. */
pay_status __wrap_pay_http_send(pay_http *http, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error);

pay_status __wrap_pay_http_send(pay_http *http, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	(void) http;
	keep(request);
	if (!wire.answers) {
		error->status = PAY_E_TRANSPORT;
		return PAY_E_TRANSPORT;
	}
	response->status = 200;
	response->headers = wire.headers;
	response->header_count = wire.header_count;
	return pay_copy(arena, &response->body, (pay_slice) {wire.body, wire.body_size});
}

/* Where calls end unsent, the exception that would say so is not part of what is measured. */
void __real_php_pay_throw_call(
	const pay_error *error, const php_pay_context *context, bool moves_money);
void __wrap_php_pay_throw_call(
	const pay_error *error, const php_pay_context *context, bool moves_money);

void __wrap_php_pay_throw_call(
	const pay_error *error, const php_pay_context *context, bool moves_money)
{
	if (wire.answers || error->status != PAY_E_TRANSPORT) {
		__real_php_pay_throw_call(error, context, moves_money);
	}
}

pay_status __real_pay_rsa_sign_hash(const pay_key *key, pay_hash hash, pay_slice message,
	pay_arena *arena, pay_slice *signature, pay_error *error);
pay_status __wrap_pay_rsa_sign_hash(const pay_key *key, pay_hash hash, pay_slice message,
	pay_arena *arena, pay_slice *signature, pay_error *error);

pay_status __wrap_pay_rsa_sign_hash(const pay_key *key, pay_hash hash, pay_slice message,
	pay_arena *arena, pay_slice *signature, pay_error *error)
{
	if (wire.is_unsigned) {
		*signature = PAY_LIT("unsigned");
		return PAY_OK;
	}
	return __real_pay_rsa_sign_hash(key, hash, message, arena, signature, error);
}

/* ------------------------------------------------------------------ functions */

static void read_head(void)
{
	wire.header_count = 0;
	for (char *line = strtok(wire.head, "\n"); line != NULL && wire.header_count < 8;
		 line = strtok(NULL, "\n")) {
		char *colon = strstr(line, ": ");

		if (colon != NULL) {
			wire.headers[wire.header_count++] = (pay_pair) {
				.name = {line, (size_t) (colon - line)}, .value = pay_slice_from(colon + 2)};
		}
	}
}

static ZEND_FUNCTION(wire)
{
	char *mode, *head = "", *body = "";
	size_t mode_size, head_size, body_size = 0;

	if (zend_parse_parameters(
			ZEND_NUM_ARGS(), "s|ss", &mode, &mode_size, &head, &head_size, &body, &body_size)
		== FAILURE) {
		RETURN_THROWS();
	}
	wire.answers = strcmp(mode, "answer") == 0;
	wire.is_unsigned = strcmp(mode, "order") != 0;
	if (wire.answers) {
		free(wire.head), free(wire.body);
		wire.head = strdup(head);
		wire.body = malloc(body_size + 1);
		memcpy(wire.body, body, body_size + 1);
		wire.body_size = body_size;
		read_head();
	}
}

static ZEND_FUNCTION(request)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STRINGL(wire.request, wire.request_size);
}

/* As the number of the certificate is found when its key is read, and that of the roots is. */
static pay_status numbers(pay_arena *arena, zend_string *certificate, zend_string *roots,
	pay_slice *both, pay_error *error)
{
	pay_key_text in = {.kind = PAY_KEY_CHAIN, .name = "certificate"};
	pay_slice number;
	pay_key *key = NULL;
	pay_status status;

	PAY_TRY(pay_key_text_find(arena, &in, php_pay_slice(certificate), error));
	PAY_TRY(pay_certificate_number(arena, &in, &number, error));
	PAY_TRY(pay_key_read(PAY_KEY_ROOTS, php_pay_slice(roots), "roots", &key, error));
	status = PAY_JOIN(arena, both, number, PAY_LIT("\n"), pay_slice_from(key->sn));
	pay_key_release(key);
	return status;
}

static ZEND_FUNCTION(serials)
{
	zend_string *certificate, *roots;
	pay_error error = PAY_ERROR_INIT;
	pay_slice both;

	if (zend_parse_parameters(ZEND_NUM_ARGS(), "SS", &certificate, &roots) == FAILURE) {
		RETURN_THROWS();
	}
	if (numbers(php_pay_scope_open(), certificate, roots, &both, &error) == PAY_OK) {
		RETVAL_STR(php_pay_string(both));
	} else {
		zend_throw_error(NULL, "%s", error.message);
	}
	php_pay_scope_close();
}

ZEND_BEGIN_ARG_INFO_EX(any_arguments, 0, 0, 0)
ZEND_ARG_VARIADIC_INFO(0, arguments)
ZEND_END_ARG_INFO()

static const zend_function_entry own[] = {
	ZEND_NS_FE("Pay\\Bench", wire, any_arguments) ZEND_NS_FE("Pay\\Bench", request, any_arguments)
		ZEND_NS_FE("Pay\\Bench", serials, any_arguments) ZEND_FE_END};

/* Joins the functions to those of the module before PHP looks at it. */
__attribute__((constructor)) static void join(void)
{
	extern zend_module_entry pay_module_entry;
	static zend_function_entry all[32];
	size_t count = 0;

	while (pay_module_entry.functions[count].fname != NULL && count < 24) {
		all[count] = pay_module_entry.functions[count];
		count++;
	}
	memcpy(&all[count], own, sizeof(own));
	pay_module_entry.functions = all;
}
