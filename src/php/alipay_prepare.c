/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/convert.h"
#include "php/fields.h"
#include "php/globals.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/alipay_fields.h"
#include "gateway/alipay_notice.h"

#include "zend_exceptions.h"

/* ------------------------------------------------------------------ fields */

/* "name=value", where the caller gave no such field. */
static void fill_default(HashTable *fields, const char *pair)
{
	const char *equals = pair != NULL ? strchr(pair, '=') : NULL;
	char name[64];

	if (equals == NULL || (size_t) (equals - pair) >= sizeof(name)) {
		return;
	}
	memcpy(name, pair, (size_t) (equals - pair));
	name[equals - pair] = '\0';
	php_pay_fill(fields, name, pay_slice_from(equals + 1));
}

static bool is_amount(zend_string *name)
{
	return pay_slice_ends(php_pay_slice(name), PAY_LIT("amount"));
}

/* These move; others, such as discountable_amount, may be nothing. */
static bool must_be_positive(zend_string *name)
{
	return zend_string_equals_literal(name, "total_amount")
		|| zend_string_equals_literal(name, "refund_amount")
		|| zend_string_equals_literal(name, "trans_amount");
}

/* An int would leave open whether it means yuan or fen. */
static bool check_amount(zend_string *name, zval *value)
{
	int64_t fen;

	if (Z_TYPE_P(value) != IS_STRING) {
		zend_value_error("%s must be Pay\\Money or a decimal string such as \"12.34\", %s given",
			ZSTR_VAL(name), zend_zval_type_name(value));
		return false;
	}
	if (!pay_yuan_to_fen(php_pay_slice(Z_STR_P(value)), &fen)
		|| (fen < 1 && must_be_positive(name))) {
		zend_value_error("%s must be a decimal string in yuan, such as \"12.34\"%s", ZSTR_VAL(name),
			must_be_positive(name) ? ", and more than nothing" : "");
		return false;
	}
	return true;
}

/* A list is no amount either; an object may be one with its currency, in methods that this extension has no name for. */
static bool holds_fields(const zval *value, bool of_amount)
{
	return Z_TYPE_P(value) == IS_ARRAY && !(of_amount && zend_array_is_list(Z_ARRVAL_P(value)));
}

static bool check_fields(HashTable *fields)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		bool of_amount = name != NULL && is_amount(name);

		if (holds_fields(value, of_amount) ? !check_fields(Z_ARRVAL_P(value))
										   : of_amount && !check_amount(name, value)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* Texts whose grammar is known. */
static bool check_grammar(HashTable *fields)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		pay_error error = PAY_ERROR_INIT;

		if (name != NULL && Z_TYPE_P(value) == IS_STRING
			&& pay_alipay_field_check(php_pay_slice(name), php_pay_slice(Z_STR_P(value)), &error)
				!= PAY_OK) {
			php_pay_throw(&error, NULL);
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool prepare_fields(php_pay_alipay_work *on, HashTable *params)
{
	const pay_endpoint *endpoint = on->call.endpoint;

	if (!php_pay_normalise(&on->asked, params, PHP_PAY_YUAN)) {
		return false;
	}
	php_pay_fill(Z_ARRVAL(on->asked), "product_code",
		pay_slice_from(endpoint->product != NULL ? endpoint->product : ""));
	if (endpoint->scene_for == NULL || php_pay_has(Z_ARRVAL(on->asked), endpoint->scene_for)) {
		fill_default(Z_ARRVAL(on->asked), endpoint->scene);
	}
	on->call.has_number = php_pay_has(Z_ARRVAL(on->asked), endpoint->number);
	return check_fields(Z_ARRVAL(on->asked))
		&& php_pay_require(Z_ARRVAL(on->asked), endpoint->required)
		&& check_grammar(Z_ARRVAL(on->asked));
}

/* ------------------------------------------------------------------ public parameters */

/* These say how the message is to be read and who signed it. */
static bool is_ours(zend_string *name)
{
	static const char *const names[] = {"app_id", "method", "format", "charset", "sign",
		"sign_type", "timestamp", "version", "app_cert_sn", "alipay_root_cert_sn", "biz_content",
		"encrypt_type"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (zend_string_equals_cstr(name, names[i], strlen(names[i]))) {
			return true;
		}
	}
	return false;
}

/* False: thrown. */
static bool is_free(zend_string *name)
{
	if (name == NULL) {
		zend_value_error("A parameter has no name");
		return false;
	}
	if (is_ours(name)) {
		zend_value_error("%s must not be set: it is filled in", ZSTR_VAL(name));
		return false;
	}
	return true;
}

/* Beside biz_content names must not be told twice, nor take the place of what says how the message is to be read. */
static bool check_flat(const php_pay_alipay_work *on)
{
	zend_string *name;

	ZEND_HASH_FOREACH_STR_KEY(Z_ARRVAL(on->asked), name)
	{
		bool is_content = name != NULL && zend_string_equals_literal(name, "biz_content");

		if (!is_content && !is_free(name)) {
			return false;
		}
		if (zend_hash_exists(Z_ARRVAL(on->systems), name)) {
			zend_value_error("%s is given twice", ZSTR_VAL(name));
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool prepare_systems(php_pay_alipay_work *on, HashTable *systems)
{
	const pay_account *account = &on->client->account;
	zend_string *name;
	zval *value;

	if (!php_pay_normalise(&on->systems, systems, PHP_PAY_YUAN)) {
		return false;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL(on->systems), name, value) {
		if (name != NULL && Z_TYPE_P(value) == IS_ARRAY) {
			zend_value_error("%s must be a string: public parameters are", ZSTR_VAL(name));
			return false;
		}
		if (!is_free(name)) {
			return false;
		}
		convert_to_string(value);
	}
	ZEND_HASH_FOREACH_END();
	if (on->call.endpoint->fill & PAY_FILL_NOTIFY) {
		php_pay_fill(Z_ARRVAL(on->systems), "notify_url", account->notify_url);
	}
	if (on->call.endpoint->fill & PAY_FILL_RETURN) {
		php_pay_fill(Z_ARRVAL(on->systems), "return_url", account->return_url);
	}
	return true;
}

/* ------------------------------------------------------------------ pairs */

static bool prepare_content(php_pay_alipay_work *on)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice sealed;
	zend_string *text;

	if (zend_hash_num_elements(Z_ARRVAL(on->asked)) == 0) {
		return true;
	}
	text = php_pay_json_encode(&on->asked);
	if (text == NULL) {
		return false;
	}
	ZVAL_STR(&on->body, text);
	/* A page is read by Alipay's cashier, which takes no encrypted order. */
	if (on->is_page || on->client->account.api_key.size == 0) {
		return true;
	}
	if (pay_cbc_seal(on->client->account.api_key, php_pay_slice(text), on->arena, &sealed, &error)
		!= PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	zval_ptr_dtor(&on->body);
	ZVAL_STR(&on->body, php_pay_string(sealed));
	php_pay_fill(Z_ARRVAL(on->systems), "encrypt_type", PAY_LIT("AES"));
	return true;
}

/* Names stand in texts, URLs and forms as they are. */
static bool take_text(zend_string *name, zval *value, pay_pair *pair)
{
	if (name != NULL && !pay_is_word(php_pay_slice(name), 1, 64, "_.-")) {
		zend_value_error("The name of a parameter must be 1 to 64 letters, digits, _, . or -");
		return false;
	}
	if (Z_TYPE_P(value) == IS_LONG) {
		convert_to_string(value);
	}
	if (name == NULL || Z_TYPE_P(value) != IS_STRING) {
		zend_value_error(
			"%s must be a string", name != NULL ? ZSTR_VAL(name) : "A field without a name");
		return false;
	}
	if (!pay_is_utf8(php_pay_slice(Z_STR_P(value)))) {
		zend_value_error("%s must be UTF-8", ZSTR_VAL(name));
		return false;
	}
	*pair = (pay_pair) {php_pay_slice(name), php_pay_slice(Z_STR_P(value))};
	return true;
}

static bool take_all(HashTable *from, pay_pair *pairs, size_t *count)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (from, name, value) {
		if (!take_text(name, value, &pairs[*count])) {
			return false;
		}
		(*count)++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* The pairs are borrowed from the zvals of the work. Those that travel in the body come first. */
static bool take_pairs(php_pay_alipay_work *on)
{
	bool is_flat = on->call.endpoint->is_flat;
	size_t count = 0,
		   room = zend_hash_num_elements(Z_ARRVAL(on->systems)) + 1
		+ (is_flat ? zend_hash_num_elements(Z_ARRVAL(on->asked)) : 0);
	pay_pair *pairs = pay_arena_take(on->arena, (room + 1) * sizeof(*pairs));

	if (pairs == NULL) {
		zend_error_noreturn(E_ERROR, "Out of memory");
	}
	if (is_flat && !take_all(Z_ARRVAL(on->asked), pairs, &count)) {
		return false;
	}
	if (Z_TYPE(on->body) == IS_STRING) {
		pairs[count++] = (pay_pair) {PAY_LIT("biz_content"), php_pay_slice(Z_STR(on->body))};
	}
	on->call.body_field_count = count;
	if (!take_all(Z_ARRVAL(on->systems), pairs, &count)) {
		return false;
	}
	on->call.fields = pairs;
	on->call.field_count = count;
	return true;
}

bool php_pay_alipay_prepare(
	php_pay_alipay_work *on, pay_slice method, HashTable *params, HashTable *systems)
{
	ZVAL_UNDEF(&on->asked);
	ZVAL_UNDEF(&on->body);
	ZVAL_UNDEF(&on->systems);
	on->call.name = method;
	if (!pay_is_word(method, 1, 128, "._")) {
		zend_value_error("The method must be a name such as alipay.trade.query");
		return false;
	}
	if (on->is_page && on->call.endpoint->path[0] != '\0' && !on->call.endpoint->is_page
		&& on->call.endpoint->effect == PAY_EFFECT_MONEY) {
		/* Who holds such a link can carry it out. */
		zend_value_error("%.*s is not for a browser or an app to carry: use execute()",
			(int) method.size, method.data);
		return false;
	}
	return prepare_fields(on, params) && prepare_systems(on, systems)
		&& (on->call.endpoint->is_flat ? check_flat(on) : prepare_content(on)) && take_pairs(on);
}

void php_pay_alipay_work_free(php_pay_alipay_work *on)
{
	zval_ptr_dtor(&on->asked);
	zval_ptr_dtor(&on->body);
	zval_ptr_dtor(&on->systems);
}
