/* SPDX-License-Identifier: MIT */
/* The sockets that libcurl has open for us. core/http.c's alone. */
#ifndef PAY_CORE_HTTP_SOCKETS_H
#define PAY_CORE_HTTP_SOCKETS_H

#include "core/http_loop.h"

/* Those of all pools, and as many as one attempt may open by the side to find an address that answers. */
#define PAY_SOCKETS_MAX ((PAY_HTTP_POOLS_MAX + 1) * PAY_HTTP_CONNECTIONS_MAX)

/* All zero before the first use. */
typedef struct pay_sockets {
	struct pay_socket {
		curl_socket_t handle;
		bool speaks_http2;
	} open[PAY_SOCKETS_MAX];
	size_t count;
} pay_sockets;

/* From now on easy opens and closes its sockets here. sockets outlives every connection that easy makes. */
PAY_MUST_USE bool pay_sockets_attach(pay_sockets *sockets, CURL *easy);

/* Over this one HTTP/2 is spoken, in which a server may say something unasked. */
void pay_sockets_note_http2(pay_sockets *sockets, curl_socket_t handle);

/*
 * Ends what the other side has ended, among those that no exchange in flight uses. libcurl before 8.1 takes a TLS close_notify that
 * waits to be read for a sign of life, and would lose the next request.
 */
void pay_sockets_retire(const pay_sockets *sockets, const pay_loop *loop);

#endif
