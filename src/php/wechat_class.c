/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/globals.h"
#include "php/reply.h"
#include "php/wechat.h"

#include "core/cipher.h"
#include "core/sign.h"
#include "core/text.h"
#include "gateway/wechat.h"

#include "zend_exceptions.h"

#include <time.h>

/* The client behind $this, for what only APIv3 has; NULL: thrown. */
static php_pay_client *this_v3(zval *this)
{
	php_pay_client *client = php_pay_client_this(this);

	if (client != NULL && php_pay_speaks_v2(client)) {
		php_pay_throw_config(
			"config.missing", "apiV3Key is missing: without it this client speaks APIv2 only");
		return NULL;
	}
	return client;
}

/* ------------------------------------------------------------------ calls */

void php_pay_wechat_operate(zval *return_value, php_pay_client *client,
	pay_wechat_operation operation, HashTable *fields, zend_class_entry *ce)
{
	const pay_endpoint *endpoint = pay_wechat_endpoint(operation);
	pay_v2_operation v2 = pay_wechat_v2_operation(operation);
	const char *path = endpoint->path;

	if (php_pay_speaks_v2(client)) {
		php_pay_wechat_v2_call(
			return_value, client, &v2, pay_slice_from(v2.endpoint->path), fields, ce, NULL);
		return;
	}
	if (client->account.sub_merchant.size > 0 && endpoint->partner_path != NULL) {
		path = endpoint->partner_path;
	}
	php_pay_wechat_call(
		return_value, client, endpoint, endpoint->method, pay_slice_from(path), fields, ce, NULL);
}

static void call(INTERNAL_FUNCTION_PARAMETERS, pay_wechat_operation operation, HashTable *fields,
	zend_class_entry *ce)
{
	php_pay_client *client = php_pay_client_this(ZEND_THIS);

	if (client == NULL) {
		RETURN_THROWS();
	}
	php_pay_wechat_operate(return_value, client, operation, fields, ce);
}

/* The body of every method that takes an array of fields. */
static void call_with_fields(
	INTERNAL_FUNCTION_PARAMETERS, pay_wechat_operation operation, zend_class_entry *ce)
{
	HashTable *fields;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(fields)
	ZEND_PARSE_PARAMETERS_END();

	call(INTERNAL_FUNCTION_PARAM_PASSTHRU, operation, fields, ce);
}

/*
 * The body of every method that takes a number or an array of fields. by_id: what ["transaction_id"] asks for. name: what
 * a bare number is.
 */
static void call_with_number(INTERNAL_FUNCTION_PARAMETERS, pay_wechat_operation operation,
	pay_wechat_operation by_id, const char *name, const char *v2_name)
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
	name = php_pay_speaks_v2(client) ? v2_name : name;
	if (number != NULL) {
		array_init(&array);
		add_assoc_str(&array, name, zend_string_copy(number));
	} else {
		ZVAL_ARR(&array, zend_array_dup(fields));
		if (!zend_hash_str_exists(fields, name, strlen(name))
			&& zend_hash_str_exists(fields, ZEND_STRL("transaction_id"))) {
			operation = by_id;
		}
	}
	php_pay_wechat_operate(return_value, client, operation, Z_ARRVAL(array), pay_ce_Result);
	zval_ptr_dtor(&array);
}

PHP_METHOD(Pay_WeChat, jsapi)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_JSAPI, pay_ce_Prepay);
}

PHP_METHOD(Pay_WeChat, mini)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_JSAPI, pay_ce_Prepay);
}

PHP_METHOD(Pay_WeChat, h5)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_H5, pay_ce_Prepay);
}

PHP_METHOD(Pay_WeChat, native)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_NATIVE, pay_ce_Prepay);
}

PHP_METHOD(Pay_WeChat, app)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_APP, pay_ce_Prepay);
}

PHP_METHOD(Pay_WeChat, query)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_QUERY, PAY_WECHAT_QUERY_BY_ID,
		"out_trade_no", "out_trade_no");
}

PHP_METHOD(Pay_WeChat, close)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_CLOSE, PAY_WECHAT_CLOSE,
		"out_trade_no", "out_trade_no");
}

PHP_METHOD(Pay_WeChat, refund)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_REFUND, pay_ce_Result);
}

PHP_METHOD(Pay_WeChat, queryRefund)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_QUERY_REFUND,
		PAY_WECHAT_QUERY_REFUND, "out_refund_no", "out_refund_no");
}

PHP_METHOD(Pay_WeChat, reverse)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_REVERSE, PAY_WECHAT_REVERSE,
		"out_trade_no", "out_trade_no");
}

PHP_METHOD(Pay_WeChat, transfer)
{
	call_with_fields(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_TRANSFER, pay_ce_Result);
}

PHP_METHOD(Pay_WeChat, queryTransfer)
{
	call_with_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAY_WECHAT_QUERY_TRANSFER,
		PAY_WECHAT_QUERY_TRANSFER, "out_bill_no", "partner_trade_no");
}

static const char *known_method(zend_string *method)
{
	static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		if (zend_string_equals_cstr(method, methods[i], strlen(methods[i]))) {
			return methods[i];
		}
	}
	zend_argument_value_error(1, "must be GET, POST, PUT, PATCH or DELETE");
	return NULL;
}

/* The path that the endpoint table knows: without query and, for a URL, without scheme and host. */
static pay_slice endpoint_path(pay_slice path)
{
	const char *mark = memchr(path.data, '?', path.size);
	const char *scheme = strstr(path.data, "://");
	const char *slash = scheme != NULL ? strchr(scheme + 3, '/') : NULL;

	if (mark != NULL) {
		path.size = (size_t) (mark - path.data);
	}
	if (slash != NULL && slash < path.data + path.size) {
		path = pay_slice_after(path, (size_t) (slash - path.data));
	}
	return path;
}

PHP_METHOD(Pay_WeChat, request)
{
	php_pay_client *client;
	zend_string *method_name, *path;
	HashTable *fields = (HashTable *) &zend_empty_array;
	const char *method;
	const pay_endpoint *endpoint;

	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR(method_name)
		Z_PARAM_STR(path)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(fields)
	ZEND_PARSE_PARAMETERS_END();

	client = this_v3(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	method = known_method(method_name);
	if (method == NULL) {
		RETURN_THROWS();
	}
	endpoint =
		pay_wechat_endpoint_find(php_pay_slice(method_name), endpoint_path(php_pay_slice(path)));
	php_pay_wechat_call(
		return_value, client, endpoint, method, php_pay_slice(path), fields, pay_ce_Result, NULL);
}

PHP_METHOD(Pay_WeChat, fail)
{
	const php_pay_client *client = php_pay_client_from(Z_OBJ_P(ZEND_THIS));
	zend_string *message = NULL;
	pay_slice text = PAY_LIT("FAIL");

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
	ZEND_PARSE_PARAMETERS_END();

	if (message != NULL) {
		text = php_pay_slice(message);
	}
	php_pay_reply_fail(return_value,
		client->is_ready && php_pay_speaks_v2(client) ? PHP_PAY_REPLY_XML : PHP_PAY_REPLY_JSON,
		text);
}

/* ------------------------------------------------------------------ building blocks */

/* What a building block does with one text, in the arena it is given. */
typedef pay_status (*transformation)(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error);

static pay_status sign(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error)
{
	return pay_rsa_sign(account->private_key, text, arena, out, error);
}

/* What is empty stays empty: that is how the gateway leaves a field out. */
static pay_status encrypt(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error)
{
	const pay_platform_key *key = pay_platform_key_preferred(account, (int64_t) time(NULL));

	if (key == NULL) {
		return pay_fail(
			error, PAY_E_CONFIG, "config.platform-keys", "No valid platform key is at hand");
	}
	if (text.size == 0) {
		*out = PAY_LIT("");
		return PAY_OK;
	}
	return pay_oaep_encrypt(key->key, text, arena, out, error);
}

static pay_status decrypt(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error)
{
	if (text.size == 0) {
		*out = PAY_LIT("");
		return PAY_OK;
	}
	return pay_oaep_decrypt(account->private_key, text, arena, out, error);
}

static void transform(INTERNAL_FUNCTION_PARAMETERS, transformation change, bool needs_platform)
{
	php_pay_client *client;
	zend_string *text;
	pay_slice out;
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(text)
	ZEND_PARSE_PARAMETERS_END();

	client = this_v3(ZEND_THIS);
	if (client == NULL || (needs_platform && !php_pay_wechat_certificates(client, PAY_LIT("")))) {
		RETURN_THROWS();
	}
	if (change(&client->account, php_pay_slice(text), php_pay_scope_open(), &out, &error)
		== PAY_OK) {
		RETVAL_STR(php_pay_string(out));
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
}

PHP_METHOD(Pay_WeChat, sign)
{
	transform(INTERNAL_FUNCTION_PARAM_PASSTHRU, sign, false);
}

PHP_METHOD(Pay_WeChat, encrypt)
{
	transform(INTERNAL_FUNCTION_PARAM_PASSTHRU, encrypt, true);
}

PHP_METHOD(Pay_WeChat, decrypt)
{
	transform(INTERNAL_FUNCTION_PARAM_PASSTHRU, decrypt, false);
}

PHP_METHOD(Pay_WeChat, verify)
{
	php_pay_client *client;
	zend_string *message, *signature, *serial;
	const pay_platform_key *key;
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(3, 3)
		Z_PARAM_STR(message)
		Z_PARAM_STR(signature)
		Z_PARAM_STR(serial)
	ZEND_PARSE_PARAMETERS_END();

	client = this_v3(ZEND_THIS);
	if (client == NULL || !php_pay_wechat_certificates(client, PAY_LIT(""))) {
		RETURN_THROWS();
	}
	key = pay_platform_key_find(&client->account, php_pay_slice(serial));
	RETVAL_BOOL(key != NULL
		&& pay_rsa_verify(key->key, php_pay_slice(message), php_pay_slice(signature),
			   php_pay_scope_open(), &error)
			== PAY_OK);
	if (key != NULL) {
		php_pay_scope_close();
	}
}

static void add_text(zval *info, const char *name, pay_slice text)
{
	if (text.size > 0) {
		add_assoc_stringl(info, name, text.data, text.size);
	} else {
		add_assoc_null(info, name);
	}
}

/* Names and serials only. */
PHP_METHOD(Pay_WeChat, __debugInfo)
{
	const php_pay_client *client = php_pay_client_from(Z_OBJ_P(ZEND_THIS));
	const pay_account *account = &client->account;
	zval platform;

	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	if (!client->is_ready) {
		return;
	}
	add_text(return_value, "mchId", account->merchant);
	add_text(return_value, "appId", account->app);
	add_text(return_value, "serial", account->serial);
	array_init(&platform);
	for (size_t i = 0; i < account->platform_count; i++) {
		add_next_index_stringl(
			&platform, account->platform[i].id.data, account->platform[i].id.size);
	}
	add_assoc_zval(return_value, "platformKeys", &platform);
	add_text(return_value, "subMchId", account->sub_merchant);
	add_text(return_value, "subAppId", account->sub_app);
	add_text(return_value, "notifyUrl", account->notify_url);
	add_text(return_value, "baseUrl", account->travel.base_url);
}
