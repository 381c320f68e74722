/* SPDX-License-Identifier: MIT */
/* What comes in: libcurl's callbacks, and what they have kept when it is over. */
#include "core/http_transfer.h"

#include "core/http_end.h"
#include "core/platform.h"
#include "core/text.h"

#include <openssl/crypto.h>
#include <stdlib.h>

static bool append(struct pay_buffer *buffer, const char *bytes, size_t size)
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

static void buffer_wipe(struct pay_buffer *buffer)
{
	if (buffer->bytes != NULL) {
		OPENSSL_cleanse(buffer->bytes, buffer->size);
		free(buffer->bytes);
	}
}

static size_t write_file(pay_transfer *transfer, const char *bytes, size_t size)
{
	transfer->written += size;
	if (transfer->written > PAY_HTTP_FILE_MAX) {
		transfer->end = PAY_END_BODY_LARGE;
		return 0;
	}
	if (fwrite(bytes, 1, size, transfer->file) != size) {
		transfer->end = PAY_END_FILE;
		return 0;
	}
	return size;
}

static size_t on_body(char *bytes, size_t unit, size_t count, void *context)
{
	pay_transfer *transfer = context;
	long status = 0;

	if (transfer->file != NULL) {
		(void) curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	}
	if (status == 200) {
		return write_file(transfer, bytes, unit * count);
	}
	if (!append(&transfer->body, bytes, unit * count)) {
		transfer->end = PAY_END_BODY_LARGE;
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
	pay_transfer *transfer = context;
	size_t size = unit * count;

	/* A new status line: what came before was an interim answer. */
	if (size > 5 && memcmp(bytes, "HTTP/", 5) == 0) {
		transfer->head.size = 0;
		transfer->head_ended = false;
	}
	if (transfer->head_ended) {
		return size; /* a trailer proves nothing */
	}
	transfer->head_ended = size <= 2 && bytes[size - 1] == '\n';
	if (++transfer->lines > PAY_HTTP_LINES_MAX || !append(&transfer->head, bytes, size)) {
		transfer->end = PAY_END_HEAD_LARGE;
		return 0;
	}
	if (is_packed((pay_slice) {bytes, size})) {
		transfer->end = PAY_END_COMPRESSED;
		return 0;
	}
	return size;
}

#if LIBCURL_VERSION_NUM >= 0x075000 /* 7.80 */
static int on_connected(void *context, char *remote, char *local, int remote_port, int local_port)
{
	pay_transfer *transfer = context;

	(void) remote, (void) local, (void) remote_port, (void) local_port;
	/* A kept connection died under the request, or refused it. Whether it goes out again is not libcurl's to decide. */
	if (transfer->sent) {
		transfer->end = PAY_END_GIVEN_BACK;
		return CURL_PREREQFUNC_ABORT;
	}
	transfer->sent = true;
	return CURL_PREREQFUNC_OK;
}
#endif

bool pay_transfer_listen(pay_transfer *transfer)
{
	CURL *easy = transfer->easy;

#if LIBCURL_VERSION_NUM >= 0x075000 /* 7.80 */
	(void) curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	(void) curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
#endif
	return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message) == CURLE_OK;
}

/* text says more than the end's name where libcurl has something to say. */
static pay_status fail(int code, bool sent, const char *text, pay_error *error)
{
	const pay_http_end *end = pay_http_end_of(code);

	return pay_fail(error, pay_http_end_status(end, sent), end->reason, "%s", text);
}

pay_status pay_transfer_fail_file(pay_error *error)
{
	return fail(PAY_END_FILE, false,
		"What came cannot be written to the temporary file: the disk is full, or was taken away",
		error);
}

static pay_status fail_transfer(const pay_transfer *transfer, pay_error *error)
{
	const char *text =
		transfer->message[0] != '\0' ? transfer->message : curl_easy_strerror(transfer->code);
	char numbered[CURL_ERROR_SIZE + 40];

	switch (transfer->end) {
	case PAY_END_FILE:
		return pay_transfer_fail_file(error);
	case PAY_END_GIVEN_BACK:
		text = "the connection was closed, or refused the request, before an answer came";
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
		(void) snprintf(
			numbered, sizeof(numbered), "%s (libcurl error %d)", text, (int) transfer->code);
		return fail((int) transfer->code, transfer->sent, numbered, error);
	}
	return fail(transfer->end, transfer->sent, text, error);
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
	pay_transfer *transfer, pay_arena *arena, pay_response *response, pay_error *error)
{
	const struct pay_buffer *body = &transfer->body, *head = &transfer->head;
	pay_slice lines = {head->bytes != NULL ? head->bytes : "", head->size};

	*response = (pay_response) {0};
	(void) curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &response->status);
	if (!transfer->head_ended) { /* which libcurl takes for an answer */
		return fail(PAY_END_HEAD_CUT, true,
			"the connection was closed in the middle of the answer's headers", error);
	}
	PAY_TRY(pay_copy(
		arena, &response->body, (pay_slice) {body->bytes != NULL ? body->bytes : "", body->size}));
	PAY_TRY(pay_copy(arena, &lines, lines));
	return parse_headers(arena, lines, response);
}

pay_status pay_transfer_read(
	pay_transfer *transfer, pay_arena *arena, pay_response *response, pay_error *error)
{
	curl_off_t pretransfer = 0;
	pay_status status;

	(void) curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
	transfer->sent = transfer->sent || pretransfer > 0;
	if (transfer->code != CURLE_OK) {
		return fail_transfer(transfer, error);
	}
	if (transfer->file != NULL && fflush(transfer->file) != 0) {
		return pay_transfer_fail_file(error);
	}
	status = take_response(transfer, arena, response, error);
	/* The request was carried out all the same. */
	return status == PAY_E_MEMORY
		? fail(PAY_END_MEMORY, true, "Out of memory when the answer came", error)
		: status;
}

void pay_transfer_wipe(pay_transfer *transfer)
{
	buffer_wipe(&transfer->body);
	buffer_wipe(&transfer->head);
}
