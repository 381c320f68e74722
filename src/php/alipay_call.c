/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/call.h"
#include "php/classes.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/fields.h"
#include "php/globals.h"
#include "php/owner.h"
#include "php/page.h"
#include "php/result.h"

#include "core/text.h"
#include "gateway/alipay.h"

#include "zend_exceptions.h"

#include <time.h>

/* What messages call the request: "alipay.trade.query" says more than /gateway.do. */
static php_pay_context context_of(const php_pay_alipay_work *on)
{
	return (php_pay_context) {
		.method = "POST", .path = on->call.name, .attempts = on->call.attempts};
}

static bool moves_money(const php_pay_alipay_work *on)
{
	return on->call.endpoint->effect == PAY_EFFECT_MONEY;
}

/* ------------------------------------------------------------------ answers */

/* Codes that leave open what happened, in sub_code or in code. */
static bool is_doubtful(pay_slice code)
{
	static const pay_slice codes[] = {PAY_LIT_INIT("20000"), PAY_LIT_INIT("REQUEST_PROCESSING"),
		PAY_LIT_INIT("TRANS_ORDER_DEALING"), PAY_LIT_INIT("BANK_RESPONSE_ERROR"),
		PAY_LIT_INIT("isp.unknow-error"), PAY_LIT_INIT("aop.unknow-error"),
		PAY_LIT_INIT("UNKNOWN_ERROR")};
	pay_slice suffix = PAY_LIT("SYSTEM_ERROR");

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (pay_slice_equal(code, codes[i])) {
			return true;
		}
	}
	return pay_slice_ends(code, suffix);
}

static bool is_limited(pay_slice code)
{
	return pay_slice_equal(code, PAY_LIT("40005"))
		|| pay_slice_starts(code, PAY_LIT("isv.app-call-limited"))
		|| pay_slice_starts(code, PAY_LIT("isv.method-call-limited"));
}

/* Codes are texts, and now and then numbers. */
static zend_string *text_of(HashTable *data, const char *name)
{
	zval *value = zend_hash_str_find(data, name, strlen(name));

	return value != NULL && (Z_TYPE_P(value) == IS_STRING || Z_TYPE_P(value) == IS_LONG)
		? zval_get_string(value)
		: zend_string_copy(zend_empty_string);
}

/* The one that says more, if it is there. The caller's. */
static zend_string *first_of(HashTable *data, const char *first, const char *second)
{
	zend_string *text = text_of(data, first);

	if (ZSTR_LEN(text) > 0) {
		return text;
	}
	zend_string_release(text);
	return text_of(data, second);
}

/*
 * Only what comes before Alipay knows whose key applies has a reason to be unsigned: 40001 to 40003, 40005, 40006. From anyone else
 * "no" proves nothing.
 */
static bool may_be_unsigned(pay_slice code)
{
	return code.size == 5 && pay_slice_starts(code, PAY_LIT("4000"))
		&& !pay_slice_equal(code, PAY_LIT("40004"));
}

/* Whether money may have moved although the answer says no. */
static bool is_open(const php_pay_alipay_work *on, pay_slice code, pay_slice gateway_code)
{
	return on->call.in_doubt || on->answer.response.status != 200 || gateway_code.size == 0
		|| is_doubtful(code) || is_doubtful(gateway_code)
		|| (!on->answer.verified && !may_be_unsigned(gateway_code));
}

static void throw_refusal(const php_pay_alipay_work *on, HashTable *data)
{
	const long status = on->answer.response.status;
	php_pay_context context = context_of(on);
	zend_string *code = first_of(data, "sub_code", "code"), *gateway_code = text_of(data, "code");
	zend_string *message = first_of(data, "sub_msg", "msg");
	bool open = is_open(on, php_pay_slice(code), php_pay_slice(gateway_code));

	php_pay_throw_refusal(
		&(php_pay_refusal) {
			.status = status,
			.code = code,
			.message = message,
			.request_id = on->answer.request_id,
			.body = data,
			.retryable = pay_call_is_repeatable(&on->call)
				&& (open || is_limited(php_pay_slice(code))
					|| is_limited(php_pay_slice(gateway_code))),
			.verified = on->answer.verified,
		},
		&context);
	if (moves_money(on) && open) {
		php_pay_throw_unknown(&context);
	}
	zend_string_release(code);
	zend_string_release(gateway_code);
	zend_string_release(message);
}

/* True: the answer is about something else, and that was thrown. */
static bool is_about_other(const php_pay_alipay_work *on, HashTable *data, bool refused)
{
	static const char *const repeated[] = {
		"out_trade_no", "trade_no", "out_request_no", "out_biz_no", "out_order_no", NULL};
	const char *other = php_pay_other_than_asked(Z_ARRVAL(on->asked), data, repeated);
	const char *missing = refused
		? NULL
		: php_pay_not_repeated(Z_ARRVAL(on->asked), data, on->call.endpoint->repeats);
	php_pay_context context = context_of(on);
	pay_error error = PAY_ERROR_INIT;
	char reason[PAY_REASON_MAX];

	other = other != NULL ? other : missing;
	if (other == NULL) {
		return false;
	}
	(void) snprintf(reason, sizeof(reason), "integrity.%s", other);
	(void) pay_fail(
		&error, PAY_E_INTEGRITY, reason, "The answer is about another %s than was asked", other);
	php_pay_throw_call(&error, &context, moves_money(on));
	return true;
}

static bool says(HashTable *data, const char *name, const char *text)
{
	zend_string *value = text_of(data, name);
	bool is_same = zend_string_equals_cstr(value, text, strlen(text));

	zend_string_release(value);
	return is_same;
}

static pay_slice word_of(HashTable *data, const char *name)
{
	zend_string *word = php_pay_find_string(data, name);

	return word != NULL ? php_pay_slice(word) : PAY_LIT("");
}

/* As the endpoint table spells it: gateway.h. */
static pay_slice state_word(const pay_endpoint *endpoint, HashTable *data)
{
	const char *spec = endpoint->state;
	pay_slice word;

	if (spec == NULL) {
		return PAY_LIT("");
	}
	switch (spec[0]) {
	case '=':
		word = word_of(data, "trade_status");
		return word.size > 0              ? word
			: says(data, "code", "10003") ? PAY_LIT("WAIT_BUYER_PAY")
										  : pay_slice_from(spec + 1);
	case '?':
		return says(data, spec + 1, "Y") ? PAY_LIT("TRADE_SUCCESS") : PAY_LIT("PROCESSING");
	case '!':
		return says(data, spec + 1, "N") ? PAY_LIT("TRADE_CLOSED") : PAY_LIT("PROCESSING");
	default:
		return word_of(data, spec);
	}
}

static void make_result(const php_pay_alipay_work *on, zval *return_value, zval *data)
{
	php_pay_result_make(return_value, pay_ce_Result,
		&(php_pay_facts) {
			.status = on->answer.response.status,
			.state = state_word(on->call.endpoint, Z_ARRVAL_P(data)),
			.request_id = on->answer.request_id,
			.raw = on->answer.response.body,
			.owner = php_pay_alipay_owner(
				&on->client->account, php_pay_find_string(Z_ARRVAL_P(data), "trade_no")),
			.verified = on->answer.verified,
		},
		data);
}

static void finish(const php_pay_alipay_work *on, bool refused, zval *return_value)
{
	php_pay_context context = context_of(on);
	pay_error error = PAY_ERROR_INIT;
	const char *wrong = NULL;
	zval data;

	if (on->answer.payload.size > 0) {
		wrong = php_pay_json_decode(&data, on->answer.payload);
	} else {
		array_init(&data);
	}
	if (wrong != NULL) {
		(void) pay_fail(&error, PAY_E_SIGNATURE, "signature.malformed", "The answer %s", wrong);
		php_pay_throw_call(&error, &context, moves_money(on));
		return;
	}
	if (!is_about_other(on, Z_ARRVAL(data), refused)) {
		if (!refused) {
			make_result(on, return_value, &data); /* data has moved into it */
			return;
		}
		throw_refusal(on, Z_ARRVAL(data));
	}
	zval_ptr_dtor(&data);
}

/* ------------------------------------------------------------------ the call */

/* An answer whose certificate we do not hold yet: fetch it and look again. Nothing is sent twice. */
static pay_status prove_again(php_pay_alipay_work *on, pay_error *error)
{
	pay_slice sn;

	if (strcmp(error->reason, "signature.unknown-serial") != 0
		|| pay_copy(on->arena, &sn, pay_slice_from(error->serial)) != PAY_OK
		|| !php_pay_alipay_certificate(on->client, sn, error)) {
		return error->status;
	}
	return pay_check(
		&pay_gateway_alipay, &on->client->account, &on->call, on->arena, &on->answer, error);
}

static void run(php_pay_alipay_work *on, zval *return_value)
{
	pay_error error = PAY_ERROR_INIT;
	pay_status status;
	php_pay_context context;

	status = php_pay_exchange(
		on->client, &pay_gateway_alipay, &on->call, on->arena, &on->answer, &error);
	if (status == PAY_E_SIGNATURE) {
		status = prove_again(on, &error);
	}
	error.status = status;
	context = context_of(on);
	if (status == PAY_OK || status == PAY_E_API) {
		finish(on, status == PAY_E_API, return_value);
	} else {
		php_pay_throw_call(&error, &context, moves_money(on));
	}
}

static php_pay_alipay_work open_work(php_pay_client *client, const pay_endpoint *endpoint)
{
	return (php_pay_alipay_work) {
		.client = client,
		.arena = php_pay_scope_open(),
		.call = {.endpoint = endpoint,
			.method = "POST",
			.has_body = true,
			.target = PAY_LIT("/gateway.do"),
			.body = PAY_LIT("")},
		.answer = {.response = {.body = PAY_LIT("")},
			.request_id = PAY_LIT(""),
			.payload = PAY_LIT("")},
	};
}

static void close_work(php_pay_alipay_work *on)
{
	php_pay_alipay_work_free(on);
	php_pay_scope_close_of(on->arena);
}

void php_pay_alipay_call(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	pay_slice method, HashTable *params, HashTable *systems)
{
	php_pay_alipay_work on = open_work(client, endpoint);

	if (php_pay_alipay_prepare(&on, method, params, systems)) {
		run(&on, return_value);
		php_pay_report(client, &pay_gateway_alipay, &on.call, &on.answer, on.arena);
	}
	close_work(&on);
}

static pay_slice origin_of(const pay_account *account)
{
	return account->travel.base_url.size > 0 ? account->travel.base_url
		: account->origin.size > 0           ? account->origin
											 : pay_slice_from(pay_gateway_alipay.hosts[0]);
}

static pay_status sign_page(php_pay_alipay_work *on, pay_pair **fields, size_t *count,
	size_t *body_count, pay_slice *gateway, pay_error *error)
{
	PAY_TRY(pay_alipay_complete(&on->client->account, &on->call, (int64_t) time(NULL), on->arena,
		fields, count, body_count, error));
	return pay_alipay_gateway_url(origin_of(&on->client->account), on->arena, gateway);
}

void php_pay_alipay_page(zval *return_value, php_pay_client *client, const pay_endpoint *endpoint,
	pay_slice method, HashTable *params, HashTable *systems)
{
	php_pay_alipay_work on = open_work(client, endpoint);
	pay_error error = PAY_ERROR_INIT;
	size_t count, body_count;
	pay_pair *fields;
	pay_slice gateway;

	on.is_page = true;
	if (php_pay_alipay_prepare(&on, method, params, systems)) {
		if (sign_page(&on, &fields, &count, &body_count, &gateway, &error) == PAY_OK) {
			php_pay_page_make(return_value, gateway, fields, count, body_count);
		} else {
			php_pay_throw(&error, NULL);
		}
	}
	close_work(&on);
}
