/* SPDX-License-Identifier: MIT */
#include "php/bill.h"

#include "php/errors.h"
#include "php/globals.h"

#include "zend_exceptions.h"
#include "zend_interfaces.h"

/* One pass over the rows. Each loop has its own, and all read the one file. */
struct php_pay_bill_pass {
	zend_object_iterator std;
	struct php_pay_bill_pass **slot; /* what points to this one; NULL while it is in no list */
	struct php_pay_bill_pass *next;
	FILE *file;
	pay_bill_reader reader;
	zend_string *titles[PAY_BILL_COLUMNS_MAX];
	size_t title_count;
	zval row; /* UNDEF at the end */
	zend_ulong index;
};
typedef struct php_pay_bill_pass pass;

/* Its reader is not PHP's memory, so after a fatal error somebody must still find it. */
static void pass_link(pass *on)
{
	on->slot = &PAY_G(bill_passes);
	on->next = PAY_G(bill_passes);
	if (on->next != NULL) {
		on->next->slot = &on->next;
	}
	PAY_G(bill_passes) = on;
}

static void pass_unlink(pass *on)
{
	if (on->slot != NULL) {
		*on->slot = on->next;
	}
	if (on->slot != NULL && on->next != NULL) {
		on->next->slot = on->slot;
	}
	on->slot = NULL;
	on->next = NULL;
}

void php_pay_bill_forget(void)
{
	while (PAY_G(bill_passes) != NULL) {
		pay_bill_close(&PAY_G(bill_passes)->reader);
		pass_unlink(PAY_G(bill_passes));
	}
}

static void pass_close(pass *on)
{
	pay_bill_close(&on->reader);
	for (size_t i = 0; i < on->title_count; i++) {
		zend_string_release(on->titles[i]);
	}
	on->title_count = 0;
	zval_ptr_dtor(&on->row);
	ZVAL_UNDEF(&on->row);
}

static void pass_free(zend_object_iterator *iterator)
{
	pass_close((pass *) iterator);
	pass_unlink((pass *) iterator);
	zval_ptr_dtor(&iterator->data);
}

static void take_titles(pass *on)
{
	while (on->title_count < on->reader.title_count) {
		on->titles[on->title_count] = php_pay_string(on->reader.titles[on->title_count]);
		on->title_count++;
	}
}

static void take_row(pass *on)
{
	zval value;

	array_init_size(&on->row, (uint32_t) on->title_count);
	for (size_t i = 0; i < on->title_count; i++) {
		ZVAL_STR(&value, php_pay_string(on->reader.fields[i]));
		zend_hash_update(Z_ARRVAL(on->row), on->titles[i], &value);
	}
}

/* The file is opened by the first row that is asked for. */
static pay_status pass_next(pass *on, pay_bill_part *part, pay_error *error)
{
	const php_pay_bill *of = php_pay_bill_from(Z_OBJ(on->std.data));

	if (of->unreadable.status != PAY_OK) {
		*error = of->unreadable;
		return error->status;
	}
	if (on->reader.text == NULL) {
		PAY_TRY(pay_bill_open(&on->reader, on->file));
	}
	return of->format->next(&on->reader, part, error);
}

static void pass_read(pass *on)
{
	pay_error error = PAY_ERROR_INIT;
	pay_bill_part part;

	zval_ptr_dtor(&on->row);
	ZVAL_UNDEF(&on->row);
	if (pass_next(on, &part, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
	} else if (part == PAY_BILL_ROW) {
		take_titles(on);
		take_row(on);
	}
}

static void pass_rewind(zend_object_iterator *iterator)
{
	pass *on = (pass *) iterator;

	pass_close(on);
	on->index = 0;
	pass_read(on);
}

static void pass_forward(zend_object_iterator *iterator)
{
	((pass *) iterator)->index++;
	pass_read((pass *) iterator);
}

static zend_result pass_valid(zend_object_iterator *iterator)
{
	return Z_TYPE(((pass *) iterator)->row) == IS_ARRAY ? SUCCESS : FAILURE;
}

static zval *pass_current(zend_object_iterator *iterator)
{
	return &((pass *) iterator)->row;
}

static void pass_key(zend_object_iterator *iterator, zval *key)
{
	ZVAL_LONG(key, (zend_long) ((pass *) iterator)->index);
}

static const zend_object_iterator_funcs pass_functions = {
	.dtor = pass_free,
	.valid = pass_valid,
	.get_current_data = pass_current,
	.get_current_key = pass_key,
	.move_forward = pass_forward,
	.rewind = pass_rewind,
};

static pass *pass_over(zval *bill, FILE *file)
{
	pass *on = ecalloc(1, sizeof(*on));

	zend_iterator_init(&on->std);
	ZVAL_OBJ_COPY(&on->std.data, Z_OBJ_P(bill));
	on->std.funcs = &pass_functions;
	on->file = file;
	pass_link(on);
	return on;
}

zend_object_iterator *php_pay_bill_iterator(zend_class_entry *ce, zval *bill, int by_reference)
{
	(void) ce;
	if (by_reference) {
		zend_throw_error(NULL, "Rows of a bill cannot be taken by reference");
		return NULL;
	}
	return &pass_over(bill, php_pay_bill_from(Z_OBJ_P(bill))->rows)->std;
}

bool php_pay_bill_list(zval *list, zval *bill, FILE *file)
{
	pass *on = pass_over(bill, file);

	for (pass_rewind(&on->std); Z_TYPE(on->row) == IS_ARRAY; pass_read(on)) {
		Z_TRY_ADDREF(on->row);
		add_next_index_zval(list, &on->row);
	}
	zend_iterator_dtor(&on->std);
	return EG(exception) == NULL;
}
