/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/convert.h"
#include "php/globals.h"
#include "php/result.h"

#include "core/text.h"
#include "core/url.h"

#include "zend_exceptions.h"

/* https://opendocs.alipay.com/open/263/105809 */
#define CODE_MAX 128
#define STATE_MAX 100
#define PATH PAY_LIT("/oauth2/publicAppAuthorize.htm")

static pay_status bad(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_VALUE, "value", "%s", what);
}

/* A test gateway shows its own page. */
static pay_status page_origin(
	const pay_account *account, pay_arena *arena, pay_slice *origin, pay_error *error)
{
	pay_url base;

	if (account->travel.base_url.size > 0) {
		PAY_TRY(
			pay_url_parse(arena, &base, account->travel.base_url, "baseUrl", PAY_E_CONFIG, error));
		*origin = base.origin;
	} else {
		*origin = account->origin.size > 0 ? PAY_LIT("https://openauth-sandbox.dl.alipaydev.com")
										   : PAY_LIT("https://openauth.alipay.com");
	}
	return PAY_OK;
}

static pay_status authorize_url(const pay_account *account, pay_slice redirect, pay_slice state,
	pay_slice scope, pay_arena *arena, pay_slice *url, pay_error *error)
{
	pay_url parsed;
	pay_slice origin;

	PAY_TRY(pay_url_parse(arena, &parsed, redirect, "redirectUrl", PAY_E_VALUE, error));
	if (!pay_is_word(scope, 1, 128, "_,")) {
		return bad(error, "scope must be auth_base or auth_user, or several with commas");
	}
	if (!pay_is_word(state, 0, STATE_MAX, "-_.~+/=")) {
		return bad(error, "state must be up to 100 letters, digits and -_.~+/=");
	}
	PAY_TRY(page_origin(account, arena, &origin, error));
	PAY_TRY(pay_percent_encode(arena, &redirect, redirect));
	PAY_TRY(pay_percent_encode(arena, &state, state));
	PAY_TRY(pay_percent_encode(arena, &scope, scope));
	return PAY_JOIN(arena, url, origin, PATH, PAY_LIT("?app_id="), account->app, PAY_LIT("&scope="),
		scope, PAY_LIT("&redirect_uri="), redirect,
		state.size > 0 ? PAY_LIT("&state=") : PAY_LIT(""), state);
}

PHP_METHOD(Pay_Alipay, authorizeUrl)
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
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (authorize_url(&client->account, php_pay_slice(redirect), php_pay_slice(state),
			scope != NULL ? php_pay_slice(scope) : PAY_LIT("auth_base"), php_pay_scope_open(), &url,
			&error)
		== PAY_OK) {
		RETVAL_STR(php_pay_string(url));
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
}

/* A success of this method has no code: the token is what tells. */
static bool has_token(const zval *result)
{
	return php_pay_find_string(Z_ARRVAL(php_pay_result_from(Z_OBJ_P(result))->data), "access_token")
		!= NULL;
}

static void throw_no_token(void)
{
	pay_error error = PAY_ERROR_INIT;

	(void) pay_fail(
		&error, PAY_E_SIGNATURE, "signature.malformed", "The answer names no access_token");
	php_pay_throw(&error,
		&(php_pay_context) {
			.method = "POST", .path = PAY_LIT("alipay.system.oauth.token"), .attempts = 1});
}

PHP_METHOD(Pay_Alipay, oauthToken)
{
	php_pay_client *client;
	zend_string *code;
	zval fields;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(code)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (!pay_is_word(php_pay_slice(code), 1, CODE_MAX, "-_.~+/=")) {
		zend_argument_value_error(1, "must be the auth_code that Alipay gave");
		RETURN_THROWS();
	}
	array_init(&fields);
	add_assoc_string(&fields, "grant_type", "authorization_code");
	add_assoc_str(&fields, "code", zend_string_copy(code));
	php_pay_alipay_operate(return_value, client, PAY_ALIPAY_OAUTH_TOKEN, Z_ARRVAL(fields));
	zval_ptr_dtor(&fields);
	if (EG(exception) == NULL && !has_token(return_value)) {
		throw_no_token();
	}
}
