/* SPDX-License-Identifier: MIT */
#include "php/wechat.h"

#include "php/call.h"
#include "php/classes.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/fields.h"
#include "php/globals.h"
#include "php/owner.h"
#include "php/result.h"
#include "php/wechat_work.h"

#include "zend_exceptions.h"

#include <time.h>

static php_pay_context context_of(const php_pay_wechat_work *on)
{
	return (php_pay_context) {
		.method = on->call.method, .path = on->path, .attempts = on->call.attempts};
}

static void throw_status(const php_pay_wechat_work *on, const pay_error *error)
{
	php_pay_context context = context_of(on);

	php_pay_throw_call(error, &context, on->call.endpoint->effect == PAY_EFFECT_MONEY);
}

static bool is_transient(zend_string *code)
{
	static const char *const codes[] = {"SYSTEM_ERROR", "SYSTEMERROR", "BANK_ERROR", "BANKERROR",
		"SERVICE_UNAVAILABLE", "FREQUENCY_LIMITED", "FREQUENCY_LIMIT_EXCEED", "RATELIMIT_EXCEEDED",
		"RATELIMIT_EXCEED", "RATE_LIMITED", "USERPAYING", "ACCEPTED"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (zend_string_equals_cstr(code, codes[i], strlen(codes[i]))) {
			return true;
		}
	}
	return false;
}

static bool is_final_despite_500(zend_string *code)
{
	return zend_string_equals_literal(code, "OPENID_MISMATCH")
		|| zend_string_equals_literal(code, "INVALID_TRANSACTIONID");
}

/* Whether the refusal leaves open what happened: the gateway failed, or something else answered. */
static bool is_doubtful(long status, zend_string *code)
{
	bool says_so = zend_string_equals_literal(code, "SYSTEM_ERROR")
		|| zend_string_equals_literal(code, "SYSTEMERROR")
		|| zend_string_equals_literal(code, "BANK_ERROR");

	return says_so || ((status < 400 || status > 499) && !is_final_despite_500(code));
}

static void throw_refusal(const php_pay_wechat_work *on)
{
	const pay_response *response = &on->answer.response;
	php_pay_context context = context_of(on);
	zend_string *code = zend_empty_string, *message = zend_empty_string, *found;
	zval body;
	bool is_json = php_pay_json_decode(&body, response->body) == NULL;

	if (is_json && (found = php_pay_find_string(Z_ARRVAL(body), "code")) != NULL) {
		code = found;
	}
	if (is_json && (found = php_pay_find_string(Z_ARRVAL(body), "message")) != NULL) {
		message = found;
	}
	php_pay_throw_refusal(
		&(php_pay_refusal) {
			.status = response->status,
			.code = code,
			.message = message,
			.request_id = on->answer.request_id,
			.body = is_json ? Z_ARRVAL(body) : NULL,
			.retryable = pay_call_is_repeatable(&on->call)
				&& (is_transient(code) || response->status == 429
					|| (response->status >= 500 && !is_final_despite_500(code))),
			.verified = on->answer.verified,
		},
		&context);
	if (on->call.endpoint->effect == PAY_EFFECT_MONEY
		&& (on->call.in_doubt || is_doubtful(response->status, code))) {
		php_pay_throw_unknown(&context);
	}
	zval_ptr_dtor(&body);
}

/* What an answer repeats of its question. */
static const char *const repeated[] = {"out_trade_no", "transaction_id", "out_refund_no",
	"refund_id", "mchid", "sp_mchid", "sub_mchid", "appid", "sp_appid", "out_bill_no",
	"out_order_no", "out_return_no", "combine_out_trade_no", NULL};

static pay_status decode_answer(const php_pay_wechat_work *on, zval *data, pay_error *error)
{
	const pay_response *response = &on->answer.response;
	const char *wrong, *other;

	if (on->call.endpoint->is_unsigned || response->body.size == 0) {
		array_init(data);
		return PAY_OK;
	}
	wrong = php_pay_json_decode(data, response->body);
	if (wrong != NULL) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The answer %s", wrong);
	}
	other = php_pay_other_than_asked(Z_ARRVAL(on->asked), Z_ARRVAL_P(data), repeated);
	if (other == NULL) {
		other =
			php_pay_not_repeated(Z_ARRVAL(on->asked), Z_ARRVAL_P(data), on->call.endpoint->repeats);
	}
	if (other != NULL) {
		char reason[PAY_REASON_MAX];

		(void) snprintf(reason, sizeof(reason), "integrity.%s", other);
		zval_ptr_dtor(data);
		ZVAL_UNDEF(data);
		return pay_fail(
			error, PAY_E_INTEGRITY, reason, "The answer is about another %s than was asked", other);
	}
	return PAY_OK;
}

static pay_slice state_word(const pay_endpoint *endpoint, HashTable *data)
{
	zend_string *word;

	if (endpoint->state == NULL) {
		return PAY_LIT("");
	}
	if (endpoint->state[0] == '=') {
		return pay_slice_from(endpoint->state + 1);
	}
	word = php_pay_find_string(data, endpoint->state);
	return word != NULL ? php_pay_slice(word) : PAY_LIT("");
}

static void finish(const php_pay_wechat_work *on, zval *return_value, zend_class_entry *ce)
{
	const pay_response *response = &on->answer.response;
	pay_error error = PAY_ERROR_INIT;
	zval data;

	if (decode_answer(on, &data, &error) != PAY_OK) {
		throw_status(on, &error);
		return;
	}
	php_pay_result_make(return_value, ce,
		&(php_pay_facts) {
			.status = response->status,
			.state = state_word(on->call.endpoint, Z_ARRVAL(data)),
			.request_id = on->answer.request_id,
			.raw = response->body,
			.owner = php_pay_wechat_owner(
				&on->client->account, php_pay_find_string(Z_ARRVAL(on->asked), "sub_mchid")),
			.verified = on->answer.verified,
		},
		&data);
	if (ce == pay_ce_Prepay) {
		php_pay_prepay_complete(return_value, &on->client->account, false);
	}
}

/* An exception that is not about this call came before the proof of its answer. */
static pay_status stop(const php_pay_wechat_work *on)
{
	php_pay_context context = context_of(on);

	if (on->call.endpoint->effect != PAY_EFFECT_READ) {
		php_pay_throw_unknown(&context);
	}
	return PAY_E_STOPPED;
}

/* An answer whose certificate we do not hold yet: fetch it and look again. Nothing is sent twice. */
static pay_status prove_again(php_pay_wechat_work *on, pay_error *error)
{
	pay_slice serial = pay_slice_from(error->serial);

	if (!on->client->fetches_certificates || strcmp(error->reason, "signature.unknown-serial") != 0
		|| on->answer.response.status == 0) {
		return error->status;
	}
	if (!php_pay_wechat_certificates(on->client, serial)) {
		return php_pay_shrug() ? error->status : stop(on);
	}
	return pay_gateway_wechat.check(
		&on->client->account, &on->call, &on->answer, (int64_t) time(NULL), on->arena, error);
}

static void run(php_pay_wechat_work *on, zval *return_value, zend_class_entry *ce)
{
	pay_error error = PAY_ERROR_INIT;
	pay_status status;

	status = php_pay_exchange(
		on->client, &pay_gateway_wechat, &on->call, on->arena, &on->answer, &error);
	if (status == PAY_E_SIGNATURE) {
		status = prove_again(on, &error);
	}
	error.status = status;
	if (status == PAY_OK && on->answer.response.status != 202) {
		finish(on, return_value, ce);
	} else if (status == PAY_OK || status == PAY_E_API) {
		throw_refusal(on);
	} else {
		throw_status(on, &error);
	}
}

static bool has_body(const char *method)
{
	return strcmp(method, "GET") != 0 && strcmp(method, "DELETE") != 0;
}

void php_pay_wechat_call(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	const char *method, pay_slice path, HashTable *fields, zend_class_entry *ce, FILE *file)
{
	php_pay_wechat_work on = {
		.client = client,
		.arena = php_pay_scope_open(),
		.call = {.endpoint = endpoint,
			.method = method,
			.has_body = has_body(method),
			.file = file},
	};

	ZVAL_UNDEF(&on.asked);
	ZVAL_UNDEF(&on.fields);
	if (php_pay_wechat_prepare(&on, path, fields)
		&& php_pay_wechat_certificates(client, PAY_LIT(""))) {
		run(&on, return_value, ce);
		php_pay_report(client, &pay_gateway_wechat, &on.call, &on.answer, on.arena);
	}
	php_pay_wechat_work_free(&on);
	php_pay_scope_close_of(on.arena);
}
