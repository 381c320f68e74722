/* SPDX-License-Identifier: MIT */
#include "php/money.h"

#include "php/classes.h"

#include "core/text.h"
#include "gateway/wechat_fields.h"

#include "zend_exceptions.h"

/* Slots of the declared properties, in the stub's order. */
enum { FEN, CURRENCY };

#define INTEGER_DIGITS_MAX 9
#define FEN_PER_YUAN 100

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);

	object_properties_init(object, ce);
	ZVAL_LONG(
		OBJ_PROP_NUM(object, FEN), 0); /* never undefined: unserialize() calls no constructor */
	ZVAL_INTERNED_STR(OBJ_PROP_NUM(object, CURRENCY), ZSTR_EMPTY_ALLOC());
	object->handlers = &handlers;
	return object;
}

void php_pay_money_minit(void)
{
	pay_ce_Money->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.get_constructor = php_pay_no_constructor;
}

void php_pay_money_make(zval *money, zend_long fen, zend_string *currency)
{
	object_init_ex(money, pay_ce_Money);
	ZVAL_LONG(OBJ_PROP_NUM(Z_OBJ_P(money), FEN), fen);
	ZVAL_STR_COPY(OBJ_PROP_NUM(Z_OBJ_P(money), CURRENCY), currency);
}

zend_long php_pay_money_fen(const zend_object *money)
{
	return Z_LVAL_P(OBJ_PROP_NUM((zend_object *) money, FEN));
}

zend_string *php_pay_money_currency(const zend_object *money)
{
	return Z_STR_P(OBJ_PROP_NUM((zend_object *) money, CURRENCY));
}

static bool is_currency(const zend_string *currency)
{
	bool is_code = ZSTR_LEN(currency) == 3;

	for (size_t i = 0; is_code && i < 3; i++) {
		is_code = pay_is_upper(ZSTR_VAL(currency)[i]);
	}
	return is_code;
}

static bool check_currency(zend_string *currency)
{
	bool is_code = is_currency(currency);

	if (!is_code) {
		zend_argument_value_error(2, "must be an ISO 4217 code of three upper-case letters");
	}
	return is_code;
}

/*
 * The amount is taken as it came: PHP's own coercion of an int parameter would make 19 of 19.9, that of a string
 * parameter "0.3" of 0.1 + 0.2.
 */
static bool parse(INTERNAL_FUNCTION_PARAMETERS, zval **amount, zend_string **currency)
{
	*currency = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ZVAL(*amount)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(*currency)
	ZEND_PARSE_PARAMETERS_END_EX(return false);

	return *currency == NULL || check_currency(*currency);
}

static void make_or_default(zval *money, zend_long fen, zend_string *currency)
{
	if (currency != NULL) {
		php_pay_money_make(money, fen, currency);
		return;
	}
	currency = zend_string_init(ZEND_STRL("CNY"), 0);
	php_pay_money_make(money, fen, currency);
	zend_string_release(currency);
}

PHP_METHOD(Pay_Money, fen)
{
	zval *amount;
	zend_string *currency;

	if (!parse(INTERNAL_FUNCTION_PARAM_PASSTHRU, &amount, &currency)) {
		RETURN_THROWS();
	}
	if (Z_TYPE_P(amount) != IS_LONG) {
		zend_argument_value_error(
			1, "must be an int of the smallest unit (fen), %s given", zend_zval_type_name(amount));
		RETURN_THROWS();
	}
	if (Z_LVAL_P(amount) < 1 || Z_LVAL_P(amount) > PAY_FEN_MAX) {
		zend_argument_value_error(1, "must be between 1 and %lld fen", (long long) PAY_FEN_MAX);
		RETURN_THROWS();
	}
	make_or_default(return_value, Z_LVAL_P(amount), currency);
}

/* (0|[1-9][0-9]{0,8})(\.[0-9]{1,2})? in ASCII, whatever the locale. -1 for anything else. */
static zend_long read_yuan(const char *text, size_t size)
{
	zend_long fen = 0;
	size_t i = 0, decimals;

	while (i < size && pay_is_digit(text[i])) {
		if (i == INTEGER_DIGITS_MAX) {
			return -1;
		}
		fen = fen * 10 + (text[i++] - '0');
	}
	if (i == 0 || (i > 1 && text[0] == '0')) {
		return -1;
	}
	fen *= FEN_PER_YUAN;
	if (i == size) {
		return fen;
	}
	decimals = size - i - 1;
	if (text[i] != '.' || decimals < 1 || decimals > 2 || !pay_is_digit(text[i + 1])
		|| !pay_is_digit(text[size - 1])) {
		return -1;
	}
	fen += (text[i + 1] - '0') * 10;
	return decimals == 2 ? fen + (text[i + 2] - '0') : fen;
}

PHP_METHOD(Pay_Money, yuan)
{
	zval *amount;
	zend_string *currency;
	zend_long fen;

	if (!parse(INTERNAL_FUNCTION_PARAM_PASSTHRU, &amount, &currency)) {
		RETURN_THROWS();
	}
	if (Z_TYPE_P(amount) != IS_STRING) {
		zend_argument_value_error(
			1, "must be a decimal string such as \"12.34\", %s given", zend_zval_type_name(amount));
		RETURN_THROWS();
	}
	fen = read_yuan(Z_STRVAL_P(amount), Z_STRLEN_P(amount));
	if (fen < 1) {
		zend_argument_value_error(
			1, "must be more than zero and read \"12\", \"12.3\" or \"12.34\"");
		RETURN_THROWS();
	}
	make_or_default(return_value, fen, currency);
}

static zend_object *parse_other(INTERNAL_FUNCTION_PARAMETERS)
{
	zend_object *other;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(other, pay_ce_Money)
	ZEND_PARSE_PARAMETERS_END_EX(return NULL);

	return other;
}

static bool same_currency(const zend_object *a, const zend_object *b)
{
	return zend_string_equals(php_pay_money_currency(a), php_pay_money_currency(b));
}

static void combine(INTERNAL_FUNCTION_PARAMETERS, int sign)
{
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	zend_object *other = parse_other(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	zend_long fen;

	if (other == NULL) {
		RETURN_THROWS();
	}
	if (!same_currency(self, other)) {
		zend_argument_value_error(1, "must be an amount of %s, %s given",
			ZSTR_VAL(php_pay_money_currency(self)), ZSTR_VAL(php_pay_money_currency(other)));
		RETURN_THROWS();
	}
	fen = php_pay_money_fen(self) + sign * php_pay_money_fen(other);
	if (fen < 0 || fen > PAY_FEN_MAX) {
		zend_argument_value_error(
			1, "must leave an amount between 0 and %lld fen", (long long) PAY_FEN_MAX);
		RETURN_THROWS();
	}
	php_pay_money_make(return_value, fen, php_pay_money_currency(self));
}

PHP_METHOD(Pay_Money, plus)
{
	combine(INTERNAL_FUNCTION_PARAM_PASSTHRU, 1);
}

PHP_METHOD(Pay_Money, minus)
{
	combine(INTERNAL_FUNCTION_PARAM_PASSTHRU, -1);
}

PHP_METHOD(Pay_Money, equals)
{
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	zend_object *other = parse_other(INTERNAL_FUNCTION_PARAM_PASSTHRU);

	if (other == NULL) {
		RETURN_THROWS();
	}
	RETURN_BOOL(same_currency(self, other) && php_pay_money_fen(self) == php_pay_money_fen(other));
}

zend_string *php_pay_money_yuan(const zend_object *money)
{
	zend_long fen = php_pay_money_fen(money);

	return zend_strpprintf(
		0, ZEND_LONG_FMT ".%02d", fen / FEN_PER_YUAN, (int) (fen % FEN_PER_YUAN));
}

PHP_METHOD(Pay_Money, toYuan)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STR(php_pay_money_yuan(Z_OBJ_P(ZEND_THIS)));
}

PHP_METHOD(Pay_Money, __toString)
{
	ZEND_MN(Pay_Money_toYuan)(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

PHP_METHOD(Pay_Money, jsonSerialize)
{
	zend_object *self = Z_OBJ_P(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();
	array_init_size(return_value, 2);
	add_assoc_long(return_value, "fen", php_pay_money_fen(self));
	add_assoc_str(return_value, "currency", zend_string_copy(php_pay_money_currency(self)));
}

/* Text that a session or a queue kept is no proof: what it says is checked like any other amount. */
PHP_METHOD(Pay_Money, __unserialize)
{
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	HashTable *data;
	zval *fen, *currency;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(data)
	ZEND_PARSE_PARAMETERS_END();

	fen = zend_hash_str_find(data, ZEND_STRL("fen"));
	currency = zend_hash_str_find(data, ZEND_STRL("currency"));
	if (ZSTR_LEN(php_pay_money_currency(self)) > 0) {
		zend_throw_error(NULL, "Pay\\Money cannot be changed");
		RETURN_THROWS();
	}
	if (fen == NULL || Z_TYPE_P(fen) != IS_LONG || Z_LVAL_P(fen) < 0 || Z_LVAL_P(fen) > PAY_FEN_MAX
		|| currency == NULL || Z_TYPE_P(currency) != IS_STRING || !is_currency(Z_STR_P(currency))) {
		zend_argument_value_error(1, "must hold an amount: fen and currency");
		RETURN_THROWS();
	}
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(self, FEN), fen);
	ZVAL_COPY(OBJ_PROP_NUM(self, CURRENCY), currency);
}
