/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/trust.h"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define KEYS "tests/data/keys/"

static X509 *certificate(const char *name)
{
	FILE *file = fopen(name, "rb");
	X509 *read = file != NULL ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;

	CHECK(read != NULL);
	if (file != NULL) {
		(void) fclose(file);
	}
	return read;
}

/* X509_V_OK, or why the certificate is not trusted. */
static int verdict(X509_STORE *store, const char *name)
{
	X509_STORE_CTX *context = X509_STORE_CTX_new();
	X509 *leaf = certificate(name);
	int verdict = X509_V_ERR_UNSPECIFIED;

	CHECK(X509_STORE_CTX_init(context, store, leaf, NULL) == 1);
	(void) X509_verify_cert(context);
	verdict = X509_STORE_CTX_get_error(context);
	X509_STORE_CTX_free(context);
	X509_free(leaf);
	return verdict;
}

static void append(const char *to, const char *name, const char *mode)
{
	FILE *from = fopen(name, "rb"), *into = fopen(to, mode);
	int byte;

	CHECK(from != NULL && into != NULL);
	while (from != NULL && into != NULL && (byte = fgetc(from)) != EOF) {
		(void) fputc(byte, into);
	}
	CHECK(from != NULL && fclose(from) == 0 && into != NULL && fclose(into) == 0);
}

/* Found by subject, decoded only then; a second of the same is no other. */
static void check_bundle(void)
{
	pay_error error = PAY_ERROR_INIT;
	char path[] = "/tmp/pay-bundle-XXXXXX";
	void *store = NULL;
	FILE *file;

	CHECK(close(mkstemp(path)) == 0);
	append(path, KEYS "platform2.cert.pem", "wb");
	append(path, KEYS "expired.cert.pem", "ab");
	append(path, KEYS "platform2.cert.pem", "ab");
	append(path, KEYS "merchant.cert.pem", "ab");
	CHECK_OK(pay_trust_load(path, &store, &error));
	for (int again = 0; again < 3; again++) {
		CHECK(verdict(store, KEYS "platform2.cert.pem") == X509_V_OK);
		CHECK(verdict(store, KEYS "merchant.cert.pem") == X509_V_OK);
		CHECK(verdict(store, KEYS "platform.cert.pem") == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
		CHECK(verdict(store, KEYS "expired.cert.pem") == X509_V_ERR_CERT_HAS_EXPIRED);
	}
	pay_trust_free(store);

	/* cut in the middle of the last */
	append(path, KEYS "platform.cert.pem", "ab");
	file = fopen(path, "r+b");
	CHECK(file != NULL && fseek(file, -200, SEEK_END) == 0
		&& ftruncate(fileno(file), ftell(file)) == 0);
	CHECK(file != NULL && fclose(file) == 0);
	CHECK_FAILS(pay_trust_load(path, &store, &error), PAY_E_CONFIG, "config.ca-file");
	CHECK(unlink(path) == 0);
}

int main(void)
{
	pay_error error = PAY_ERROR_INIT;
	void *store = NULL;

	CHECK_OK(pay_trust_load("tests/data/keys/platform.cert.pem", &store, &error));
	CHECK(store != NULL);
	pay_trust_free(store);
	store = NULL;
	CHECK_FAILS(pay_trust_load("tests/data/keys/platform.key.pem", &store, &error), PAY_E_CONFIG,
		"config.ca-file");
	CHECK_FAILS(
		pay_trust_load("tests/data/none.pem", &store, &error), PAY_E_CONFIG, "config.ca-file");
	CHECK_FAILS(pay_trust_load("tests", &store, &error), PAY_E_CONFIG, "config.ca-file");
	CHECK(store == NULL);
	pay_trust_free(NULL);

	CHECK(setenv("SSL_CERT_FILE", "tests/data/keys/platform.cert.pem", 1) == 0);
	CHECK_TEXT(
		pay_slice_from(pay_trust_named_file()), PAY_LIT("tests/data/keys/platform.cert.pem"));
	CHECK(setenv("SSL_CERT_FILE", "tests/data/none.pem", 1) == 0);
	CHECK(pay_trust_named_file() == NULL);
	CHECK(pay_trust_system_file() == NULL
		|| strcmp(pay_trust_system_file(), "tests/data/none.pem") != 0);
	check_bundle();
	return check_done();
}
