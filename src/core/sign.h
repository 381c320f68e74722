/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_SIGN_H
#define PAY_CORE_SIGN_H

#include "core/arena.h"
#include "core/key.h"

/* RSASSA-PKCS1-v1_5 with SHA-256; the signature in base64. */
PAY_MUST_USE pay_status pay_rsa_sign(const pay_key *key, pay_slice message, pay_arena *arena,
	pay_slice *signature, pay_error *error);

/*
 * PAY_OK is the only answer that means proven. PAY_E_SIGNATURE: "signature.malformed" for anything that is not
 * canonical base64 of one modulus, "signature.mismatch" for a signature over something else.
 */
PAY_MUST_USE pay_status pay_rsa_verify(
	const pay_key *key, pay_slice message, pay_slice signature, pay_arena *arena, pay_error *error);

#endif
