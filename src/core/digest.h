/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_DIGEST_H
#define PAY_CORE_DIGEST_H

#include "core/arena.h"

#define PAY_SHA256_SIZE 32 /* bytes */

/* kept may be NULL. */
PAY_MUST_USE pay_status pay_sha256(struct pay_kept *kept, unsigned char digest[PAY_SHA256_SIZE],
	size_t count, const pay_slice *parts);

/* Raw bytes in the arena. */
PAY_MUST_USE pay_status pay_md5(pay_arena *arena, pay_slice *out, pay_slice message);
PAY_MUST_USE pay_status pay_hmac_sha256(
	pay_arena *arena, pay_slice *out, pay_slice key, pay_slice message);

#endif
