/* SPDX-License-Identifier: MIT */
#include "core/digest.h"

#include "core/kept.h"
#include "core/openssl_errors.h"

#include <openssl/evp.h>

pay_status pay_sha256(
	pay_kept *kept, unsigned char digest[PAY_SHA256_SIZE], size_t count, const pay_slice *parts)
{
	const EVP_MD *sha256 = pay_kept_sha256(kept);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool done = context != NULL && sha256 != NULL && EVP_DigestInit_ex2(context, sha256, NULL) == 1;

	for (size_t i = 0; done && i < count; i++) {
		done = EVP_DigestUpdate(context, parts[i].data, parts[i].size) == 1;
	}
	done = done && EVP_DigestFinal_ex(context, digest, NULL) == 1;
	EVP_MD_CTX_free(context);
	pay_openssl_errors_drop();
	return done ? PAY_OK : PAY_E_MEMORY;
}

pay_status pay_md5(pay_arena *arena, pay_slice *out, pay_slice message)
{
	const EVP_MD *md5 = pay_kept_md5(arena->kept);
	unsigned char *digest = pay_arena_take(arena, EVP_MAX_MD_SIZE);
	unsigned int size = 0;

	if (md5 == NULL || digest == NULL
		|| EVP_Digest(message.data, message.size, digest, &size, md5, NULL) != 1) {
		pay_openssl_errors_drop();
		return PAY_E_MEMORY;
	}
	*out = (pay_slice) {(const char *) digest, size};
	return PAY_OK;
}

pay_status pay_hmac_sha256(pay_arena *arena, pay_slice *out, pay_slice key, pay_slice message)
{
	EVP_MAC_CTX *context = pay_kept_hmac_sha256(arena->kept);
	unsigned char *mac = pay_arena_take(arena, PAY_SHA256_SIZE);
	size_t size = 0;
	bool done = context != NULL && mac != NULL
		&& EVP_MAC_init(context, (const unsigned char *) key.data, key.size, NULL) == 1
		&& EVP_MAC_update(context, (const unsigned char *) message.data, message.size) == 1
		&& EVP_MAC_final(context, mac, &size, PAY_SHA256_SIZE) == 1;

	EVP_MAC_CTX_free(context);
	if (!done) {
		pay_openssl_errors_drop();
		return PAY_E_MEMORY;
	}
	*out = (pay_slice) {(const char *) mac, size};
	return PAY_OK;
}
