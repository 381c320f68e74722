/* SPDX-License-Identifier: MIT */
#include "php/bill.h"

#include "php/classes.h"
#include "php/errors.h"
#include "php/globals.h"

#include "core/platform.h"
#include "gateway/bill.h"

#include "main/php_open_temporary_file.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
#include "zend_virtual_cwd.h"

typedef struct bill {
	FILE *file;
	const pay_bill_format *format;
	zval summary; /* UNDEF until it is asked for */
	zend_object std;
} bill;

static zend_object_handlers handlers;

static bill *from(zend_object *object)
{
	return (bill *) ((char *) object - offsetof(bill, std));
}

static zend_object *create(zend_class_entry *ce)
{
	bill *created = zend_object_alloc(sizeof(*created), ce);

	zend_object_std_init(&created->std, ce);
	object_properties_init(&created->std, ce);
	created->std.handlers = &handlers;
	return &created->std;
}

static void release(zend_object *object)
{
	bill *released = from(object);

	if (released->file != NULL) {
		(void) fclose(released->file);
	}
	zval_ptr_dtor(&released->summary);
	zend_object_std_dtor(object);
}

/* ------------------------------------------------------------------ reading */

/* One pass over the rows. Each loop has its own, and all read the one file. */
struct php_pay_bill_pass {
	zend_object_iterator std;
	struct php_pay_bill_pass **slot; /* what points to this one; NULL while it is in no list */
	struct php_pay_bill_pass *next;
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

static void pass_read(pass *on)
{
	pay_error error = PAY_ERROR_INIT;
	const pay_bill_format *format = from(Z_OBJ(on->std.data))->format;
	pay_bill_part part;

	zval_ptr_dtor(&on->row);
	ZVAL_UNDEF(&on->row);
	if (on->reader.text == NULL || format->next(&on->reader, &part, &error) != PAY_OK) {
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
	(void) !pay_bill_open(&on->reader, from(Z_OBJ(iterator->data))->file);
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

static zend_object_iterator *get_iterator(zend_class_entry *ce, zval *object, int by_reference)
{
	pass *on;

	(void) ce;
	if (by_reference) {
		zend_throw_error(NULL, "Rows of a bill cannot be taken by reference");
		return NULL;
	}
	on = ecalloc(1, sizeof(*on));
	zend_iterator_init(&on->std);
	ZVAL_OBJ_COPY(&on->std.data, Z_OBJ_P(object));
	on->std.funcs = &pass_functions;
	pass_link(on);
	return &on->std;
}

void php_pay_bill_minit(void)
{
	pay_ce_Bill->create_object = create;
	pay_ce_Bill->get_iterator = get_iterator;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(bill, std);
	handlers.free_obj = release;
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

/* ------------------------------------------------------------------ making */

/* Gone with the last descriptor, whatever becomes of this process. */
static FILE *temporary_file(void)
{
#ifdef PHP_WIN32
	return tmpfile();
#else
	zend_string *path = NULL;
	int handle = php_open_temporary_fd(NULL, "pay", &path);
	FILE *file;

	if (handle < 0) {
		return NULL;
	}
	(void) VCWD_UNLINK(ZSTR_VAL(path));
	zend_string_release(path);
	(void) fcntl(handle, F_SETFD, FD_CLOEXEC);
	file = fdopen(handle, "w+b");
	if (file == NULL) {
		close(handle);
	}
	return file;
#endif
}

FILE *php_pay_bill_make(zval *value)
{
	bill *made;

	object_init_ex(value, pay_ce_Bill);
	made = from(Z_OBJ_P(value));
	ZVAL_UNDEF(&made->summary);
	made->format = &pay_bill_format_wechat;
	made->file = temporary_file();
	if (made->file == NULL) {
		zval_ptr_dtor(value);
		ZVAL_NULL(value);
		php_pay_throw_config("config.temporary-file",
			"No file can be made in the folder for temporary files (sys_temp_dir)");
		return NULL;
	}
	return made->file;
}

/* ------------------------------------------------------------------ methods */

PHP_METHOD(Pay_Bill, getIterator)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_create_internal_iterator_zval(return_value, ZEND_THIS);
}

static pay_status read_summary(
	pay_bill_reader *reader, const bill *of, zval *summary, pay_error *error)
{
	pay_bill_part part = PAY_BILL_ROW;

	PAY_TRY(pay_bill_open(reader, of->file));
	while (part == PAY_BILL_ROW) {
		PAY_TRY(of->format->next(reader, &part, error));
	}
	for (size_t i = 0; part == PAY_BILL_SUMMARY && i < reader->title_count; i++) {
		add_assoc_stringl_ex(summary, reader->titles[i].data, reader->titles[i].size,
			reader->fields[i].data, reader->fields[i].size);
	}
	return PAY_OK;
}

PHP_METHOD(Pay_Bill, summary)
{
	bill *this = from(Z_OBJ_P(ZEND_THIS));
	pay_bill_reader reader = {0};
	pay_error error = PAY_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_NONE();
	if (Z_TYPE(this->summary) == IS_UNDEF) {
		zval summary;

		array_init(&summary);
		if (read_summary(&reader, this, &summary, &error) != PAY_OK) {
			php_pay_throw(&error, NULL);
			zval_ptr_dtor(&summary);
		} else {
			ZVAL_COPY_VALUE(&this->summary, &summary);
		}
		pay_bill_close(&reader);
		if (EG(exception)) {
			RETURN_THROWS();
		}
	}
	RETURN_COPY(&this->summary);
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
	size = php_pay_file_save(from(Z_OBJ_P(ZEND_THIS))->file, path);
	if (size < 0) {
		RETURN_THROWS();
	}
	RETURN_LONG(size);
}
