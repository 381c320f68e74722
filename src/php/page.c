/* SPDX-License-Identifier: MIT */
#include "php/page.h"

#include "php/classes.h"
#include "php/globals.h"

#include "core/pairs.h"
#include "core/text.h"

#include "ext/standard/html.h"
#include "zend_exceptions.h"
#include "zend_smart_str.h"

typedef struct page {
	zend_string *gateway;
	zval body;  /* name => value: what a form posts */
	zval query; /* name => value: what stands in the URL in any case */
	zend_object std;
} page;

static zend_object_handlers handlers;

static page *from(zend_object *object)
{
	return (page *) ((char *) object - offsetof(page, std));
}

static zend_object *create(zend_class_entry *ce)
{
	page *created = zend_object_alloc(sizeof(*created), ce);

	zend_object_std_init(&created->std, ce);
	object_properties_init(&created->std, ce);
	created->std.handlers = &handlers;
	return &created->std;
}

static void release(zend_object *object)
{
	page *released = from(object);

	if (released->gateway != NULL) {
		zend_string_release(released->gateway);
	}
	zval_ptr_dtor(&released->body);
	zval_ptr_dtor(&released->query);
	zend_object_std_dtor(object);
}

void php_pay_page_minit(void)
{
	pay_ce_Page->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(page, std);
	handlers.free_obj = release;
	handlers.clone_obj = NULL;
	handlers.get_constructor = php_pay_no_constructor;
}

void php_pay_page_make(
	zval *value, pay_slice gateway, const pay_pair *fields, size_t count, size_t body_count)
{
	page *made;

	object_init_ex(value, pay_ce_Page);
	made = from(Z_OBJ_P(value));
	made->gateway = php_pay_string(gateway);
	array_init(&made->body);
	array_init(&made->query);
	for (size_t i = 0; i < count; i++) {
		add_assoc_stringl_ex(i < body_count ? &made->body : &made->query, fields[i].name.data,
			fields[i].name.size, fields[i].value.data, fields[i].value.size);
	}
}

/* Letters, digits and -._~ stay: read alike by what takes "+" for a blank and by what does not. */
static void append_query(smart_str *out, HashTable *fields)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		pay_arena *arena = php_pay_scope_open();
		pay_slice encoded;

		if (out->s != NULL && ZSTR_LEN(out->s) > 0) {
			smart_str_appendc(out, '&');
		}
		smart_str_append(out, name);
		smart_str_appendc(out, '=');
		if (pay_percent_encode(arena, &encoded, php_pay_slice(Z_STR_P(value))) != PAY_OK) {
			php_pay_scope_close();
			zend_error_noreturn(E_ERROR, "Out of memory");
		}
		smart_str_appendl(out, encoded.data, encoded.size);
		php_pay_scope_close();
	}
	ZEND_HASH_FOREACH_END();
}

static zend_string *order_string(const page *of)
{
	smart_str text = {0};

	append_query(&text, Z_ARRVAL(of->body));
	append_query(&text, Z_ARRVAL(of->query));
	return smart_str_extract(&text);
}

static zend_string *url(const page *of)
{
	zend_string *query = order_string(of);
	zend_string *whole = zend_strpprintf(0, "%s?%s", ZSTR_VAL(of->gateway), ZSTR_VAL(query));

	zend_string_release(query);
	return whole;
}

static void append_escaped(smart_str *out, zend_string *text)
{
	zend_string *escaped = php_escape_html_entities((const unsigned char *) ZSTR_VAL(text),
		ZSTR_LEN(text), 0, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, "UTF-8");

	smart_str_append(out, escaped);
	zend_string_release(escaped);
}

static void append_form(smart_str *out, const page *of)
{
	smart_str action = {0};
	zend_string *name, *text;
	zval *value;

	append_query(&action, Z_ARRVAL(of->query));
	text = smart_str_extract(&action);
	smart_str_appends(
		out, "<form id=\"pay-alipay\" method=\"post\" accept-charset=\"utf-8\" action=\"");
	append_escaped(out, of->gateway);
	smart_str_appends(out, "?");
	append_escaped(out, text);
	smart_str_appends(out, "\">");
	zend_string_release(text);
	ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL(of->body), name, value) {
		smart_str_appends(out, "<input type=\"hidden\" name=\"");
		append_escaped(out, name);
		smart_str_appends(out, "\" value=\"");
		append_escaped(out, Z_STR_P(value));
		smart_str_appends(out, "\">");
	}
	ZEND_HASH_FOREACH_END();
	/* Without a name: a named button would be posted as a parameter that nobody signed. */
	smart_str_appends(
		out, "<button type=\"submit\">\xE6\x94\xAF\xE4\xBB\x98\xE5\xAE\x9D</button></form>");
}

static void append_script(smart_str *out, zend_string *nonce)
{
	smart_str_appends(out, "<script");
	if (nonce != NULL) {
		smart_str_appends(out, " nonce=\"");
		append_escaped(out, nonce);
		smart_str_appends(out, "\"");
	}
	smart_str_appends(out, ">document.getElementById(\"pay-alipay\").submit()</script>");
}

PHP_METHOD(Pay_Page, url)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STR(url(from(Z_OBJ_P(ZEND_THIS))));
}

PHP_METHOD(Pay_Page, html)
{
	zend_string *nonce = NULL;
	smart_str out = {0};

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(nonce)
	ZEND_PARSE_PARAMETERS_END();

	append_form(&out, from(Z_OBJ_P(ZEND_THIS)));
	append_script(&out, nonce);
	RETURN_STR(smart_str_extract(&out));
}

PHP_METHOD(Pay_Page, orderString)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STR(order_string(from(Z_OBJ_P(ZEND_THIS))));
}

PHP_METHOD(Pay_Page, __toString)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STR(url(from(Z_OBJ_P(ZEND_THIS))));
}
