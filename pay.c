/* SPDX-License-Identifier: MIT */
/* The table of contents: settings, globals, lifecycle, phpinfo(). */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php.h"
#include "php_ini.h"
#include "ext/standard/info.h"

#include "php_pay.h"

#include "php/bill.h"
#include "php/call.h"
#include "php/classes.h"
#include "php/concurrent.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/status.h"
#include "php/wechat.h"

#include "core/libraries.h"
#include "core/trust.h"

#include "stubs/functions_arginfo.h"

#include <libxml/parser.h>
#include <openssl/crypto.h>

ZEND_DECLARE_MODULE_GLOBALS(pay)

#if defined(ZTS) && defined(COMPILE_DL_PAY)
ZEND_TSRMLS_CACHE_DEFINE()
#endif

static PHP_INI_MH(on_key_cache)
{
	zend_long limit = ZEND_STRTOL(ZSTR_VAL(new_value), NULL, 10);

	if (limit < 0 || limit > PAY_KEY_CACHE_MAX) {
		return FAILURE;
	}
	PAY_G(key_cache_limit) = limit;
	return SUCCESS;
}

static PHP_INI_MH(on_idle_timeout)
{
	zend_long seconds = ZEND_STRTOL(ZSTR_VAL(new_value), NULL, 10);

	if (seconds < 1 || seconds > PHP_PAY_IDLE_SECONDS_MAX) {
		return FAILURE;
	}
	PAY_G(idle_timeout) = seconds;
	return SUCCESS;
}

static PHP_INI_MH(on_locale)
{
	if (!zend_string_equals_literal(new_value, "en")
		&& !zend_string_equals_literal(new_value, "zh")) {
		return FAILURE;
	}
	return OnUpdateString(entry, new_value, mh_arg1, mh_arg2, mh_arg3, stage);
}

PHP_INI_BEGIN()
	PHP_INI_ENTRY("pay.idle_timeout", "7", PHP_INI_SYSTEM, on_idle_timeout)
	PHP_INI_ENTRY("pay.key_cache", "32", PHP_INI_SYSTEM, on_key_cache)
	STD_PHP_INI_ENTRY(
		"pay.locale", "en", PHP_INI_ALL, on_locale, locale, zend_pay_globals, pay_globals)
PHP_INI_END()

/* Per process, or per thread under ZTS. Nothing is opened here: FPM's master runs this, and then forks. */
static PHP_GINIT_FUNCTION(pay)
{
#if defined(ZTS) && defined(COMPILE_DL_PAY)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	memset(pay_globals, 0, sizeof(*pay_globals));
	pay_globals->keys.kept = &pay_globals->kept;
}

static void free_scopes(zend_pay_globals *globals)
{
	while (globals->scopes != NULL) {
		php_pay_scope *scope = globals->scopes;

		globals->scopes = scope->next;
		pay_arena_reset(&scope->arena);
		free(scope);
	}
}

/* Runs after MSHUTDOWN, so the libraries must still be usable then: MSHUTDOWN cleans up nothing of theirs. */
static PHP_GSHUTDOWN_FUNCTION(pay)
{
	free_scopes(pay_globals);
	for (size_t i = 0; i < PHP_PAY_PLATFORM_SETS_MAX; i++) {
		php_pay_platform_set *set = &pay_globals->platform_sets[i];

		for (size_t j = 0; j < set->count; j++) {
			pay_key_release(set->keys[j]);
		}
		set->count = 0;
	}
	pay_key_cache_clear(&pay_globals->keys);
	pay_kept_clear(&pay_globals->kept);
	pay_http_free(&pay_globals->http);
	pay_trust_free(pay_globals->trust_store);
	free(pay_globals->ca_file);
}

static PHP_MINIT_FUNCTION(pay)
{
	REGISTER_INI_ENTRIES();
	if (!php_pay_start_up()) {
		return FAILURE;
	}
	xmlInitParser(); /* here, where no second thread can be in it */
	php_pay_classes_minit();
	return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(pay)
{
	UNREGISTER_INI_ENTRIES();
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(pay)
{
#if defined(ZTS) && defined(COMPILE_DL_PAY)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	return SUCCESS;
}

/* What a fatal error left behind. Exchanges first: they point into what belongs to their calls. */
static PHP_RSHUTDOWN_FUNCTION(pay)
{
	pay_http_abandon(PAY_G(http));
	php_pay_reports_forget();
	while (PAY_G(scopes) != NULL) {
		php_pay_scope_close();
	}
	php_pay_bill_forget();
	php_pay_concurrent_forget(); /* last: their stacks go */
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(pay)
{
	const curl_version_info_data *curl;

	if (!php_pay_set_up()) {
		return;
	}
	curl = curl_version_info(CURLVERSION_NOW);
	php_info_print_table_start();
	php_info_print_table_row(2, "pay", PHP_PAY_VERSION);
	php_info_print_table_row(2, "Gateways", "WeChat Pay APIv3, APIv2; Alipay");
	php_info_print_table_row(2, "OpenSSL", OpenSSL_version(OPENSSL_VERSION));
	php_info_print_table_row(2, "libcurl", curl->version);
	php_info_print_table_row(2, "libcurl TLS", curl->ssl_version);
	php_info_print_table_row(2, "HTTP/2",
		(curl->features & CURL_VERSION_HTTP2) != 0 ? "yes" : "no: libcurl is built without it");
	php_info_print_table_row(2, "SSLKEYLOGFILE",
		getenv("SSLKEYLOGFILE") != NULL ? "set: TLS secrets are written" : "not set");
	php_info_print_table_end();
	php_pay_status_info();
	DISPLAY_INI_ENTRIES();
}

/* clang-format off */
static const zend_module_dep dependencies[] = {
	ZEND_MOD_REQUIRED("json")
	ZEND_MOD_REQUIRED("spl")
	ZEND_MOD_OPTIONAL("pdo") /* only Pay\Inbox wants it */
	ZEND_MOD_END
};

zend_module_entry pay_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	dependencies,
	"pay",
	ext_functions,
	PHP_MINIT(pay),
	PHP_MSHUTDOWN(pay),
	PHP_RINIT(pay),
	PHP_RSHUTDOWN(pay),
	PHP_MINFO(pay),
	PHP_PAY_VERSION,
	PHP_MODULE_GLOBALS(pay),
	PHP_GINIT(pay),
	PHP_GSHUTDOWN(pay),
	NULL,
	STANDARD_MODULE_PROPERTIES_EX
};
/* clang-format on */

#ifdef COMPILE_DL_PAY
ZEND_GET_MODULE(pay)
#endif
