/* SPDX-License-Identifier: MIT */
/* The sockets that libcurl has open for us. core/http.c's alone. */
#ifndef PAY_CORE_HTTP_SOCKETS_H
#define PAY_CORE_HTTP_SOCKETS_H

#include "core/http_loop.h"

/* Those of all pools, and as many as one attempt may open by the side to find an address that answers. */
#define PAY_SOCKETS_MAX ((PAY_HTTP_POOLS_MAX + 1) * PAY_HTTP_CONNECTIONS_MAX)

/* All zero before the first use. */
typedef struct pay_sockets {
	curl_socket_t handles[PAY_SOCKETS_MAX];
	size_t count;
} pay_sockets;

/* From now on easy opens and closes its sockets here. sockets outlives every connection that easy makes. */
PAY_MUST_USE bool pay_sockets_attach(pay_sockets *sockets, CURL *easy);

/*
 * Ends what the other side has ended, among those that no exchange in flight uses. libcurl before 8.1 takes a TLS close_notify that
 * waits to be read for a sign of life, and would lose the next request.
 */
void pay_sockets_retire(const pay_sockets *sockets, const pay_loop *loop);

#endif
