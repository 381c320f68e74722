/* SPDX-License-Identifier: MIT */
/* Waiting for several libcurl multi handles together. core/http.c's alone. */
#ifndef PAY_CORE_HTTP_LOOP_H
#define PAY_CORE_HTTP_LOOP_H

#include "core/http_pool.h"
#include "core/platform.h"

/* What libcurl waits for. All zero before the first use. */
typedef struct pay_loop {
	pay_pollfd *watched;
	pay_pool **owners; /* of the socket in the same place */
	size_t count, room;
} pay_loop;

/* From now on the pool's sockets are watched here. loop outlives the pool. */
PAY_MUST_USE bool pay_loop_attach(pay_loop *loop, pay_pool *pool);

/* Whether a transfer uses the socket, so that what waits there is asked for. */
bool pay_loop_watches(const pay_loop *loop, curl_socket_t handle);

/* Waits until something happens, or that long at most, and lets libcurl go on with it. */
void pay_loop_turn(pay_loop *loop, pay_pools *pools, int64_t milliseconds);

void pay_loop_free(pay_loop *loop);

#endif
