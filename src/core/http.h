/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_HTTP_H
#define PAY_CORE_HTTP_H

#include "core/arena.h"
#include "core/key.h"

#include <stdint.h>
#include <stdio.h>

#define PAY_HTTP_BODY_MAX (4u << 20)     /* bytes of an answer */
#define PAY_HTTP_HEADERS_MAX (64u << 10) /* bytes of an answer's headers */
#define PAY_HTTP_LINES_MAX 100           /* headers of an answer */
#define PAY_REQUEST_HEADERS_MAX 8
#define PAY_HTTP_FILE_MAX (2ull << 30) /* bytes of an answer that goes into a file */
#define PAY_HTTP_FILE_SECONDS_MAX 3600 /* of such an answer, as long as it goes on */
#define PAY_HTTP_LIFETIME_MAX 300      /* seconds that a connection is used */
#define PAY_HTTP_CONNECTIONS_MAX 8     /* kept per pool */
#define PAY_HTTP_POOLS_MAX 8 /* pairs of trust store and client certificate in use at once */

/* What libcurl keeps between requests. Belongs to the process (and thread) that made it; see pay_http_get(). */
typedef struct pay_http pay_http;

/* Slices end in a NUL that is not counted. */
typedef struct pay_request {
	const char *method;
	pay_slice url;
	pay_slice headers[PAY_REQUEST_HEADERS_MAX]; /* "Name: value" */
	size_t header_count;
	pay_slice body;
	bool has_body;
	bool repeatable; /* else libcurl must not resend it either */
	int64_t timeout; /* milliseconds, whole request; with a file: without a byte of progress */
	int64_t connect_timeout; /* milliseconds */
	long idle_timeout;       /* seconds: a kept connection idle for longer is not used again */
	const char *ca_file;     /* NULL: plain http */
	const char *proxy;       /* NULL: none, whatever the environment says */
	pay_key *private_key;    /* of the client certificate; borrowed */
	pay_key *certificate;    /* NULL: TLS without a client certificate */
	FILE *file; /* where the body of a 200 goes, in place of what was in it; NULL: into the arena */
} pay_request;

typedef struct pay_response {
	long status;
	pay_pair *headers;
	size_t header_count;
	pay_slice body;
	bool reused_connection;
} pay_response;

typedef struct pay_http_counts {
	uint64_t open; /* connections now */
	uint64_t opened;
	uint64_t reused;
	uint64_t trust_store_parses;
} pay_http_counts;

/*
 * The kept state, made on first use. After a fork the child forgets, never closes, what it inherited: a TLS
 * close_notify on the parent's socket would break the parent's next payment.
 */
PAY_MUST_USE pay_http *pay_http_get(pay_http **slot);

/* A trust store that was parsed before the process was forked, for requests with this CA bundle. Both outlive http. */
void pay_http_lend(pay_http *http, const char *ca_file, void *store);

/* Closes the connections if this process opened them. */
void pay_http_free(pay_http **slot);

pay_http_counts pay_http_count(const pay_http *http);

/*
 * One exchange. PAY_E_TRANSPORT: no byte of the request was sent. PAY_E_UNKNOWN: it may have arrived, and no
 * whole answer came back. The response's bytes are in the arena. Redirects are not followed; no cookie, netrc or
 * environment variable is used.
 */
PAY_MUST_USE pay_status pay_http_send(pay_http *http, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error);

/* One exchange among several: begun, waited for, and ended. What the request points to stays until then. */
typedef struct pay_transfer pay_transfer;

PAY_MUST_USE pay_status pay_transfer_begin(
	pay_http *http, const pay_request *request, pay_transfer **begun, pay_error *error);

/* True, too, where the process that began it is not this one: nothing will come. */
bool pay_transfer_is_done(const pay_transfer *transfer);

/* Lets all that are in flight go on; returns when something happened, or after that long. */
void pay_http_wait(pay_http *http, int64_t milliseconds);

/* What came of one that is done, as pay_http_send() has it. The transfer is gone then. */
PAY_MUST_USE pay_status pay_transfer_finish(
	pay_transfer *transfer, pay_arena *arena, pay_response *response, pay_error *error);

/* Breaks it off, where it is not done; nobody will know what came of it. */
void pay_transfer_drop(pay_transfer *transfer);

/* Breaks off all that is in flight. */
void pay_http_abandon(pay_http *http);

/* How many headers carry this name, and the value of the first. */
size_t pay_response_header(const pay_response *response, const char *name, pay_slice *value);

#endif
