/* SPDX-License-Identifier: MIT */
#include "core/trust.h"

#include "core/ca_bundle.h"

#include "core/libraries.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_readable(const char *file)
{
	FILE *stream = file != NULL && file[0] != '\0' ? fopen(file, "rb") : NULL;

	if (stream != NULL) {
		(void) fclose(stream);
	}
	return stream != NULL;
}

static const char *curl_bundle(void)
{
#if LIBCURL_VERSION_NUM >= 0x074600 /* 7.70 */
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);

	return info->age >= CURLVERSION_SEVENTH ? info->cainfo : NULL;
#else
	return NULL;
#endif
}

const char *pay_trust_named_file(void)
{
	const char *named = getenv("SSL_CERT_FILE");

	return is_readable(named) ? named : NULL;
}

const char *pay_trust_system_file(void)
{
	const char *const candidates[] = {
		curl_bundle(), "/etc/ssl/certs/ca-certificates.crt",          /* Debian, Ubuntu, Alpine */
		"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",          /* RHEL, Fedora, openEuler */
		"/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", /* openSUSE */
		"/etc/ssl/cert.pem",                                          /* macOS, BSD */
	};

	for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++) {
		if (is_readable(candidates[i])) {
			return candidates[i];
		}
	}
	return NULL;
}

pay_status pay_trust_load(const char *file, void **store, pay_error *error)
{
	X509_STORE *loaded = X509_STORE_new();
	bool done;

	if (loaded == NULL) {
		return PAY_E_MEMORY;
	}
	ERR_clear_error();
	/* As libcurl does: an intermediate that the operator trusts by name is trust enough. */
	done = (pay_ca_bundle_add(loaded, file) || X509_STORE_load_file(loaded, file) == 1)
		&& X509_STORE_set_flags(loaded, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN) == 1;
	ERR_clear_error();
	if (!done) {
		X509_STORE_free(loaded);
		return pay_fail(error, PAY_E_CONFIG, "config.ca-file",
			"The CA bundle %s cannot be read as certificates", file);
	}
	*store = loaded;
	return PAY_OK;
}

void *pay_trust_share(void *store)
{
	return X509_STORE_up_ref(store) == 1 ? store : NULL;
}

void pay_trust_free(void *store)
{
	X509_STORE_free(store);
}

bool pay_trust_is_shareable(void)
{
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
	char ours[32];

	(void) snprintf(ours, sizeof(ours), "OpenSSL/%u.", OPENSSL_version_major());
	return info->ssl_version != NULL && strncmp(info->ssl_version, ours, strlen(ours)) == 0;
}

void pay_trust_attach(void *ssl_context, void *store)
{
	SSL_CTX_set1_cert_store(ssl_context, store);
}

bool pay_trust_present(void *ssl_context, const pay_key *private_key, const pay_key *certificate)
{
	return SSL_CTX_use_certificate(ssl_context, certificate->certificate) == 1
		&& SSL_CTX_use_PrivateKey(ssl_context, private_key->pkey) == 1;
}
