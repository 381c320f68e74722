/* SPDX-License-Identifier: MIT */
#include "core/http_pool.h"

#include "core/http_end.h"
#include "core/http_loop.h"
#include "core/trust.h"

#include <stdlib.h>

static void pool_close(pay_pool *closed)
{
	while (closed->parked_count > 0) {
		curl_easy_cleanup(closed->parked[--closed->parked_count]);
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

static pay_status pool_store(
	pay_pools *pools, pay_pool *opened, const pay_request *request, pay_error *error)
{
	if (pools->lent_file != NULL && strcmp(pools->lent_file, request->ca_file) == 0) {
		opened->store = pay_trust_share(pools->lent_store);
		return opened->store != NULL ? PAY_OK : PAY_E_MEMORY;
	}
	pools->trust_store_parses++;
	return pay_trust_load(request->ca_file, &opened->store, error);
}

static pay_status pool_trust(
	pay_pools *pools, pay_pool *opened, const pay_request *request, pay_error *error)
{
	opened->ca_file = strdup(request->ca_file);
	if (opened->ca_file == NULL) {
		return PAY_E_MEMORY;
	}
	if (pay_trust_is_shareable()) {
		PAY_TRY(pool_store(pools, opened, request, error));
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

/* All bounds are of the pool: what finds no connection waits for one. */
static bool set_bounds(CURLM *multi)
{
	const CURLMoption bounds[] = {
		CURLMOPT_MAXCONNECTS, CURLMOPT_MAX_TOTAL_CONNECTIONS, CURLMOPT_MAX_HOST_CONNECTIONS};

	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++) {
		if (curl_multi_setopt(multi, bounds[i], (long) PAY_HTTP_CONNECTIONS_MAX) != CURLM_OK) {
			return false;
		}
	}
	return true;
}

static pay_status pool_open(pay_pools *pools, pay_loop *loop, pay_pool *opened,
	const pay_request *request, pay_error *error)
{
	if (request->ca_file != NULL) {
		PAY_TRY(pool_trust(pools, opened, request, error));
	}
	opened->multi = curl_multi_init();
	return opened->multi != NULL && set_bounds(opened->multi) && pay_loop_attach(loop, opened)
		? PAY_OK
		: PAY_E_MEMORY;
}

/* Not by address: a certificate that has left the key cache may come back as another object. */
static bool same_certificate(const pay_key *a, const pay_key *b)
{
	return a == b || (a != NULL && b != NULL && X509_cmp(a->certificate, b->certificate) == 0);
}

/* A plain connection carries no certificate. */
static bool pool_fits(const pay_pool *candidate, const pay_request *request)
{
	if (candidate->multi == NULL || candidate->is_broken
		|| (candidate->ca_file == NULL) != (request->ca_file == NULL)) {
		return false;
	}
	return request->ca_file == NULL
		|| (strcmp(candidate->ca_file, request->ca_file) == 0
			&& same_certificate(candidate->certificate, request->certificate));
}

/* The one unused for longest; NULL: all are in use. */
static pay_pool *free_place(pay_pools *pools)
{
	pay_pool *oldest = NULL;

	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		pay_pool *candidate = &pools->pools[i];

		if (candidate->transfers == 0 && (oldest == NULL || candidate->used < oldest->used)) {
			oldest = candidate;
		}
	}
	return oldest;
}

static pay_status open_in_place(pay_pools *pools, pay_loop *loop, const pay_request *request,
	pay_pool **found, pay_error *error)
{
	pay_pool *place = free_place(pools);
	pay_status status;

	if (place == NULL) {
		const pay_http_end *end = pay_http_end_of(PAY_END_BUSY);

		return pay_fail(error, pay_http_end_status(end, false), end->reason,
			"Calls under %d pairs of trust store and client certificate are in flight, and this "
			"would be one more",
			PAY_HTTP_POOLS_MAX);
	}
	pool_close(place);
	status = pool_open(pools, loop, place, request, error);
	if (status != PAY_OK) {
		pool_close(place);
	}
	*found = place;
	return status;
}

pay_status pay_pool_find(pay_pools *pools, pay_loop *loop, const pay_request *request,
	pay_pool **found, pay_error *error)
{
	*found = NULL;
	for (size_t i = 0; *found == NULL && i < PAY_HTTP_POOLS_MAX; i++) {
		if (pool_fits(&pools->pools[i], request)) {
			*found = &pools->pools[i];
		}
	}
	if (*found == NULL) {
		PAY_TRY(open_in_place(pools, loop, request, found, error));
	}
	(*found)->used = ++pools->clock;
	return PAY_OK;
}

CURL *pay_pool_take(pay_pool *pool)
{
	return pool->parked_count > 0 ? pool->parked[--pool->parked_count] : curl_easy_init();
}

void pay_pool_park(pay_pool *pool, CURL *easy)
{
	if (pool->parked_count == PAY_HTTP_CONNECTIONS_MAX) {
		curl_easy_cleanup(easy);
		return;
	}
	curl_easy_reset(easy);
	pool->parked[pool->parked_count++] = easy;
}

void pay_pools_close(pay_pools *pools)
{
	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		pool_close(&pools->pools[i]);
	}
}
