/* SPDX-License-Identifier: MIT */
#include "php/call.h"

#include "php/classes.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/http_class.h"
#include "php/mask.h"
#include "php/wait.h"

#include "core/text.h"
#include "core/xml.h"

#include "zend_exceptions.h"

/* Slots of the declared properties, in the stub's order. */
enum {
	GATEWAY,
	METHOD,
	PATH,
	STATUS,
	SECONDS,
	ATTEMPTS,
	REUSED_CONNECTION,
	REQUEST_ID,
	REQUEST_BODY,
	RESPONSE_BODY,
	SIGNED_TEXT,
	ERROR
};

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);

	object_properties_init(object, ce);
	object->handlers = &handlers;
	return object;
}

/* A dump has the exception's class and message. Its trace would show what the method was given, its body what the gateway said. */
static HashTable *properties_for(zend_object *object, zend_prop_purpose purpose)
{
	HashTable *shown = zend_array_dup(zend_std_get_properties(object));
	zval *error = zend_hash_str_find(shown, ZEND_STRL("error"));

	(void) purpose;
	if (error != NULL && Z_TYPE_P(error) == IS_OBJECT) {
		zval text;

		ZVAL_STR(&text, php_pay_exception_text(Z_OBJ_P(error)));
		zend_hash_str_update(shown, ZEND_STRL("error"), &text);
	}
	return shown;
}

void php_pay_call_minit(void)
{
	pay_ce_Call->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
	handlers.get_properties_for = properties_for;
}

/* ------------------------------------------------------------------ what is shown */

/* As messages of exceptions name the call. */
static pay_status show_path(const pay_call *call, pay_arena *arena, pay_slice *path)
{
	const char *mark = memchr(call->target.data, '?', call->target.size);

	if (call->name.size > 0) {
		*path = call->name;
		return PAY_OK;
	}
	if (call->file != NULL) { /* what a download's address holds opens it */
		*path = pay_slice_from(call->endpoint->path);
		return PAY_OK;
	}
	return php_pay_mask_target(arena, path,
		(pay_slice) {call->target.data,
			mark != NULL ? (size_t) (mark - call->target.data) : call->target.size});
}

static pay_status show_request(const pay_gateway *gateway, const pay_account *account,
	const pay_call *call, pay_arena *arena, pay_slice *body, pay_slice *text)
{
	pay_call masked = *call;
	pay_pair *fields;

	*body = *text = PAY_LIT("");
	if (gateway->show == NULL) {
		return PAY_OK;
	}
	PAY_TRY(php_pay_mask_target(arena, &masked.target, call->target));
	PAY_TRY(php_pay_mask_json(arena, &masked.body, call->body, false));
	PAY_TRY(php_pay_mask_pairs(arena, &fields, call->fields, call->field_count, false));
	masked.fields = fields;
	return gateway->show(account, &masked, arena, body, text);
}

static pay_status show_answer(const pay_answer *answer, pay_arena *arena, pay_slice *body)
{
	pay_error error = PAY_ERROR_INIT;
	pay_pair *fields;

	if (answer->field_count > 0) {
		PAY_TRY(php_pay_mask_pairs(arena, &fields, answer->fields, answer->field_count, true));
		return pay_xml_write(arena, body, fields, answer->field_count, &error);
	}
	return php_pay_mask_json(
		arena, body, answer->payload.size > 0 ? answer->payload : answer->response.body, true);
}

static void set_text(zend_object *object, int slot, pay_slice text)
{
	ZVAL_STR(OBJ_PROP_NUM(object, slot), php_pay_string(text));
}

/* What came from outside may be written into a log as it is. */
static void set_line(zend_object *object, int slot, pay_slice text)
{
	zend_string *line = zend_string_init(text.data, text.size, false);

	pay_blank_controls(ZSTR_VAL(line), ZSTR_LEN(line));
	ZVAL_STR(OBJ_PROP_NUM(object, slot), line);
}

static void make(zval *made, const pay_gateway *gateway, const pay_call *call,
	const pay_answer *answer, zend_object *error)
{
	zend_object *object;

	object_init_ex(made, pay_ce_Call);
	object = Z_OBJ_P(made);
	ZVAL_STRING(OBJ_PROP_NUM(object, GATEWAY), gateway->name);
	ZVAL_STRING(OBJ_PROP_NUM(object, METHOD), call->method);
	ZVAL_LONG(OBJ_PROP_NUM(object, STATUS), answer->response.status);
	ZVAL_DOUBLE(OBJ_PROP_NUM(object, SECONDS), (double) call->microseconds / 1e6);
	ZVAL_LONG(OBJ_PROP_NUM(object, ATTEMPTS), call->attempts);
	ZVAL_BOOL(OBJ_PROP_NUM(object, REUSED_CONNECTION), answer->response.reused_connection);
	ZVAL_NULL(OBJ_PROP_NUM(object, REQUEST_ID));
	if (answer->request_id.size > 0) {
		set_line(object, REQUEST_ID, answer->request_id);
	}
	ZVAL_NULL(OBJ_PROP_NUM(object, ERROR));
	if (error != NULL) {
		ZVAL_OBJ_COPY(OBJ_PROP_NUM(object, ERROR), error);
	}
}

static void add_texts(zval *made, const pay_gateway *gateway, const pay_account *account,
	const pay_call *call, const pay_answer *answer, pay_arena *arena)
{
	pay_slice path = PAY_LIT(""), sent = PAY_LIT(""), text = PAY_LIT(""), got = PAY_LIT("");

	/* Out of memory leaves a text empty: a log must not take the place of the result. */
	(void) (show_path(call, arena, &path) == PAY_OK
		&& show_request(gateway, account, call, arena, &sent, &text) == PAY_OK
		&& show_answer(answer, arena, &got) == PAY_OK);
	set_line(Z_OBJ_P(made), PATH, path);
	set_line(Z_OBJ_P(made), REQUEST_BODY, sent);
	set_line(Z_OBJ_P(made), RESPONSE_BODY, got);
	set_text(Z_OBJ_P(made), SIGNED_TEXT, text);
}

/* ------------------------------------------------------------------ the callback */

/* A callback that is running, or suspended, and the method that called it. */
typedef struct report {
	const zend_execute_data *caller;
	struct report *outer;
} report;

static bool is_reported_by(const zend_execute_data *caller)
{
	for (const report *one = PAY_G(reports); one != NULL; one = one->outer) {
		if (one->caller == caller) {
			return true;
		}
	}
	return false;
}

/*
 * What a callback calls itself is not reported, which would never end. Its frames tell, since they lead from a fiber to who resumed
 * it, and in a coroutine server end with the coroutine.
 */
static bool is_reporting(void)
{
	const zend_execute_data *frame = PAY_G(reports) != NULL ? EG(current_execute_data) : NULL;

	while (frame != NULL && !is_reported_by(frame)) {
		frame = frame->prev_execute_data;
	}
	return frame != NULL;
}

static void unlink_report(const report *ended)
{
	struct report **link = &PAY_G(reports);

	while (*link != ended) {
		link = &(*link)->outer;
	}
	*link = ended->outer;
}

void php_pay_reports_forget(void)
{
	PAY_G(reports) = NULL;
}

/* What an error handler makes of the warning is not the call's either. */
static void warn(void)
{
	zend_object *thrown = EG(exception);
	zend_string *text = php_pay_exception_text(thrown);

	zend_clear_exception();
	php_error_docref(NULL, E_WARNING, "onCall threw %s", ZSTR_VAL(text));
	zend_string_release(text);
	if (EG(exception) != NULL && !php_pay_is_ending(EG(exception))) {
		zend_clear_exception();
	}
}

/* After a fatal error functions that run at the end call as well, and must not look at what lay on this stack. */
static void call_or_forget(zval *callback, zval *told)
{
	zval returned;

	ZVAL_UNDEF(&returned);
	PAY_G(undivided)++;
	zend_try
	{
		(void) call_user_function(NULL, NULL, callback, &returned, 1, told);
	}
	zend_catch
	{
		php_pay_reports_forget();
		PAY_G(undivided) = 0;
		zend_bailout();
	}
	zend_end_try();
	PAY_G(undivided)--;
	zval_ptr_dtor(&returned);
}

/* Its own Pay\concurrent() runs in turn, so that what it calls has it among its callers. */
static void call_back(zend_object *on_call, zval *told)
{
	report running = {.caller = EG(current_execute_data), .outer = PAY_G(reports)};
	zval callback;

	PAY_G(reports) = &running;
	GC_ADDREF(on_call);
	ZVAL_OBJ(&callback, on_call);
	call_or_forget(&callback, told);
	OBJ_RELEASE(on_call);
	unlink_report(&running);
	if (EG(exception) != NULL && !php_pay_is_ending(EG(exception))) {
		warn();
	}
}

/* The exception of the call steps aside for the callback, and comes back unless the script is ended there. */
static zend_object *step_aside(void)
{
	zend_object *in_flight = EG(exception);

	if (in_flight != NULL) {
		GC_ADDREF(in_flight);
		zend_clear_exception();
	}
	return in_flight;
}

static void come_back(zend_object *in_flight)
{
	if (in_flight == NULL) {
		return;
	}
	if (EG(exception) != NULL) {
		OBJ_RELEASE(in_flight);
		return;
	}
	zend_throw_exception_object(&(zval) {.value.obj = in_flight, .u1.type_info = IS_OBJECT_EX});
}

void php_pay_report(php_pay_client *client, const pay_gateway *gateway, const pay_call *call,
	const pay_answer *answer, pay_arena *arena)
{
	zend_object *on_call = php_pay_http_on_call(client->http), *in_flight;
	zval told;

	if (on_call == NULL || call->attempts == 0 || is_reporting()
		|| (EG(exception) != NULL && php_pay_is_ending(EG(exception)))) {
		return;
	}
	in_flight = step_aside();
	make(&told, gateway, call, answer, in_flight);
	add_texts(&told, gateway, &client->account, call, answer, arena);
	call_back(on_call, &told);
	zval_ptr_dtor(&told);
	come_back(in_flight);
}
