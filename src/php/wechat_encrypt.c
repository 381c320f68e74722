/* SPDX-License-Identifier: MIT */
#include "php/wechat_work.h"

#include "php/errors.h"
#include "php/globals.h"
#include "php/wechat.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/wechat.h"

#include "zend_exceptions.h"

#include <time.h>

static bool encrypt_value(const pay_key *key, zval *value)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice sealed;
	pay_status status;

	if (Z_TYPE_P(value) != IS_STRING || Z_STRLEN_P(value) == 0) {
		return true;
	}
	status =
		pay_oaep_encrypt(key, php_pay_slice(Z_STR_P(value)), php_pay_scope_open(), &sealed, &error);
	if (status == PAY_OK) {
		zval_ptr_dtor_str(value);
		ZVAL_STR(value, php_pay_string(sealed));
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
	return status == PAY_OK;
}

/* Walks "receivers[].name" down to each value it names. What is not there is left alone. */
static bool encrypt_path(const pay_key *key, zval *at, pay_slice path)
{
	const char *dot = memchr(path.data, '.', path.size);
	pay_slice name = {path.data, dot != NULL ? (size_t) (dot - path.data) : path.size};
	pay_slice rest = pay_slice_after(path, name.size + (dot != NULL ? 1 : 0));
	bool is_each = name.size > 2 && name.data[name.size - 1] == ']';
	zval *value, *item;

	if (Z_TYPE_P(at) != IS_ARRAY) {
		return true;
	}
	SEPARATE_ARRAY(at);
	value = zend_hash_str_find(Z_ARRVAL_P(at), name.data, name.size - (is_each ? 2 : 0));
	if (value == NULL) {
		return true;
	}
	if (rest.size == 0) {
		return encrypt_value(key, value);
	}
	if (!is_each) {
		return encrypt_path(key, value, rest);
	}
	if (Z_TYPE_P(value) != IS_ARRAY) {
		return true;
	}
	SEPARATE_ARRAY(value);
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), item) {
		if (!encrypt_path(key, item, rest)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool php_pay_wechat_encrypt(php_pay_wechat_work *on)
{
	const char *fields = on->call.endpoint->encrypt;
	pay_slice left = pay_slice_from(fields != NULL ? fields : "");
	const pay_platform_key *key;

	if (left.size == 0) {
		return true;
	}
	if (!php_pay_wechat_certificates(on->client, PAY_LIT(""))) {
		return false;
	}
	key = pay_platform_key_preferred(&on->client->account, (int64_t) time(NULL));
	if (key == NULL) {
		php_pay_throw_config("config.platform-keys", "No valid platform key is at hand");
		return false;
	}
	/* Every attempt names this key, whatever another call fetches before the last of them. */
	if (pay_copy(on->arena, &on->call.sealed_for, key->id) != PAY_OK) {
		zend_error_noreturn(E_ERROR, "Out of memory");
	}
	while (left.size > 0) {
		const char *blank = memchr(left.data, ' ', left.size);
		pay_slice path = {left.data, blank != NULL ? (size_t) (blank - left.data) : left.size};

		if (!encrypt_path(key->key, &on->fields, path)) {
			return false;
		}
		left = pay_slice_after(left, path.size + (blank != NULL ? 1 : 0));
	}
	return true;
}
