/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/globals.h"
#include "php/reply.h"

#include "core/text.h"

/* ------------------------------------------------------------------ calls */

void php_pay_alipay_operate(
	zval *return_value, php_pay_client *client, pay_alipay_operation operation, HashTable *fields)
{
	const pay_endpoint *endpoint = pay_alipay_endpoint(operation);

	php_pay_alipay_call(return_value, client, endpoint, pay_slice_from(endpoint->path), fields,
		(HashTable *) &zend_empty_array);
}

/* The body of every method that takes an array of fields. */
static void call_with_fields(INTERNAL_FUNCTION_PARAMETERS, pay_alipay_operation operation)
{
	php_pay_client *client;
	HashTable *fields;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(fields)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client != NULL) {
		php_pay_alipay_operate(return_value, client, operation, fields);
	}
}

/*
 * The body of every method that takes a number or an array of fields. name: what a bare number is; also: what else it is,
 * NULL: nothing.
 */
static void call_with_number(INTERNAL_FUNCTION_PARAMETERS, pay_alipay_operation operation,
	const char *name, const char *also)
{
	php_pay_client *client;
	zend_string *number = NULL;
	HashTable *fields = NULL;
	zval array;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT_OR_STR(fields, number)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (fields != NULL) {
		php_pay_alipay_operate(return_value, client, operation, fields);
		return;
	}
	array_init(&array);
	add_assoc_str(&array, name, zend_string_copy(number));
	if (also != NULL) {
		add_assoc_str(&array, also, zend_string_copy(number));
	}
	php_pay_alipay_operate(return_value, client, operation, Z_ARRVAL(array));
	zval_ptr_dtor(&array);
}

/* The body of every method that a browser or an app carries. */
static void page_with_fields(INTERNAL_FUNCTION_PARAMETERS, pay_alipay_operation operation)
{
	const pay_endpoint *endpoint = pay_alipay_endpoint(operation);
	php_pay_client *client;
	HashTable *fields;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(fields)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client != NULL) {
		php_pay_alipay_page(return_value, client, endpoint, pay_slice_from(endpoint->path), fields,
			(HashTable *) &zend_empty_array);
	}
}

PHP_METHOD(Pay_Alipay, page)
{
	page_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_PAGE);
}

PHP_METHOD(Pay_Alipay, wap)
{
	page_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_WAP);
}

PHP_METHOD(Pay_Alipay, app)
{
	page_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_APP);
}

PHP_METHOD(Pay_Alipay, precreate)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_PRECREATE);
}

PHP_METHOD(Pay_Alipay, create)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_CREATE);
}

PHP_METHOD(Pay_Alipay, query)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_QUERY, "out_trade_no", NULL);
}

PHP_METHOD(Pay_Alipay, close)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_CLOSE, "out_trade_no", NULL);
}

PHP_METHOD(Pay_Alipay, cancel)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_CANCEL, "out_trade_no", NULL);
}

PHP_METHOD(Pay_Alipay, refund)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_REFUND);
}

PHP_METHOD(Pay_Alipay, queryRefund)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_QUERY_REFUND, "out_trade_no",
		"out_request_no");
}

PHP_METHOD(Pay_Alipay, transfer)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_TRANSFER);
}

PHP_METHOD(Pay_Alipay, queryTransfer)
{
	call_with_number(
		INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_ALIPAY_QUERY_TRANSFER, "out_biz_no", NULL);
}

/* The body of execute() and pageExecute(). */
static void execute(INTERNAL_FUNCTION_PARAMETERS,
	void (*carry_out)(
		zval *, php_pay_client *, const pay_endpoint *, pay_slice, HashTable *, HashTable *))
{
	HashTable *fields = (HashTable *) &zend_empty_array, *systems = fields;
	php_pay_client *client;
	zend_string *method;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_STR(method)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(fields)
		Z_PARAM_ARRAY_HT(systems)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client != NULL) {
		carry_out(return_value, client, pay_alipay_endpoint_find(php_pay_slice(method)),
			php_pay_slice(method), fields, systems);
	}
}

PHP_METHOD(Pay_Alipay, execute)
{
	execute(INTERNAL_FUNCTION_PARAM_PASSTHRU, php_pay_alipay_call);
}

PHP_METHOD(Pay_Alipay, pageExecute)
{
	execute(INTERNAL_FUNCTION_PARAM_PASSTHRU, php_pay_alipay_page);
}

PHP_METHOD(Pay_Alipay, fail)
{
	zend_string *message;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_reply_fail(return_value, PHP_PAY_REPLY_TEXT, PAY_LIT(""));
}

/* ------------------------------------------------------------------ what may be seen */

static void add_text(zval *array, const char *name, pay_slice text)
{
	if (text.size > 0) {
		add_assoc_stringl(array, name, text.data, text.size);
	}
}

static void add_number(zval *array, const char *name, const pay_key *key)
{
	if (key != NULL && key->sn != NULL) {
		add_assoc_string(array, name, key->sn);
	}
}

PHP_METHOD(Pay_Alipay, __debugInfo)
{
	const php_pay_client *client = php_pay_client_from(Z_OBJ_P(ZEND_THIS));
	const pay_account *account = &client->account;

	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	if (!client->is_ready) {
		return;
	}
	add_text(return_value, "appId", account->app);
	add_assoc_string(return_value, "signType", account->rsa1 ? "RSA" : "RSA2");
	add_number(return_value, "certificateSn", account->certificate);
	add_number(return_value, "rootCertificateSn", account->roots);
	if (account->roots != NULL) {
		add_text(return_value, "alipayCertificateSn", account->platform[0].id);
	}
	add_text(return_value, "sellerId", account->merchant);
	add_text(return_value, "notifyUrl", account->notify_url);
	add_text(return_value, "returnUrl", account->return_url);
	add_text(return_value, "baseUrl",
		account->travel.base_url.size > 0 ? account->travel.base_url : account->origin);
}
