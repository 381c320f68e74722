/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/bill.h"
#include "php/call.h"
#include "php/classes.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/result.h"

#include "core/text.h"
#include "gateway/alipay_bill.h"

#include "zend_exceptions.h"

/* Statements: the gateway names an address, which lives for 30 seconds, of an archive that nobody signs. */

static void throw_with(const pay_endpoint *endpoint, const pay_error *error, int attempts)
{
	php_pay_throw(error,
		&(php_pay_context) {.method = endpoint->method != NULL ? endpoint->method : "POST",
			.path = pay_slice_from(endpoint->path),
			.attempts = attempts});
}

/* A link that has died, or a gateway's page in the file's place. */
static void throw_refusal(const pay_call *call, long status)
{
	php_pay_throw_refusal(
		&(php_pay_refusal) {
			.status = status,
			.code = zend_empty_string,
			.message = zend_empty_string,
			.request_id = PAY_LIT(""),
			.body = NULL,
			.retryable = true,
			.verified = false,
		},
		&(php_pay_context) {.method = call->method,
			.path = pay_slice_from(call->endpoint->path),
			.attempts = call->attempts});
}

/* False: thrown. */
static bool download(php_pay_client *client, pay_slice url, FILE *file, pay_arena *arena)
{
	pay_answer answer = {.response = {.body = PAY_LIT("")}, .request_id = PAY_LIT("")};
	pay_error error = PAY_ERROR_INIT;
	pay_status status;
	pay_call call = {
		.endpoint = &pay_alipay_bill_file,
		.method = pay_alipay_bill_file.method,
		.target = url,
		.body = PAY_LIT(""),
		.file = file,
	};

	status = php_pay_exchange(client, &pay_gateway_alipay_file, &call, arena, &answer, &error);
	error.status = status;
	if (status == PAY_E_API) {
		throw_refusal(&call, answer.response.status);
	} else if (status != PAY_OK) {
		throw_with(call.endpoint, &error, call.attempts);
	}
	php_pay_report(client, &pay_gateway_alipay_file, &call, &answer, arena);
	return status == PAY_OK;
}

static void fetch(zval *return_value, php_pay_client *client, zend_string *address)
{
	pay_arena *arena = php_pay_scope_open();
	pay_error error = PAY_ERROR_INIT;
	pay_slice url;
	FILE *file;

	if (pay_alipay_bill_url(&client->account, php_pay_slice(address), arena, &url, &error)
		!= PAY_OK) {
		throw_with(pay_alipay_endpoint(PAY_ALIPAY_BILL), &error, 1);
	} else if ((file = php_pay_bill_make(return_value)) != NULL
		&& download(client, url, file, arena)
		&& php_pay_bill_unpack_alipay(return_value, &error) != PAY_OK) {
		throw_with(&pay_alipay_bill_file, &error, 1);
	}
	php_pay_scope_close_of(arena);
}

static bool is_empty_day(HashTable *answer)
{
	zend_string *code = php_pay_find_string(answer, "bill_file_code");

	return code != NULL && zend_string_equals_literal(code, "EMPTY_DATA_WITH_BILL_FILE");
}

static void read_answer(zval *return_value, php_pay_client *client, HashTable *answer)
{
	zend_string *address = php_pay_find_string(answer, "bill_download_url");
	pay_error error = PAY_ERROR_INIT;

	if (address != NULL && ZSTR_LEN(address) > 0) {
		fetch(return_value, client, address);
	} else if (is_empty_day(answer)) {
		(void) php_pay_bill_make_empty(return_value);
	} else {
		(void) pay_fail(&error, PAY_E_SIGNATURE, "signature.malformed",
			"The answer names no bill_download_url");
		throw_with(pay_alipay_endpoint(PAY_ALIPAY_BILL), &error, 1);
	}
}

PHP_METHOD(Pay_Alipay, bill)
{
	HashTable *params = (HashTable *) &zend_empty_array;
	php_pay_client *client;
	zend_string *date;
	zval fields, answer;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(date)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(params)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (!pay_bill_is_day(php_pay_slice(date)) && !pay_bill_is_month(php_pay_slice(date))) {
		zend_argument_value_error(
			1, "must be a date such as 2026-11-24, or a month such as 2026-10");
		RETURN_THROWS();
	}
	ZVAL_ARR(&fields, zend_array_dup(params));
	add_assoc_str(&fields, "bill_date", zend_string_copy(date));
	if (!zend_hash_str_exists(Z_ARRVAL(fields), ZEND_STRL("bill_type"))) {
		add_assoc_string(&fields, "bill_type", "trade");
	}
	ZVAL_UNDEF(&answer);
	php_pay_alipay_operate(&answer, client, PAY_ALIPAY_BILL, Z_ARRVAL(fields));
	zval_ptr_dtor(&fields);
	if (EG(exception) == NULL) {
		read_answer(return_value, client, Z_ARRVAL(php_pay_result_from(Z_OBJ(answer))->data));
	}
	zval_ptr_dtor(&answer);
}
