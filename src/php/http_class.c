/* SPDX-License-Identifier: MIT */
#include "php/http_class.h"

#include "php/classes.h"
#include "php/errors.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/source.h"

#include "core/libraries.h"
#include "core/trust.h"
#include "core/url.h"

#include "zend_closures.h"
#include "zend_exceptions.h"

#include <math.h>

#define TIMEOUT_MIN 0.1 /* seconds */
#define TIMEOUT_MAX 300.0
#define TIMEOUT_DEFAULT 10.0
#define CONNECT_TIMEOUT_DEFAULT 3.0
#define RETRIES_MAX 5
#define RETRIES_DEFAULT 2

static zend_object_handlers handlers;

static zend_object *reference_to(zend_object *object)
{
	GC_ADDREF(object);
	return object;
}

static zend_object *create(zend_class_entry *ce)
{
	php_pay_http *http = zend_object_alloc(sizeof(*http), ce);

	zend_object_std_init(&http->std, ce);
	object_properties_init(&http->std, ce);
	http->std.handlers = &handlers;
	http->travel.timeout = (int64_t) (TIMEOUT_DEFAULT * 1000);
	http->travel.connect_timeout = (int64_t) (CONNECT_TIMEOUT_DEFAULT * 1000);
	http->travel.retries = RETRIES_DEFAULT;
	return &http->std;
}

static void release(zend_object *object)
{
	php_pay_http *http = php_pay_http_from(object);
	zend_string *const owned[] = {http->base_url, http->ca_file, http->proxy};

	for (size_t i = 0; i < sizeof(owned) / sizeof(*owned); i++) {
		if (owned[i] != NULL) {
			zend_string_release(owned[i]);
		}
	}
	if (http->transport != NULL) {
		OBJ_RELEASE(http->transport);
	}
	if (http->on_call != NULL) {
		OBJ_RELEASE(http->on_call);
	}
	zend_object_std_dtor(object);
}

/* A callback may hold the client that holds it. */
static HashTable *collect(zend_object *object, zval **table, int *count)
{
	php_pay_http *http = php_pay_http_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();

	if (http->transport != NULL) {
		zend_get_gc_buffer_add_obj(buffer, http->transport);
	}
	if (http->on_call != NULL) {
		zend_get_gc_buffer_add_obj(buffer, http->on_call);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_pay_http_minit(void)
{
	pay_ce_Http->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(php_pay_http, std);
	handlers.free_obj = release;
	handlers.get_gc = collect;
	handlers.clone_obj = NULL;
}

static bool take_seconds(int64_t *milliseconds, double seconds, const char *name)
{
	if (!isfinite(seconds) || seconds < TIMEOUT_MIN || seconds > TIMEOUT_MAX) {
		php_pay_throw_config(
			"config.range", "%s must be %.1f to %.0f seconds", name, TIMEOUT_MIN, TIMEOUT_MAX);
		return false;
	}
	*milliseconds = (int64_t) (seconds * 1000);
	return true;
}

static bool take_base_url(php_pay_http *http, zend_string *text)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice base;
	pay_status status =
		pay_base_url_parse(php_pay_scope_open(), &base, php_pay_slice(text), &error);

	if (status == PAY_OK) {
		http->base_url = php_pay_string(base);
	} else {
		php_pay_throw(&error, NULL);
	}
	php_pay_scope_close();
	return status == PAY_OK;
}

static bool take_proxy(php_pay_http *http, zend_string *text)
{
	pay_error error = PAY_ERROR_INIT;
	pay_url url;
	pay_status status = pay_url_parse(
		php_pay_scope_open(), &url, php_pay_slice(text), "proxy", PAY_E_CONFIG, &error);

	php_pay_scope_close();
	if (status != PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	http->proxy = zend_string_copy(text);
	return true;
}

static bool take_ca_file(php_pay_http *http, zend_string *text)
{
	pay_error error = PAY_ERROR_INIT;

	if (php_pay_path_resolve(text, "caFile", &http->ca_file, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	return true;
}

PHP_METHOD(Pay_Http, __construct)
{
	php_pay_http *http = php_pay_http_from(Z_OBJ_P(ZEND_THIS));
	double timeout = TIMEOUT_DEFAULT, connect_timeout = CONNECT_TIMEOUT_DEFAULT;
	zend_long retries = RETRIES_DEFAULT;
	zend_string *base_url = NULL, *ca_file = NULL, *proxy = NULL;
	zend_object *transport = NULL, *on_call = NULL;

	ZEND_PARSE_PARAMETERS_START(0, 8)
		Z_PARAM_OPTIONAL
		Z_PARAM_DOUBLE(timeout)
		Z_PARAM_DOUBLE(connect_timeout)
		Z_PARAM_LONG(retries)
		Z_PARAM_STR_OR_NULL(base_url)
		Z_PARAM_STR_OR_NULL(ca_file)
		Z_PARAM_STR_OR_NULL(proxy)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(transport, pay_ce_Transport)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(on_call, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();

	if (http->is_constructed) {
		zend_throw_error(NULL, "Pay\\Http is constructed once");
		RETURN_THROWS();
	}
	if (!php_pay_require_libcurl()) {
		RETURN_THROWS();
	}
	http->is_constructed = true;
	if (retries < 0 || retries > RETRIES_MAX) {
		php_pay_throw_config("config.range", "retries must be 0 to %d", RETRIES_MAX);
		RETURN_THROWS();
	}
	http->travel.retries = (int) retries;
	if (!take_seconds(&http->travel.timeout, timeout, "timeout")
		|| !take_seconds(&http->travel.connect_timeout, connect_timeout, "connectTimeout")
		|| (base_url != NULL && !take_base_url(http, base_url))
		|| (ca_file != NULL && !take_ca_file(http, ca_file))
		|| (proxy != NULL && !take_proxy(http, proxy))) {
		RETURN_THROWS();
	}
	if (transport != NULL) {
		http->transport = reference_to(transport);
	}
	if (on_call != NULL) {
		http->on_call = reference_to(on_call);
	}
}

static const char *machine_ca_file(void)
{
	const char *named = pay_trust_named_file();

	if (named == NULL && PAY_G(system_ca_file) == NULL) {
		PAY_G(system_ca_file) = pay_trust_system_file();
	}
	return named != NULL ? named : PAY_G(system_ca_file);
}

/* This machine's bundle: what PHP is told to trust comes before what libraries find. */
const char *php_pay_default_ca_file(void)
{
	const char *const settings[] = {"openssl.cafile", "curl.cainfo"};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		const char *file = zend_ini_string_ex((char *) settings[i], strlen(settings[i]), 0, NULL);

		if (file != NULL && file[0] != '\0') {
			return file;
		}
	}
	return machine_ca_file();
}

static pay_status copy_text(pay_arena *arena, const char *text, const char **out)
{
	pay_slice copy;

	PAY_TRY(pay_copy(arena, &copy, pay_slice_from(text)));
	*out = copy.data;
	return PAY_OK;
}

static pay_status copy_user_agent(pay_travel *travel, pay_arena *arena)
{
	if (PAY_G(libcurl_version) == NULL) {
		PAY_G(libcurl_version) = curl_version_info(CURLVERSION_NOW)->version;
	}
	return PAY_JOIN(arena, &travel->user_agent,
		PAY_LIT("pay/" PHP_PAY_VERSION " PHP/" PHP_VERSION " libcurl/"),
		pay_slice_from(PAY_G(libcurl_version)));
}

pay_status php_pay_travel_copy(
	pay_travel *travel, pay_arena *arena, zend_object *object, pay_error *error)
{
	const php_pay_http *http = object != NULL ? php_pay_http_from(object) : NULL;
	const char *ca_file;

	*travel = (pay_travel) {
		.timeout = (int64_t) (TIMEOUT_DEFAULT * 1000),
		.connect_timeout = (int64_t) (CONNECT_TIMEOUT_DEFAULT * 1000),
		.retries = RETRIES_DEFAULT,
	};
	if (http != NULL) {
		*travel = http->travel;
	}
	travel->idle_timeout = (long) PAY_G(idle_timeout);
	travel->base_url = PAY_LIT("");
	PAY_TRY(copy_user_agent(travel, arena));
	if (http != NULL && http->proxy != NULL) {
		PAY_TRY(copy_text(arena, ZSTR_VAL(http->proxy), &travel->proxy));
	}
	if (http != NULL && http->base_url != NULL) {
		PAY_TRY(pay_copy(arena, &travel->base_url, php_pay_slice(http->base_url)));
		if (pay_slice_starts(travel->base_url, PAY_LIT("http:"))) {
			return PAY_OK;
		}
	}
	if (http != NULL && http->transport != NULL) { /* which decides for itself whom it trusts */
		return PAY_OK;
	}
	ca_file =
		http != NULL && http->ca_file != NULL ? ZSTR_VAL(http->ca_file) : php_pay_default_ca_file();
	if (ca_file == NULL) {
		return pay_fail(error, PAY_E_CONFIG, "config.ca-file", "This machine has no CA bundle");
	}
	return copy_text(arena, ca_file, &travel->ca_file);
}

zend_object *php_pay_http_transport(zend_object *http)
{
	return http != NULL ? php_pay_http_from(http)->transport : NULL;
}

zend_object *php_pay_http_on_call(zend_object *http)
{
	return http != NULL ? php_pay_http_from(http)->on_call : NULL;
}
