/* SPDX-License-Identifier: MIT */
#include "php/reconciliation.h"

#include "php/bill.h"
#include "php/classes.h"
#include "php/difference.h"
#include "php/errors.h"

/* Slots of the declared properties, in the stub's order. */
enum { ROWS_THERE, ROWS_HERE };

#define SORTING_MEMORY (8u << 20) /* bytes */

typedef struct reconciliation {
	pay_reconciliation reading;
	zval current; /* UNDEF at the end, and until the first is asked for */
	zend_long index;
	bool has_begun;
	zend_object std;
} reconciliation;

static zend_object_handlers handlers;

static reconciliation *from(zend_object *object)
{
	return (reconciliation *) ((char *) object - offsetof(reconciliation, std));
}

static zend_object *create(zend_class_entry *ce)
{
	reconciliation *created = zend_object_alloc(sizeof(*created), ce);

	zend_object_std_init(&created->std, ce);
	object_properties_init(&created->std, ce);
	created->std.handlers = &handlers;
	return &created->std;
}

static void release(zend_object *object)
{
	reconciliation *released = from(object);

	pay_reconcile_close(&released->reading);
	zval_ptr_dtor(&released->current);
	zend_object_std_dtor(object);
}

void php_pay_reconciliation_minit(void)
{
	pay_ce_Reconciliation->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(reconciliation, std);
	handlers.free_obj = release;
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

/* ------------------------------------------------------------------ making */

pay_reconciliation *php_pay_reconciliation_make(zval *value)
{
	pay_error error = PAY_ERROR_INIT;
	pay_reconciliation *made;

	object_init_ex(value, pay_ce_Reconciliation);
	made = &from(Z_OBJ_P(value))->reading;
	if (pay_reconcile_open(made, SORTING_MEMORY, php_pay_temporary_file) != PAY_OK) {
		php_pay_throw(&error, NULL);
		return NULL;
	}
	return made;
}

bool php_pay_reconciliation_complete(zval *value, size_t rows_there, size_t rows_here)
{
	pay_error error = PAY_ERROR_INIT;
	zend_object *object = Z_OBJ_P(value);
	pay_status status = pay_reconcile_rewind(&from(object)->reading, &error);

	ZVAL_LONG(OBJ_PROP_NUM(object, ROWS_THERE), (zend_long) rows_there);
	ZVAL_LONG(OBJ_PROP_NUM(object, ROWS_HERE), (zend_long) rows_here);
	if (status != PAY_OK) {
		php_pay_throw(&error, NULL);
	}
	return status == PAY_OK;
}

/* ------------------------------------------------------------------ reading */

static void read_difference(reconciliation *this)
{
	pay_error error = PAY_ERROR_INIT;
	pay_difference difference;
	bool found;

	zval_ptr_dtor(&this->current);
	ZVAL_UNDEF(&this->current);
	if (pay_reconcile_next(&this->reading, &difference, &found, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
	} else if (found) {
		php_pay_difference_make(&this->current, &difference);
	}
}

static void start(reconciliation *this)
{
	pay_error error = PAY_ERROR_INIT;

	this->has_begun = true;
	this->index = 0;
	if (pay_reconcile_rewind(&this->reading, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
		return;
	}
	read_difference(this);
}

/* The object, at its first difference if it was at none. */
static reconciliation *begun(zval *value)
{
	reconciliation *this = from(Z_OBJ_P(value));

	if (!this->has_begun) {
		start(this);
	}
	return this;
}

PHP_METHOD(Pay_Reconciliation, current)
{
	reconciliation *this;

	ZEND_PARSE_PARAMETERS_NONE();
	this = begun(ZEND_THIS);
	if (Z_TYPE(this->current) == IS_OBJECT) {
		RETURN_COPY(&this->current);
	}
}

PHP_METHOD(Pay_Reconciliation, key)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(begun(ZEND_THIS)->index);
}

PHP_METHOD(Pay_Reconciliation, next)
{
	reconciliation *this;

	ZEND_PARSE_PARAMETERS_NONE();
	this = begun(ZEND_THIS);
	if (Z_TYPE(this->current) == IS_OBJECT) {
		this->index++;
		read_difference(this);
	}
}

PHP_METHOD(Pay_Reconciliation, rewind)
{
	ZEND_PARSE_PARAMETERS_NONE();
	start(from(Z_OBJ_P(ZEND_THIS)));
}

PHP_METHOD(Pay_Reconciliation, valid)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(Z_TYPE(begun(ZEND_THIS)->current) == IS_OBJECT);
}
