/* SPDX-License-Identifier: MIT */
#include "php/fields.h"

#include "php/convert.h"
#include "php/errors.h"
#include "php/globals.h"

#include "gateway/wechat_fields.h"

#include "zend_exceptions.h"
#include "zend_smart_str.h"

void php_pay_fill(HashTable *fields, const char *name, pay_slice text)
{
	zval *added =
		text.size > 0 ? zend_hash_str_add_empty_element(fields, name, strlen(name)) : NULL;

	if (added != NULL) {
		ZVAL_STR(added, php_pay_string(text));
	}
}

/* One of "a|b"; an empty string is not there. */
static bool has_one_of(HashTable *fields, pay_slice names)
{
	while (names.size > 0) {
		const char *bar = memchr(names.data, '|', names.size);
		pay_slice name = {names.data, bar != NULL ? (size_t) (bar - names.data) : names.size};
		zval *value = php_pay_find(fields, name);

		if (value != NULL && !(Z_TYPE_P(value) == IS_STRING && Z_STRLEN_P(value) == 0)) {
			return true;
		}
		names = pay_slice_after(names, name.size + (bar != NULL ? 1 : 0));
	}
	return false;
}

/* "a|b" reads "a or b". */
static void throw_missing(pay_slice names)
{
	smart_str text = {0};

	for (size_t i = 0; i < names.size; i++) {
		if (names.data[i] == '|') {
			smart_str_appends(&text, " or ");
		} else {
			smart_str_appendc(&text, names.data[i]);
		}
	}
	smart_str_0(&text);
	zend_value_error("%s is missing", ZSTR_VAL(text.s));
	smart_str_free(&text);
}

bool php_pay_require(HashTable *fields, const char *required)
{
	pay_slice left = pay_slice_from(required != NULL ? required : "");

	while (left.size > 0) {
		const char *blank = memchr(left.data, ' ', left.size);
		pay_slice names = {left.data, blank != NULL ? (size_t) (blank - left.data) : left.size};

		if (!has_one_of(fields, names)) {
			throw_missing(names);
			return false;
		}
		left = pay_slice_after(left, names.size + (blank != NULL ? 1 : 0));
	}
	return true;
}

bool php_pay_check_fen(HashTable *fields, const char *name)
{
	zval *value = php_pay_find(fields, pay_slice_from(name));

	if (value == NULL) {
		return true;
	}
	if (Z_TYPE_P(value) != IS_LONG) {
		zend_value_error(
			"%s must be an int of fen or Pay\\Money, %s given", name, zend_zval_type_name(value));
		return false;
	}
	if (Z_LVAL_P(value) < 1 || Z_LVAL_P(value) > PAY_FEN_MAX) {
		zend_value_error("%s must be between 1 and %lld fen", name, PAY_FEN_MAX);
		return false;
	}
	return true;
}

/* The account's own was checked when the client was made. */
static bool is_known_url(zend_string *name, pay_slice value, pay_slice known)
{
	return known.size > 0 && zend_string_equals_literal(name, "notify_url")
		&& pay_slice_equal(value, known);
}

/* A number given as an int is what PHP made of an array key or a database. */
static bool check_grammar(
	HashTable *fields, pay_slice known_url, pay_arena *arena, pay_error *error)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		pay_status status = PAY_OK;
		zend_string *text;

		if (name == NULL || (Z_TYPE_P(value) != IS_STRING && Z_TYPE_P(value) != IS_LONG)) {
			continue;
		}
		text = zval_get_string(value);
		if (!is_known_url(name, php_pay_slice(text), known_url)) {
			status = pay_wechat_field_check(arena, php_pay_slice(name), php_pay_slice(text), error);
		}
		zend_string_release(text);
		if (status != PAY_OK) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool php_pay_check_grammar(HashTable *fields, pay_slice known_url)
{
	pay_error error = PAY_ERROR_INIT;
	bool sound = check_grammar(fields, known_url, php_pay_scope_open(), &error);

	if (!sound) {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
	return sound;
}

const char *php_pay_other_than_asked(HashTable *asked, HashTable *answer, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++) {
		zval *ours = zend_hash_str_find(asked, names[i], strlen(names[i]));
		zval *theirs = zend_hash_str_find(answer, names[i], strlen(names[i]));
		zend_string *left, *right;
		bool same;

		if (ours == NULL || theirs == NULL || Z_TYPE_P(theirs) == IS_NULL
			|| Z_TYPE_P(theirs) == IS_ARRAY || Z_TYPE_P(ours) == IS_ARRAY) {
			continue;
		}
		left = zval_get_string(ours);
		right = zval_get_string(theirs);
		same = zend_string_equals(left, right);
		zend_string_release(left);
		zend_string_release(right);
		if (!same) {
			return names[i];
		}
	}
	return NULL;
}

bool php_pay_has(HashTable *fields, const char *name)
{
	return name != NULL && has_one_of(fields, pay_slice_from(name));
}

const char *php_pay_not_repeated(HashTable *asked, HashTable *answer, const char *repeats)
{
	return repeats != NULL && zend_hash_str_exists(asked, repeats, strlen(repeats))
			&& !zend_hash_str_exists(answer, repeats, strlen(repeats))
		? repeats
		: NULL;
}
