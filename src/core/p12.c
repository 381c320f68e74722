/* SPDX-License-Identifier: MIT */
#include "core/p12.h"

#include "core/key.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

/* Its own library context, so that nothing else in this process comes to know the legacy algorithms. */
typedef struct workshop {
	OSSL_LIB_CTX *context;
	OSSL_PROVIDER *standard;
	OSSL_PROVIDER *legacy; /* NULL where it is not installed */
} workshop;

static bool workshop_open(workshop *in)
{
	in->context = OSSL_LIB_CTX_new();
	if (in->context == NULL) {
		return false;
	}
	in->standard = OSSL_PROVIDER_load(in->context, "default");
	in->legacy = OSSL_PROVIDER_load(in->context, "legacy");
	return in->standard != NULL;
}

static void workshop_close(workshop *in)
{
	(void) OSSL_PROVIDER_unload(in->legacy);
	(void) OSSL_PROVIDER_unload(in->standard);
	OSSL_LIB_CTX_free(in->context);
}

/* NULL for what is not a PKCS#12 file from its first byte to its last. */
static PKCS12 *decode(OSSL_LIB_CTX *context, pay_slice file)
{
	const unsigned char *bytes = (const unsigned char *) file.data;
	PKCS12 *p12;

	if (file.size > PAY_KEY_TEXT_MAX) {
		return NULL;
	}
	p12 = PKCS12_init_ex(NID_pkcs7_data, context, NULL);
	if (p12 != NULL && d2i_PKCS12(&p12, &bytes, (long) file.size) == NULL) {
		return NULL; /* d2i has freed it */
	}
	if (bytes != (const unsigned char *) file.data + file.size) {
		PKCS12_free(p12);
		return NULL;
	}
	return p12;
}

bool pay_is_p12(pay_slice text)
{
	PKCS12 *p12;

	if (text.size < 32 || (unsigned char) text.data[0] != 0x30
		|| (unsigned char) text.data[1] < 0x80) {
		return false;
	}
	p12 = decode(NULL, text);
	PKCS12_free(p12);
	ERR_clear_error();
	return p12 != NULL;
}

static pay_status copy_der(
	pay_arena *arena, unsigned char *bytes, int size, pay_slice *out, pay_error *error)
{
	pay_status status;

	if (size <= 0) {
		return pay_fail(
			error, PAY_E_CONFIG, "config.key-format", "The PKCS#12 file cannot be read");
	}
	status = pay_copy(arena, out, (pay_slice) {(const char *) bytes, (size_t) size});
	OPENSSL_clear_free(bytes, (size_t) size);
	return status;
}

static pay_status copy_both(pay_arena *arena, EVP_PKEY *pkey, X509 *x509, pay_slice *private_key,
	pay_slice *certificate, pay_error *error)
{
	unsigned char *bytes = NULL;
	int size = i2d_PrivateKey(pkey, &bytes);

	PAY_TRY(copy_der(arena, bytes, size, private_key, error));
	bytes = NULL;
	size = i2d_X509(x509, &bytes);
	return copy_der(arena, bytes, size, certificate, error);
}

static pay_status unreadable(const char *name, const char *what, pay_error *error)
{
	return pay_fail(
		error, PAY_E_CONFIG, "config.key-format", "%s is a PKCS#12 file %s", name, what);
}

static pay_status other_password(const char *name, pay_error *error)
{
	return pay_fail(error, PAY_E_CONFIG, "config.p12-password",
		"%s is a PKCS#12 file whose password is not the merchant number", name);
}

static pay_status without_legacy(const char *name, pay_error *error)
{
	return pay_fail(error, PAY_E_CONFIG, "config.p12-legacy",
		"%s is a PKCS#12 file with RC2-40 encryption, which this OpenSSL does not have; use "
		"apiclient_cert.pem and apiclient_key.pem, which come with it",
		name);
}

static pay_status open_in(const workshop *in, pay_slice file, const char *password,
	const char *name, pay_arena *arena, pay_slice *private_key, pay_slice *certificate,
	pay_error *error)
{
	PKCS12 *p12 = decode(in->context, file);
	EVP_PKEY *pkey = NULL;
	X509 *x509 = NULL;
	pay_status status;

	if (p12 == NULL || PKCS12_mac_present(p12) != 1) {
		status = unreadable(name, "that is damaged, or was written without a password", error);
	} else if (PKCS12_verify_mac(p12, password, -1) != 1) {
		status = other_password(name, error);
	} else if (PKCS12_parse(p12, password, &pkey, &x509, NULL) != 1) {
		/* The password was right, so what is in the way is how the content is encrypted. */
		status = in->legacy == NULL ? without_legacy(name, error)
									: unreadable(name, "that OpenSSL cannot decrypt", error);
	} else if (pkey == NULL || x509 == NULL) {
		status = unreadable(name, "without a private key and its certificate", error);
	} else {
		status = copy_both(arena, pkey, x509, private_key, certificate, error);
	}
	EVP_PKEY_free(pkey);
	X509_free(x509);
	PKCS12_free(p12);
	return status;
}

pay_status pay_p12_open(pay_slice file, pay_slice password, const char *name, pay_arena *arena,
	pay_slice *private_key, pay_slice *certificate, pay_error *error)
{
	workshop in = {NULL, NULL, NULL};
	pay_status status = PAY_E_MEMORY;
	pay_slice text;

	PAY_TRY(pay_copy(arena, &text, password));
	ERR_clear_error();
	if (workshop_open(&in)) {
		status = open_in(&in, file, text.data, name, arena, private_key, certificate, error);
	}
	workshop_close(&in);
	ERR_clear_error();
	return status;
}
