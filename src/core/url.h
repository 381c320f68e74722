/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_URL_H
#define PAY_CORE_URL_H

#include "core/arena.h"

/* The pieces of an absolute http or https URL, each in the arena. */
typedef struct pay_url {
	bool https;
	bool loopback;    /* 127.0.0.0/8, ::1 or localhost */
	pay_slice origin; /* scheme://host[:port], lower case */
	pay_slice host;   /* lower case, without brackets */
	pay_slice port;   /* "" when it is the scheme's own */
	pay_slice path;   /* begins with "/" */
	pay_slice query;  /* "" when there is none */
} pay_url;

/*
 * Parses with libcurl. Refuses control characters, blanks, backslashes, bytes above 0x7e, userinfo and
 * fragments. Fails with the status and "config.url" as the reason; name says what the URL is for.
 */
PAY_MUST_USE pay_status pay_url_parse(pay_arena *arena, pay_url *url, pay_slice text,
	const char *name, pay_status status, pay_error *error);

/* The same for those who want no pieces. What a thread found sound it remembers, since clients are made anew with each request. */
PAY_MUST_USE pay_status pay_url_check(
	pay_arena *arena, pay_slice text, const char *name, pay_status status, pay_error *error);

/* A base URL: https, or http on loopback only; without query; the path's last "/" is dropped. */
PAY_MUST_USE pay_status pay_base_url_parse(
	pay_arena *arena, pay_slice *base, pay_slice text, pay_error *error);

/*
 * A URL that a gateway tells us to call: https on exactly this host and the default port, else PAY_E_VALUE.
 * With a base URL in use (a test gateway) the origin must be that of the base.
 */
PAY_MUST_USE pay_status pay_download_url_check(pay_arena *arena, pay_url *url, pay_slice text,
	pay_slice host, pay_slice base, pay_error *error);

#endif
