/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_CIPHER_H
#define PAY_CORE_CIPHER_H

#include "core/arena.h"
#include "core/key.h"

#define PAY_AES_256_KEY_SIZE 32 /* bytes */
#define PAY_AES_128_KEY_SIZE 16 /* bytes */
#define PAY_AES_BLOCK_SIZE 16   /* bytes; and of a CBC vector */
#define PAY_GCM_NONCE_SIZE 12   /* bytes */
#define PAY_GCM_TAG_SIZE 16     /* bytes, at the end of the sealed text */

/* One error for every cause: PAY_E_SIGNATURE "signature.decrypt". Nothing leaves before the tag is proven. */
PAY_MUST_USE pay_status pay_gcm_open(pay_slice key, pay_slice nonce, pay_slice associated_data,
	pay_slice sealed, pay_arena *arena, pay_slice *plain, pay_error *error);

/* AES-256-ECB with PKCS#7, of refund notifications. It proves nothing; the same one error. */
PAY_MUST_USE pay_status pay_ecb_open(
	pay_slice key, pay_slice sealed, pay_arena *arena, pay_slice *plain, pay_error *error);

/*
 * AES-CBC with PKCS#7, base64 out and in; the size of the key, 16 or 32 bytes, says which AES. PAY_E_CONFIG
 * "config.format" for a key of another size. It proves nothing: what was opened is worth what the signature over it is.
 * Opening has one error for every cause, PAY_E_SIGNATURE "signature.decrypt". seal and open use the vector of zeros
 * that Alipay prescribes.
 */
PAY_MUST_USE pay_status pay_cbc_seal(
	pay_slice key, pay_slice plain, pay_arena *arena, pay_slice *base64, pay_error *error);
PAY_MUST_USE pay_status pay_cbc_open(
	pay_slice key, pay_slice base64, pay_arena *arena, pay_slice *plain, pay_error *error);
PAY_MUST_USE pay_status pay_cbc_open_iv(pay_slice key, pay_slice iv, pay_slice base64,
	pay_arena *arena, pay_slice *plain, pay_error *error);

/* RSAES-OAEP with SHA-1 for both hash and mask, as WeChat Pay wants it; base64 out and in. */
PAY_MUST_USE pay_status pay_oaep_encrypt(
	const pay_key *key, pay_slice plain, pay_arena *arena, pay_slice *base64, pay_error *error);
PAY_MUST_USE pay_status pay_oaep_decrypt(
	const pay_key *key, pay_slice base64, pay_arena *arena, pay_slice *plain, pay_error *error);

#endif
