/* SPDX-License-Identifier: MIT */
#include "php/bill.h"
#include "php/classes.h"
#include "php/convert.h"
#include "php/globals.h"
#include "php/result.h"
#include "php/wechat.h"

#include "core/text.h"
#include "gateway/wechat.h"
#include "gateway/wechat_bill.h"

#include "zend_exceptions.h"

/*
 * Statements. APIv3 names a URL and the hash of what is there; APIv2 answers with the statement itself, so that only its
 * shape tells whether it came whole. https://pay.weixin.qq.com/doc/v3/merchant/4013071201
 */
/* The caller's parameters with the date as the version writes it. False: thrown. */
static bool take_fields(
	zval *fields, zend_string *date, HashTable *params, const php_pay_client *client)
{
	if (!pay_bill_is_day(php_pay_slice(date))) {
		zend_argument_value_error(1, "must be a date such as 2026-11-25");
		return false;
	}
	ZVAL_ARR(fields, zend_array_dup(params));
	if (php_pay_speaks_v2(client)) {
		zend_string *plain = zend_strpprintf(
			0, "%.4s%.2s%.2s", ZSTR_VAL(date), ZSTR_VAL(date) + 5, ZSTR_VAL(date) + 8);

		add_assoc_str(fields, "bill_date", plain);
	} else {
		add_assoc_str(fields, "bill_date", zend_string_copy(date));
	}
	return true;
}

static void throw_integrity(const pay_endpoint *endpoint, pay_error *error)
{
	php_pay_throw(error,
		&(php_pay_context) {.method = endpoint->method != NULL ? endpoint->method : "POST",
			.path = pay_slice_from(endpoint->path),
			.attempts = 1});
}

/* ------------------------------------------------------------------ APIv3 */

static pay_status check_hash(FILE *file, HashTable *announced, pay_error *error)
{
	zend_string *type = php_pay_find_string(announced, "hash_type");
	zend_string *value = php_pay_find_string(announced, "hash_value");
	char hex[PAY_SHA1_HEX_SIZE];

	if (type == NULL || value == NULL || !zend_string_equals_literal_ci(type, "SHA1")) {
		return pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-hash",
			"The answer announces no SHA1 that the bill could be checked against");
	}
	PAY_TRY(pay_text_file_sha1(file, hex, error));
	return pay_equal_ignore_case(php_pay_slice(value), pay_slice_from(hex))
		? PAY_OK
		: pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-hash",
			"The bill that came is not the one whose SHA1 was announced");
}

/* The request carries our signature, so it goes to WeChat Pay and to nobody else. */
static pay_status check_url(const pay_account *account, zend_string *text, pay_error *error)
{
	pay_url url;
	pay_status status = PAY_OK;

	if (text == NULL) {
		return pay_fail(
			error, PAY_E_SIGNATURE, "signature.malformed", "The answer names no download_url");
	}
	if (pay_wechat_own_url(account, php_pay_scope_open(), php_pay_slice(text), &url, error)
		!= PAY_OK) {
		status = pay_fail(error, PAY_E_INTEGRITY, "integrity.download-url",
			"The answer names a download_url that is not on WeChat Pay's own host");
	}
	php_pay_scope_close();
	return status;
}

/* Signed like any request; what comes is not signed, so that only the announced hash proves it. False: thrown. */
static bool download(php_pay_client *client, zend_string *url, FILE *file)
{
	const pay_endpoint *endpoint =
		pay_wechat_endpoint_find(PAY_LIT("GET"), PAY_LIT("/v3/billdownload/file"));
	zval answer;

	ZVAL_UNDEF(&answer);
	php_pay_wechat_call(&answer, client, endpoint, "GET", php_pay_slice(url),
		(HashTable *) &zend_empty_array, pay_ce_Result, file);
	zval_ptr_dtor(&answer);
	return EG(exception) == NULL;
}

static void fetch_v3(
	zval *return_value, php_pay_client *client, pay_wechat_operation operation, HashTable *fields)
{
	const pay_endpoint *endpoint = pay_wechat_endpoint(operation);
	pay_error error = PAY_ERROR_INIT;
	zval answer;
	HashTable *announced;
	zend_string *url;
	FILE *file;

	ZVAL_UNDEF(&answer);
	php_pay_wechat_operate(&answer, client, operation, fields, pay_ce_Result);
	if (EG(exception) != NULL) {
		return;
	}
	announced = Z_ARRVAL(php_pay_result_from(Z_OBJ(answer))->data);
	url = php_pay_find_string(announced, "download_url");
	if (check_url(&client->account, url, &error) != PAY_OK) {
		throw_integrity(endpoint, &error);
	} else if ((file = php_pay_bill_make(return_value)) != NULL && download(client, url, file)
		&& check_hash(file, announced, &error) != PAY_OK) {
		throw_integrity(endpoint, &error);
	}
	zval_ptr_dtor(&answer);
}

/* ------------------------------------------------------------------ APIv2 */

static void fetch_v2(
	zval *return_value, php_pay_client *client, pay_wechat_operation operation, HashTable *fields)
{
	pay_v2_operation v2 = pay_wechat_v2_operation(operation);
	FILE *file = php_pay_bill_make(return_value);
	pay_error error = PAY_ERROR_INIT;
	zval answer;

	if (file == NULL) {
		return;
	}
	ZVAL_UNDEF(&answer);
	php_pay_wechat_v2_call(
		&answer, client, &v2, pay_slice_from(v2.endpoint->path), fields, pay_ce_Result, file);
	zval_ptr_dtor(&answer);
	if (EG(exception) == NULL && pay_bill_check(file, &error) != PAY_OK) {
		throw_integrity(v2.endpoint, &error);
	}
}

/* ------------------------------------------------------------------ methods */

static void statement(INTERNAL_FUNCTION_PARAMETERS, pay_wechat_operation operation)
{
	php_pay_client *client;
	zend_string *date;
	HashTable *params = (HashTable *) &zend_empty_array;
	zval fields;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(date)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(params)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL || !take_fields(&fields, date, params, client)) {
		RETURN_THROWS();
	}
	if (php_pay_speaks_v2(client)) {
		if (operation == PAY_WECHAT_FUND_FLOW
			&& !zend_hash_str_exists(Z_ARRVAL(fields), ZEND_STRL("account_type"))) {
			add_assoc_string(&fields, "account_type", "Basic");
		}
		fetch_v2(return_value, client, operation, Z_ARRVAL(fields));
	} else {
		fetch_v3(return_value, client, operation, Z_ARRVAL(fields));
	}
	zval_ptr_dtor(&fields);
}

PHP_METHOD(Pay_WeChat, bill)
{
	statement(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_BILL);
}

PHP_METHOD(Pay_WeChat, fundFlow)
{
	statement(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_FUND_FLOW);
}
