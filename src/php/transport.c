/* SPDX-License-Identifier: MIT */
#include "php/transport.h"

#include "php/classes.h"
#include "php/globals.h"
#include "php/wait.h"

#include "core/http_end.h"
#include "core/platform.h"
#include "core/text.h"

#include "zend_exceptions.h"
#include "zend_interfaces.h"

/* Slots of the declared properties, in the stub's order. */
enum { REQUEST_METHOD, REQUEST_URL, REQUEST_HEADERS, REQUEST_BODY, REQUEST_TIMEOUT };
enum { RESPONSE_STATUS, RESPONSE_HEADERS, RESPONSE_BODY };

static zend_object_handlers request_handlers, response_handlers;

static zend_object *create(zend_class_entry *ce, const zend_object_handlers *handlers)
{
	zend_object *object = zend_objects_new(ce);

	object_properties_init(object, ce);
	object->handlers = handlers;
	return object;
}

static zend_object *create_request(zend_class_entry *ce)
{
	return create(ce, &request_handlers);
}

static zend_object *create_response(zend_class_entry *ce)
{
	return create(ce, &response_handlers);
}

/*
 * Whatever writes all of an object out, var_dump(), json_encode(), a cast to an array, gets neither the signature nor the app's secret
 * that a login carries in its url, nor the tokens that it answers with.
 */
static HashTable *properties_for(zend_object *object, zend_prop_purpose purpose)
{
	HashTable *shown = zend_array_dup(zend_std_get_properties(object));
	static const char *const hidden[] = {"url", "headers", "body"};

	(void) purpose;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++) {
		zend_hash_str_del(shown, hidden[i], strlen(hidden[i]));
	}
	return shown;
}

void php_pay_transport_minit(void)
{
	pay_ce_Request->create_object = create_request;
	memcpy(&request_handlers, &std_object_handlers, sizeof(request_handlers));
	request_handlers.clone_obj = NULL;
	request_handlers.get_constructor = php_pay_no_constructor;
	request_handlers.get_properties_for = properties_for;
	pay_ce_Response->create_object = create_response;
	memcpy(&response_handlers, &std_object_handlers, sizeof(response_handlers));
	response_handlers.clone_obj = NULL;
	response_handlers.get_properties_for = properties_for;
}

/* ------------------------------------------------------------------ Pay\Response */

static bool is_line(pay_slice value)
{
	for (size_t i = 0; i < value.size; i++) {
		unsigned char byte = (unsigned char) value.data[i];

		if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
			return false;
		}
	}
	return true;
}

/* False: thrown. */
static bool check_header(zend_string *name, pay_slice value)
{
	bool sound = name != NULL
		&& pay_is_word(php_pay_slice(name), 1, ZSTR_LEN(name), "!#$%&'*+-.^_`|~") && is_line(value);

	if (!sound) {
		zend_argument_value_error(2, "must be header names with a line of text, or a list, each");
	}
	return sound;
}

/* Several lines of one name are one line with commas, as HTTP has it. NULL: thrown. */
static zend_string *join_lines(zend_string *name, HashTable *lines)
{
	zend_string *joined = zend_empty_string;
	zval *line;

	ZEND_HASH_FOREACH_VAL (lines, line) {
		zend_string *longer;

		ZVAL_DEREF(line);
		if (Z_TYPE_P(line) != IS_STRING || !check_header(name, php_pay_slice(Z_STR_P(line)))) {
			if (EG(exception) == NULL) {
				zend_argument_type_error(2, "must hold strings, or lists of strings");
			}
			zend_string_release(joined);
			return NULL;
		}
		longer = ZSTR_LEN(joined) > 0
			? zend_strpprintf(0, "%s, %s", ZSTR_VAL(joined), Z_STRVAL_P(line))
			: zend_string_copy(Z_STR_P(line));
		zend_string_release(joined);
		joined = longer;
	}
	ZEND_HASH_FOREACH_END();
	return joined;
}

static bool take_headers(zval *headers, HashTable *given)
{
	zend_string *name;
	zval *value;

	array_init_size(headers, zend_hash_num_elements(given));
	ZEND_HASH_FOREACH_STR_KEY_VAL (given, name, value) {
		HashTable one;
		zend_string *line;

		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) == IS_ARRAY && zend_hash_num_elements(Z_ARRVAL_P(value)) == 0) {
			continue;
		}
		if (Z_TYPE_P(value) == IS_ARRAY) {
			line = join_lines(name, Z_ARRVAL_P(value));
		} else {
			zend_hash_init(&one, 1, NULL, NULL, 0);
			zend_hash_next_index_insert(&one, value);
			line = join_lines(name, &one);
			zend_hash_destroy(&one);
		}
		if (line == NULL) {
			return false;
		}
		add_assoc_str_ex(headers, ZSTR_VAL(name), ZSTR_LEN(name), line);
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

PHP_METHOD(Pay_Response, __construct)
{
	zend_object *object = Z_OBJ_P(ZEND_THIS);
	HashTable *given;
	zend_string *body;
	zend_long status;
	zval headers;

	ZEND_PARSE_PARAMETERS_START(3, 3)
		Z_PARAM_LONG(status)
		Z_PARAM_ARRAY_HT(given)
		Z_PARAM_STR(body)
	ZEND_PARSE_PARAMETERS_END();

	if (Z_TYPE_P(OBJ_PROP_NUM(object, RESPONSE_STATUS)) != IS_UNDEF) {
		zend_throw_error(NULL, "Pay\\Response is constructed once");
		RETURN_THROWS();
	}
	if (status < 100 || status > 599) {
		zend_argument_value_error(1, "must be an HTTP status, 100 to 599");
		RETURN_THROWS();
	}
	if (!take_headers(&headers, given)) {
		zval_ptr_dtor(&headers);
		RETURN_THROWS();
	}
	ZVAL_LONG(OBJ_PROP_NUM(object, RESPONSE_STATUS), status);
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, RESPONSE_HEADERS), &headers);
	ZVAL_STR_COPY(OBJ_PROP_NUM(object, RESPONSE_BODY), body);
}

/* ------------------------------------------------------------------ there and back */

static void make_request(zval *made, const pay_request *request)
{
	zend_object *object;
	zval headers;

	array_init_size(&headers, (uint32_t) request->header_count);
	for (size_t i = 0; i < request->header_count; i++) {
		pay_slice line = request->headers[i];
		size_t colon = (size_t) ((const char *) memchr(line.data, ':', line.size) - line.data);
		pay_slice value = pay_trim(pay_slice_after(line, colon + 1));

		add_assoc_stringl_ex(&headers, line.data, colon, (char *) value.data, value.size);
	}
	object_init_ex(made, pay_ce_Request);
	object = Z_OBJ_P(made);
	ZVAL_STRING(OBJ_PROP_NUM(object, REQUEST_METHOD), request->method);
	ZVAL_STR(OBJ_PROP_NUM(object, REQUEST_URL), php_pay_string(request->url));
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, REQUEST_HEADERS), &headers);
	ZVAL_STR(OBJ_PROP_NUM(object, REQUEST_BODY),
		request->has_body ? php_pay_string(request->body) : ZSTR_EMPTY_ALLOC());
	ZVAL_DOUBLE(OBJ_PROP_NUM(object, REQUEST_TIMEOUT), (double) request->timeout / 1000);
}

static pay_status fail_end(int code, const char *text, pay_error *error)
{
	const pay_http_end *end = pay_http_end_of(code);

	return pay_fail(error, pay_http_end_status(end, true), end->reason, "%s", text);
}

static pay_status take_body(pay_slice body, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	if (request->file == NULL || response->status != 200) {
		return body.size > PAY_HTTP_BODY_MAX ? fail_end(PAY_END_BODY_LARGE,
				   "the answer's body is larger than this client accepts", error)
											 : pay_copy(arena, &response->body, body);
	}
	response->body = PAY_LIT("");
	return fwrite(body.data, 1, body.size, request->file) == body.size && fflush(request->file) == 0
		? PAY_OK
		: fail_end(PAY_END_FILE, "What came cannot be written to the temporary file", error);
}

/* As the built-in transport counts: with ": " and the line's end. */
static size_t head_size(HashTable *headers)
{
	zend_string *name;
	size_t size = 0;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (headers, name, value) {
		size += ZSTR_LEN(name) + Z_STRLEN_P(value) + 4;
	}
	ZEND_HASH_FOREACH_END();
	return size;
}

static pay_status take_lines(
	HashTable *headers, pay_arena *arena, pay_response *response, pay_error *error)
{
	zend_string *name;
	zval *value;

	if (zend_hash_num_elements(headers) > PAY_HTTP_LINES_MAX
		|| head_size(headers) > PAY_HTTP_HEADERS_MAX) {
		return fail_end(
			PAY_END_HEAD_LARGE, "the answer's headers are larger than this client accepts", error);
	}
	response->headers = pay_arena_take(arena, PAY_HTTP_LINES_MAX * sizeof(pay_pair));
	if (response->headers == NULL) {
		return PAY_E_MEMORY;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (headers, name, value) {
		pay_pair *line = &response->headers[response->header_count++];

		PAY_TRY(pay_copy(arena, &line->name, php_pay_slice(name)));
		PAY_TRY(pay_copy(arena, &line->value, pay_trim(php_pay_slice(Z_STR_P(value)))));
	}
	ZEND_HASH_FOREACH_END();
	return PAY_OK;
}

/* The request was carried out, whatever keeps us from reading what came: memory that is out does not say "not done". */
static pay_status take_response(zend_object *answer, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	zval *status = OBJ_PROP_NUM(answer, RESPONSE_STATUS);
	pay_status taken;

	*response = (pay_response) {.body = PAY_LIT("")};
	if (Z_TYPE_P(status) != IS_LONG) {
		return pay_fail(error, PAY_E_UNKNOWN, "transport.failed",
			"the transport's Pay\\Response was never constructed");
	}
	response->status = (long) Z_LVAL_P(status);
	taken = take_lines(Z_ARRVAL_P(OBJ_PROP_NUM(answer, RESPONSE_HEADERS)), arena, response, error);
	if (taken == PAY_OK) {
		taken = take_body(php_pay_slice(Z_STR_P(OBJ_PROP_NUM(answer, RESPONSE_BODY))), request,
			arena, response, error);
	}
	return taken == PAY_E_MEMORY
		? fail_end(PAY_END_MEMORY, "Out of memory when the answer came", error)
		: taken;
}

/* Only a TransportException says that nothing was sent; whoever throws anything else may not know. */
static pay_status take_exception(php_pay_engine *engine, pay_error *error)
{
	zend_object *thrown = EG(exception);
	bool is_unsent = instanceof_function(thrown->ce, pay_ce_TransportException)
		&& !instanceof_function(thrown->ce, pay_ce_UnknownOutcomeException);

	if (php_pay_is_ending(thrown)) {
		return PAY_E_STOPPED;
	}
	GC_ADDREF(thrown);
	zend_clear_exception();
	engine->thrown = thrown;
	return pay_fail(error, is_unsent ? PAY_E_TRANSPORT : PAY_E_UNKNOWN, "transport.failed",
		"the transport threw %s", ZSTR_VAL(thrown->ce->name));
}

static void drop_thrown(php_pay_engine *engine)
{
	if (engine->thrown != NULL) {
		OBJ_RELEASE(engine->thrown);
		engine->thrown = NULL;
	}
}

pay_status php_pay_engine_send(void *context, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	php_pay_engine *engine = context;
	pay_status status;
	zval sent, answer;

	drop_thrown(engine);
	if (request->certificate != NULL) {
		return pay_fail(error, PAY_E_CONFIG, "config.transport",
			"This call wants the client certificate, which only the built-in transport presents");
	}
	if (request->file != NULL && !pay_file_empty(request->file)) {
		return fail_end(PAY_END_FILE, "The temporary file cannot be written", error);
	}
	make_request(&sent, request);
	ZVAL_UNDEF(&answer);
	zend_call_method_with_1_params(
		engine->transport, engine->transport->ce, NULL, "send", &answer, &sent);
	zval_ptr_dtor(&sent);
	status = EG(exception) != NULL ? take_exception(engine, error)
								   : take_response(Z_OBJ(answer), request, arena, response, error);
	zval_ptr_dtor(&answer);
	return status;
}

void php_pay_engine_close(php_pay_engine *engine, pay_status status)
{
	zend_object *thrown = engine->thrown;

	engine->thrown = NULL;
	if (thrown != NULL && (status == PAY_E_TRANSPORT || status == PAY_E_UNKNOWN)) {
		zend_throw_exception_object(&(zval) {.value.obj = thrown, .u1.type_info = IS_OBJECT_EX});
	} else if (thrown != NULL) {
		OBJ_RELEASE(thrown);
	}
}
