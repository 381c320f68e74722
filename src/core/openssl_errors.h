/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_OPENSSL_ERRORS_H
#define PAY_CORE_OPENSSL_ERRORS_H

#include <openssl/err.h>

/* Leaves nothing in OpenSSL's queue, which others look at too. Clearing one that is empty would cost as much as clearing a full one. */
static inline void pay_openssl_errors_drop(void)
{
	if (ERR_peek_error() != 0) {
		ERR_clear_error();
	}
}

#endif
