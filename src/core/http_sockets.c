/* SPDX-License-Identifier: MIT */
#include "core/http_sockets.h"

#include "core/platform.h"

#define UNREAD_BLOCKS_MAX 4096 /* more than any kernel keeps for a socket */

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
		sockets->handles[sockets->count++] = handle;
		keep_from_children(handle);
	}
	return handle;
}

static int on_close(void *context, curl_socket_t handle)
{
	pay_sockets *sockets = context;

	for (size_t i = 0; i < sockets->count; i++) {
		if (sockets->handles[i] == handle) {
			sockets->handles[i] = sockets->handles[--sockets->count];
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

/* libcurl's sockets never block: from one that is idle and alive nothing can be read. */
void pay_sockets_retire(const pay_sockets *sockets, const pay_loop *loop)
{
	char byte;

	for (size_t i = 0; i < sockets->count; i++) {
		curl_socket_t handle = sockets->handles[i];

		if (!pay_loop_watches(loop, handle) && recv(handle, &byte, 1, MSG_PEEK) >= 0) {
			end(handle);
		}
	}
}
