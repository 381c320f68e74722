/* SPDX-License-Identifier: MIT */
#include "core/kept.h"

#include "core/arena.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>

const EVP_MD *pay_kept_md5(pay_kept *kept)
{
	if (kept == NULL) {
		return EVP_md5();
	}
	if (kept->md5 == NULL) {
		kept->md5 = EVP_MD_fetch(NULL, "MD5", NULL);
	}
	return kept->md5;
}

const EVP_CIPHER *pay_kept_aes_256_gcm(pay_kept *kept)
{
	if (kept == NULL) {
		return EVP_aes_256_gcm();
	}
	if (kept->aes_256_gcm == NULL) {
		kept->aes_256_gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
	}
	return kept->aes_256_gcm;
}

static EVP_MAC_CTX *new_hmac_sha256(void)
{
	char digest[] = "SHA256";
	const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_end()};
	EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *context = hmac != NULL ? EVP_MAC_CTX_new(hmac) : NULL;

	if (context != NULL && EVP_MAC_CTX_set_params(context, params) != 1) {
		EVP_MAC_CTX_free(context);
		context = NULL;
	}
	EVP_MAC_free(hmac);
	return context;
}

EVP_MAC_CTX *pay_kept_hmac_sha256(pay_kept *kept)
{
	if (kept == NULL) {
		return new_hmac_sha256();
	}
	if (kept->hmac_sha256 == NULL) {
		kept->hmac_sha256 = new_hmac_sha256();
	}
	return kept->hmac_sha256 != NULL ? EVP_MAC_CTX_dup(kept->hmac_sha256) : NULL;
}

void pay_kept_clear(pay_kept *kept)
{
	pay_arena_blocks_free(kept->blocks);
	EVP_MD_free(kept->md5);
	EVP_MAC_CTX_free(kept->hmac_sha256);
	EVP_CIPHER_free(kept->aes_256_gcm);
	*kept = (pay_kept) {0};
}
