/* SPDX-License-Identifier: MIT */
#include "php/difference.h"

#include "php/classes.h"
#include "php/globals.h"
#include "php/money.h"

#include "zend_enum.h"

/* Slots of the declared properties, in the stub's order. */
enum {
	KIND,
	OUT_TRADE_NO,
	OUT_REFUND_NO,
	TRANSACTION_ID,
	AMOUNT_HERE,
	AMOUNT_THERE,
	STATE_HERE,
	STATE_THERE
};

static const char *const kinds[PAY_DIFFERENCE_KINDS] = {
	[PAY_MISSING_HERE] = "MissingHere",
	[PAY_MISSING_THERE] = "MissingThere",
	[PAY_AMOUNT_DIFFERS] = "Amount",
	[PAY_STATE_DIFFERS] = "State",
	[PAY_REPEATED_HERE] = "RepeatedHere",
	[PAY_REPEATED_THERE] = "RepeatedThere",
};

static const char *const states[PAY_STATES] = {
	[PAY_STATE_PENDING] = "Pending",
	[PAY_STATE_SUCCEEDED] = "Succeeded",
	[PAY_STATE_CLOSED] = "Closed",
	[PAY_STATE_REFUNDED] = "Refunded",
	[PAY_STATE_FAILED] = "Failed",
	[PAY_STATE_UNKNOWN] = "Unknown",
};

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);

	object_properties_init(object, ce);
	object->handlers = &handlers;
	return object;
}

void php_pay_difference_minit(void)
{
	pay_ce_Difference->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

pay_fact_state php_pay_fact_state(zend_object *state)
{
	const char *name = Z_STRVAL_P(zend_enum_fetch_case_name(state));
	int found = 0;

	while (found < PAY_STATE_UNKNOWN && strcmp(states[found], name) != 0) {
		found++;
	}
	return (pay_fact_state) found;
}

static void set_string(zval *property, pay_slice text)
{
	if (text.size > 0) {
		ZVAL_STR(property, php_pay_string(text));
	} else {
		ZVAL_NULL(property);
	}
}

static void set_case(zval *property, zend_class_entry *ce, const char *name)
{
	ZVAL_OBJ_COPY(property, zend_enum_get_case_cstr(ce, name));
}

/* What one side says. */
static void set_side(zval *amount, zval *state, const pay_fact *fact)
{
	zend_string *currency;

	if (fact == NULL) {
		ZVAL_NULL(amount);
		ZVAL_NULL(state);
		return;
	}
	currency = php_pay_string(fact->currency);
	php_pay_money_make(amount, (zend_long) fact->fen, currency);
	zend_string_release(currency);
	set_case(state, pay_ce_State, states[fact->state]);
}

void php_pay_difference_make(zval *value, const pay_difference *difference)
{
	const pay_fact *there = difference->there, *here = difference->here;
	const pay_fact *about = there != NULL ? there : here;
	zend_object *object;

	object_init_ex(value, pay_ce_Difference);
	object = Z_OBJ_P(value);
	set_case(OBJ_PROP_NUM(object, KIND), pay_ce_DifferenceKind, kinds[difference->kind]);
	ZVAL_STR(OBJ_PROP_NUM(object, OUT_TRADE_NO), php_pay_string(about->order));
	set_string(OBJ_PROP_NUM(object, OUT_REFUND_NO), about->refund);
	set_string(OBJ_PROP_NUM(object, TRANSACTION_ID), about->transaction);
	set_side(OBJ_PROP_NUM(object, AMOUNT_HERE), OBJ_PROP_NUM(object, STATE_HERE), here);
	set_side(OBJ_PROP_NUM(object, AMOUNT_THERE), OBJ_PROP_NUM(object, STATE_THERE), there);
}

PHP_METHOD(Pay_Difference, isRefund)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(Z_TYPE_P(OBJ_PROP_NUM(Z_OBJ_P(ZEND_THIS), OUT_REFUND_NO)) == IS_STRING);
}
