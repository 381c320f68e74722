/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/call.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/result.h"
#include "php/wechat.h"

#include "core/text.h"
#include "gateway/wechat_login.h"

#include "zend_exceptions.h"

#define CODE_MAX 512 /* bytes */

static php_pay_context context_of(const pay_call *call)
{
	return (php_pay_context) {
		.method = call->method, .path = call->target, .attempts = call->attempts};
}

/* {"errcode":40029,"errmsg":"invalid code"}: a number, 0 or absent in a success. */
static zend_long error_code(HashTable *data)
{
	zval *code = zend_hash_str_find(data, ZEND_STRL("errcode"));

	return code != NULL && Z_TYPE_P(code) == IS_LONG ? Z_LVAL_P(code) : 0;
}

static void throw_refusal(const pay_call *call, const pay_answer *answer, HashTable *data)
{
	php_pay_context context = context_of(call);
	zend_long code = data != NULL ? error_code(data) : 0;
	zend_string *text = data != NULL ? php_pay_find_string(data, "errmsg") : NULL;
	zend_string *number = code != 0 ? zend_long_to_str(code) : zend_string_copy(zend_empty_string);

	php_pay_throw_refusal(
		&(php_pay_refusal) {
			.status = answer->response.status,
			.code = number,
			.message = text != NULL ? text : zend_empty_string,
			.request_id = PAY_LIT(""),
			.body = data,
			.retryable = code == -1 || code == 45011,
			.verified = false,
		},
		&context);
	zend_string_release(number);
}

static void finish(zval *return_value, const pay_call *call, const pay_answer *answer)
{
	const char *wrong;
	pay_error error = PAY_ERROR_INIT;
	php_pay_context context = context_of(call);
	zval data;

	wrong = php_pay_json_decode(&data, answer->response.body);
	if (wrong != NULL) {
		(void) pay_fail(&error, PAY_E_SIGNATURE, "signature.malformed", "The answer %s", wrong);
		php_pay_throw(&error, &context);
	} else if (answer->response.status != 200 || error_code(Z_ARRVAL(data)) != 0) {
		throw_refusal(call, answer, Z_ARRVAL(data));
	} else if (php_pay_find_string(Z_ARRVAL(data), "openid") == NULL) {
		(void) pay_fail(
			&error, PAY_E_SIGNATURE, "signature.malformed", "The answer names no openid");
		php_pay_throw(&error, &context);
	} else {
		php_pay_result_make(return_value, pay_ce_Result,
			&(php_pay_facts) {
				.status = answer->response.status,
				.state = PAY_LIT(""),
				.request_id = PAY_LIT(""),
				.raw = answer->response.body,
				.verified = false,
			},
			&data);
		return;
	}
	zval_ptr_dtor(&data);
}

static void run(zval *return_value, php_pay_client *client, pay_call *call, pay_arena *arena)
{
	pay_error error = PAY_ERROR_INIT;
	pay_answer answer = {.response = {.body = PAY_LIT("")}};
	pay_status status;
	php_pay_context context;

	status = php_pay_exchange(client, &pay_gateway_wechat_login, call, arena, &answer, &error);
	context = context_of(call);
	error.status = status;
	if (status == PAY_OK) {
		finish(return_value, call, &answer);
	} else if (status == PAY_E_API) {
		throw_refusal(call, &answer, NULL);
	} else {
		php_pay_throw(&error, &context);
	}
	php_pay_report(client, &pay_gateway_wechat_login, call, &answer, arena);
}

static bool check_account(const pay_account *account, bool needs_secret)
{
	if (account->app.size == 0) {
		php_pay_throw_config("config.missing", "appId is missing: a login belongs to an app");
		return false;
	}
	if (needs_secret && account->app_secret.size == 0) {
		php_pay_throw_config("config.missing",
			"appSecret is missing: that of the app, from the console of the official account or "
			"mini program");
		return false;
	}
	return true;
}

/* A code for what it stands for. */
static void exchange(
	INTERNAL_FUNCTION_PARAMETERS, const pay_endpoint *endpoint, const char *code_name)
{
	php_pay_client *client;
	zend_string *code;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(code)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL || !check_account(&client->account, true)) {
		RETURN_THROWS();
	}
	if (!pay_is_word(php_pay_slice(code), 1, CODE_MAX, "-_.~+/=")) {
		zend_argument_value_error(1, "must be the code that WeChat gave");
		RETURN_THROWS();
	}

	const pay_pair fields[] = {
		{PAY_LIT("appid"), client->account.app},
		{PAY_LIT("secret"), client->account.app_secret},
		{pay_slice_from(code_name), php_pay_slice(code)},
		{PAY_LIT("grant_type"), PAY_LIT("authorization_code")},
	};
	pay_call call = {
		.endpoint = endpoint,
		.method = endpoint->method,
		.target = pay_slice_from(endpoint->path),
		.body = PAY_LIT(""),
		.fields = fields,
		.field_count = sizeof(fields) / sizeof(*fields),
	};

	pay_arena *arena = php_pay_scope_open();

	run(return_value, client, &call, arena);
	php_pay_scope_close_of(arena);
}

PHP_METHOD(Pay_WeChat, openid)
{
	exchange(INTERNAL_FUNCTION_PARAM_PASSTHRU, &pay_wechat_login_openid, "code");
}

PHP_METHOD(Pay_WeChat, session)
{
	exchange(INTERNAL_FUNCTION_PARAM_PASSTHRU, &pay_wechat_login_session, "js_code");
}

PHP_METHOD(Pay_WeChat, authorizeUrl)
{
	php_pay_client *client;
	zend_string *redirect, *state = zend_empty_string, *scope = NULL;
	pay_error error = PAY_ERROR_INIT;
	pay_slice url;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_STR(redirect)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(state)
		Z_PARAM_STR(scope)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL || !check_account(&client->account, false)) {
		RETURN_THROWS();
	}
	if (pay_wechat_authorize_url(&client->account, php_pay_slice(redirect), php_pay_slice(state),
			scope != NULL ? php_pay_slice(scope) : PAY_LIT("snsapi_base"), php_pay_scope_open(),
			&url, &error)
		== PAY_OK) {
		RETVAL_STR(php_pay_string(url));
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
}
