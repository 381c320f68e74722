/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/classes.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/http_class.h"
#include "php/source.h"

#include "core/certificate.h"
#include "core/cipher.h"
#include "core/text.h"
#include "core/url.h"

#include "zend_exceptions.h"

#include <time.h>

#define SANDBOX PAY_LIT("https://openapi-sandbox.dl.alipaydev.com")
#define URL_MAX 256 /* bytes */

/* The constructor's arguments as given; NULL where not given. */
typedef struct options {
	zend_string *app;
	zend_string *private_key;
	zend_string *public_key;
	zend_string *app_certificate;
	zend_string *alipay_certificate;
	zend_string *root_certificate;
	zend_string *encrypt_key;
	zend_string *sign_type;
	zend_string *seller;
	zend_string *notify_url;
	zend_string *return_url;
	zend_string *auth_token;
	bool sandbox;
	zend_object *http;
} options;

static pay_status bad_format(pay_error *error, const char *name, const char *wanted)
{
	return pay_fail(error, PAY_E_CONFIG, "config.format", "%s must be %s", name, wanted);
}

static pay_status take_digits(
	pay_account *account, pay_slice *to, zend_string *from, const char *name, pay_error *error)
{
	pay_slice text = from != NULL ? php_pay_slice(from) : PAY_LIT("");

	for (size_t i = 0; i < text.size; i++) {
		if (!pay_is_digit(text.data[i])) {
			return bad_format(error, name, "1 to 32 digits");
		}
	}
	if (from != NULL && (text.size < 1 || text.size > 32)) {
		return bad_format(error, name, "1 to 32 digits");
	}
	return pay_copy(&account->arena, to, text);
}

static pay_status take_url(
	pay_account *account, pay_slice *to, zend_string *from, const char *name, pay_error *error)
{
	*to = PAY_LIT("");
	if (from == NULL) {
		return PAY_OK;
	}
	PAY_TRY(pay_url_check(&account->arena, php_pay_slice(from), name, PAY_E_CONFIG, error));
	if (ZSTR_LEN(from) > URL_MAX) {
		return pay_fail(
			error, PAY_E_CONFIG, "config.url", "%s is longer than %d bytes", name, URL_MAX);
	}
	return pay_copy(&account->arena, to, php_pay_slice(from));
}

static bool is_token(const zend_string *token)
{
	return pay_is_word(php_pay_slice(token), 1, 64, "_-");
}

static pay_status take_token(pay_account *account, zend_string *token, pay_error *error)
{
	if (token != NULL && !is_token(token)) {
		return bad_format(error, "appAuthToken", "1 to 64 letters and digits");
	}
	return pay_copy(
		&account->arena, &account->auth_token, token != NULL ? php_pay_slice(token) : PAY_LIT(""));
}

static pay_status take_encrypt_key(pay_account *account, zend_string *key, pay_error *error)
{
	account->api_key = PAY_LIT("");
	if (key == NULL) {
		return PAY_OK;
	}
	if (pay_base64_decode(&account->arena, &account->api_key, pay_trim(php_pay_slice(key)), error)
			!= PAY_OK
		|| (account->api_key.size != PAY_AES_128_KEY_SIZE
			&& account->api_key.size != PAY_AES_256_KEY_SIZE)) {
		return bad_format(
			error, "encryptKey", "the base64 of 16 or 32 bytes, as the console shows it");
	}
	return PAY_OK;
}

static pay_status take_sign_type(pay_account *account, const zend_string *type, pay_error *error)
{
	account->rsa1 = zend_string_equals_literal(type, "RSA");
	return account->rsa1 || zend_string_equals_literal(type, "RSA2")
		? PAY_OK
		: bad_format(error, "signType", "\"RSA2\" or \"RSA\"");
}

/* ------------------------------------------------------------------ keys */

/* The usual mistake: the application's own public key where Alipay's belongs. */
static pay_status check_platform_key(const pay_account *account, const char *name, pay_error *error)
{
	return pay_key_same(account->platform[0].key, account->private_key)
		? pay_fail(error, PAY_E_CONFIG, "config.platform-key-is-merchants",
			"%s holds the application's own public key", name)
		: PAY_OK;
}

static pay_status take_public_key(pay_account *account, const options *given, pay_error *error)
{
	account->platform[0].id = PAY_LIT("");
	PAY_TRY(php_pay_key_load(
		PAY_KEY_PUBLIC, given->public_key, "alipayPublicKey", &account->platform[0].key, error));
	account->platform_count = 1;
	return check_platform_key(account, "alipayPublicKey", error);
}

static pay_status take_app_certificate(pay_account *account, const options *given, pay_error *error)
{
	PAY_TRY(php_pay_key_load(
		PAY_KEY_CHAIN, given->app_certificate, "appCertificate", &account->certificate, error));
	PAY_TRY(pay_key_check_validity(
		account->certificate, "appCertificate", (int64_t) time(NULL), error));
	return pay_key_same(account->certificate, account->private_key)
		? PAY_OK
		: pay_fail(error, PAY_E_CONFIG, "config.key-mismatch",
			"privateKey does not belong to appCertificate");
}

/* Alipay's own sandbox hands out a root file in which the issuer of its certificate is missing. */
static pay_status take_platform_certificate(
	pay_account *account, const options *given, pay_error *error)
{
	const int64_t now = (int64_t) time(NULL);
	pay_key *key;

	PAY_TRY(php_pay_key_load(PAY_KEY_CHAIN, given->alipay_certificate, "alipayCertificate",
		&account->platform[0].key, error));
	account->platform_count = 1;
	key = account->platform[0].key;
	PAY_TRY(pay_copy(&account->arena, &account->platform[0].id, pay_slice_from(key->sn)));
	PAY_TRY(check_platform_key(account, "alipayCertificate", error));
	PAY_TRY(pay_key_check_validity(key, "alipayCertificate", now, error));
	return given->sandbox ? PAY_OK
						  : pay_certificate_check_chain(key, NULL, account->roots, now, error);
}

static pay_status take_certificates(pay_account *account, const options *given, pay_error *error)
{
	const struct {
		zend_string *value;
		const char *name;
	} needed[] = {
		{given->app_certificate, "appCertificate"},
		{given->alipay_certificate, "alipayCertificate"},
		{given->root_certificate, "rootCertificate"},
	};

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++) {
		if (needed[i].value == NULL) {
			return pay_fail(error, PAY_E_CONFIG, "config.missing",
				"%s is missing: give alipayPublicKey, or appCertificate, alipayCertificate and "
				"rootCertificate",
				needed[i].name);
		}
	}
	PAY_TRY(php_pay_key_load(
		PAY_KEY_ROOTS, given->root_certificate, "rootCertificate", &account->roots, error));
	PAY_TRY(take_app_certificate(account, given, error));
	return take_platform_certificate(account, given, error);
}

static pay_status take_keys(pay_account *account, const options *given, pay_error *error)
{
	bool has_certificates = given->app_certificate != NULL || given->alipay_certificate != NULL
		|| given->root_certificate != NULL;

	PAY_TRY(php_pay_key_load(
		PAY_KEY_PRIVATE, given->private_key, "privateKey", &account->private_key, error));
	if (given->public_key == NULL) {
		return take_certificates(account, given, error);
	}
	return has_certificates ? bad_format(error, "alipayPublicKey",
			   "left out where certificates are given: an application "
			   "uses one or the other")
							: take_public_key(account, given, error);
}

/* ------------------------------------------------------------------ the whole */

static void clear_texts(pay_account *account)
{
	pay_slice *const unused[] = {&account->sub_merchant, &account->sub_app, &account->serial,
		&account->api_v2_key, &account->app_secret};

	for (size_t i = 0; i < sizeof(unused) / sizeof(*unused); i++) {
		*unused[i] = PAY_LIT("");
	}
}

static pay_status configure(pay_account *account, const options *given, pay_error *error)
{
	clear_texts(account);
	PAY_TRY(take_digits(account, &account->app, given->app, "appId", error));
	PAY_TRY(take_digits(account, &account->merchant, given->seller, "sellerId", error));
	PAY_TRY(take_sign_type(account, given->sign_type, error));
	PAY_TRY(take_keys(account, given, error));
	PAY_TRY(take_encrypt_key(account, given->encrypt_key, error));
	PAY_TRY(take_token(account, given->auth_token, error));
	PAY_TRY(take_url(account, &account->notify_url, given->notify_url, "notifyUrl", error));
	PAY_TRY(take_url(account, &account->return_url, given->return_url, "returnUrl", error));
	PAY_TRY(pay_copy(&account->arena, &account->origin, given->sandbox ? SANDBOX : PAY_LIT("")));
	return php_pay_travel_copy(&account->travel, &account->arena, given->http, error);
}

PHP_METHOD(Pay_Alipay, __construct)
{
	php_pay_client *client = php_pay_client_from(Z_OBJ_P(ZEND_THIS));
	zend_string *default_sign_type = zend_string_init(ZEND_STRL("RSA2"), 0);
	options given = {.sign_type = default_sign_type};
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(2, 14)
		Z_PARAM_STR(given.app)
		Z_PARAM_STR(given.private_key)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(given.public_key)
		Z_PARAM_STR_OR_NULL(given.app_certificate)
		Z_PARAM_STR_OR_NULL(given.alipay_certificate)
		Z_PARAM_STR_OR_NULL(given.root_certificate)
		Z_PARAM_STR_OR_NULL(given.encrypt_key)
		Z_PARAM_STR(given.sign_type)
		Z_PARAM_STR_OR_NULL(given.seller)
		Z_PARAM_STR_OR_NULL(given.notify_url)
		Z_PARAM_STR_OR_NULL(given.return_url)
		Z_PARAM_STR_OR_NULL(given.auth_token)
		Z_PARAM_BOOL(given.sandbox)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(given.http, pay_ce_Http)
	ZEND_PARSE_PARAMETERS_END_EX(zend_string_release(default_sign_type); RETURN_THROWS());

	if (client->is_ready) {
		zend_throw_error(NULL, "Pay\\Alipay is constructed once");
	} else if (!php_pay_require_libcurl()) {
		/* thrown */
	} else if (configure(&client->account, &given, &error) == PAY_OK) {
		client->given_keys = client->account.platform_count;
		php_pay_client_take_http(client, given.http);
		client->is_ready = true;
	} else {
		php_pay_throw(&error, NULL);
		pay_account_free(&client->account);
	}
	zend_string_release(default_sign_type);
}

PHP_METHOD(Pay_Alipay, onBehalfOf)
{
	php_pay_client *client;
	pay_account *account;
	zend_string *token;
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(token)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (!is_token(token)) {
		zend_argument_value_error(1, "must be 1 to 64 letters and digits");
		RETURN_THROWS();
	}
	php_pay_client_copy(return_value, client);
	account = &php_pay_client_from(Z_OBJ_P(return_value))->account;
	account->merchant =
		PAY_LIT(""); /* of this application; money of the other merchant goes elsewhere */
	if (take_token(account, token, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
	}
}

PHP_METHOD(Pay_Alipay, withHttp)
{
	zend_object *http;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(http, pay_ce_Http)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_client_with_http(return_value, ZEND_THIS, http);
}
