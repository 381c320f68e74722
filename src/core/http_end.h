/* SPDX-License-Identifier: MIT */
/* How an exchange ends without an answer, and what each end is called. docs/transport.md says what follows from it. */
#ifndef PAY_CORE_HTTP_END_H
#define PAY_CORE_HTTP_END_H

#include "core/error.h"

/* Ends that libcurl has no code for, or one that says less. Its own codes are not negative. */
enum {
	PAY_END_GIVEN_BACK =
		-1, /* a kept connection died under the request, or its stream was refused: libcurl would send again */
	PAY_END_HEAD_CUT = -2, /* in the middle of the answer's headers */
	PAY_END_HEAD_LARGE = -3,
	PAY_END_BODY_LARGE = -4,
	PAY_END_COMPRESSED = -5,
	PAY_END_MEMORY = -6,
	PAY_END_FILE = -7,   /* the file takes no more */
	PAY_END_BUSY = -8,   /* no pool is free */
	PAY_END_FORKED = -9, /* the process was forked with the exchange in flight */
};

typedef struct pay_http_end {
	int code;         /* a CURLcode or one of the above */
	const char *name; /* as the document has it */
	const char *reason;
	pay_status status; /* PAY_OK: by whether anything was sent */
} pay_http_end;

const pay_http_end *pay_http_ends(size_t *count);

/* Never NULL: what has no name of its own is "transport.failed". */
const pay_http_end *pay_http_end_of(int code);

/* PAY_E_TRANSPORT where no byte of the request can have been accepted. */
pay_status pay_http_end_status(const pay_http_end *end, bool sent);

#endif
