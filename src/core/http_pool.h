/* SPDX-License-Identifier: MIT */
/* Whose kept connection may carry a request. core/http.c's alone. */
#ifndef PAY_CORE_HTTP_POOL_H
#define PAY_CORE_HTTP_POOL_H

#include "core/http.h"

#include "core/libraries.h"

/*
 * Connections verified by one trust store and opened in one name. Neither stores nor names share connections or TLS
 * sessions: what libcurl compares before it takes a kept connection does not cover keys that it was not told of.
 */
typedef struct pay_pool {
	char *ca_file;        /* NULL: plain http */
	pay_key *private_key; /* references of its own; NULL without a client certificate */
	pay_key *certificate;
	void *store;  /* X509_STORE, NULL where libcurl reads the file itself */
	CURLM *multi; /* owns the connection cache and the TLS sessions */
	CURL *parked[PAY_HTTP_CONNECTIONS_MAX]; /* handles between two exchanges */
	size_t parked_count;
	size_t transfers;      /* in flight */
	struct pay_loop *loop; /* where its sockets are watched */
	int64_t due;           /* when libcurl wants to go on without a socket: milliseconds */
	bool is_broken;        /* libcurl failed: what is in flight is lost */
	uint64_t used;
} pay_pool;

/* All zero before the first use. */
typedef struct pay_pools {
	pay_pool pools[PAY_HTTP_POOLS_MAX];
	uint64_t clock;
	uint64_t trust_store_parses;
	const char *lent_file; /* borrowed, with its store; NULL: none was lent */
	void *lent_store;
} pay_pools;

/*
 * The pool that fits the request, opened in the place of the one unused for longest where there is none. Its sockets are watched
 * by the loop.
 */
pay_status pay_pool_find(pay_pools *pools, struct pay_loop *loop, const pay_request *request,
	pay_pool **found, pay_error *error);

/* A handle without an option of an earlier exchange; NULL when memory is out. */
CURL *pay_pool_take(pay_pool *pool);
void pay_pool_park(pay_pool *pool, CURL *easy);

void pay_pools_close(pay_pools *pools);

#endif
