/* SPDX-License-Identifier: MIT */
#include "core/http.h"

#include "core/http_end.h"
#include "core/http_pool.h"
#include "core/http_sockets.h"
#include "core/platform.h"
#include "core/text.h"
#include "core/trust.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <stdlib.h>

#define POLL_MILLISECONDS 1000

struct pay_http {
	long owner; /* process id */
	pay_pools pools;
	pay_sockets sockets;
	pay_http_counts counts;
};

/* One exchange in flight. libcurl's callbacks write here and nowhere else. */
typedef struct transfer {
	struct buffer {
		char *bytes;
		size_t size;
		size_t room;
		size_t most;
	} body, head;
	size_t lines;
	bool head_ended; /* by an empty line */
	bool sent;       /* request bytes may have left */
	int end;         /* PAY_END_..., where a callback ended it; else 0 */
	const pay_pool *from;
	CURL *easy;
	FILE *file; /* NULL: the body stays in memory */
	uint64_t written;
	char message[CURL_ERROR_SIZE];
} transfer;

static bool append(struct buffer *buffer, const char *bytes, size_t size)
{
	if (size > buffer->most - buffer->size) {
		return false;
	}
	if (size > buffer->room - buffer->size) {
		size_t room =
			buffer->room * 2 > buffer->size + size ? buffer->room * 2 : buffer->size + size;
		char *grown = realloc(buffer->bytes, room);

		if (grown == NULL) {
			return false;
		}
		buffer->bytes = grown;
		buffer->room = room;
	}
	memcpy(buffer->bytes + buffer->size, bytes, size);
	buffer->size += size;
	return true;
}

static void buffer_free(struct buffer *buffer)
{
	if (buffer->bytes != NULL) {
		OPENSSL_cleanse(buffer->bytes, buffer->size);
		free(buffer->bytes);
	}
}

static size_t write_file(transfer *state, const char *bytes, size_t size)
{
	state->written += size;
	if (state->written > PAY_HTTP_FILE_MAX) {
		state->end = PAY_END_BODY_LARGE;
		return 0;
	}
	if (fwrite(bytes, 1, size, state->file) != size) {
		state->end = PAY_END_FILE;
		return 0;
	}
	return size;
}

static size_t on_body(char *bytes, size_t unit, size_t count, void *context)
{
	transfer *state = context;
	long status = 0;

	if (state->file != NULL) {
		(void) curl_easy_getinfo(state->easy, CURLINFO_RESPONSE_CODE, &status);
	}
	if (status == 200) {
		return write_file(state, bytes, unit * count);
	}
	if (!append(&state->body, bytes, unit * count)) {
		state->end = PAY_END_BODY_LARGE;
		return 0;
	}
	return unit * count;
}

/*
 * Whether the line says that what follows is to be unpacked. libcurl before 8.2 does so, unasked, where it is about the transfer:
 * little that comes in would become much in the bill's file.
 */
static bool is_packed(pay_slice line)
{
	const char *colon = memchr(line.data, ':', line.size);
	pay_slice name, value;

	if (colon == NULL) {
		return false;
	}
	name = (pay_slice) {line.data, (size_t) (colon - line.data)};
	value = pay_trim(pay_slice_after(line, name.size + 1));
	if (pay_equal_ignore_case(value, PAY_LIT("identity"))) {
		return false;
	}
	return pay_equal_ignore_case(name, PAY_LIT("Content-Encoding"))
		|| (pay_equal_ignore_case(name, PAY_LIT("Transfer-Encoding"))
			&& !pay_equal_ignore_case(value, PAY_LIT("chunked")));
}

static size_t on_header(char *bytes, size_t unit, size_t count, void *context)
{
	transfer *state = context;
	size_t size = unit * count;

	/* A new status line: what came before was an interim answer. */
	if (size > 5 && memcmp(bytes, "HTTP/", 5) == 0) {
		state->head.size = 0;
		state->head_ended = false;
	}
	if (state->head_ended) {
		return size; /* a trailer proves nothing */
	}
	state->head_ended = size <= 2 && bytes[size - 1] == '\n';
	if (++state->lines > PAY_HTTP_LINES_MAX || !append(&state->head, bytes, size)) {
		state->end = PAY_END_HEAD_LARGE;
		return 0;
	}
	if (is_packed((pay_slice) {bytes, size})) {
		state->end = PAY_END_COMPRESSED;
		return 0;
	}
	return size;
}

static CURLcode on_ssl_context(CURL *easy, void *ssl_context, void *context)
{
	transfer *state = context;

	(void) easy;
	pay_trust_attach(ssl_context, state->from->store);
	return state->from->certificate == NULL
			|| pay_trust_present(ssl_context, state->from->private_key, state->from->certificate)
		? CURLE_OK
		: CURLE_SSL_CERTPROBLEM;
}

#if LIBCURL_VERSION_NUM >= 0x075000 /* 7.80 */
static int on_connected(void *context, char *remote, char *local, int remote_port, int local_port)
{
	transfer *state = context;

	(void) remote, (void) local, (void) remote_port, (void) local_port;
	/* A kept connection died under the request. Whether it goes out again is not libcurl's to decide. */
	if (state->sent) {
		state->end = PAY_END_KEPT_CLOSED;
		return CURL_PREREQFUNC_ABORT;
	}
	state->sent = true;
	return CURL_PREREQFUNC_OK;
}
#endif

pay_http *pay_http_get(pay_http **slot)
{
	if (*slot != NULL && (*slot)->owner != pay_process_id()) {
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

void pay_http_free(pay_http **slot)
{
	pay_http *http = *slot;

	*slot = NULL;
	if (http == NULL || http->owner != pay_process_id()) {
		return;
	}
	pay_pools_close(&http->pools);
	free(http);
}

pay_http_counts pay_http_count(const pay_http *http)
{
	pay_http_counts counts = {0};

	if (http != NULL && http->owner == pay_process_id()) {
		counts = http->counts;
		counts.open = http->sockets.count;
		counts.trust_store_parses = http->pools.trust_store_parses;
	}
	return counts;
}

static bool set_protocols(CURL *easy, bool tls)
{
#if LIBCURL_VERSION_NUM >= 0x075500 /* 7.85 */
	const char *allowed = tls ? "https" : "http";

	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, allowed) == CURLE_OK;
#else
	long allowed = tls ? CURLPROTO_HTTPS : CURLPROTO_HTTP;

	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, allowed) == CURLE_OK;
#endif
}

static bool set_lifetimes(CURL *easy, const pay_request *request)
{
	bool done = curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, request->idle_timeout) == CURLE_OK;

#if LIBCURL_VERSION_NUM >= 0x075000 /* 7.80 */
	done = done
		&& curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, (long) PAY_HTTP_LIFETIME_MAX)
			== CURLE_OK;
#endif
	return done;
}

static bool set_trust(CURL *easy, const pay_pool *from, transfer *state)
{
	bool done = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2) == CURLE_OK;

	if (!done || from->ca_file == NULL) {
		return done;
	}
	if (from->store == NULL) {
		return curl_easy_setopt(easy, CURLOPT_CAINFO, from->ca_file) == CURLE_OK;
	}
	/* The parsed store replaces libcurl's own loading; without it nothing is trusted. */
	return curl_easy_setopt(easy, CURLOPT_CAINFO, NULL) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_ssl_context) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, state) == CURLE_OK;
}

static bool set_callbacks(CURL *easy, pay_http *http, transfer *state)
{
#if LIBCURL_VERSION_NUM >= 0x075000 /* 7.80 */
	(void) curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	(void) curl_easy_setopt(easy, CURLOPT_PREREQDATA, state);
#endif
	return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_WRITEDATA, state) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HEADERDATA, state) == CURLE_OK
		&& pay_sockets_attach(&http->sockets, easy)
		&& curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, state->message) == CURLE_OK;
}

/* What goes into a file may take long; only standing still for the timeout ends it. */
static bool set_timeouts(CURL *easy, const pay_request *request)
{
	bool done = curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long) request->connect_timeout)
		== CURLE_OK;

	if (request->file == NULL) {
		return done
			&& curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long) request->timeout) == CURLE_OK;
	}
	return done
		&& curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long) PAY_HTTP_FILE_SECONDS_MAX) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long) (request->timeout / 1000 + 1))
		== CURLE_OK;
}

static bool set_travel(CURL *easy, const pay_request *request)
{
	const char *proxy = request->proxy != NULL ? request->proxy : "";

	return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_PROXY, proxy) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_NOPROXY, "") == CURLE_OK && set_timeouts(easy, request)
		&& curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, request->repeatable ? 0L : 1L) == CURLE_OK
		&& set_protocols(easy, request->ca_file != NULL) && set_lifetimes(easy, request);
}

static bool set_message(CURL *easy, const pay_request *request, struct curl_slist *headers)
{
	bool done = curl_easy_setopt(easy, CURLOPT_URL, request->url.data) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK;

	if (done && request->has_body) {
		done = curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK
			&& curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body.data) == CURLE_OK
			&& curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) request->body.size)
				== CURLE_OK;
	}
	return done && curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK;
}

/* Without "Expect", which costs a round trip, and without what libcurl would say of itself. */
static struct curl_slist *header_list(const pay_request *request)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	for (size_t i = 0; list != NULL && i < request->header_count; i++) {
		struct curl_slist *longer = curl_slist_append(list, request->headers[i].data);

		if (longer == NULL) {
			curl_slist_free_all(list);
		}
		list = longer;
	}
	return list;
}

static CURLcode drive(CURLM *multi, CURL *easy)
{
	CURLcode result = CURLE_OUT_OF_MEMORY;
	CURLMsg *message;
	int running = 1, left = 0;

	if (curl_multi_add_handle(multi, easy) != CURLM_OK) {
		return result;
	}
	while (running > 0) {
		if (curl_multi_perform(multi, &running) != CURLM_OK) {
			break;
		}
		if (running > 0 && curl_multi_poll(multi, NULL, 0, POLL_MILLISECONDS, NULL) != CURLM_OK) {
			break;
		}
	}
	while ((message = curl_multi_info_read(multi, &left)) != NULL) {
		if (message->msg == CURLMSG_DONE && message->easy_handle == easy) {
			result = message->data.result;
		}
	}
	(void) curl_multi_remove_handle(multi, easy);
	return result;
}

/* text says more than the end's name where libcurl has something to say. */
static pay_status fail(int code, bool sent, const char *text, pay_error *error)
{
	const pay_http_end *end = pay_http_end_of(code);

	return pay_fail(error, pay_http_end_status(end, sent), end->reason, "%s", text);
}

/* Asking again would fill the disk again. */
static pay_status fail_file(pay_error *error)
{
	return fail(PAY_END_FILE, false,
		"What came cannot be written to the temporary file: the disk is full, or was taken away",
		error);
}

static pay_status fail_transfer(const transfer *state, CURLcode code, pay_error *error)
{
	const char *text = state->message[0] != '\0' ? state->message : curl_easy_strerror(code);
	char numbered[CURL_ERROR_SIZE + 40];

	switch (state->end) {
	case PAY_END_FILE:
		return fail_file(error);
	case PAY_END_KEPT_CLOSED:
		text = "the kept connection was closed before an answer came";
		break;
	case PAY_END_COMPRESSED:
		text = "the answer is compressed although nobody asked for that";
		break;
	case PAY_END_HEAD_LARGE:
		text = "the answer's headers are larger than this client accepts";
		break;
	case PAY_END_BODY_LARGE:
		text = "the answer's body is larger than this client accepts";
		break;
	default:
		(void) snprintf(numbered, sizeof(numbered), "%s (libcurl error %d)", text, (int) code);
		return fail((int) code, state->sent, numbered, error);
	}
	return fail(state->end, state->sent, text, error);
}

static pay_status parse_headers(pay_arena *arena, pay_slice head, pay_response *response)
{
	response->headers = pay_arena_take(arena, PAY_HTTP_LINES_MAX * sizeof(pay_pair));
	if (response->headers == NULL) {
		return PAY_E_MEMORY;
	}
	while (head.size > 0) {
		const char *end = memchr(head.data, '\n', head.size);
		pay_slice line = {head.data, end != NULL ? (size_t) (end - head.data) : head.size};
		const char *colon = memchr(line.data, ':', line.size);

		if (colon != NULL && response->header_count < PAY_HTTP_LINES_MAX) {
			size_t size = (size_t) (colon - line.data);

			response->headers[response->header_count++] = (pay_pair) {
				.name = {line.data, size}, .value = pay_trim(pay_slice_after(line, size + 1))};
		}
		head = pay_slice_after(head, line.size + (end != NULL ? 1 : 0));
	}
	return PAY_OK;
}

static pay_status take_response(
	CURL *easy, transfer *state, pay_arena *arena, pay_response *response, pay_error *error)
{
	pay_slice body = {state->body.bytes != NULL ? state->body.bytes : "", state->body.size};
	pay_slice head = {state->head.bytes != NULL ? state->head.bytes : "", state->head.size};

	*response = (pay_response) {0};
	(void) curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &response->status);
	(void) curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME, &response->seconds);
	if (!state->head_ended) { /* which libcurl takes for an answer */
		return fail(PAY_END_HEAD_CUT, true,
			"the connection was closed in the middle of the answer's headers", error);
	}
	PAY_TRY(pay_copy(arena, &response->body, body));
	PAY_TRY(pay_copy(arena, &head, head));
	return parse_headers(arena, head, response);
}

static pay_status exchange(pay_http *http, pay_pool *from, const pay_request *request,
	struct curl_slist *headers, transfer *state, pay_arena *arena, pay_response *response,
	pay_error *error)
{
	CURL *easy = from->easy;
	CURLcode code;
	pay_status status;
	long connects = 0;
	curl_off_t pretransfer = 0;

	state->from = from;
	state->easy = easy;
	curl_easy_reset(easy);
	if (!set_travel(easy, request) || !set_trust(easy, from, state)
		|| !set_callbacks(easy, http, state) || !set_message(easy, request, headers)) {
		return pay_fail(error, PAY_E_TRANSPORT, "transport.failed", "libcurl refused an option");
	}
	ERR_clear_error();
	code = drive(from->multi, easy);
	ERR_clear_error();
	(void) curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connects);
	(void) curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
	http->counts.opened += (uint64_t) connects;
	state->sent = state->sent || pretransfer > 0;
	if (code != CURLE_OK) {
		return fail_transfer(state, code, error);
	}
	if (request->file != NULL && fflush(request->file) != 0) {
		return fail_file(error);
	}
	http->counts.reused += connects == 0;
	status = take_response(easy, state, arena, response, error);
	if (status == PAY_E_MEMORY) { /* the request was carried out all the same */
		return fail(PAY_END_MEMORY, true, "Out of memory when the answer came", error);
	}
	response->reused_connection = connects == 0;
	return status;
}

pay_status pay_http_send(pay_http *http, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	transfer state = {
		.body = {.most = PAY_HTTP_BODY_MAX},
		.head = {.most = PAY_HTTP_HEADERS_MAX},
		.file = request->file,
	};
	struct curl_slist *headers;
	pay_pool *from;
	pay_status status;

	if (request->file != NULL && !pay_file_empty(request->file)) {
		return fail_file(error);
	}
	PAY_TRY(pay_pool_find(&http->pools, request, &from, error));
	headers = header_list(request);
	if (headers == NULL) {
		return PAY_E_MEMORY;
	}
	pay_sockets_retire(&http->sockets);
	status = exchange(http, from, request, headers, &state, arena, response, error);
	/* Parked without a pointer into this call. */
	curl_easy_reset(from->easy);
	curl_slist_free_all(headers);
	buffer_free(&state.body);
	buffer_free(&state.head);
	return status;
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
