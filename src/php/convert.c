/* SPDX-License-Identifier: MIT */
#include "php/convert.h"

#include "php/classes.h"
#include "php/money.h"

#include "ext/json/php_json.h"
#include "ext/json/php_json_parser.h"
#include "zend_exceptions.h"
#include "zend_smart_str.h"

#define DEPTH_SENT_MAX 32
#define DEPTH_RECEIVED_MAX 64
#define SHOWN_DEPTH_MAX 5 /* names of a path in a message */
#define FILLED_IN 6       /* about as many fields join those of the caller */

/* Where in the caller's array we are, for messages. */
typedef struct place {
	const struct place *above;
	zend_string *name; /* NULL for a list's element */
	zend_ulong index;
	int depth;
	php_pay_money_style style;
} place;

static void append_place(smart_str *text, const place *at)
{
	if (at->depth > SHOWN_DEPTH_MAX) {
		append_place(text, at->above);
		return;
	}
	if (at->above != NULL && at->above->depth > 0) {
		append_place(text, at->above);
		smart_str_appendc(text, '.');
	}
	if (at->name != NULL) {
		smart_str_append(text, at->name);
	} else {
		smart_str_append_unsigned(text, at->index);
	}
}

static bool refuse(const place *at, const char *why)
{
	smart_str text = {0};

	append_place(&text, at);
	smart_str_0(&text);
	zend_value_error("%s %s", ZSTR_VAL(text.s), why);
	smart_str_free(&text);
	return false;
}

static void money_value(zval *out, zend_object *money, const place *at)
{
	bool is_order_amount = at->style == PHP_PAY_FEN && at->depth == 1 && at->name != NULL
		&& zend_string_equals_literal(at->name, "amount");

	if (at->style == PHP_PAY_YUAN) {
		ZVAL_STR(out, php_pay_money_yuan(money));
		return;
	}
	if (!is_order_amount) {
		ZVAL_LONG(out, php_pay_money_fen(money));
		return;
	}
	array_init_size(out, 2);
	add_assoc_long(out, "total", php_pay_money_fen(money));
	add_assoc_str(out, "currency", zend_string_copy(php_pay_money_currency(money)));
}

static bool copy_array(zval *out, HashTable *in, const place *at);

static bool copy_value(zval *out, zval *in, const place *at)
{
	ZVAL_DEREF(in);
	switch (Z_TYPE_P(in)) {
	case IS_LONG:
	case IS_TRUE:
	case IS_FALSE:
		ZVAL_COPY_VALUE(out, in);
		return true;
	case IS_STRING:
		if (memchr(Z_STRVAL_P(in), '\0', Z_STRLEN_P(in)) != NULL) {
			return refuse(at, "must not hold a NUL byte");
		}
		ZVAL_COPY(out, in);
		return true;
	case IS_ARRAY:
		return copy_array(out, Z_ARRVAL_P(in), at);
	case IS_DOUBLE:
		return refuse(at,
			at->style == PHP_PAY_YUAN
				? "must not be a float; give a string, or for an amount Pay\\Money"
				: "must not be a float; give an int of fen, a string, or Pay\\Money");
	case IS_OBJECT:
		if (Z_OBJCE_P(in) == pay_ce_Money && at->style == PHP_PAY_YUAN
			&& !zend_string_equals_literal(php_pay_money_currency(Z_OBJ_P(in)), "CNY")) {
			return refuse(at, "must be in CNY: a bare amount in yuan is what is sent");
		}
		if (Z_OBJCE_P(in) == pay_ce_Money) {
			money_value(out, Z_OBJ_P(in), at);
			return true;
		}
		return refuse(at, "must not be an object other than Pay\\Money");
	default:
		return refuse(at, "must be a string, an int, a bool, an array or Pay\\Money");
	}
}

static bool copy_array(zval *out, HashTable *in, const place *at)
{
	zend_string *name;
	zend_ulong index;
	zval *value, copy;
	bool is_list = zend_array_is_list(in);

	if (at->depth >= DEPTH_SENT_MAX) {
		return refuse(at, "is nested too deeply");
	}
	array_init_size(out, zend_hash_num_elements(in) + (at->depth == 0 ? FILLED_IN : 0));
	ZEND_HASH_FOREACH_KEY_VAL (in, index, name, value) {
		place below = {
			.above = at, .name = name, .index = index, .depth = at->depth + 1, .style = at->style};

		if (Z_TYPE_P(value) == IS_NULL
			|| (Z_ISREF_P(value) && Z_TYPE_P(Z_REFVAL_P(value)) == IS_NULL)) {
			continue;
		}
		if (!copy_value(&copy, value, &below)) {
			zval_ptr_dtor(out);
			ZVAL_UNDEF(out);
			return false;
		}
		if (name != NULL) {
			zend_hash_update(Z_ARRVAL_P(out), name, &copy);
		} else if (is_list) {
			zend_hash_next_index_insert(Z_ARRVAL_P(out), &copy);
		} else {
			zend_hash_index_update(Z_ARRVAL_P(out), index, &copy);
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool php_pay_normalise(zval *out, HashTable *params, php_pay_money_style style)
{
	const place top = {.above = NULL, .name = NULL, .index = 0, .depth = 0, .style = style};

	return copy_array(out, params, &top);
}

zend_string *php_pay_json_encode(zval *value)
{
	smart_str text = {0};

	(void) php_json_encode_ex(
		&text, value, PHP_JSON_UNESCAPED_UNICODE | PHP_JSON_UNESCAPED_SLASHES, DEPTH_SENT_MAX + 1);
	/* The encoder reports success for some values that it replaced; only the error code tells. */
	if (JSON_G(error_code) != PHP_JSON_ERROR_NONE) {
		smart_str_free(&text);
		zend_value_error("The fields cannot be written as JSON: %s",
			JSON_G(error_code) == PHP_JSON_ERROR_UTF8 ? "a string is not UTF-8"
													  : "unsupported value");
		return NULL;
	}
	smart_str_0(&text);
	return text.s;
}

/* PHP's own parser, with the one thing it lets pass: a key that comes twice. */
typedef struct strict_parser {
	php_json_parser parser;
	bool duplicate;
} strict_parser;

static zval *add_once(HashTable *object, zend_string *key, zval *value)
{
	zend_ulong index;

	return ZEND_HANDLE_NUMERIC(key, index) ? zend_hash_index_add(object, index, value)
										   : zend_hash_add(object, key, value);
}

static int update_once(php_json_parser *parser, zval *object, zend_string *key, zval *value)
{
	if (add_once(Z_ARRVAL_P(object), key, value) != NULL) {
		zend_string_release(key);
		return SUCCESS;
	}
	((strict_parser *) parser)->duplicate = true;
	parser->scanner.errcode = PHP_JSON_ERROR_SYNTAX;
	zend_string_release(key);
	zval_ptr_dtor_nogc(value);
	zval_ptr_dtor_nogc(object);
	return FAILURE;
}

static bool holds_nul(zval *value)
{
	zend_string *name;
	zval *below;

	if (Z_TYPE_P(value) == IS_STRING) {
		return memchr(Z_STRVAL_P(value), '\0', Z_STRLEN_P(value)) != NULL;
	}
	if (Z_TYPE_P(value) != IS_ARRAY) {
		return false;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(value), name, below) {
		if ((name != NULL && memchr(ZSTR_VAL(name), '\0', ZSTR_LEN(name)) != NULL)
			|| holds_nul(below)) {
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

/* A NUL gets into what was decoded in one way only: the scanner takes none as it is. */
static bool may_hold_nul(pay_slice text)
{
	return zend_memnstr(text.data, ZEND_STRL("\\u0000"), text.data + text.size) != NULL;
}

static bool begins_object(pay_slice text)
{
	while (text.size > 0 && strchr(" \t\r\n", text.data[0]) != NULL && text.data[0] != '\0') {
		text = pay_slice_after(text, 1);
	}
	return text.size > 0 && text.data[0] == '{';
}

const char *php_pay_json_decode(zval *out, pay_slice text)
{
	strict_parser strict = {.duplicate = false};
	zend_string *copy;
	bool done;

	ZVAL_UNDEF(out);
	if (!begins_object(text)) {
		return "is not a JSON object";
	}
	/* The scanner reads up to a NUL, which a zend_string always has. */
	copy = zend_string_init(text.data, text.size, 0);
	php_json_parser_init(&strict.parser, out, ZSTR_VAL(copy), ZSTR_LEN(copy),
		PHP_JSON_OBJECT_AS_ARRAY | PHP_JSON_BIGINT_AS_STRING, DEPTH_RECEIVED_MAX);
	strict.parser.methods.object_update = update_once;
	done = php_json_parse(&strict.parser) == 0;
	zend_string_release(copy);
	if (!done) {
		ZVAL_UNDEF(out);
		return strict.duplicate ? "holds a JSON key twice" : "is not well-formed JSON";
	}
	if (may_hold_nul(text) && holds_nul(out)) {
		zval_ptr_dtor(out);
		ZVAL_UNDEF(out);
		return "holds a NUL character";
	}
	return NULL;
}

zval *php_pay_find(HashTable *fields, pay_slice path)
{
	for (;;) {
		const char *dot = memchr(path.data, '.', path.size);
		size_t size = dot != NULL ? (size_t) (dot - path.data) : path.size;
		zval *value = zend_symtable_str_find(fields, path.data, size);

		if (value != NULL) {
			ZVAL_DEREF(value);
		}
		if (value == NULL || dot == NULL) {
			return value;
		}
		if (Z_TYPE_P(value) != IS_ARRAY) {
			return NULL;
		}
		fields = Z_ARRVAL_P(value);
		path = pay_slice_after(path, size + 1);
	}
}

zend_string *php_pay_find_string(HashTable *fields, const char *path)
{
	zval *value = php_pay_find(fields, pay_slice_from(path));

	return value != NULL && Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}
