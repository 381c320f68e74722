/* SPDX-License-Identifier: MIT */
#include "php/wechat_work.h"

#include "php/convert.h"
#include "php/errors.h"
#include "php/fields.h"
#include "php/globals.h"
#include "php/mask.h"

#include "core/pairs.h"
#include "core/text.h"
#include "core/url.h"
#include "gateway/wechat.h"
#include "gateway/wechat_fields.h"

#include "zend_exceptions.h"
#include "zend_smart_str.h"

/* ------------------------------------------------------------------ fields */

/* What the caller gave counts; what is missing is filled in from the account. */
static void fill_identity(HashTable *fields, const pay_account *account, unsigned wanted)
{
	bool is_partner = account->sub_merchant.size > 0;

	if (wanted & PAY_FILL_APP) {
		php_pay_fill(fields, is_partner ? "sp_appid" : "appid", account->app);
		php_pay_fill(fields, "sub_appid", is_partner ? account->sub_app : PAY_LIT(""));
	}
	if (wanted & PAY_FILL_MERCHANT) {
		php_pay_fill(fields, is_partner ? "sp_mchid" : "mchid", account->merchant);
	}
	if (is_partner && wanted & (PAY_FILL_MERCHANT | PAY_FILL_SUB)) {
		php_pay_fill(fields, "sub_mchid", account->sub_merchant);
	}
	if (wanted & PAY_FILL_NOTIFY) {
		php_pay_fill(fields, "notify_url", account->notify_url);
	}
}

/* A refund must name its currency; there is one that everybody means. */
static void fill_currency(HashTable *fields)
{
	zval *amount = zend_hash_str_find(fields, ZEND_STRL("amount"));

	if (amount != NULL && Z_TYPE_P(amount) == IS_ARRAY
		&& zend_hash_str_exists(Z_ARRVAL_P(amount), ZEND_STRL("refund"))) {
		SEPARATE_ARRAY(amount);
		php_pay_fill(Z_ARRVAL_P(amount), "currency", PAY_LIT("CNY"));
	}
}

static bool check_amounts(HashTable *fields, bool has_amount_object)
{
	static const char *const names[] = {"amount.total", "amount.refund", "transfer_amount"};
	zval *amount = zend_hash_str_find(fields, ZEND_STRL("amount"));
	zval *total = php_pay_find(fields, PAY_LIT("amount.total"));
	zval *refund = php_pay_find(fields, PAY_LIT("amount.refund"));

	if (amount != NULL && Z_TYPE_P(amount) != IS_ARRAY && has_amount_object) {
		zend_value_error("amount must be an array or Pay\\Money");
		return false;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!php_pay_check_fen(fields, names[i])) {
			return false;
		}
	}
	if (total != NULL && refund != NULL && Z_LVAL_P(refund) > Z_LVAL_P(total)) {
		zend_value_error("amount.refund must not be more than amount.total");
		return false;
	}
	return true;
}

/* ------------------------------------------------------------------ target */

/* "%2e", "%2f" and "%5c": a server may read a dot segment where we signed none. */
static bool hides_separator(pay_slice text)
{
	pay_slice code = {text.data, MIN(text.size, 3)};

	return pay_equal_ignore_case(code, PAY_LIT("%2e"))
		|| pay_equal_ignore_case(code, PAY_LIT("%2f"))
		|| pay_equal_ignore_case(code, PAY_LIT("%5c"));
}

/* A path as it may be signed and sent: no scheme, dot segments, blanks or fragments. In a query dots are just dots. */
static bool check_path(pay_slice path)
{
	bool sound = path.size > 0 && path.size <= 2048 && path.data[0] == '/', in_query = false;

	for (size_t i = 0; sound && i < path.size; i++) {
		char byte = path.data[i];

		in_query = in_query || byte == '?';
		sound = byte > ' ' && byte < 0x7f && byte != '#' && byte != '\\' && byte != '"'
			&& (in_query || byte != '%' || !hides_separator(pay_slice_after(path, i)));
		if (sound && !in_query && byte == '.' && i > 0 && path.data[i - 1] == '/') {
			sound = i + 1 < path.size && path.data[i + 1] != '.' && path.data[i + 1] != '/';
		}
	}
	if (!sound || (path.size > 1 && path.data[1] == '/')) {
		zend_value_error("The path must be absolute, such as /v3/pay/transactions/native, and hold "
						 "neither blanks nor dot segments");
		return false;
	}
	return true;
}

static pay_status scalar_text(
	pay_arena *arena, zval *value, pay_slice name, pay_slice *text, pay_error *error)
{
	char digits[24];

	switch (Z_TYPE_P(value)) {
	case IS_STRING:
		return pay_copy(arena, text, php_pay_slice(Z_STR_P(value)));
	case IS_LONG:
		(void) snprintf(digits, sizeof(digits), ZEND_LONG_FMT, Z_LVAL_P(value));
		return pay_copy(arena, text, pay_slice_from(digits));
	case IS_TRUE:
		return pay_copy(arena, text, PAY_LIT("true"));
	case IS_FALSE:
		return pay_copy(arena, text, PAY_LIT("false"));
	default:
		return pay_fail(error, PAY_E_VALUE, "value",
			"%.*s stands in the URL and must be a string, an int or a bool", (int) name.size,
			name.data);
	}
}

/* A value in the path names one thing: letters, digits and a few signs, so that no other endpoint is reached. */
static pay_status path_value(
	pay_arena *arena, HashTable *fields, pay_slice name, pay_slice *encoded, pay_error *error)
{
	zval *value = zend_hash_str_find(fields, name.data, name.size);
	pay_slice text;

	if (value == NULL) {
		return pay_fail(error, PAY_E_VALUE, "value", "%.*s stands in the path and is missing",
			(int) name.size, name.data);
	}
	PAY_TRY(scalar_text(arena, value, name, &text, error));
	if (!pay_is_word(text, 1, 128, "_-|*@.") || text.data[0] == '.') {
		return pay_fail(error, PAY_E_VALUE, "value",
			"%.*s stands in the path and must be 1 to 128 letters, digits or _-|*@.",
			(int) name.size, name.data);
	}
	PAY_TRY(pay_percent_encode(arena, encoded, text));
	zend_hash_str_del(fields, name.data, name.size);
	return PAY_OK;
}

/* Puts the fields that {name}s stand for into the path, and takes them out of the rest. */
static pay_status expand_path(
	pay_arena *arena, HashTable *fields, pay_slice pattern, pay_slice *path, pay_error *error)
{
	*path = PAY_LIT("");
	while (pattern.size > 0) {
		const char *open = memchr(pattern.data, '{', pattern.size);
		pay_slice before = {
			pattern.data, open != NULL ? (size_t) (open - pattern.data) : pattern.size};
		pay_slice name, value = PAY_LIT("");
		const char *close;

		pattern = pay_slice_after(pattern, before.size);
		if (open != NULL) {
			close = memchr(pattern.data, '}', pattern.size);
			if (close == NULL) {
				return pay_fail(error, PAY_E_VALUE, "value", "The path has a { without a }");
			}
			name = (pay_slice) {pattern.data + 1, (size_t) (close - pattern.data) - 1};
			pattern = pay_slice_after(pattern, name.size + 2);
			PAY_TRY(path_value(arena, fields, name, &value, error));
		}
		PAY_TRY(PAY_JOIN(arena, path, *path, before, value));
	}
	return PAY_OK;
}

static pay_status query_of(pay_arena *arena, HashTable *fields, pay_slice *query, pay_error *error)
{
	size_t count = 0;
	pay_pair *pairs = pay_arena_take(arena, (zend_hash_num_elements(fields) + 1) * sizeof(*pairs));
	zend_string *name;
	zval *value;

	if (pairs == NULL) {
		return PAY_E_MEMORY;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		if (name == NULL) {
			return pay_fail(error, PAY_E_VALUE, "value", "Query parameters need names");
		}
		pairs[count].name = php_pay_slice(name);
		PAY_TRY(scalar_text(arena, value, php_pay_slice(name), &pairs[count].value, error));
		count++;
	}
	ZEND_HASH_FOREACH_END();
	return pay_pairs_query(arena, query, pairs, count);
}

/* ------------------------------------------------------------------ the whole */

static bool prepare_fields(php_pay_wechat_work *on, HashTable *fields)
{
	const pay_endpoint *endpoint = on->call.endpoint;

	if (!php_pay_normalise(&on->fields, fields, PHP_PAY_FEN)) {
		return false;
	}
	/* A path that brings its own query is sent as it is. */
	if (!pay_slice_has(on->path, '?')) {
		fill_identity(Z_ARRVAL(on->fields), &on->client->account, endpoint->fill);
	}
	fill_currency(Z_ARRVAL(on->fields));
	if (!check_amounts(Z_ARRVAL(on->fields),
			endpoint->required != NULL && strstr(endpoint->required, "amount.") != NULL)
		|| !php_pay_require(Z_ARRVAL(on->fields), endpoint->required)
		|| !php_pay_check_grammar(Z_ARRVAL(on->fields), on->client->account.notify_url)) {
		return false;
	}
	ZVAL_ARR(&on->asked, zend_array_dup(Z_ARRVAL(on->fields)));
	on->call.has_number = php_pay_has(Z_ARRVAL(on->asked), endpoint->number);
	return true;
}

static pay_status prepare_target(php_pay_wechat_work *on, pay_slice pattern, pay_error *error)
{
	HashTable *left = Z_ARRVAL(on->fields);
	const char *mark;
	pay_slice query;

	PAY_TRY(expand_path(on->arena, left, pattern, &on->call.target, error));
	mark = memchr(on->call.target.data, '?', on->call.target.size);
	PAY_TRY(php_pay_mask_target(on->arena, &on->path,
		(pay_slice) {on->call.target.data,
			mark != NULL ? (size_t) (mark - on->call.target.data) : on->call.target.size}));
	if (on->call.has_body || zend_hash_num_elements(left) == 0) {
		return PAY_OK;
	}
	PAY_TRY(query_of(on->arena, left, &query, error));
	return PAY_JOIN(on->arena, &on->call.target, on->call.target,
		mark != NULL ? PAY_LIT("&") : PAY_LIT("?"), query);
}

/* A URL that an answer named. What is signed and sent is its path and query. */
static bool take_url(php_pay_wechat_work *on, pay_slice *path)
{
	pay_error error = PAY_ERROR_INIT;
	pay_url url;

	if (strstr(path->data, "://") == NULL) {
		return true;
	}
	if (pay_wechat_own_url(&on->client->account, on->arena, *path, &url, &error) != PAY_OK
		|| PAY_JOIN(on->arena, path, url.path, url.query.size > 0 ? PAY_LIT("?") : PAY_LIT(""),
			   url.query)
			!= PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	return true;
}

bool php_pay_wechat_prepare(php_pay_wechat_work *on, pay_slice pattern, HashTable *fields)
{
	pay_error error = PAY_ERROR_INIT;

	on->path = pattern;
	if (!take_url(on, &pattern) || !check_path(pattern) || !prepare_fields(on, fields)) {
		return false;
	}
	if (prepare_target(on, pattern, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	if (!php_pay_wechat_encrypt(on)) {
		return false;
	}
	if (on->call.has_body && zend_hash_num_elements(Z_ARRVAL(on->fields)) == 0) {
		on->body = zend_string_init(ZEND_STRL("{}"), 0);
	} else if (on->call.has_body) {
		on->body = php_pay_json_encode(&on->fields);
		if (on->body == NULL) {
			return false;
		}
	}
	on->call.body = on->body != NULL ? php_pay_slice(on->body) : PAY_LIT("");
	return true;
}

void php_pay_wechat_work_free(php_pay_wechat_work *on)
{
	zval_ptr_dtor(&on->asked);
	zval_ptr_dtor(&on->fields);
	if (on->body != NULL) {
		zend_string_release(on->body);
	}
}
