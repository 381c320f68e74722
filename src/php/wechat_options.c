/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/errors.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/http_class.h"
#include "php/source.h"
#include "php/wechat.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/wechat.h"
#include "gateway/wechat_fields.h"
#include "gateway/wechat_v2.h"

#include "zend_exceptions.h"

#include <time.h>

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
static pay_status take_api_v3_key(pay_account *account, zend_string *key, pay_error *error)
{
	account->api_key = PAY_LIT("");
	if (key == NULL) {
		return PAY_OK;
	}
	if (ZSTR_LEN(key) != PAY_AES_256_KEY_SIZE) {
		return pay_fail(error, PAY_E_CONFIG, "config.format",
			"apiV3Key must be 32 bytes, %zu given", ZSTR_LEN(key));
	}
	return pay_copy(&account->arena, &account->api_key, php_pay_slice(key));
}

static pay_status take_api_v2_key(pay_account *account, const options *given, pay_error *error)
{
	account->api_v2_key = PAY_LIT("");
	account->api_v2_md5 = zend_string_equals_literal(given->sign_type, "MD5");
	if (!account->api_v2_md5 && !zend_string_equals_literal(given->sign_type, "HMAC-SHA256")) {
		return bad_format(error, "signType", "\"HMAC-SHA256\" or \"MD5\"");
	}
	if (given->api_v2_key == NULL) {
		return PAY_OK;
	}
	if (!pay_is_word(php_pay_slice(given->api_v2_key), PAY_V2_KEY_SIZE, PAY_V2_KEY_SIZE, "")) {
		return bad_format(error, "apiV2Key", "32 letters and digits");
	}
	return pay_copy(&account->arena, &account->api_v2_key, php_pay_slice(given->api_v2_key));
}

static pay_status take_secrets(pay_account *account, const options *given, pay_error *error)
{
	PAY_TRY(take_api_v3_key(account, given->api_v3_key, error));
	PAY_TRY(take_api_v2_key(account, given, error));
	if (account->api_key.size == 0 && account->api_v2_key.size == 0) {
		return missing(error, "apiV3Key", "set one in the merchant console, or give apiV2Key");
	}
	if (given->app_secret != NULL && !pay_is_word(php_pay_slice(given->app_secret), 1, 64, "")) {
		return bad_format(error, "appSecret", "1 to 64 letters and digits");
	}
	return pay_copy(&account->arena, &account->app_secret,
		given->app_secret != NULL ? php_pay_slice(given->app_secret) : PAY_LIT(""));
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

static pay_status take_private_key(pay_account *account, const options *given, pay_error *error)
{
	return php_pay_key_load(
		PAY_KEY_PRIVATE, given->private_key, "privateKey", &account->private_key, error);
}

/* apiclient_cert.pem beside its key, or apiclient_cert.p12 with both. */
static pay_status take_certificate(pay_account *account, const options *given, pay_error *error)
{
	pay_key *private_key;

	PAY_TRY(php_pay_certificate_load(given->certificate, account->merchant, "certificate",
		&private_key, &account->certificate, error));
	if (account->private_key == NULL) {
		account->private_key = private_key;
	} else {
		pay_key_release(private_key);
	}
	if (account->private_key == NULL) {
		return missing(error, "privateKey", "apiclient_key.pem of the merchant certificate");
	}
	return match_certificate(account, given, account->certificate, error);
}

static pay_status take_merchant_keys(pay_account *account, const options *given, pay_error *error)
{
	bool speaks_v3 = account->api_key.size > 0;

	if (given->private_key != NULL) {
		PAY_TRY(take_private_key(account, given, error));
	}
	if (given->serial != NULL) {
		PAY_TRY(
			take_serial(account, &account->serial, php_pay_slice(given->serial), "serial", error));
	}
	if (given->certificate != NULL) {
		return take_certificate(account, given, error);
	}
	if (speaks_v3 && given->private_key == NULL) {
		return missing(error, "privateKey", "apiclient_key.pem of the merchant certificate");
	}
	return !speaks_v3 || given->serial != NULL
		? PAY_OK
		: missing(error, "certificate", "apiclient_cert.pem, or its serial in the option serial");
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
	if ((account->private_key != NULL && pay_key_same(entry->key, account->private_key))
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
	account->return_url = account->auth_token = account->origin = PAY_LIT("");
	PAY_TRY(take_digits(account, &account->merchant, given->merchant, "mchId", error));
	PAY_TRY(take_app(account, &account->app, given->app, "appId", error));
	PAY_TRY(take_digits(account, &account->sub_merchant, given->sub_merchant, "subMchId", error));
	PAY_TRY(take_app(account, &account->sub_app, given->sub_app, "subAppId", error));
	if (given->sub_app != NULL && given->sub_merchant == NULL) {
		return missing(error, "subMchId", "subAppId stands beside it");
	}
	PAY_TRY(take_secrets(account, given, error));
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
	} else if (!php_pay_require_libcurl()) {
		/* thrown */
	} else if (configure(&client->account, &given, &error) == PAY_OK) {
		client->fetches_certificates =
			client->account.platform_count == 0 && client->account.api_key.size > 0;
		client->given_keys = client->account.platform_count;
		php_pay_client_take_http(client, given.http);
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
	zend_object *http;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(http, pay_ce_Http)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_client_with_http(return_value, ZEND_THIS, http);
}
