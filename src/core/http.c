/* SPDX-License-Identifier: MIT */
#include "core/http.h"

#include "core/http_end.h"
#include "core/http_loop.h"
#include "core/http_sockets.h"
#include "core/http_transfer.h"
#include "core/platform.h"
#include "core/text.h"

#include <openssl/err.h>
#include <stdlib.h>

#define WAIT_MILLISECONDS 1000 /* libcurl has its own clock for what comes earlier */
#define LATE_MILLISECONDS 100  /* by which libcurl's clock has ended what it looks at */

struct pay_http {
	long owner; /* process id */
	pay_pools pools;
	pay_sockets sockets;
	pay_loop loop;
	pay_transfer *transfers; /* in flight */
	pay_http_counts counts;
};

/* ------------------------------------------------------------------ what is kept */

static bool is_owned(const pay_http *http)
{
	return http->owner == pay_process_id();
}

pay_http *pay_http_get(pay_http **slot)
{
	if (*slot != NULL && !is_owned(*slot)) {
		*slot = NULL;
	}
	if (*slot == NULL) {
		*slot = calloc(1, sizeof(**slot));
		if (*slot != NULL) {
			(*slot)->owner = pay_process_id();
		}
	}
	return *slot;
}

void pay_http_lend(pay_http *http, const char *ca_file, void *store)
{
	http->pools.lent_file = ca_file;
	http->pools.lent_store = store;
}

void pay_http_free(pay_http **slot)
{
	pay_http *http = *slot;

	*slot = NULL;
	if (http == NULL || !is_owned(http)) {
		return;
	}
	pay_http_abandon(http);
	pay_pools_close(&http->pools);
	pay_loop_free(&http->loop);
	free(http);
}

pay_http_counts pay_http_count(const pay_http *http)
{
	pay_http_counts counts = {0};

	if (http != NULL && is_owned(http)) {
		counts = http->counts;
		counts.open = http->sockets.count;
		counts.trust_store_parses = http->pools.trust_store_parses;
	}
	return counts;
}

/* ------------------------------------------------------------------ one exchange */

static void enlist(pay_http *http, pay_transfer *transfer)
{
	transfer->http = http;
	transfer->next = http->transfers;
	transfer->link = &http->transfers;
	if (transfer->next != NULL) {
		transfer->next->link = &transfer->next;
	}
	http->transfers = transfer;
	transfer->pool->transfers++;
}

static void delist(pay_transfer *transfer)
{
	*transfer->link = transfer->next;
	if (transfer->next != NULL) {
		transfer->next->link = transfer->link;
	}
	transfer->pool->transfers--;
}

/* What a fork left in the child's hands: libcurl's part belongs to the parent, and is not touched. */
static void forget(pay_transfer *transfer)
{
	pay_transfer_wipe(transfer);
	free(transfer);
}

void pay_transfer_drop(pay_transfer *transfer)
{
	if (!is_owned(transfer->http)) {
		forget(transfer);
		return;
	}
	ERR_clear_error();
	(void) curl_multi_remove_handle(transfer->pool->multi, transfer->easy);
	ERR_clear_error();
	delist(transfer);
	pay_pool_park(transfer->pool, transfer->easy);
	curl_slist_free_all(transfer->headers);
	forget(transfer);
}

void pay_http_abandon(pay_http *http)
{
	while (http != NULL && is_owned(http) && http->transfers != NULL) {
		pay_transfer_drop(http->transfers);
	}
}

static pay_transfer *transfer_make(pay_http *http, pay_pool *pool, const pay_request *request)
{
	pay_transfer *made = calloc(1, sizeof(*made));

	if (made == NULL) {
		return NULL;
	}
	made->pool = pool;
	made->file = request->file;
	made->deadline = pay_clock_milliseconds() + LATE_MILLISECONDS
		+ (request->file != NULL ? PAY_HTTP_FILE_SECONDS_MAX * INT64_C(1000) : request->timeout);
	made->body.most = PAY_HTTP_BODY_MAX;
	made->head.most = PAY_HTTP_HEADERS_MAX;
	made->easy = pay_pool_take(pool);
	if (made->easy == NULL) {
		free(made);
		return NULL;
	}
	enlist(http, made);
	return made;
}

pay_status pay_transfer_begin(
	pay_http *http, const pay_request *request, pay_transfer **begun, pay_error *error)
{
	pay_transfer *transfer;
	pay_pool *pool;

	if (request->file != NULL && !pay_file_empty(request->file)) {
		return pay_transfer_fail_file(error);
	}
	PAY_TRY(pay_pool_find(&http->pools, &http->loop, request, &pool, error));
	transfer = transfer_make(http, pool, request);
	if (transfer == NULL) {
		return PAY_E_MEMORY;
	}
	if (!pay_transfer_set(transfer, request) || !pay_transfer_listen(transfer)
		|| !pay_sockets_attach(&http->sockets, transfer->easy)
		|| curl_easy_setopt(transfer->easy, CURLOPT_PRIVATE, transfer) != CURLE_OK) {
		pay_transfer_drop(transfer);
		return pay_fail(error, PAY_E_TRANSPORT, "transport.failed", "libcurl refused an option");
	}
	pay_sockets_retire(&http->sockets, &http->loop);
	if (curl_multi_add_handle(pool->multi, transfer->easy) != CURLM_OK) {
		pay_transfer_drop(transfer);
		return PAY_E_MEMORY;
	}
	*begun = transfer;
	return PAY_OK;
}

bool pay_transfer_is_done(const pay_transfer *transfer)
{
	return transfer->is_done || !is_owned(transfer->http);
}

/* ------------------------------------------------------------------ waiting */

static void collect(pay_pool *pool)
{
	CURLMsg *message;
	int left = 0;

	while ((message = curl_multi_info_read(pool->multi, &left)) != NULL) {
		pay_transfer *transfer = NULL;

		if (message->msg == CURLMSG_DONE
			&& curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **) &transfer)
				== CURLE_OK) {
			transfer->is_done = true;
			transfer->code = message->data.result;
		}
	}
}

static void give_up(pay_transfer *transfer, CURLcode code)
{
	transfer->is_done = true;
	transfer->code = code;
}

/*
 * Where libcurl itself failed, no message will come; and what waits for others to leave it a connection, libcurl does not end when
 * its time is over.
 */
static void give_up_lost(pay_http *http)
{
	int64_t now = pay_clock_milliseconds();

	for (pay_transfer *one = http->transfers; one != NULL; one = one->next) {
		if (one->is_done) {
			continue;
		}
		if (one->pool->is_broken) {
			one->sent = true;
			give_up(one, CURLE_OUT_OF_MEMORY);
		} else if (now >= one->deadline) {
			give_up(one, CURLE_OPERATION_TIMEDOUT);
		}
	}
}

/* That long, or until the first time is over. */
static int64_t wait_at_most(const pay_http *http, int64_t milliseconds)
{
	int64_t now = pay_clock_milliseconds(), until = now + milliseconds;

	for (const pay_transfer *one = http->transfers; one != NULL; one = one->next) {
		if (!one->is_done && one->deadline < until) {
			until = one->deadline;
		}
	}
	return until > now ? until - now : 0;
}

void pay_http_wait(pay_http *http, int64_t milliseconds)
{
	ERR_clear_error();
	pay_loop_turn(&http->loop, &http->pools, wait_at_most(http, milliseconds));
	ERR_clear_error();
	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		if (http->pools.pools[i].transfers > 0) {
			collect(&http->pools.pools[i]);
		}
	}
	give_up_lost(http);
}

static pay_status fail_forked(pay_error *error)
{
	const pay_http_end *end = pay_http_end_of(PAY_END_FORKED);

	return pay_fail(error, end->status, end->reason,
		"The process was forked while the call was in flight: its answer goes to the parent");
}

static void note_http2(pay_transfer *transfer)
{
	curl_socket_t handle = CURL_SOCKET_BAD;
	long version = 0;

	(void) curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_VERSION, &version);
	if (version == CURL_HTTP_VERSION_2_0
		&& curl_easy_getinfo(transfer->easy, CURLINFO_ACTIVESOCKET, &handle) == CURLE_OK) {
		pay_sockets_note_http2(&transfer->http->sockets, handle);
	}
}

pay_status pay_transfer_finish(
	pay_transfer *transfer, pay_arena *arena, pay_response *response, pay_error *error)
{
	pay_http_counts *counts = &transfer->http->counts;
	pay_status status;
	long connects = 0;

	if (!is_owned(transfer->http)) {
		forget(transfer);
		return fail_forked(error);
	}
	status = pay_transfer_read(transfer, arena, response, error);
	(void) curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
	counts->opened += (uint64_t) connects;
	if (status == PAY_OK) {
		response->reused_connection = connects == 0;
		counts->reused += connects == 0;
		note_http2(transfer);
	}
	pay_transfer_drop(transfer);
	return status;
}

pay_status pay_http_send(pay_http *http, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	pay_transfer *transfer;

	PAY_TRY(pay_transfer_begin(http, request, &transfer, error));
	while (!pay_transfer_is_done(transfer)) {
		pay_http_wait(http, WAIT_MILLISECONDS);
	}
	return pay_transfer_finish(transfer, arena, response, error);
}

size_t pay_response_header(const pay_response *response, const char *name, pay_slice *value)
{
	size_t count = 0;

	*value = PAY_LIT("");
	for (size_t i = 0; i < response->header_count; i++) {
		if (pay_equal_ignore_case(response->headers[i].name, pay_slice_from(name))) {
			*value = count++ == 0 ? response->headers[i].value : *value;
		}
	}
	return count;
}
