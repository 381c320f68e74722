/* SPDX-License-Identifier: MIT */
#include "php/bill.h"

#include "php/classes.h"
#include "php/errors.h"
#include "php/globals.h"

#include "zend_exceptions.h"
#include "zend_interfaces.h"

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	php_pay_bill *created = zend_object_alloc(sizeof(*created), ce);

	zend_object_std_init(&created->std, ce);
	object_properties_init(&created->std, ce);
	created->std.handlers = &handlers;
	return &created->std;
}

static void close_file(FILE *file)
{
	if (file != NULL) {
		(void) fclose(file);
	}
}

static void release(zend_object *object)
{
	php_pay_bill *released = php_pay_bill_from(object);

	if (released->rows != released->file) {
		close_file(released->rows);
	}
	close_file(released->summary);
	close_file(released->file);
	zval_ptr_dtor(&released->totals);
	zend_object_std_dtor(object);
}

void php_pay_bill_minit(void)
{
	pay_ce_Bill->create_object = create;
	pay_ce_Bill->get_iterator = php_pay_bill_iterator;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(php_pay_bill, std);
	handlers.free_obj = release;
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

/* ------------------------------------------------------------------ making */

FILE *php_pay_bill_make(zval *value)
{
	php_pay_bill *made;
	pay_error error = PAY_ERROR_INIT;

	object_init_ex(value, pay_ce_Bill);
	made = php_pay_bill_from(Z_OBJ_P(value));
	ZVAL_UNDEF(&made->totals);
	made->format = &pay_bill_format_wechat;
	made->file = php_pay_temporary_file(&error);
	made->rows = made->file;
	if (made->file == NULL) {
		zval_ptr_dtor(value);
		ZVAL_NULL(value);
		php_pay_throw(&error, NULL);
		return NULL;
	}
	return made->file;
}

bool php_pay_bill_make_empty(zval *value)
{
	if (php_pay_bill_make(value) == NULL) {
		return false;
	}
	php_pay_bill_from(Z_OBJ_P(value))->format = &pay_bill_format_alipay;
	return true;
}

/* ------------------------------------------------------------------ methods */

PHP_METHOD(Pay_Bill, getIterator)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_create_internal_iterator_zval(return_value, ZEND_THIS);
}

/* The row that follows the others, by its titles. */
static pay_status read_totals(
	pay_bill_reader *reader, const php_pay_bill *of, zval *totals, pay_error *error)
{
	pay_bill_part part = PAY_BILL_ROW;

	PAY_TRY(pay_bill_open(reader, of->rows));
	while (part == PAY_BILL_ROW) {
		PAY_TRY(of->format->next(reader, &part, error));
	}
	for (size_t i = 0; part == PAY_BILL_SUMMARY && i < reader->title_count; i++) {
		add_assoc_stringl_ex(totals, reader->titles[i].data, reader->titles[i].size,
			reader->fields[i].data, reader->fields[i].size);
	}
	return PAY_OK;
}

/* False: thrown. */
static bool take_totals(zval *totals, const php_pay_bill *of)
{
	pay_bill_reader reader = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_status status = read_totals(&reader, of, totals, &error);

	if (status != PAY_OK) {
		php_pay_throw(&error, NULL);
	}
	pay_bill_close(&reader);
	return status == PAY_OK;
}

/* Where the totals are a file of their own, all of its rows. False: thrown. */
static bool list_totals(zval *totals, zval *bill, const php_pay_bill *of)
{
	if (of->unreadable.status != PAY_OK) {
		php_pay_throw(&of->unreadable, NULL);
		return false;
	}
	return of->summary == NULL || php_pay_bill_list(totals, bill, of->summary);
}

PHP_METHOD(Pay_Bill, summary)
{
	php_pay_bill *this = php_pay_bill_from(Z_OBJ_P(ZEND_THIS));

	ZEND_PARSE_PARAMETERS_NONE();
	if (Z_TYPE(this->totals) == IS_UNDEF) {
		zval totals;

		array_init(&totals);
		if (this->format->has_summary_file ? !list_totals(&totals, ZEND_THIS, this)
										   : !take_totals(&totals, this)) {
			zval_ptr_dtor(&totals);
			RETURN_THROWS();
		}
		ZVAL_COPY_VALUE(&this->totals, &totals);
	}
	RETURN_COPY(&this->totals);
}

PHP_METHOD(Pay_Bill, save)
{
	zend_string *path;
	zend_long size;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(path)
	ZEND_PARSE_PARAMETERS_END();

	if (ZSTR_LEN(path) == 0) {
		zend_argument_value_error(1, "must not be empty");
		RETURN_THROWS();
	}
	size = php_pay_file_save(php_pay_bill_from(Z_OBJ_P(ZEND_THIS))->file, path);
	if (size < 0) {
		RETURN_THROWS();
	}
	RETURN_LONG(size);
}
