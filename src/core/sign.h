/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_SIGN_H
#define PAY_CORE_SIGN_H

#include "core/arena.h"
#include "core/key.h"

typedef enum pay_hash {
	PAY_HASH_SHA256,
	PAY_HASH_SHA1, /* Alipay's sign_type RSA, for those who still have it */
} pay_hash;

/*
 * RSASSA-PKCS1-v1_5; the signature in base64. PAY_E_CONFIG where a policy of the machine forbids it: "config.sha1" for
 * that hash, else "config.key-refused".
 */
PAY_MUST_USE pay_status pay_rsa_sign_hash(const pay_key *key, pay_hash hash, pay_slice message,
	pay_arena *arena, pay_slice *signature, pay_error *error);

/*
 * PAY_OK is the only answer that means proven. PAY_E_SIGNATURE: "signature.malformed" for anything that is not
 * canonical base64 of one modulus, "signature.mismatch" for a signature over something else. PAY_E_CONFIG as above:
 * nothing was checked.
 */
PAY_MUST_USE pay_status pay_rsa_verify_hash(const pay_key *key, pay_hash hash, pay_slice message,
	pay_slice signature, pay_arena *arena, pay_error *error);

/*
 * Begins a signature with SHA-256 by a private key, a verification by any other, that those to come are copied from: beginning takes
 * as long as a fifth of a verification. Where that cannot be, each of them begins anew and says why.
 */
void pay_rsa_prepare(pay_key *key);

/* The same with SHA-256. */
PAY_MUST_USE pay_status pay_rsa_sign(const pay_key *key, pay_slice message, pay_arena *arena,
	pay_slice *signature, pay_error *error);
PAY_MUST_USE pay_status pay_rsa_verify(
	const pay_key *key, pay_slice message, pay_slice signature, pay_arena *arena, pay_error *error);

#endif
