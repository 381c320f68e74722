/* SPDX-License-Identifier: MIT */
#include "php/status.h"

#include "php/exchange.h"
#include "php/globals.h"

#include "core/libraries.h"

#include "ext/standard/info.h"

#include <libxml/parser.h>
#include <openssl/crypto.h>

static void add_group(zval *status, const char *name, size_t count, const char *const names[],
	const uint64_t values[])
{
	zval group;

	array_init_size(&group, (uint32_t) count);
	for (size_t i = 0; i < count; i++) {
		add_assoc_long(&group, names[i], (zend_long) values[i]);
	}
	add_assoc_zval(status, name, &group);
}

static void add_versions(zval *status)
{
	zval versions;

	if (!php_pay_set_up()) {
		return;
	}
	array_init(&versions);
	add_assoc_string(&versions, "pay", PHP_PAY_VERSION);
	add_assoc_string(&versions, "openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
	add_assoc_string(&versions, "libcurl", curl_version_info(CURLVERSION_NOW)->version);
	add_assoc_string(&versions, "libxml", LIBXML_DOTTED_VERSION);
	add_assoc_zval(status, "versions", &versions);
}

ZEND_FUNCTION(Pay_status)
{
	const pay_http_counts http = pay_http_count(PAY_G(http));

	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	add_versions(return_value);
	add_group(return_value, "keys", 3, (const char *const[]) {"cached", "parses", "hits"},
		(const uint64_t[]) {
			pay_key_cache_count(&PAY_G(keys)), PAY_G(keys).parses, PAY_G(keys).hits});
	add_group(return_value, "connections", 3, (const char *const[]) {"open", "opened", "reused"},
		(const uint64_t[]) {http.open, http.opened, http.reused});
	add_assoc_long(return_value, "trust_store_parses", (zend_long) http.trust_store_parses);
	add_assoc_long(return_value, "certificate_fetches", (zend_long) PAY_G(certificate_fetches));
	add_assoc_long(return_value, "retries", (zend_long) PAY_G(retries));
	add_assoc_long(return_value, "unknown_outcomes", (zend_long) PAY_G(unknown_outcomes));
}

static void info_row(const char *name, uint64_t value)
{
	char digits[24];

	(void) snprintf(digits, sizeof(digits), "%" PRIu64, value);
	php_info_print_table_row(2, name, digits);
}

void php_pay_status_info(void)
{
	const pay_http_counts http = pay_http_count(PAY_G(http));

	php_info_print_table_start();
	php_info_print_table_header(2, "This worker", "since it started");
	info_row("Keys cached", pay_key_cache_count(&PAY_G(keys)));
	info_row("Keys parsed", PAY_G(keys).parses);
	info_row("Connections open", http.open);
	info_row("Connections opened", http.opened);
	info_row("Calls over a kept connection", http.reused);
	info_row("Trust stores parsed", http.trust_store_parses);
	info_row("Certificates fetched", PAY_G(certificate_fetches));
	info_row("Calls repeated", PAY_G(retries));
	info_row("Unknown outcomes", PAY_G(unknown_outcomes));
	php_info_print_table_end();
}
