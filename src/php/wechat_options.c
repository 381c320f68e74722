/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/http_class.h"
#include "php/source.h"
#include "php/wechat.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/wechat.h"
#include "gateway/wechat_fields.h"

#include "zend_exceptions.h"

#include <time.h>

#define API_V2_KEY_SIZE 32 /* bytes */
#define PUBLIC_KEY_ID PAY_LIT("PUB_KEY_ID_")

/* The constructor's arguments as given; NULL where not given. */
typedef struct options {
	zend_string *merchant;
	zend_string *app;
	zend_string *private_key;
	zend_string *certificate;
	zend_string *serial;
	zend_string *api_v3_key;
	zend_string *api_v2_key;
	HashTable *platform_keys;
	zend_string *sign_type;
	zend_string *notify_url;
	zend_string *sub_merchant;
	zend_string *sub_app;
	zend_string *app_secret;
	zend_object *http;
} options;

static pay_status bad_format(pay_error *error, const char *name, const char *wanted)
{
	return pay_fail(error, PAY_E_CONFIG, "config.format", "%s must be %s", name, wanted);
}

static pay_status missing(pay_error *error, const char *name, const char *why)
{
	return pay_fail(error, PAY_E_CONFIG, "config.missing", "%s is missing: %s", name, why);
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

static pay_status take_app(
	pay_account *account, pay_slice *to, zend_string *from, const char *name, pay_error *error)
{
	if (from != NULL && !pay_is_word(php_pay_slice(from), 1, 32, "_-")) {
		return bad_format(error, name, "1 to 32 letters, digits, _ or -");
	}
	return pay_copy(&account->arena, to, from != NULL ? php_pay_slice(from) : PAY_LIT(""));
}

/* Bytes, not characters: the key is used as it is. */
static pay_status take_api_keys(pay_account *account, const options *given, pay_error *error)
{
	if (given->api_v2_key != NULL
		&& !pay_is_word(php_pay_slice(given->api_v2_key), API_V2_KEY_SIZE, API_V2_KEY_SIZE, "")) {
		return bad_format(error, "apiV2Key", "32 letters and digits");
	}
	if (given->api_v3_key == NULL) {
		return missing(
			error, "apiV3Key", "set one in the merchant console; this version speaks APIv3");
	}
	if (ZSTR_LEN(given->api_v3_key) != PAY_AES_256_KEY_SIZE) {
		return pay_fail(error, PAY_E_CONFIG, "config.format",
			"apiV3Key must be 32 bytes, %zu given", ZSTR_LEN(given->api_v3_key));
	}
	return pay_copy(&account->arena, &account->api_key, php_pay_slice(given->api_v3_key));
}

/* Upper case, as certificates print it. */
static pay_status take_serial(
	pay_account *account, pay_slice *to, pay_slice text, const char *name, pay_error *error)
{
	char upper[PAY_SERIAL_MAX];

	if (text.size >= sizeof(upper)) {
		return bad_format(error, name, "a certificate serial (hex) or PUB_KEY_ID_ and digits");
	}
	for (size_t i = 0; i < text.size; i++) {
		upper[i] = pay_is_lower(text.data[i]) ? (char) (text.data[i] - 'a' + 'A') : text.data[i];
	}
	if (!pay_wechat_is_serial((pay_slice) {upper, text.size})) {
		return bad_format(error, name, "a certificate serial (hex) or PUB_KEY_ID_ and digits");
	}
	return pay_copy(&account->arena, to, (pay_slice) {upper, text.size});
}

/* The certificate of the merchant gives the serial and proves that the private key is its own. */
static pay_status match_certificate(
	pay_account *account, const options *given, const pay_key *certificate, pay_error *error)
{
	PAY_TRY(pay_key_check_validity(certificate, "certificate", (int64_t) time(NULL), error));
	if (!pay_key_same(certificate, account->private_key)) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-mismatch",
			"privateKey does not belong to certificate (serial %s)", certificate->serial);
	}
	if (given->serial != NULL
		&& !pay_serial_equal(account->serial, pay_slice_from(certificate->serial))) {
		return pay_fail(error, PAY_E_CONFIG, "config.serial-mismatch",
			"serial is not that of certificate, which is %s", certificate->serial);
	}
	return pay_copy(&account->arena, &account->serial, pay_slice_from(certificate->serial));
}

static pay_status take_merchant_keys(pay_account *account, const options *given, pay_error *error)
{
	pay_key *certificate;
	pay_status status;

	if (given->private_key == NULL) {
		return missing(error, "privateKey", "apiclient_key.pem of the merchant certificate");
	}
	PAY_TRY(php_pay_key_load(
		PAY_KEY_PRIVATE, given->private_key, "privateKey", &account->private_key, error));
	if (given->serial != NULL) {
		PAY_TRY(
			take_serial(account, &account->serial, php_pay_slice(given->serial), "serial", error));
	}
	if (given->certificate == NULL) {
		return given->serial != NULL ? PAY_OK
									 : missing(error, "certificate",
										 "apiclient_cert.pem, or its serial in the option serial");
	}
	PAY_TRY(php_pay_key_load(
		PAY_KEY_CERTIFICATE, given->certificate, "certificate", &certificate, error));
	status = match_certificate(account, given, certificate, error);
	pay_key_release(certificate);
	return status;
}

/* What platformKeys calls a key, or what a certificate without a name calls itself. */
static pay_status name_platform_key(
	pay_account *account, pay_platform_key *entry, zend_string *name, pay_error *error)
{
	pay_slice own = pay_slice_from(entry->key->serial);
	bool is_certificate = own.size > 0;

	if (name == NULL) {
		return is_certificate
			? pay_copy(&account->arena, &entry->id, own)
			: bad_format(error, "platformKeys", "an array with PUB_KEY_ID_... or serials as keys");
	}
	PAY_TRY(take_serial(account, &entry->id, php_pay_slice(name), "A key of platformKeys", error));
	if (is_certificate && !pay_serial_equal(entry->id, own)) {
		return pay_fail(error, PAY_E_CONFIG, "config.serial-mismatch",
			"platformKeys names %s, but the serial of the certificate is %s", entry->id.data,
			entry->key->serial);
	}
	return PAY_OK;
}

/* The usual mistake: the merchant's own certificate where WeChat Pay's belongs. */
static pay_status check_platform_key(
	const pay_account *account, const pay_platform_key *entry, pay_error *error)
{
	if (pay_key_same(entry->key, account->private_key)
		|| pay_serial_equal(entry->id, account->serial)) {
		return pay_fail(error, PAY_E_CONFIG, "config.platform-key-is-merchants",
			"platformKeys holds the merchant's own key or certificate under %s", entry->id.data);
	}
	return pay_key_check_validity(
		entry->key, "A platform certificate", (int64_t) time(NULL), error);
}

static pay_status take_platform_key(
	pay_account *account, zend_string *name, zval *value, pay_error *error)
{
	pay_platform_key *entry = &account->platform[account->platform_count];

	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_STRING) {
		return bad_format(
			error, "Each of platformKeys", "a string: a key, a certificate or a path");
	}
	if (account->platform_count == PAY_PLATFORM_KEYS_MAX) {
		return bad_format(error, "platformKeys", "at most 16 keys");
	}
	PAY_TRY(php_pay_key_load(PAY_KEY_PUBLIC, Z_STR_P(value), "platformKeys", &entry->key, error));
	entry->id = PAY_LIT("");
	account->platform_count++;
	PAY_TRY(name_platform_key(account, entry, name, error));
	return check_platform_key(account, entry, error);
}

static pay_status take_platform_keys(pay_account *account, HashTable *keys, pay_error *error)
{
	bool is_list = zend_array_is_list(keys);
	zend_string *name;
	zend_ulong index;
	zval *value;

	ZEND_HASH_FOREACH_KEY_VAL (keys, index, name, value) {
		/* PHP makes an int of a serial without letters. */
		zend_string *spelled = name != NULL ? zend_string_copy(name)
			: is_list                       ? NULL
											: zend_ulong_to_str(index);
		pay_status status = take_platform_key(account, spelled, value, error);

		if (spelled != NULL) {
			zend_string_release(spelled);
		}
		PAY_TRY(status);
	}
	ZEND_HASH_FOREACH_END();
	return PAY_OK;
}

static pay_status take_notify_url(pay_account *account, zend_string *url, pay_error *error)
{
	if (url == NULL) {
		account->notify_url = PAY_LIT("");
		return PAY_OK;
	}
	PAY_TRY(pay_wechat_notify_url_check(&account->arena, php_pay_slice(url), PAY_E_CONFIG, error));
	return pay_copy(&account->arena, &account->notify_url, php_pay_slice(url));
}

static pay_status configure(pay_account *account, const options *given, pay_error *error)
{
	account->serial = PAY_LIT("");
	PAY_TRY(take_digits(account, &account->merchant, given->merchant, "mchId", error));
	PAY_TRY(take_app(account, &account->app, given->app, "appId", error));
	PAY_TRY(take_digits(account, &account->sub_merchant, given->sub_merchant, "subMchId", error));
	PAY_TRY(take_app(account, &account->sub_app, given->sub_app, "subAppId", error));
	if (!zend_string_equals_literal(given->sign_type, "HMAC-SHA256")
		&& !zend_string_equals_literal(given->sign_type, "MD5")) {
		return bad_format(error, "signType", "\"HMAC-SHA256\" or \"MD5\"");
	}
	if (given->sub_app != NULL && given->sub_merchant == NULL) {
		return missing(error, "subMchId", "subAppId stands beside it");
	}
	PAY_TRY(take_api_keys(account, given, error));
	PAY_TRY(take_merchant_keys(account, given, error));
	PAY_TRY(take_platform_keys(account, given->platform_keys, error));
	PAY_TRY(take_notify_url(account, given->notify_url, error));
	return php_pay_travel_copy(&account->travel, &account->arena, given->http, error);
}

PHP_METHOD(Pay_WeChat, __construct)
{
	php_pay_client *client = php_pay_client_from(Z_OBJ_P(ZEND_THIS));
	options given = {.platform_keys = (HashTable *) &zend_empty_array};
	zend_string *default_sign_type = zend_string_init(ZEND_STRL("HMAC-SHA256"), 0);
	pay_error error = PAY_ERROR_INIT;

	given.sign_type = default_sign_type;
	ZEND_PARSE_PARAMETERS_START(1, 14)
		Z_PARAM_STR(given.merchant)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(given.app)
		Z_PARAM_STR_OR_NULL(given.private_key)
		Z_PARAM_STR_OR_NULL(given.certificate)
		Z_PARAM_STR_OR_NULL(given.serial)
		Z_PARAM_STR_OR_NULL(given.api_v3_key)
		Z_PARAM_STR_OR_NULL(given.api_v2_key)
		Z_PARAM_ARRAY_HT(given.platform_keys)
		Z_PARAM_STR(given.sign_type)
		Z_PARAM_STR_OR_NULL(given.notify_url)
		Z_PARAM_STR_OR_NULL(given.sub_merchant)
		Z_PARAM_STR_OR_NULL(given.sub_app)
		Z_PARAM_STR_OR_NULL(given.app_secret)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(given.http, pay_ce_Http)
	ZEND_PARSE_PARAMETERS_END_EX(zend_string_release(default_sign_type); RETURN_THROWS());

	if (client->is_ready) {
		zend_throw_error(NULL, "Pay\\WeChat is constructed once");
	} else if (configure(&client->account, &given, &error) == PAY_OK) {
		client->fetches_certificates = client->account.platform_count == 0;
		client->is_ready = true;
	} else {
		php_pay_throw(&error, NULL);
		pay_account_free(&client->account);
	}
	zend_string_release(default_sign_type);
}

/* A copy of the account for another sub-merchant. */
static pay_status become(
	pay_account *account, zend_string *sub_merchant, zend_string *sub_app, pay_error *error)
{
	PAY_TRY(take_digits(account, &account->sub_merchant, sub_merchant, "subMchId", error));
	return take_app(account, &account->sub_app, sub_app, "subAppId", error);
}

PHP_METHOD(Pay_WeChat, partner)
{
	php_pay_client *client;
	zend_string *sub_merchant, *sub_app = NULL;
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(sub_merchant)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(sub_app)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	php_pay_client_copy(return_value, client);
	if (become(&php_pay_client_from(Z_OBJ_P(return_value))->account, sub_merchant, sub_app, &error)
		!= PAY_OK) {
		php_pay_throw(&error, NULL);
	}
}

PHP_METHOD(Pay_WeChat, withHttp)
{
	php_pay_client *client;
	pay_account *account;
	zend_object *http;
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(http, pay_ce_Http)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	php_pay_client_copy(return_value, client);
	account = &php_pay_client_from(Z_OBJ_P(return_value))->account;
	if (php_pay_travel_copy(&account->travel, &account->arena, http, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
	}
}
