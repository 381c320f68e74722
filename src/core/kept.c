/* SPDX-License-Identifier: MIT */
#include "core/kept.h"

#include "core/arena.h"
#include "core/platform.h"

#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/rand.h>

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

const EVP_MD *pay_kept_sha256(pay_kept *kept)
{
	if (kept == NULL) {
		return EVP_sha256();
	}
	if (kept->sha256 == NULL) {
		kept->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	}
	return kept->sha256;
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

static bool draw_random(pay_kept *kept, long process)
{
	if (RAND_bytes(kept->random, sizeof(kept->random)) != 1) {
		kept->random_left = 0;
		return false;
	}
	kept->random_left = sizeof(kept->random);
	kept->random_owner = process;
	return true;
}

bool pay_kept_random(pay_kept *kept, unsigned char *bytes, size_t size)
{
	long process = pay_process_id();
	unsigned char *given;

	if (kept == NULL || size > sizeof(kept->random)) {
		return size <= INT_MAX && RAND_bytes(bytes, (int) size) == 1;
	}
	if ((kept->random_left < size || kept->random_owner != process)
		&& !draw_random(kept, process)) {
		return false;
	}
	given = kept->random + sizeof(kept->random) - kept->random_left;
	memcpy(bytes, given, size);
	pay_wipe(given, size);
	kept->random_left -= size;
	return true;
}

bool pay_kept_knows_url(const pay_kept *kept, pay_slice text)
{
	bool known = false;

	for (size_t i = 0; kept != NULL && !known && text.size > 0 && i < PAY_KEPT_URLS; i++) {
		known = pay_slice_equal((pay_slice) {kept->urls[i].text, kept->urls[i].size}, text);
	}
	return known;
}

void pay_kept_remember_url(pay_kept *kept, pay_slice text)
{
	if (kept != NULL && text.size <= PAY_KEPT_URL_MAX) {
		memcpy(kept->urls[kept->url_next].text, text.data, text.size);
		kept->urls[kept->url_next].size = text.size;
		kept->url_next = (kept->url_next + 1) % PAY_KEPT_URLS;
	}
}

void pay_kept_clear(pay_kept *kept)
{
	pay_wipe(kept->random, sizeof(kept->random));
	pay_arena_blocks_free(kept->blocks);
	EVP_MD_free(kept->md5);
	EVP_MD_free(kept->sha256);
	EVP_MAC_CTX_free(kept->hmac_sha256);
	EVP_CIPHER_free(kept->aes_256_gcm);
	*kept = (pay_kept) {0};
}
