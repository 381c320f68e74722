/* SPDX-License-Identifier: MIT */
#include "php/notification.h"

#include "php/classes.h"
#include "php/convert.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/money.h"
#include "php/result.h"
#include "php/state.h"

#include "core/text.h"

#include "zend_exceptions.h"

/* Slots of the declared properties, in the stub's order. */
enum { ID, TYPE, STATE, OUT_TRADE_NO, TRANSACTION_ID, OUT_REFUND_NO, AMOUNT, SIGNED };

typedef struct notification {
	zval data;
	zend_string *raw;
	zend_string *app;      /* NULL if the event names none */
	zend_string *merchant; /* likewise */
	zend_string *owner;
	bool is_payment;
	bool is_refund;
	php_pay_reply_style style;
	zend_object std;
} notification;

static zend_object_handlers handlers;

static notification *from(zend_object *object)
{
	return (notification *) ((char *) object - offsetof(notification, std));
}

static zend_object *create(zend_class_entry *ce)
{
	notification *created = zend_object_alloc(sizeof(*created), ce);

	zend_object_std_init(&created->std, ce);
	object_properties_init(&created->std, ce);
	created->std.handlers = &handlers;
	return &created->std;
}

static void release(zend_object *object)
{
	notification *released = from(object);
	zend_string *const owned[] = {
		released->raw, released->app, released->merchant, released->owner};

	zval_ptr_dtor(&released->data);
	for (size_t i = 0; i < sizeof(owned) / sizeof(*owned); i++) {
		if (owned[i] != NULL) {
			zend_string_release(owned[i]);
		}
	}
	zend_object_std_dtor(object);
}

void php_pay_notification_minit(void)
{
	pay_ce_Notification->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(notification, std);
	handlers.free_obj = release;
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

static void set_string(zend_object *object, int slot, zend_string *text)
{
	if (text != NULL) {
		ZVAL_STR_COPY(OBJ_PROP_NUM(object, slot), text);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, slot));
	}
}

static zend_string *copy_or_null(zend_string *text)
{
	return text != NULL ? zend_string_copy(text) : NULL;
}

void php_pay_notification_make(zval *value, const php_pay_event *event, zval *data)
{
	zend_object *object;
	notification *made;

	object_init_ex(value, pay_ce_Notification);
	object = Z_OBJ_P(value);
	made = from(object);
	ZVAL_COPY_VALUE(&made->data, data);
	made->raw = zend_string_copy(event->raw);
	made->app = copy_or_null(event->app);
	made->merchant = copy_or_null(event->merchant);
	made->owner = zend_string_copy(event->owner);
	made->is_payment = event->is_payment;
	made->is_refund = event->is_refund;
	made->style = event->style;
	set_string(object, ID, event->id);
	set_string(object, TYPE, event->type);
	php_pay_state(OBJ_PROP_NUM(object, STATE), event->state);
	set_string(object, OUT_TRADE_NO, event->out_trade_no);
	set_string(object, TRANSACTION_ID, event->transaction_id);
	set_string(object, OUT_REFUND_NO, event->out_refund_no);
	if (event->fen >= 0) {
		php_pay_money_make(OBJ_PROP_NUM(object, AMOUNT), event->fen, event->currency);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, AMOUNT));
	}
	ZVAL_BOOL(OBJ_PROP_NUM(object, SIGNED), event->is_signed);
}

static zend_string *string_in(zend_object *object, int slot)
{
	const zval *value = OBJ_PROP_NUM(object, slot);

	return Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}

php_pay_notice php_pay_notification_read(zend_object *object)
{
	return (php_pay_notice) {
		.state = OBJ_PROP_NUM(object, STATE),
		.id = string_in(object, ID),
		.owner = from(object)->owner,
		.out_trade_no = string_in(object, OUT_TRADE_NO),
		.out_refund_no = string_in(object, OUT_REFUND_NO),
		.is_payment = from(object)->is_payment,
		.is_refund = from(object)->is_refund,
	};
}

PHP_METHOD(Pay_Notification, isPaid)
{
	zend_object *object = Z_OBJ_P(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(!from(object)->is_refund
		&& Z_TYPE_P(OBJ_PROP_NUM(object, OUT_TRADE_NO)) == IS_STRING
		&& php_pay_state_is(OBJ_PROP_NUM(object, STATE), "Succeeded"));
}

PHP_METHOD(Pay_Notification, isRefund)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(from(Z_OBJ_P(ZEND_THIS))->is_refund);
}

static bool throw_other(const char *reason, const char *what)
{
	pay_error error = PAY_ERROR_INIT;

	(void) pay_fail(&error, PAY_E_INTEGRITY, reason, "The notification is about another %s", what);
	php_pay_throw(&error, NULL);
	return false;
}

/* expected NULL: not compared. A notification that does not name it does not match either. */
static bool match(zend_string *expected, zend_string *actual, const char *reason, const char *what)
{
	if (expected == NULL
		|| (actual != NULL
			&& pay_equal_constant_time(php_pay_slice(expected), php_pay_slice(actual)))) {
		return true;
	}
	return throw_other(reason, what);
}

static bool match_amount(zend_object *expected, const zval *actual)
{
	const zend_object *amount;

	if (expected == NULL) {
		return true;
	}
	if (Z_TYPE_P(actual) != IS_OBJECT) {
		return throw_other("integrity.amount", "amount");
	}
	amount = Z_OBJ_P(actual);
	if (php_pay_money_fen(expected) != php_pay_money_fen(amount)
		|| !zend_string_equals(php_pay_money_currency(expected), php_pay_money_currency(amount))) {
		return throw_other("integrity.amount", "amount");
	}
	return true;
}

PHP_METHOD(Pay_Notification, assertMatches)
{
	zend_object *object = Z_OBJ_P(ZEND_THIS), *amount = NULL;
	zend_string *out_trade_no = NULL, *app = NULL, *merchant = NULL;
	zval *actual = OBJ_PROP_NUM(object, OUT_TRADE_NO);

	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(out_trade_no)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(amount, pay_ce_Money)
		Z_PARAM_STR_OR_NULL(app)
		Z_PARAM_STR_OR_NULL(merchant)
	ZEND_PARSE_PARAMETERS_END();

	if (match(out_trade_no, Z_TYPE_P(actual) == IS_STRING ? Z_STR_P(actual) : NULL,
			"integrity.out_trade_no", "order")
		&& match_amount(amount, OBJ_PROP_NUM(object, AMOUNT))
		&& match(app, from(object)->app, "integrity.appid", "app")
		&& match(merchant, from(object)->merchant, "integrity.mchid", "merchant")) {
		RETURN_OBJ_COPY(object);
	}
	RETURN_THROWS();
}

#define THIS_DATA (&from(Z_OBJ_P(ZEND_THIS))->data)

PHP_METHOD(Pay_Notification, get)
{
	zend_string *path;
	zval *fallback = NULL;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(path)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(fallback)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_array_path(return_value, THIS_DATA, path, fallback);
}

PHP_METHOD(Pay_Notification, toArray)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_array_copy(return_value, THIS_DATA);
}

PHP_METHOD(Pay_Notification, raw)
{
	zend_string *raw = from(Z_OBJ_P(ZEND_THIS))->raw;

	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STR_COPY(raw);
}

PHP_METHOD(Pay_Notification, ok)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_reply_ok(return_value, from(Z_OBJ_P(ZEND_THIS))->style);
}

PHP_METHOD(Pay_Notification, fail)
{
	zend_string *text = NULL;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(text)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_reply_fail(return_value, from(Z_OBJ_P(ZEND_THIS))->style,
		text != NULL ? php_pay_slice(text) : PAY_LIT("FAIL"));
}

PHP_METHOD(Pay_Notification, offsetExists)
{
	zval *offset;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(offset)
	ZEND_PARSE_PARAMETERS_END();

	RETURN_BOOL(php_pay_array_has(THIS_DATA, offset));
}

PHP_METHOD(Pay_Notification, offsetGet)
{
	zval *offset;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(offset)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_array_get(return_value, THIS_DATA, offset);
}

PHP_METHOD(Pay_Notification, offsetSet)
{
	zval *offset, *value;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ZVAL(offset)
		Z_PARAM_ZVAL(value)
	ZEND_PARSE_PARAMETERS_END();

	(void) offset, (void) value;
	php_pay_throw_read_only(Z_OBJ_P(ZEND_THIS));
}

PHP_METHOD(Pay_Notification, offsetUnset)
{
	zval *offset;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(offset)
	ZEND_PARSE_PARAMETERS_END();

	(void) offset;
	php_pay_throw_read_only(Z_OBJ_P(ZEND_THIS));
}

PHP_METHOD(Pay_Notification, jsonSerialize)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_array_copy(return_value, THIS_DATA);
}
