/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_SERVER_H
#define PAY_TESTS_SERVER_H

#include "core/slice.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
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

/* A connection; what came on it is read and answered in one go, so that nothing waits in tls behind poll()'s back. */
typedef struct server_peer {
	SSL *tls; /* NULL: plain */
	int handle;
} server_peer;

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
	SSL_CTX *tls;    /* NULL: plain; server_stop() frees it */
	unsigned long
		identity; /* who sent the last request: hash of the certificate's subject; 0: none */
	server_peer peers[SERVER_CONNECTIONS_MAX];
} server;

static inline void server_die(const char *what)
{
	perror(what);
	exit(2);
}

static inline ssize_t server_receive(const server_peer *peer, char *bytes, size_t size)
{
	return peer->tls != NULL ? SSL_read(peer->tls, bytes, (int) size)
							 : recv(peer->handle, bytes, size, 0);
}

static inline ssize_t server_send(const server_peer *peer, pay_slice bytes)
{
	return peer->tls != NULL ? SSL_write(peer->tls, bytes.data, (int) bytes.size)
							 : send(peer->handle, bytes.data, bytes.size, MSG_NOSIGNAL);
}

/* With close_notify, as servers on the internet do it. */
static inline void server_close(server_peer *peer)
{
	if (peer->tls != NULL) {
		(void) SSL_shutdown(peer->tls);
	}
	SSL_free(peer->tls);
	(void) close(peer->handle);
}

/* False when the handshake fails. */
static inline bool server_accept(server *self, server_peer *peer)
{
	*peer = (server_peer) {NULL, accept(self->listener, NULL, NULL)};
	if (peer->handle < 0) {
		return false;
	}
	atomic_fetch_add(&self->connections, 1);
	if (self->tls != NULL) {
		peer->tls = SSL_new(self->tls);
		if (peer->tls == NULL || SSL_set_fd(peer->tls, peer->handle) != 1
			|| SSL_accept(peer->tls) != 1) {
			server_close(peer);
			return false;
		}
	}
	return true;
}

static inline void server_identify(server *self, const server_peer *peer)
{
	X509 *certificate = peer->tls != NULL ? SSL_get0_peer_certificate(peer->tls) : NULL;

	self->identity = certificate != NULL ? X509_subject_name_hash(certificate) : 0;
}

/* Reads until the end of a request's body. False when the peer has gone. */
static inline bool server_read(server *from, const server_peer *peer)
{
	size_t size = 0, whole = 0;
	const char *end, *length;

	while (whole == 0 || size < whole) {
		ssize_t got = server_receive(peer, from->last + size, sizeof(from->last) - 1 - size);

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
static inline bool server_answer(server *from, const server_peer *peer)
{
	size_t step;
	pay_slice left;

	if (!server_read(from, peer)) {
		return false;
	}
	server_identify(from, peer);
	step = atomic_fetch_add(&from->requests, 1);
	if (step >= from->step_count) {
		return false;
	}
	left = from->steps[step].answer;
	while (left.size > 0) {
		ssize_t sent = server_send(peer, left);

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
	server_peer *peers = self->peers;
	struct pollfd watched[SERVER_CONNECTIONS_MAX + 2] = {{.fd = self->stop[0], .events = POLLIN}};
	nfds_t count = 0;

	for (;;) {
		watched[1] = (struct pollfd) {.fd = self->listener, .events = POLLIN};
		for (nfds_t i = 0; i < count; i++) {
			watched[i + 2] = (struct pollfd) {.fd = peers[i].handle, .events = POLLIN};
		}
		if (poll(watched, count + 2, -1) < 0 || watched[0].revents != 0) {
			break;
		}
		if ((watched[1].revents & POLLIN) != 0 && count < SERVER_CONNECTIONS_MAX) {
			count += server_accept(self, &peers[count]) ? 1 : 0;
			continue;
		}
		for (nfds_t i = count; i > 0; i--) {
			if (watched[i + 1].revents != 0 && !server_answer(self, &peers[i - 1])) {
				server_close(&peers[i - 1]);
				peers[i - 1] = peers[--count];
			}
		}
	}
	while (count > 0) {
		server_close(&peers[--count]);
	}
	return NULL;
}

/* tls is the server's from now on; NULL: plain. */
static inline void server_start_tls(
	server *self, const server_step *steps, size_t count, SSL_CTX *tls)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);

	*self = (server) {.steps = steps, .step_count = count, .tls = tls};
	self->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (self->listener < 0 || bind(self->listener, (struct sockaddr *) &address, size) != 0
		|| listen(self->listener, 8) != 0
		|| getsockname(self->listener, (struct sockaddr *) &address, &size) != 0
		|| pipe(self->stop) != 0) {
		server_die("server");
	}
	self->port = ntohs(address.sin_port);
	(void) snprintf(self->origin, sizeof(self->origin), "%s://127.0.0.1:%u",
		tls != NULL ? "https" : "http", (unsigned) self->port);
	if (pthread_create(&self->thread, NULL, server_main, self) != 0) {
		server_die("thread");
	}
}

static inline void server_start(server *self, const server_step *steps, size_t count)
{
	server_start_tls(self, steps, count, NULL);
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
	SSL_CTX_free(self->tls);
}

#define SERVER_START(self, steps) server_start((self), (steps), sizeof(steps) / sizeof(*(steps)))

#endif
