/* SPDX-License-Identifier: MIT */
#include "core/digest.h"

#include <openssl/err.h>
#include <openssl/evp.h>

pay_status pay_sha256(unsigned char digest[PAY_SHA256_SIZE], size_t count, const pay_slice *parts)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool done = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;

	for (size_t i = 0; done && i < count; i++) {
		done = EVP_DigestUpdate(context, parts[i].data, parts[i].size) == 1;
	}
	done = done && EVP_DigestFinal_ex(context, digest, NULL) == 1;
	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return done ? PAY_OK : PAY_E_MEMORY;
}

pay_status pay_md5(pay_arena *arena, pay_slice *out, pay_slice message)
{
	unsigned char *digest = pay_arena_take(arena, EVP_MAX_MD_SIZE);
	size_t size = EVP_MAX_MD_SIZE;

	if (digest == NULL
		|| EVP_Q_digest(NULL, "MD5", NULL, message.data, message.size, digest, &size) != 1) {
		ERR_clear_error();
		return PAY_E_MEMORY;
	}
	*out = (pay_slice) {(const char *) digest, size};
	return PAY_OK;
}

pay_status pay_hmac_sha256(pay_arena *arena, pay_slice *out, pay_slice key, pay_slice message)
{
	unsigned char *mac = pay_arena_take(arena, PAY_SHA256_SIZE);
	size_t size = 0;

	if (mac == NULL
		|| EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, key.data, key.size,
			   (const unsigned char *) message.data, message.size, mac, PAY_SHA256_SIZE, &size)
			== NULL) {
		ERR_clear_error();
		return PAY_E_MEMORY;
	}
	*out = (pay_slice) {(const char *) mac, size};
	return PAY_OK;
}
