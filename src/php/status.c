/* SPDX-License-Identifier: MIT */
#include "php/globals.h"

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

ZEND_FUNCTION(Pay_status)
{
	const pay_http_counts http = pay_http_count(PAY_G(http));

	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
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
