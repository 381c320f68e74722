/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/globals.h"
#include "php/inbox_identity.h"
#include "php/inbox_part.h"
#include "php/inbox_table.h"

#include "ext/spl/spl_exceptions.h"
#include "zend_exceptions.h"

#include <time.h>

#define DAYS_MAX 36500
#define DAY_SECONDS 86400

typedef struct inbox {
	zend_object *db; /* a reference; NULL until constructed, as table */
	php_pay_driver driver;
	zend_string *table; /* quoted */
	zval held;          /* db again, for the garbage collector */
	zend_object std;
} inbox;

static zend_object_handlers handlers;

static inbox *from(zend_object *object)
{
	return (inbox *) ((char *) object - offsetof(inbox, std));
}

static zend_object *create(zend_class_entry *ce)
{
	inbox *created = zend_object_alloc(sizeof(*created), ce);

	zend_object_std_init(&created->std, ce);
	object_properties_init(&created->std, ce);
	created->std.handlers = &handlers;
	return &created->std;
}

static void release(zend_object *object)
{
	inbox *released = from(object);

	zval_ptr_dtor(&released->held);
	if (released->table != NULL) {
		zend_string_release(released->table);
	}
	zend_object_std_dtor(object);
}

static HashTable *collect(zend_object *object, zval **table, int *count)
{
	*table = &from(object)->held;
	*count = 1;
	return zend_std_get_properties(object);
}

void php_pay_inbox_minit(void)
{
	pay_ce_Inbox->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(inbox, std);
	handlers.free_obj = release;
	handlers.get_gc = collect;
	handlers.clone_obj = NULL;
}

/* ------------------------------------------------------------------ construction */

static void construct(inbox *made, zend_object *db, zend_string *name)
{
	php_pay_driver driver = php_pay_pdo_driver(db);

	if (EG(exception) != NULL) {
		return;
	}
	if (driver == PHP_PAY_NO_DRIVER) {
		zend_argument_value_error(1, "must be of the driver sqlite, mysql or pgsql");
		return;
	}
	made->table = php_pay_inbox_table(driver, name);
	if (made->table == NULL) {
		zend_argument_value_error(2,
			"must be a name or schema.name of letters, digits and _, up to 63 each, beginning with "
			"no digit");
		return;
	}
	made->db = db;
	made->driver = driver;
	ZVAL_OBJ_COPY(&made->held, db);
}

PHP_METHOD(Pay_Inbox, __construct)
{
	zend_object *db;
	zend_string *name = NULL, *usual;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_OBJ(db)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	if (!php_pay_is_pdo(db)) {
		zend_argument_type_error(1, "must be of type PDO, %s given", ZSTR_VAL(db->ce->name));
		RETURN_THROWS();
	}
	if (from(Z_OBJ_P(ZEND_THIS))->db != NULL) {
		zend_throw_error(NULL, "Pay\\Inbox is constructed once");
		RETURN_THROWS();
	}
	usual = zend_string_init(ZEND_STRL("pay_inbox"), 0);
	construct(from(Z_OBJ_P(ZEND_THIS)), db, name != NULL ? name : usual);
	zend_string_release(usual);
}

/* NULL: thrown. */
static const inbox *constructed(zval *this)
{
	const inbox *found = from(Z_OBJ_P(this));

	if (found->db == NULL) {
		zend_throw_error(NULL, "Pay\\Inbox was not constructed");
		return NULL;
	}
	return found;
}

/* ------------------------------------------------------------------ once */

typedef enum outcome { DONE, REPEAT, THROWN, TABLE_MADE } outcome;

/* One event on its way through the transaction. */
typedef struct delivery {
	const inbox *in;
	php_pay_part part;
	php_pay_identity identity;
	zend_object *event;
	zend_fcall_info *handler;
	zend_fcall_info_cache *cache;
	zend_long error_mode; /* the caller's */
} delivery;

/* The handler finds the connection as it was given to us. */
static bool run_handler(delivery *on)
{
	zval arguments[2], result;

	php_pay_pdo_error_mode(on->in->db, on->error_mode);
	ZVAL_OBJ(&arguments[0], on->event);
	ZVAL_OBJ(&arguments[1], on->in->db);
	ZVAL_UNDEF(&result);
	on->handler->retval = &result;
	on->handler->params = arguments;
	on->handler->param_count = 2;
	PAY_G(undivided)++; /* another task's event must not get into this transaction */
	(void) zend_call_function(on->handler, on->cache);
	PAY_G(undivided)--;
	zval_ptr_dtor(&result);
	on->error_mode = php_pay_pdo_throw_errors(on->in->db);
	return EG(exception) == NULL;
}

/*
 * A transaction that the handler ended has committed its work, or lost the mark. One that PostgreSQL holds for failed would be
 * rolled back by a commit that reports success.
 */
static bool keep(const delivery *on)
{
	if (php_pay_part_release(&on->part)) {
		return php_pay_part_commit(&on->part);
	}
	if (php_pay_part_has_ended(&on->part)) {
		zend_throw_exception(spl_ce_LogicException,
			"The transaction of Pay\\Inbox did not outlive its handler: a handler must not commit, "
			"roll "
			"back, change tables in MySQL, or go on after a statement that failed",
			0);
	}
	return false;
}

static outcome mark_and_handle(delivery *on)
{
	int marked = php_pay_inbox_mark(on->in->db, on->in->driver, on->in->table, &on->identity);

	if (marked < 0) {
		if (!php_pay_inbox_is_missing(on->in->driver)) {
			return THROWN;
		}
		zend_clear_exception();
		return TABLE_MADE;
	}
	if (marked == 0) {
		return REPEAT;
	}
	return run_handler(on) && keep(on) ? DONE : THROWN;
}

static outcome attempt(delivery *on)
{
	outcome came;

	if (!php_pay_part_open(&on->part)) {
		return THROWN;
	}
	came = mark_and_handle(on);
	if (came != DONE) {
		php_pay_part_undo(&on->part);
	}
	if (came == TABLE_MADE && !php_pay_inbox_make_table(&on->part, on->in->table)) {
		return THROWN;
	}
	return came;
}

static outcome deliver(delivery *on)
{
	outcome came = THROWN;

	if (!php_pay_part_find(&on->part, on->in->db, on->in->driver)) {
		return THROWN;
	}
	for (int tried = 1;; tried++) {
		came = attempt(on);
		if (came != TABLE_MADE && (came != THROWN || !php_pay_part_may_repeat(&on->part, tried))) {
			return came;
		}
	}
}

/* True: go on. */
static bool identify(zend_object *event, php_pay_identity *identity)
{
	switch (php_pay_identify(event, identity)) {
	case PHP_PAY_FACT:
		return true;
	case PHP_PAY_OPEN:
		break;
	case PHP_PAY_NO_FACT:
		zend_argument_value_error(1,
			"must tell what became of one order or refund, as query() and queryRefund() answer: "
			"out_trade_no with trade_state or trade_status; or out_refund_no, or out_request_no, "
			"with "
			"out_trade_no");
		break;
	}
	return false;
}

static bool is_event(const zend_object *object)
{
	if (object->ce == pay_ce_Notification || instanceof_function(object->ce, pay_ce_Result)) {
		return true;
	}
	zend_argument_type_error(
		1, "must be of type Pay\\Notification|Pay\\Result, %s given", ZSTR_VAL(object->ce->name));
	return false;
}

PHP_METHOD(Pay_Inbox, once)
{
	delivery on = {0};
	zend_fcall_info handler;
	zend_fcall_info_cache cache;
	outcome came;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_OBJ(on.event)
		Z_PARAM_FUNC(handler, cache)
	ZEND_PARSE_PARAMETERS_END();

	on.in = constructed(ZEND_THIS);
	if (on.in == NULL || !is_event(on.event)) {
		RETURN_THROWS();
	}
	if (!identify(on.event, &on.identity)) {
		RETURN_FALSE; /* or thrown */
	}
	on.handler = &handler;
	on.cache = &cache;
	on.error_mode = php_pay_pdo_throw_errors(on.in->db);
	came = deliver(&on);
	php_pay_pdo_error_mode(on.in->db, on.error_mode);
	RETURN_BOOL(came == DONE);
}

/* ------------------------------------------------------------------ prune */

/* One portion. The number of rows; -1: thrown. */
static zend_long forget(const inbox *in, php_pay_part *part, int64_t before)
{
	zend_long rows;

	if (!php_pay_part_open(part)) {
		return -1;
	}
	rows = php_pay_inbox_forget(in->db, in->driver, in->table, before);
	if (rows >= 0 && php_pay_part_release(part) && php_pay_part_commit(part)) {
		return rows;
	}
	php_pay_part_undo(part);
	if (php_pay_inbox_is_missing(in->driver)) {
		zend_clear_exception();
		return 0;
	}
	return -1;
}

static zend_long forget_patiently(const inbox *in, php_pay_part *part, int64_t before)
{
	zend_long rows = -1;

	for (int tried = 1;; tried++) {
		rows = forget(in, part, before);
		if (rows >= 0 || !php_pay_part_may_repeat(part, tried)) {
			return rows;
		}
	}
}

/* All rows; -1: thrown, and the portions until then are gone. */
static zend_long forget_all(const inbox *in, int64_t before)
{
	php_pay_part part;
	zend_long rows = -1, sum = 0;

	if (!php_pay_part_find(&part, in->db, in->driver)) {
		return -1;
	}
	do {
		rows = forget_patiently(in, &part, before);
		sum += rows;
	} while (rows == PHP_PAY_INBOX_PORTION);
	return rows < 0 ? -1 : sum;
}

PHP_METHOD(Pay_Inbox, prune)
{
	zend_long days = 180, mode, rows;
	const inbox *in;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(days)
	ZEND_PARSE_PARAMETERS_END();

	if (days < 1 || days > DAYS_MAX) {
		zend_argument_value_error(1, "must be between 1 and %d", DAYS_MAX);
		RETURN_THROWS();
	}
	in = constructed(ZEND_THIS);
	if (in == NULL) {
		RETURN_THROWS();
	}
	mode = php_pay_pdo_throw_errors(in->db);
	rows = forget_all(in, (int64_t) time(NULL) - (int64_t) days * DAY_SECONDS);
	php_pay_pdo_error_mode(in->db, mode);
	RETURN_LONG(MAX(rows, 0));
}
