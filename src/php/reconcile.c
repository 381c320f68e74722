/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/difference.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/money.h"
#include "php/reconciliation.h"

#include "ext/spl/spl_iterators.h"

#define NUMBER "a string of 1 to 128 printable bytes"

/* A pass over the rows of one side. */
typedef struct side {
	pay_reconciliation *into;
	bool (*take)(struct side *on, zval *row); /* false: thrown */
	size_t rows;                              /* so far, with the one at hand */
} side;

/* ------------------------------------------------------------------ the bill's rows */

static bool find_column(const void *columns, pay_slice title, pay_slice *text)
{
	zval *value = zend_hash_str_find_deref((HashTable *) columns, title.data, title.size);

	if (value == NULL || Z_TYPE_P(value) != IS_STRING) {
		return false;
	}
	*text = php_pay_slice(Z_STR_P(value));
	return true;
}

static pay_status add_bill_row(side *on, zval *row, pay_error *error)
{
	pay_bill_row columns = {.columns = Z_ARRVAL_P(row), .find = find_column, .number = on->rows};
	pay_fact fact;

	PAY_TRY(pay_fact_read(&columns, &fact, error));
	return pay_reconcile_add(on->into, &fact, error);
}

static bool take_bill_row(side *on, zval *row)
{
	pay_error error = PAY_ERROR_INIT;

	if (Z_TYPE_P(row) != IS_ARRAY) {
		zend_argument_value_error(1, "must be a bill of trades: row %zu is of type %s", on->rows,
			zend_zval_type_name(row));
		return false;
	}
	if (add_bill_row(on, row, &error) == PAY_OK) {
		return true;
	}
	if (error.status == PAY_E_VALUE) {
		zend_argument_value_error(1, "%s", error.message);
	} else {
		php_pay_throw(&error, NULL);
	}
	return false;
}

/* ------------------------------------------------------------------ the shop's rows */

/* Returns false. */
static bool refuse(const side *on, const char *field, const char *wanted, const zval *value)
{
	zend_argument_value_error(2,
		"must hold orders and refunds: in row %zu, %s must be %s, %s given", on->rows, field,
		wanted, value != NULL ? zend_zval_type_name(value) : "nothing");
	return false;
}

static zval *find_field(zval *row, const char *name)
{
	return zend_hash_str_find_deref(Z_ARRVAL_P(row), name, strlen(name));
}

static bool is_number(const zval *value)
{
	return value != NULL && Z_TYPE_P(value) == IS_STRING && Z_STRLEN_P(value) > 0
		&& pay_fact_is_number(php_pay_slice(Z_STR_P(value)));
}

static bool is_object_of(const zval *value, const zend_class_entry *ce)
{
	return value != NULL && Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == ce;
}

/* False: thrown. */
static bool read_numbers(const side *on, zval *row, pay_fact *fact)
{
	zval *order = find_field(row, "out_trade_no"), *refund = find_field(row, "out_refund_no");

	if (!is_number(order)) {
		return refuse(on, "out_trade_no", NUMBER, order);
	}
	fact->order = php_pay_slice(Z_STR_P(order));
	if (refund == NULL || Z_TYPE_P(refund) == IS_NULL) {
		fact->kind = PAY_FACT_PAYMENT;
		fact->refund = PAY_LIT("");
		return true;
	}
	if (!is_number(refund)) {
		return refuse(on, "out_refund_no", "null or " NUMBER, refund);
	}
	fact->kind = PAY_FACT_REFUND;
	fact->refund = php_pay_slice(Z_STR_P(refund));
	return true;
}

static bool read_shop_row(const side *on, zval *row, pay_fact *fact)
{
	zval *amount = find_field(row, "amount"), *state = find_field(row, "state");

	*fact = (pay_fact) {.is_here = true, .transaction = PAY_LIT("")};
	if (!read_numbers(on, row, fact)) {
		return false;
	}
	if (!is_object_of(amount, pay_ce_Money)
		|| ZSTR_LEN(php_pay_money_currency(Z_OBJ_P(amount))) != PAY_CURRENCY_SIZE) {
		return refuse(on, "amount", "a Pay\\Money", amount);
	}
	if (!is_object_of(state, pay_ce_State)) {
		return refuse(on, "state", "a Pay\\State", state);
	}
	fact->fen = php_pay_money_fen(Z_OBJ_P(amount));
	fact->currency = php_pay_slice(php_pay_money_currency(Z_OBJ_P(amount)));
	fact->state = php_pay_fact_state(Z_OBJ_P(state));
	return true;
}

static bool take_shop_row(side *on, zval *row)
{
	pay_error error = PAY_ERROR_INIT;
	pay_fact fact;

	if (Z_TYPE_P(row) != IS_ARRAY) {
		zend_argument_value_error(2, "must hold orders and refunds: row %zu is of type %s",
			on->rows, zend_zval_type_name(row));
		return false;
	}
	if (!read_shop_row(on, row, &fact)) {
		return false;
	}
	if (pay_reconcile_add(on->into, &fact, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	return true;
}

/* ------------------------------------------------------------------ all rows */

static bool take_row(side *on, zval *row)
{
	on->rows++;
	ZVAL_DEREF(row);
	return on->take(on, row);
}

static int take_current(zend_object_iterator *iterator, void *on)
{
	zval *row = iterator->funcs->get_current_data(iterator);

	return row != NULL && EG(exception) == NULL && take_row(on, row) ? ZEND_HASH_APPLY_KEEP
																	 : ZEND_HASH_APPLY_STOP;
}

/* False: thrown, here or in what hands out the rows. */
static bool read_rows(side *on, zval *rows)
{
	zval *row;

	if (Z_TYPE_P(rows) != IS_ARRAY) {
		(void) spl_iterator_apply(rows, take_current, on);
		return EG(exception) == NULL;
	}
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(rows), row) {
		if (!take_row(on, row)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool reconcile(zval *result, zval *bill, zval *orders)
{
	side there = {.into = php_pay_reconciliation_make(result), .take = take_bill_row};
	side here = {.into = there.into, .take = take_shop_row};

	return there.into != NULL && read_rows(&there, bill) && read_rows(&here, orders)
		&& php_pay_reconciliation_complete(result, there.rows, here.rows);
}

ZEND_FUNCTION(Pay_reconcile)
{
	zval *bill, *orders;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ITERABLE(bill)
		Z_PARAM_ITERABLE(orders)
	ZEND_PARSE_PARAMETERS_END();

	if (!reconcile(return_value, bill, orders)) {
		zval_ptr_dtor(return_value);
		RETVAL_NULL();
		RETURN_THROWS();
	}
}
