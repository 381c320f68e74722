/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/convert.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/result.h"

#include "core/text.h"
#include "core/url.h"
#include "gateway/wechat.h"
#include "gateway/wechat_v2.h"

#include "zend_exceptions.h"

#include <time.h>

/* Slots of the declared properties: Result's four come first. */
enum { PREPAY_ID = 4, URL };

static void set_from(zval *slot, HashTable *data, const char *first, const char *second)
{
	zend_string *text = php_pay_find_string(data, first);

	if (text == NULL && second != NULL) {
		text = php_pay_find_string(data, second);
	}
	if (text != NULL) {
		ZVAL_STR_COPY(slot, text);
	} else {
		ZVAL_NULL(slot);
	}
}

/* Which appid the front end names: the sub-merchant's own where the order was placed with it. */
static pay_slice front_end_app(const pay_account *account)
{
	return account->sub_app.size > 0 ? account->sub_app : account->app;
}

void php_pay_prepay_complete(zval *prepay, const pay_account *account, bool is_v2)
{
	zend_object *object = Z_OBJ_P(prepay);
	php_pay_result *result = php_pay_result_from(object);
	HashTable *data = Z_ARRVAL(result->data);

	set_from(OBJ_PROP_NUM(object, PREPAY_ID), data, "prepay_id", NULL);
	set_from(OBJ_PROP_NUM(object, URL), data, is_v2 ? "mweb_url" : "h5_url", "code_url");
	if (is_v2) {
		result->api_v2_key = php_pay_string(account->api_v2_key);
		result->api_v2_md5 = account->api_v2_md5;
	} else {
		result->private_key = pay_key_retain(account->private_key);
	}
	result->app = php_pay_string(front_end_app(account));
	result->merchant = php_pay_string(account->merchant);
}

/* The property's text; NULL: thrown. */
static zend_string *require(zend_object *object, int slot, const char *name)
{
	zval *value = OBJ_PROP_NUM(object, slot);

	if (Z_TYPE_P(value) != IS_STRING) {
		zend_throw_error(NULL, "This order has no %s: it was made for another scene", name);
		return NULL;
	}
	return Z_STR_P(value);
}

static pay_status sign_invocation(const php_pay_result *result, zend_string *prepay_id, bool is_app,
	pay_arena *arena, pay_wechat_invocation *invocation, pay_error *error)
{
	const int64_t now = (int64_t) time(NULL);
	pay_slice app = php_pay_slice(result->app);

	if (result->private_key != NULL) {
		return pay_wechat_invoke(result->private_key, app, php_pay_slice(prepay_id), is_app, now,
			arena, invocation, error);
	}
	return pay_v2_invoke(php_pay_slice(result->api_v2_key), result->api_v2_md5, app,
		php_pay_slice(result->merchant), php_pay_slice(prepay_id), is_app, now, arena, invocation);
}

/* Signs in an arena of its own and lets add() copy what it needs. */
static void invoke(zval *return_value, zend_object *object, bool is_app,
	void (*add)(zval *return_value, const php_pay_result *result, zend_string *prepay_id,
		const pay_wechat_invocation *invocation))
{
	const php_pay_result *result = php_pay_result_from(object);
	zend_string *prepay_id = require(object, PREPAY_ID, "prepay_id");
	pay_wechat_invocation invocation;
	pay_error error = PAY_ERROR_INIT;
	pay_arena *arena;

	if (prepay_id == NULL) {
		return;
	}
	if (ZSTR_LEN(result->app) == 0) {
		zend_throw_error(NULL, "The client was made without an appId");
		return;
	}
	arena = php_pay_scope_open();
	if (sign_invocation(result, prepay_id, is_app, arena, &invocation, &error) == PAY_OK) {
		add(return_value, result, prepay_id, &invocation);
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
}

static void add_slice(zval *array, const char *name, pay_slice text)
{
	add_assoc_stringl(array, name, text.data, text.size);
}

static void add_page(zval *return_value, const php_pay_result *result, const char *timestamp,
	const pay_wechat_invocation *invocation)
{
	array_init_size(return_value, 6);
	add_assoc_str(return_value, "appId", zend_string_copy(result->app));
	add_slice(return_value, timestamp, invocation->timestamp);
	add_slice(return_value, "nonceStr", invocation->nonce);
	add_slice(return_value, "package", invocation->package);
	add_assoc_string(return_value, "signType",
		result->private_key != NULL ? "RSA"
			: result->api_v2_md5    ? "MD5"
									: "HMAC-SHA256");
	add_slice(return_value, "paySign", invocation->signature);
}

static void add_bridge(zval *return_value, const php_pay_result *result, zend_string *prepay_id,
	const pay_wechat_invocation *invocation)
{
	(void) prepay_id;
	add_page(return_value, result, "timeStamp", invocation);
}

static void add_jssdk(zval *return_value, const php_pay_result *result, zend_string *prepay_id,
	const pay_wechat_invocation *invocation)
{
	(void) prepay_id;
	add_page(return_value, result, "timestamp", invocation);
}

static void add_app(zval *return_value, const php_pay_result *result, zend_string *prepay_id,
	const pay_wechat_invocation *invocation)
{
	array_init_size(return_value, 7);
	add_assoc_str(return_value, "appid", zend_string_copy(result->app));
	add_assoc_str(return_value, "partnerid", zend_string_copy(result->merchant));
	add_assoc_str(return_value, "prepayid", zend_string_copy(prepay_id));
	add_assoc_string(return_value, "package", "Sign=WXPay");
	add_slice(return_value, "noncestr", invocation->nonce);
	add_slice(return_value, "timestamp", invocation->timestamp);
	add_slice(return_value, "sign", invocation->signature);
}

PHP_METHOD(Pay_Prepay, bridge)
{
	ZEND_PARSE_PARAMETERS_NONE();
	invoke(return_value, Z_OBJ_P(ZEND_THIS), false, add_bridge);
}

PHP_METHOD(Pay_Prepay, jssdk)
{
	ZEND_PARSE_PARAMETERS_NONE();
	invoke(return_value, Z_OBJ_P(ZEND_THIS), false, add_jssdk);
}

PHP_METHOD(Pay_Prepay, app)
{
	ZEND_PARSE_PARAMETERS_NONE();
	invoke(return_value, Z_OBJ_P(ZEND_THIS), true, add_app);
}

static pay_status redirect(
	pay_arena *arena, pay_slice page, pay_slice target, pay_slice *joined, pay_error *error)
{
	pay_slice encoded;
	pay_url url;

	PAY_TRY(pay_url_parse(arena, &url, target, "The return URL", PAY_E_VALUE, error));
	PAY_TRY(pay_percent_encode(arena, &encoded, target));
	return PAY_JOIN(arena, joined, page, pay_slice_has(page, '?') ? PAY_LIT("&") : PAY_LIT("?"),
		PAY_LIT("redirect_url="), encoded);
}

PHP_METHOD(Pay_Prepay, redirect)
{
	zend_object *object = Z_OBJ_P(ZEND_THIS);
	zend_string *target, *page;
	pay_error error = PAY_ERROR_INIT;
	pay_slice joined;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(target)
	ZEND_PARSE_PARAMETERS_END();

	page = require(object, URL, "url");
	if (page == NULL) {
		RETURN_THROWS();
	}
	if (redirect(php_pay_scope_open(), php_pay_slice(page), php_pay_slice(target), &joined, &error)
		== PAY_OK) {
		RETVAL_STR(php_pay_string(joined));
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
}
