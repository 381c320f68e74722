/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/globals.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/alipay.h"

#include "zend_exceptions.h"

#include <time.h>

/* The building blocks that a shop may need beside the calls: signatures, encrypted content, numbers of certificates. */

/* What a building block does with one text, in the arena it is given. */
typedef pay_status (*transformation)(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error);

static pay_status encrypt(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error)
{
	if (account->api_key.size == 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.missing",
			"encryptKey is missing: the AES key of the application, from the console");
	}
	return pay_cbc_seal(account->api_key, text, arena, out, error);
}

static pay_status decrypt(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *out, pay_error *error)
{
	text = pay_trim(text);
	return pay_slice_starts(text, PAY_LIT("{"))
		? pay_alipay_open_payload(account, text, (int64_t) time(NULL), arena, out, error)
		: pay_alipay_open(account, text, arena, out, error);
}

static void transform(INTERNAL_FUNCTION_PARAMETERS, transformation change)
{
	php_pay_client *client;
	zend_string *text;
	pay_slice out;
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(text)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	php_pay_alipay_certificates_kept(client);
	if (change(&client->account, php_pay_slice(text), php_pay_scope_open(), &out, &error)
		== PAY_OK) {
		RETVAL_STR(php_pay_string(out));
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
}

PHP_METHOD(Pay_Alipay, encrypt)
{
	transform(INTERNAL_FUNCTION_PARAM_PASSTHRU, encrypt);
}

PHP_METHOD(Pay_Alipay, decrypt)
{
	transform(INTERNAL_FUNCTION_PARAM_PASSTHRU, decrypt);
}

PHP_METHOD(Pay_Alipay, sign)
{
	transform(INTERNAL_FUNCTION_PARAM_PASSTHRU, pay_alipay_sign);
}

PHP_METHOD(Pay_Alipay, verify)
{
	php_pay_client *client;
	zend_string *message, *signature;
	pay_error error = PAY_ERROR_INIT;
	pay_status status;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_STR(message)
		Z_PARAM_STR(signature)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	php_pay_alipay_certificates_kept(client);
	status = pay_alipay_verify(&client->account, php_pay_slice(message), php_pay_slice(signature),
		(int64_t) time(NULL), php_pay_scope_open(), &error);
	php_pay_scope_close();
	if (status != PAY_OK && status != PAY_E_SIGNATURE) {
		error.status = status;
		php_pay_throw(&error, NULL);
		RETURN_THROWS();
	}
	RETURN_BOOL(status == PAY_OK);
}

static void certificate_number(INTERNAL_FUNCTION_PARAMETERS, bool of_root)
{
	const php_pay_client *client;
	const pay_key *key;

	ZEND_PARSE_PARAMETERS_NONE();
	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	key = of_root ? client->account.roots : client->account.certificate;
	if (key != NULL) {
		RETURN_STRING(key->sn);
	}
}

PHP_METHOD(Pay_Alipay, certificateSn)
{
	certificate_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}

PHP_METHOD(Pay_Alipay, rootCertificateSn)
{
	certificate_number(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}
