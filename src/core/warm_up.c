/* SPDX-License-Identifier: MIT */
#include "core/warm_up.h"

#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

static void look_up_tls(void)
{
	SSL_CTX_free(SSL_CTX_new(TLS_client_method()));
}

static void look_up_decoders(int selection)
{
	EVP_PKEY *key = NULL;

	OSSL_DECODER_CTX_free(
		OSSL_DECODER_CTX_new_for_pkey(&key, "PEM", NULL, "RSA", selection, NULL, NULL));
}

static void look_up_signing(void)
{
	EVP_MD_free(EVP_MD_fetch(NULL, "SHA256", NULL));
	EVP_SIGNATURE_free(EVP_SIGNATURE_fetch(NULL, "RSA", NULL));
	EVP_KEYMGMT_free(EVP_KEYMGMT_fetch(NULL, "RSA", NULL));
}

void pay_warm_up(void)
{
	ERR_clear_error();
	look_up_tls();
	look_up_decoders(EVP_PKEY_KEYPAIR);
	look_up_decoders(EVP_PKEY_PUBLIC_KEY);
	look_up_signing();
	ERR_clear_error();
}
