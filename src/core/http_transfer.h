/* SPDX-License-Identifier: MIT */
/* One exchange in flight, from the first option to the answer. core/http.c's alone. */
#ifndef PAY_CORE_HTTP_TRANSFER_H
#define PAY_CORE_HTTP_TRANSFER_H

#include "core/http_pool.h"

struct pay_buffer {
	char *bytes;
	size_t size;
	size_t room;
	size_t most;
};

/* libcurl's callbacks write here and nowhere else. */
struct pay_transfer {
	pay_http *http;
	pay_pool *pool;
	CURL *easy;
	struct curl_slist *headers; /* of the request */
	struct pay_buffer body, head;
	FILE *file; /* where the body goes; NULL: it stays in memory */
	uint64_t written;
	size_t lines;
	bool head_ended;  /* by an empty line */
	bool sent;        /* request bytes may have left */
	int64_t deadline; /* on the clock of pay_clock_milliseconds() */
	bool is_done;
	CURLcode code; /* once it is done */
	int end;       /* PAY_END_..., where a callback ended it; else 0 */
	char message[CURL_ERROR_SIZE];
	struct pay_transfer *next, **link; /* among those in flight */
};

/* Everything libcurl is told about the request. False where it refuses an option. */
bool pay_transfer_set(pay_transfer *transfer, const pay_request *request);

/* Sets libcurl's callbacks: what comes is kept, within bounds. */
bool pay_transfer_listen(pay_transfer *transfer);

/* What came of one that is done. */
pay_status pay_transfer_read(
	pay_transfer *transfer, pay_arena *arena, pay_response *response, pay_error *error);

/* What it kept in memory, wiped. */
void pay_transfer_wipe(pay_transfer *transfer);

/* As pay_http_end_of() names it; asking again would fill the disk again. */
pay_status pay_transfer_fail_file(pay_error *error);

#endif
