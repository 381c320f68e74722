/* SPDX-License-Identifier: MIT */
#include "php/pdo.h"

#include "zend_exceptions.h"
#include "zend_interfaces.h"

/* PDO's constants, as its manual numbers them. */
#define ATTR_ERRMODE 3
#define ATTR_DRIVER_NAME 16
#define ERRMODE_EXCEPTION 2

#define WRAPPED_MAX 16 /* exceptions around the one of the database */

/* NULL where ext/pdo is not loaded. */
static zend_class_entry *class_of_pdo(const char *name)
{
	return zend_hash_str_find_ptr(EG(class_table), name, strlen(name));
}

bool php_pay_is_pdo(const zend_object *object)
{
	zend_class_entry *pdo = class_of_pdo("pdo");

	return pdo != NULL && instanceof_function(object->ce, pdo);
}

/* ------------------------------------------------------------------ calls */

static void set_property(zval *exception, const char *name, zval *value)
{
	zend_update_property(Z_OBJCE_P(exception), Z_OBJ_P(exception), name, strlen(name), value);
	zval_ptr_dtor(value);
}

/* The exception that the driver would have thrown. */
static void throw_info(zval *info)
{
	zval *state = zend_hash_index_find(Z_ARRVAL_P(info), 0);
	zval *message = zend_hash_index_find(Z_ARRVAL_P(info), 2);
	zend_string *state_text = state != NULL ? zval_get_string(state) : zend_empty_string;
	zend_string *text = message != NULL ? zval_get_string(message) : zend_empty_string;
	zval exception, value;

	object_init_ex(&exception, class_of_pdo("pdoexception"));
	ZVAL_STR(&value, zend_strpprintf(0, "SQLSTATE[%s]: %s", ZSTR_VAL(state_text), ZSTR_VAL(text)));
	set_property(&exception, "message", &value);
	ZVAL_STR(&value, state_text);
	set_property(&exception, "code", &value);
	ZVAL_COPY(&value, info);
	set_property(&exception, "errorInfo", &value);
	zend_string_release(text);
	zend_throw_exception_object(&exception);
}

static bool call(
	zend_object *on, const char *method, uint32_t count, zval *arguments, zval *result);

/* For a call that failed and threw nothing. */
static void throw_silent(zend_object *on, const char *method)
{
	zval info;

	if (strcmp(method, "errorInfo") != 0 && call(on, "errorInfo", 0, NULL, &info)) {
		if (Z_TYPE(info) == IS_ARRAY) {
			throw_info(&info);
		}
		zval_ptr_dtor(&info);
	}
	if (EG(exception) == NULL) {
		zend_throw_error(NULL, "%s::%s() failed", ZSTR_VAL(on->ce->name), method);
	}
}

/* True: *result is what came back, and not false. */
static bool call(zend_object *on, const char *method, uint32_t count, zval *arguments, zval *result)
{
	zend_string *name = zend_string_init(method, strlen(method), 0);

	ZVAL_UNDEF(result);
	if (zend_call_method_if_exists(on, name, result, count, arguments) != SUCCESS
		&& EG(exception) == NULL) {
		zend_throw_error(NULL, "%s has no method %s()", ZSTR_VAL(on->ce->name), method);
	}
	zend_string_release(name);
	if (EG(exception) == NULL && Z_TYPE_P(result) == IS_FALSE) {
		throw_silent(on, method);
	}
	if (EG(exception) != NULL) {
		zval_ptr_dtor(result);
		ZVAL_UNDEF(result);
		return false;
	}
	return true;
}

bool php_pay_pdo_run(zend_object *db, const char *method)
{
	zval result;
	bool done = call(db, method, 0, NULL, &result);

	zval_ptr_dtor(&result);
	return done;
}

/* No is an answer here, not a failure. */
bool php_pay_pdo_in_transaction(zend_object *db)
{
	zend_string *name = zend_string_init(ZEND_STRL("inTransaction"), 0);
	zval result;
	bool is;

	ZVAL_UNDEF(&result);
	(void) zend_call_method_if_exists(db, name, &result, 0, NULL);
	zend_string_release(name);
	is = EG(exception) == NULL && zend_is_true(&result);
	zval_ptr_dtor(&result);
	return is;
}

bool php_pay_pdo_exec(zend_object *db, const char *sql)
{
	zval text, result;
	bool done;

	ZVAL_STRING(&text, sql);
	done = call(db, "exec", 1, &text, &result);
	zval_ptr_dtor(&result);
	zval_ptr_dtor(&text);
	return done;
}

static zend_long execute(zend_object *statement, zval *values)
{
	zval result;
	zend_long rows;

	if (!call(statement, "execute", 1, values, &result)) {
		return -1;
	}
	zval_ptr_dtor(&result);
	if (!call(statement, "rowCount", 0, NULL, &result)) {
		return -1;
	}
	rows = zval_get_long(&result);
	zval_ptr_dtor(&result);
	return rows;
}

zend_long php_pay_pdo_write(zend_object *db, zend_string *sql, zval *values)
{
	zval text, statement;
	zend_long rows = -1;

	ZVAL_STR(&text, sql);
	if (!call(db, "prepare", 1, &text, &statement)) {
		return -1;
	}
	if (Z_TYPE(statement) == IS_OBJECT) {
		rows = execute(Z_OBJ(statement), values);
	} else {
		zend_throw_error(NULL, "%s::prepare() returned no statement", ZSTR_VAL(db->ce->name));
	}
	zval_ptr_dtor(&statement);
	return rows;
}

/* ------------------------------------------------------------------ attributes */

static bool get_attribute(zend_object *db, zend_long attribute, zval *value)
{
	zval argument;

	ZVAL_LONG(&argument, attribute);
	return call(db, "getAttribute", 1, &argument, value);
}

php_pay_driver php_pay_pdo_driver(zend_object *db)
{
	static const char *const names[] = {"sqlite", "mysql", "pgsql"};
	php_pay_driver driver = PHP_PAY_NO_DRIVER;
	zval name;

	if (!get_attribute(db, ATTR_DRIVER_NAME, &name)) {
		return PHP_PAY_NO_DRIVER;
	}
	for (size_t i = 0; Z_TYPE(name) == IS_STRING && i < sizeof(names) / sizeof(*names); i++) {
		if (zend_string_equals_cstr(Z_STR(name), names[i], strlen(names[i]))) {
			driver = (php_pay_driver) i;
		}
	}
	zval_ptr_dtor(&name);
	return driver;
}

void php_pay_pdo_error_mode(zend_object *db, zend_long mode)
{
	php_pay_aside aside = php_pay_set_aside();
	zval arguments[2], result;

	ZVAL_LONG(&arguments[0], ATTR_ERRMODE);
	ZVAL_LONG(&arguments[1], mode);
	(void) call(db, "setAttribute", 2, arguments, &result);
	zval_ptr_dtor(&result);
	php_pay_take_up(aside);
}

zend_long php_pay_pdo_throw_errors(zend_object *db)
{
	php_pay_aside aside = php_pay_set_aside();
	zend_long mode = ERRMODE_EXCEPTION;
	zval value;

	if (get_attribute(db, ATTR_ERRMODE, &value)) {
		mode = zval_get_long(&value);
		zval_ptr_dtor(&value);
	}
	php_pay_take_up(aside);
	if (mode != ERRMODE_EXCEPTION) {
		php_pay_pdo_error_mode(db, ERRMODE_EXCEPTION);
	}
	return mode;
}

/* ------------------------------------------------------------------ exceptions */

php_pay_aside php_pay_set_aside(void)
{
	php_pay_aside aside = {EG(exception), EG(opline_before_exception)};

	EG(exception) = NULL;
	return aside;
}

void php_pay_take_up(php_pay_aside aside)
{
	if (aside.exception == NULL) {
		return;
	}
	if (EG(exception) != NULL) {
		zend_clear_exception();
	}
	EG(exception) = aside.exception;
	EG(opline_before_exception) = aside.opline;
}

static bool read_info(zend_object *exception, php_pay_pdo_failure *failure)
{
	zend_class_entry *ce = class_of_pdo("pdoexception");
	zval *info, *state, *code, *message, undefined;

	if (ce == NULL || !instanceof_function(exception->ce, ce)) {
		return false;
	}
	info = zend_read_property(exception->ce, exception, ZEND_STRL("errorInfo"), 1, &undefined);
	ZVAL_DEREF(info);
	if (Z_TYPE_P(info) != IS_ARRAY) {
		return false;
	}
	state = zend_hash_index_find(Z_ARRVAL_P(info), 0);
	code = zend_hash_index_find(Z_ARRVAL_P(info), 1);
	if (state != NULL && Z_TYPE_P(state) == IS_STRING) {
		(void) snprintf(failure->state, sizeof(failure->state), "%s", Z_STRVAL_P(state));
	}
	failure->code = code != NULL ? zval_get_long(code) : 0;
	message = zend_hash_index_find(Z_ARRVAL_P(info), 2);
	if (message != NULL && Z_TYPE_P(message) == IS_STRING) {
		(void) snprintf(failure->message, sizeof(failure->message), "%s", Z_STRVAL_P(message));
	}
	return true;
}

/* Frameworks wrap what the driver threw. */
php_pay_pdo_failure php_pay_pdo_failed(void)
{
	php_pay_pdo_failure failure = {"", 0, ""};
	zend_object *exception = EG(exception);
	zval undefined;

	for (int i = 0; exception != NULL && i < WRAPPED_MAX; i++) {
		const zval *previous;

		if (zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception)
			|| read_info(exception, &failure)) {
			break;
		}
		previous = zend_read_property(
			zend_get_exception_base(exception), exception, ZEND_STRL("previous"), 1, &undefined);
		exception = Z_TYPE_P(previous) == IS_OBJECT ? Z_OBJ_P(previous) : NULL;
	}
	return failure;
}
