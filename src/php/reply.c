/* SPDX-License-Identifier: MIT */
#include "php/reply.h"

#include "php/classes.h"
#include "php/globals.h"

#include "core/xml.h"

#include "SAPI.h"
#include "ext/json/php_json.h"
#include "zend_smart_str.h"

/* Slots of the declared properties, in the stub's order. */
enum { STATUS, HEADERS, BODY };

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);

	object_properties_init(object, ce);
	object->handlers = &handlers;
	return object;
}

void php_pay_reply_minit(void)
{
	pay_ce_Reply->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

static void append_json_string(smart_str *buffer, pay_slice text)
{
	zval value;

	ZVAL_STRINGL(&value, text.data, text.size);
	/* Bytes that are not UTF-8 are replaced: a reply is always sent. */
	(void) php_json_encode_ex(buffer, &value,
		PHP_JSON_UNESCAPED_UNICODE | PHP_JSON_UNESCAPED_SLASHES | PHP_JSON_INVALID_UTF8_SUBSTITUTE,
		1);
	zval_ptr_dtor(&value);
}

/* body is moved into the reply. */
static void make(zval *reply, zend_long status, const char *type, zend_string *body)
{
	zend_object *object;
	zval headers;

	array_init(&headers);
	add_assoc_string(&headers, "Content-Type", type);
	object_init_ex(reply, pay_ce_Reply);
	object = Z_OBJ_P(reply);
	ZVAL_LONG(OBJ_PROP_NUM(object, STATUS), status);
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, HEADERS), &headers);
	ZVAL_STR(OBJ_PROP_NUM(object, BODY), body);
}

static zend_string *write_json(pay_slice code, pay_slice message)
{
	smart_str body = {0};

	smart_str_appends(&body, "{\"code\":");
	append_json_string(&body, code);
	smart_str_appends(&body, ",\"message\":");
	append_json_string(&body, message);
	smart_str_appendc(&body, '}');
	smart_str_0(&body);
	return body.s;
}

/* Nothing may stand around it. */
static zend_string *write_xml(pay_slice code, pay_slice message)
{
	const pay_pair fields[] = {{PAY_LIT("return_code"), code}, {PAY_LIT("return_msg"), message}};
	pay_error error = PAY_ERROR_INIT;
	zend_string *body;
	pay_slice text;

	if (pay_xml_write(php_pay_scope_open(), &text, fields, 2, &error) != PAY_OK) {
		text = PAY_LIT("<xml><return_code>FAIL</return_code></xml>");
	}
	body = php_pay_string(text);
	php_pay_scope_close();
	return body;
}

static void make_styled(
	zval *reply, php_pay_reply_style style, zend_long status, bool handled, pay_slice message)
{
	pay_slice code = handled ? PAY_LIT("SUCCESS") : PAY_LIT("FAIL");

	switch (style) {
	case PHP_PAY_REPLY_XML:
		make(reply, status, "text/xml; charset=utf-8", write_xml(code, message));
		break;
	case PHP_PAY_REPLY_TEXT:
		make(reply, status, "text/plain; charset=utf-8",
			php_pay_string(handled ? PAY_LIT("success") : PAY_LIT("fail")));
		break;
	case PHP_PAY_REPLY_JSON:
	default:
		make(reply, status, "application/json; charset=utf-8", write_json(code, message));
		break;
	}
}

void php_pay_reply_ok(zval *reply, php_pay_reply_style style)
{
	make_styled(reply, style, 200, true, PAY_LIT("OK"));
}

/* APIv2 and Alipay want 200, whatever the answer is. */
void php_pay_reply_fail(zval *reply, php_pay_reply_style style, pay_slice message)
{
	make_styled(reply, style, style == PHP_PAY_REPLY_JSON ? 500 : 200, false, message);
}

void php_pay_reply_refuse(zval *reply, php_pay_reply_style style)
{
	make_styled(reply, style, 401, false, PAY_LIT("signature not verified"));
}

static void send_headers(zend_object *object)
{
	zend_string *name;
	zval *value;
	sapi_header_line line = {0};

	(void) sapi_header_op(SAPI_HEADER_SET_STATUS, (void *) Z_LVAL_P(OBJ_PROP_NUM(object, STATUS)));
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(OBJ_PROP_NUM(object, HEADERS)), name, value) {
		zend_string *text = zend_strpprintf(0, "%s: %s", ZSTR_VAL(name), Z_STRVAL_P(value));

		line.line = ZSTR_VAL(text);
		line.line_len = ZSTR_LEN(text);
		(void) sapi_header_op(SAPI_HEADER_REPLACE, &line);
		zend_string_release(text);
	}
	ZEND_HASH_FOREACH_END();
}

/* FPM answers the gateway now; what the shop still has to do follows. */
static void finish_request(void)
{
	zend_function *finish =
		zend_hash_str_find_ptr(EG(function_table), ZEND_STRL("fastcgi_finish_request"));
	zval ignored;

	if (finish != NULL) {
		zend_call_known_function(finish, NULL, NULL, &ignored, 0, NULL, NULL);
		zval_ptr_dtor(&ignored);
	}
}

PHP_METHOD(Pay_Reply, send)
{
	zend_object *object = Z_OBJ_P(ZEND_THIS);
	zval *body = OBJ_PROP_NUM(object, BODY);

	ZEND_PARSE_PARAMETERS_NONE();
	/* A notice or a template's blank line before the body would make the answer unreadable. */
	php_output_discard_all();
	send_headers(object);
	PHPWRITE(Z_STRVAL_P(body), Z_STRLEN_P(body));
	finish_request();
}

PHP_METHOD(Pay_Reply, __toString)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_COPY(OBJ_PROP_NUM(Z_OBJ_P(ZEND_THIS), BODY));
}
