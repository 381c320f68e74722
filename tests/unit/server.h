/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_SERVER_H
#define PAY_TESTS_SERVER_H

#include "core/slice.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define SERVER_CONNECTIONS_MAX 16

/* What the server does with one request after another, whatever connection they come on. */
typedef struct server_step {
	pay_slice answer; /* bytes as they go out; "" is silence */
	bool closes;      /* the connection, after the answer */
	bool leaves;      /* stops listening, too */
} server_step;

/* A server on loopback that follows a script. Its thread ends with server_stop(). */
typedef struct server {
	const server_step *steps;
	size_t step_count;
	int listener;
	int stop[2];
	unsigned short port;
	char origin[40];
	pthread_t thread;
	atomic_size_t connections;
	atomic_size_t requests;
	char last[4096]; /* the last request, as it came */
} server;

static inline void server_die(const char *what)
{
	perror(what);
	exit(2);
}

/* Reads until the end of a request's body. False when the peer has gone. */
static inline bool server_read(server *from, int connection)
{
	size_t size = 0, whole = 0;
	const char *end, *length;

	while (whole == 0 || size < whole) {
		ssize_t got = recv(connection, from->last + size, sizeof(from->last) - 1 - size, 0);

		if (got <= 0) {
			return false;
		}
		size += (size_t) got;
		from->last[size] = '\0';
		end = strstr(from->last, "\r\n\r\n");
		length = strstr(from->last, "Content-Length: ");
		if (end != NULL) {
			whole = (size_t) (end - from->last) + 4;
			whole += length != NULL ? (size_t) strtoul(length + 16, NULL, 10) : 0;
		}
	}
	return true;
}

/* False when the connection is to be closed. */
static inline bool server_answer(server *from, int connection)
{
	size_t step;
	pay_slice left;

	if (!server_read(from, connection)) {
		return false;
	}
	step = atomic_fetch_add(&from->requests, 1);
	if (step >= from->step_count) {
		return false;
	}
	left = from->steps[step].answer;
	while (left.size > 0) {
		ssize_t sent = send(connection, left.data, left.size, MSG_NOSIGNAL);

		if (sent <= 0) {
			return false;
		}
		left = pay_slice_after(left, (size_t) sent);
	}
	if (from->steps[step].leaves) {
		(void) close(from->listener);
		from->listener = -1;
	}
	return !from->steps[step].closes;
}

static inline void *server_main(void *context)
{
	server *self = context;
	struct pollfd watched[SERVER_CONNECTIONS_MAX + 2] = {{.fd = self->stop[0], .events = POLLIN}};
	nfds_t count = 2;

	for (;;) {
		watched[1] = (struct pollfd) {.fd = self->listener, .events = POLLIN};
		if (poll(watched, count, -1) < 0 || watched[0].revents != 0) {
			break;
		}
		if ((watched[1].revents & POLLIN) != 0 && count < SERVER_CONNECTIONS_MAX + 2) {
			watched[count++] =
				(struct pollfd) {.fd = accept(self->listener, NULL, NULL), .events = POLLIN};
			atomic_fetch_add(&self->connections, 1);
			continue;
		}
		for (nfds_t i = 2; i < count; i++) {
			if (watched[i].revents != 0 && !server_answer(self, watched[i].fd)) {
				(void) close(watched[i].fd);
				watched[i--] = watched[--count];
			}
		}
	}
	while (count > 2) {
		(void) close(watched[--count].fd);
	}
	return NULL;
}

static inline void server_start(server *self, const server_step *steps, size_t count)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);

	*self = (server) {.steps = steps, .step_count = count};
	self->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (self->listener < 0 || bind(self->listener, (struct sockaddr *) &address, size) != 0
		|| listen(self->listener, 8) != 0
		|| getsockname(self->listener, (struct sockaddr *) &address, &size) != 0
		|| pipe(self->stop) != 0) {
		server_die("server");
	}
	self->port = ntohs(address.sin_port);
	(void) snprintf(
		self->origin, sizeof(self->origin), "http://127.0.0.1:%u", (unsigned) self->port);
	if (pthread_create(&self->thread, NULL, server_main, self) != 0) {
		server_die("thread");
	}
}

static inline void server_stop(server *self)
{
	if (write(self->stop[1], "x", 1) != 1 || pthread_join(self->thread, NULL) != 0) {
		server_die("stop");
	}
	if (self->listener >= 0) {
		(void) close(self->listener);
	}
	(void) close(self->stop[0]);
	(void) close(self->stop[1]);
}

#define SERVER_START(self, steps) server_start((self), (steps), sizeof(steps) / sizeof(*(steps)))

#endif
