/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* POLLRDHUP */
#endif
#include "core/http_sockets.h"

#include "core/platform.h"

#define UNREAD_BLOCKS_MAX 4096 /* more than any kernel keeps for a socket */
#define TLS_HEADER 5           /* bytes: kind, version, length */
#define TLS_APPLICATION_DATA 23
#define FRAME_RECORD_MIN (9 + 1 + 16) /* a frame's header, the kind that TLS 1.3 hides, its proof */

/* A program that the shop starts must not hold our connection. */
static void keep_from_children(curl_socket_t handle)
{
#ifdef FD_CLOEXEC
	(void) fcntl(handle, F_SETFD, FD_CLOEXEC);
#else
	(void) handle;
#endif
}

static curl_socket_t on_open(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	pay_sockets *sockets = context;
	curl_socket_t handle;

	(void) purpose;
	if (sockets->count == PAY_SOCKETS_MAX) {
		return CURL_SOCKET_BAD;
	}
	handle = socket(address->family, address->socktype, address->protocol);
	if (handle != CURL_SOCKET_BAD) {
		sockets->open[sockets->count++] = (struct pay_socket) {.handle = handle};
		keep_from_children(handle);
	}
	return handle;
}

static int on_close(void *context, curl_socket_t handle)
{
	pay_sockets *sockets = context;

	for (size_t i = 0; i < sockets->count; i++) {
		if (sockets->open[i].handle == handle) {
			sockets->open[i] = sockets->open[--sockets->count];
			break;
		}
	}
	return pay_socket_close(handle);
}

bool pay_sockets_attach(pay_sockets *sockets, CURL *easy)
{
	return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, sockets) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, sockets) == CURLE_OK;
}

/* What was said between two exchanges is no answer to anything. When it is read, libcurl finds the end. */
static void end(curl_socket_t handle)
{
	char unread[4096];

	(void) shutdown(handle, PAY_SOCKET_RECEIVE);
	for (int i = 0; i < UNREAD_BLOCKS_MAX; i++) {
		if (recv(handle, unread, sizeof(unread), 0) <= 0) {
			break;
		}
	}
}

void pay_sockets_note_http2(pay_sockets *sockets, curl_socket_t handle)
{
	for (size_t i = 0; i < sockets->count; i++) {
		sockets->open[i].speaks_http2 |= sockets->open[i].handle == handle;
	}
}

/*
 * Whether what waits may be frames of HTTP/2, which libcurl reads before it uses the connection, GOAWAY among them. A record of TLS
 * that is too short for a frame is an alert, close_notify: TLS 1.3 does not show its kind.
 */
static bool may_be_frames(const unsigned char *waiting, size_t size)
{
	size_t at = 0, length;

	for (; at + TLS_HEADER <= size; at += TLS_HEADER + length) {
		length = ((size_t) waiting[at + 3] << 8) | waiting[at + 4];
		if (waiting[at] != TLS_APPLICATION_DATA || length < FRAME_RECORD_MIN) {
			return false;
		}
	}
	return at > 0;
}

/* libcurl's sockets never block: from one that is idle and alive nothing can be read, but where HTTP/2 is spoken. */
static bool is_ended(const struct pay_socket *idle)
{
	char waiting[4096];
	int64_t got = recv(idle->handle, waiting, sizeof(waiting), MSG_PEEK);

	if (got < 0) {
		return false;
	}
	return !idle->speaks_http2 || pay_socket_hung_up(idle->handle)
		|| !may_be_frames((const unsigned char *) waiting, (size_t) got);
}

void pay_sockets_retire(const pay_sockets *sockets, const pay_loop *loop)
{
	for (size_t i = 0; i < sockets->count; i++) {
		const struct pay_socket *one = &sockets->open[i];

		if (!pay_loop_watches(loop, one->handle) && is_ended(one)) {
			end(one->handle);
		}
	}
}
