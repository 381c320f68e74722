/* SPDX-License-Identifier: MIT */
#include "php/result.h"

#include "php/classes.h"
#include "php/convert.h"
#include "php/globals.h"
#include "php/state.h"

#include "ext/spl/spl_array.h"
#include "zend_exceptions.h"

#include <openssl/crypto.h>

/* Slots of the declared properties, in the stub's order; Prepay's own follow. */
enum { STATUS, STATE, VERIFIED, REQUEST_ID };

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	php_pay_result *result = zend_object_alloc(sizeof(*result), ce);

	zend_object_std_init(&result->std, ce);
	object_properties_init(&result->std, ce);
	result->std.handlers = &handlers;
	return &result->std;
}

static void release(zend_object *object)
{
	php_pay_result *result = php_pay_result_from(object);

	zval_ptr_dtor(&result->data);
	if (result->raw != NULL) {
		zend_string_release(result->raw);
	}
	if (result->owner != NULL) {
		zend_string_release(result->owner);
	}
	if (result->app != NULL) {
		zend_string_release(result->app);
	}
	if (result->merchant != NULL) {
		zend_string_release(result->merchant);
	}
	if (result->api_v2_key != NULL) {
		OPENSSL_cleanse(ZSTR_VAL(result->api_v2_key), ZSTR_LEN(result->api_v2_key));
		zend_string_release(result->api_v2_key);
	}
	pay_key_release(result->private_key);
	zend_object_std_dtor(object);
}

void php_pay_result_minit(void)
{
	pay_ce_Result->create_object = create;
	pay_ce_Prepay->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(php_pay_result, std);
	handlers.free_obj = release;
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

void php_pay_result_make(zval *value, zend_class_entry *ce, const php_pay_facts *facts, zval *data)
{
	zend_object *object;

	object_init_ex(value, ce);
	object = Z_OBJ_P(value);
	ZVAL_COPY_VALUE(&php_pay_result_from(object)->data, data);
	php_pay_result_from(object)->raw = php_pay_string(facts->raw);
	php_pay_result_from(object)->owner = facts->owner;
	ZVAL_LONG(OBJ_PROP_NUM(object, STATUS), facts->status);
	php_pay_state(OBJ_PROP_NUM(object, STATE), facts->state);
	ZVAL_BOOL(OBJ_PROP_NUM(object, VERIFIED), facts->verified);
	if (facts->request_id.size > 0) {
		ZVAL_STR(OBJ_PROP_NUM(object, REQUEST_ID), php_pay_string(facts->request_id));
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, REQUEST_ID));
	}
}

const zval *php_pay_result_state(zend_object *result)
{
	return OBJ_PROP_NUM(result, STATE);
}

static zval *find_offset(const zval *data, zval *offset)
{
	ZVAL_DEREF(offset);
	if (Z_TYPE_P(data) != IS_ARRAY) {
		return NULL;
	}
	switch (Z_TYPE_P(offset)) {
	case IS_STRING:
		return zend_symtable_find(Z_ARRVAL_P(data), Z_STR_P(offset));
	case IS_LONG:
		return zend_hash_index_find(Z_ARRVAL_P(data), Z_LVAL_P(offset));
	default:
		return NULL;
	}
}

void php_pay_array_get(zval *return_value, const zval *data, zval *offset)
{
	zval *value = find_offset(data, offset);

	if (value != NULL) {
		RETURN_COPY_DEREF(value);
	}
	ZVAL_DEREF(offset);
	if (Z_TYPE_P(offset) == IS_STRING) {
		zend_error(E_WARNING, "Undefined array key \"%s\"", Z_STRVAL_P(offset));
	} else {
		zend_error(E_WARNING, "Undefined array key");
	}
	RETURN_NULL();
}

bool php_pay_array_has(const zval *data, zval *offset)
{
	zval *value = find_offset(data, offset);

	return value != NULL && Z_TYPE_P(value) != IS_NULL;
}

void php_pay_array_path(zval *return_value, const zval *data, zend_string *path, zval *fallback)
{
	zval *value = NULL;

	if (Z_TYPE_P(data) == IS_ARRAY) {
		value = php_pay_find(Z_ARRVAL_P(data), php_pay_slice(path));
	}
	if (value != NULL) {
		RETURN_COPY_DEREF(value);
	}
	if (fallback != NULL) {
		RETURN_COPY_DEREF(fallback);
	}
	RETURN_NULL();
}

void php_pay_array_copy(zval *return_value, const zval *data)
{
	if (Z_TYPE_P(data) == IS_ARRAY) {
		ZVAL_COPY(return_value, data);
	} else {
		array_init(return_value);
	}
}

void php_pay_throw_read_only(const zend_object *object)
{
	zend_throw_error(NULL, "%s is read-only", ZSTR_VAL(object->ce->name));
}

#define THIS_DATA (&php_pay_result_from(Z_OBJ_P(ZEND_THIS))->data)

PHP_METHOD(Pay_Result, get)
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

PHP_METHOD(Pay_Result, toArray)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_array_copy(return_value, THIS_DATA);
}

PHP_METHOD(Pay_Result, raw)
{
	zend_string *raw = php_pay_result_from(Z_OBJ_P(ZEND_THIS))->raw;

	ZEND_PARSE_PARAMETERS_NONE();
	if (raw == NULL) {
		RETURN_EMPTY_STRING();
	}
	RETURN_STR_COPY(raw);
}

PHP_METHOD(Pay_Result, offsetExists)
{
	zval *offset;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(offset)
	ZEND_PARSE_PARAMETERS_END();

	RETURN_BOOL(php_pay_array_has(THIS_DATA, offset));
}

PHP_METHOD(Pay_Result, offsetGet)
{
	zval *offset;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(offset)
	ZEND_PARSE_PARAMETERS_END();

	php_pay_array_get(return_value, THIS_DATA, offset);
}

PHP_METHOD(Pay_Result, offsetSet)
{
	zval *offset, *value;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ZVAL(offset)
		Z_PARAM_ZVAL(value)
	ZEND_PARSE_PARAMETERS_END();

	(void) offset, (void) value;
	php_pay_throw_read_only(Z_OBJ_P(ZEND_THIS));
}

PHP_METHOD(Pay_Result, offsetUnset)
{
	zval *offset;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(offset)
	ZEND_PARSE_PARAMETERS_END();

	(void) offset;
	php_pay_throw_read_only(Z_OBJ_P(ZEND_THIS));
}

PHP_METHOD(Pay_Result, count)
{
	const zval *data = THIS_DATA;

	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(Z_TYPE_P(data) == IS_ARRAY ? zend_hash_num_elements(Z_ARRVAL_P(data)) : 0);
}

PHP_METHOD(Pay_Result, getIterator)
{
	zval data;

	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_array_copy(&data, THIS_DATA);
	object_init_ex(return_value, spl_ce_ArrayIterator);
	zend_call_known_instance_method_with_1_params(
		spl_ce_ArrayIterator->constructor, Z_OBJ_P(return_value), NULL, &data);
	zval_ptr_dtor(&data);
}

PHP_METHOD(Pay_Result, jsonSerialize)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_array_copy(return_value, THIS_DATA);
}
