/* SPDX-License-Identifier: MIT */
#include "core/http_pool.h"

#include "core/trust.h"

#include <stdlib.h>

static void pool_close(pay_pool *closed)
{
	if (closed->easy != NULL) {
		curl_easy_cleanup(closed->easy);
	}
	if (closed->multi != NULL) {
		(void) curl_multi_cleanup(closed->multi);
	}
	pay_trust_free(closed->store);
	pay_key_release(closed->private_key);
	pay_key_release(closed->certificate);
	free(closed->ca_file);
	*closed = (pay_pool) {0};
}

static pay_status pool_trust(
	pay_pools *pools, pay_pool *opened, const pay_request *request, pay_error *error)
{
	opened->ca_file = strdup(request->ca_file);
	if (opened->ca_file == NULL) {
		return PAY_E_MEMORY;
	}
	if (pay_trust_is_shareable()) {
		PAY_TRY(pay_trust_load(request->ca_file, &opened->store, error));
		pools->trust_store_parses++;
	} else if (request->certificate != NULL) {
		return pay_fail(error, PAY_E_CONFIG, "config.client-certificate",
			"Client certificates need a libcurl that runs on the same OpenSSL as this extension");
	}
	if (request->certificate != NULL) {
		opened->private_key = pay_key_retain(request->private_key);
		opened->certificate = pay_key_retain(request->certificate);
	}
	return PAY_OK;
}

static pay_status pool_open(
	pay_pools *pools, pay_pool *opened, const pay_request *request, pay_error *error)
{
	if (request->ca_file != NULL) {
		PAY_TRY(pool_trust(pools, opened, request, error));
	}
	opened->multi = curl_multi_init();
	opened->easy = curl_easy_init();
	if (opened->multi == NULL || opened->easy == NULL) {
		return PAY_E_MEMORY;
	}
	(void) curl_multi_setopt(opened->multi, CURLMOPT_MAXCONNECTS, (long) PAY_HTTP_CONNECTIONS_MAX);
	return PAY_OK;
}

/* Not by address: a certificate that has left the key cache may come back as another object. */
static bool same_certificate(const pay_key *a, const pay_key *b)
{
	return a == b || (a != NULL && b != NULL && X509_cmp(a->certificate, b->certificate) == 0);
}

/* A plain connection carries no certificate. */
static bool pool_fits(const pay_pool *candidate, const pay_request *request)
{
	if (candidate->multi == NULL || (candidate->ca_file == NULL) != (request->ca_file == NULL)) {
		return false;
	}
	return request->ca_file == NULL
		|| (strcmp(candidate->ca_file, request->ca_file) == 0
			&& same_certificate(candidate->certificate, request->certificate));
}

pay_status pay_pool_find(
	pay_pools *pools, const pay_request *request, pay_pool **found, pay_error *error)
{
	pay_pool *oldest = &pools->pools[0];
	pay_status status;

	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		*found = &pools->pools[i];
		if (pool_fits(*found, request)) {
			(*found)->used = ++pools->clock;
			return PAY_OK;
		}
		if ((*found)->used < oldest->used) {
			oldest = *found;
		}
	}
	pool_close(oldest);
	status = pool_open(pools, oldest, request, error);
	if (status != PAY_OK) {
		pool_close(oldest);
		return status;
	}
	oldest->used = ++pools->clock;
	*found = oldest;
	return PAY_OK;
}

void pay_pools_close(pay_pools *pools)
{
	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		pool_close(&pools->pools[i]);
	}
}
