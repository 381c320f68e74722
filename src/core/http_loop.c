/* SPDX-License-Identifier: MIT */
#include "core/http_loop.h"

#include <stdlib.h>

#define ROOM_FIRST 16
#define NEVER INT64_MAX

static size_t place_of(const pay_loop *loop, curl_socket_t handle)
{
	size_t i = 0;

	while (i < loop->count && loop->watched[i].fd != handle) {
		i++;
	}
	return i;
}

static bool grow(pay_loop *loop)
{
	size_t room = loop->room > 0 ? loop->room * 2 : ROOM_FIRST;
	pay_pollfd *watched = realloc(loop->watched, room * sizeof(*watched));
	pay_pool **owners;

	if (watched == NULL) {
		return false;
	}
	loop->watched = watched;
	owners = realloc(loop->owners, room * sizeof(*owners));
	if (owners == NULL) {
		return false;
	}
	loop->owners = owners;
	loop->room = room;
	return true;
}

static void forget(pay_loop *loop, size_t place)
{
	if (place < loop->count) {
		loop->count--;
		loop->watched[place] = loop->watched[loop->count];
		loop->owners[place] = loop->owners[loop->count];
	}
}

static int on_socket(CURL *easy, curl_socket_t handle, int what, void *context, void *unused)
{
	pay_pool *pool = context;
	pay_loop *loop = pool->loop;
	size_t place = place_of(loop, handle);

	(void) easy, (void) unused;
	if (what == CURL_POLL_REMOVE) {
		forget(loop, place);
		return 0;
	}
	if (place == loop->count) {
		if (loop->count == loop->room && !grow(loop)) {
			return -1;
		}
		loop->count++;
	}
	loop->watched[place] = (pay_pollfd) {.fd = handle,
		.events = (short) (((what & CURL_POLL_IN) != 0 ? POLLIN : 0)
			| ((what & CURL_POLL_OUT) != 0 ? POLLOUT : 0))};
	loop->owners[place] = pool;
	return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *context)
{
	pay_pool *pool = context;

	(void) multi;
	pool->due = milliseconds < 0 ? NEVER : pay_clock_milliseconds() + milliseconds;
	return 0;
}

bool pay_loop_attach(pay_loop *loop, pay_pool *pool)
{
	pool->loop = loop;
	pool->due = NEVER;
	return curl_multi_setopt(pool->multi, CURLMOPT_SOCKETFUNCTION, on_socket) == CURLM_OK
		&& curl_multi_setopt(pool->multi, CURLMOPT_SOCKETDATA, pool) == CURLM_OK
		&& curl_multi_setopt(pool->multi, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK
		&& curl_multi_setopt(pool->multi, CURLMOPT_TIMERDATA, pool) == CURLM_OK;
}

bool pay_loop_watches(const pay_loop *loop, curl_socket_t handle)
{
	return place_of(loop, handle) < loop->count;
}

static void act(pay_pool *pool, curl_socket_t handle, int events)
{
	int running;

	if (curl_multi_socket_action(pool->multi, handle, events, &running) != CURLM_OK) {
		pool->is_broken = true;
	}
}

/* libcurl adds and removes sockets meanwhile, so that the search begins anew after each. */
static void act_on_sockets(pay_loop *loop)
{
	size_t i = 0;

	while (i < loop->count) {
		pay_pollfd ready = loop->watched[i];

		if (ready.revents == 0) {
			i++;
			continue;
		}
		loop->watched[i].revents = 0;
		act(loop->owners[i], ready.fd,
			((ready.revents & POLLIN) != 0 ? CURL_CSELECT_IN : 0)
				| ((ready.revents & POLLOUT) != 0 ? CURL_CSELECT_OUT : 0)
				| ((ready.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 ? CURL_CSELECT_ERR : 0));
		i = 0;
	}
}

static int64_t next_due(const pay_pools *pools)
{
	int64_t due = NEVER;

	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		if (pools->pools[i].multi != NULL && pools->pools[i].due < due) {
			due = pools->pools[i].due;
		}
	}
	return due;
}

static void act_on_timers(pay_pools *pools)
{
	int64_t now = pay_clock_milliseconds();

	for (size_t i = 0; i < PAY_HTTP_POOLS_MAX; i++) {
		pay_pool *pool = &pools->pools[i];

		if (pool->multi != NULL && pool->due <= now) {
			pool->due = NEVER;
			act(pool, CURL_SOCKET_TIMEOUT, 0);
		}
	}
}

void pay_loop_turn(pay_loop *loop, pay_pools *pools, int64_t milliseconds)
{
	int64_t due = next_due(pools), now = pay_clock_milliseconds();

	if (due != NEVER && due - now < milliseconds) {
		milliseconds = due > now ? due - now : 0;
	}
	if (pay_poll(loop->watched, loop->count, milliseconds) > 0) {
		act_on_sockets(loop);
	}
	act_on_timers(pools);
}

void pay_loop_free(pay_loop *loop)
{
	free(loop->watched);
	free(loop->owners);
	*loop = (pay_loop) {0};
}
