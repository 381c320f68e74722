/* SPDX-License-Identifier: MIT */
#include "core/key.h"

#include "core/certificate.h"
#include "core/key_text.h"
#include "core/openssl_errors.h"
#include "core/sign.h"
#include "core/p12.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <stdlib.h>

#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 8192
#define RSA_EXPONENT_MIN 65537u

/* The format, structure and type are named: several times faster than letting OpenSSL guess. */
static EVP_PKEY *decode_as(pay_slice der, const char *structure, int selection)
{
	EVP_PKEY *pkey = NULL;
	const unsigned char *bytes = (const unsigned char *) der.data;
	size_t left = der.size;
	OSSL_DECODER_CTX *context =
		OSSL_DECODER_CTX_new_for_pkey(&pkey, "DER", structure, "RSA", selection, NULL, NULL);

	if (context == NULL || OSSL_DECODER_from_data(context, &bytes, &left) != 1 || left != 0) {
		EVP_PKEY_free(pkey);
		pkey = NULL;
	}
	OSSL_DECODER_CTX_free(context);
	return pkey;
}

static EVP_PKEY *decode_private(const pay_key_text *in)
{
	const char *first = in->pkcs1 ? "type-specific" : "PrivateKeyInfo";
	const char *second = in->pkcs1 ? "PrivateKeyInfo" : "type-specific";
	EVP_PKEY *pkey = decode_as(in->der, first, EVP_PKEY_KEYPAIR);

	return pkey != NULL ? pkey : decode_as(in->der, second, EVP_PKEY_KEYPAIR);
}

static EVP_PKEY *decode_public(const pay_key_text *in)
{
	const char *first = in->pkcs1 ? "type-specific" : "SubjectPublicKeyInfo";
	const char *second = in->pkcs1 ? "SubjectPublicKeyInfo" : "type-specific";
	EVP_PKEY *pkey = decode_as(in->der, first, EVP_PKEY_PUBLIC_KEY);

	return pkey != NULL ? pkey : decode_as(in->der, second, EVP_PKEY_PUBLIC_KEY);
}

/* What another type of key is called, so that the message can say which was given. */
static const char *other_type(const pay_key_text *in)
{
	const unsigned char *bytes = (const unsigned char *) in->der.data;
	EVP_PKEY *pkey = in->kind == PAY_KEY_PRIVATE
		? d2i_AutoPrivateKey(NULL, &bytes, (long) in->der.size)
		: d2i_PUBKEY(NULL, &bytes, (long) in->der.size);
	const char *type = NULL;

	if (pkey != NULL) {
		int id = EVP_PKEY_get_base_id(pkey);

		type = id == EVP_PKEY_RSA ? NULL
			: id == EVP_PKEY_EC   ? "an EC"
			: id == EVP_PKEY_SM2  ? "an SM2"
			: id == EVP_PKEY_DSA  ? "a DSA"
								  : "another type of";
	}
	EVP_PKEY_free(pkey);
	return type;
}

/* A key of the other kind, given bare or as DER where no PEM label tells. */
static pay_status explain(const pay_key_text *in, pay_error *error)
{
	const char *type = other_type(in);
	EVP_PKEY *opposite;
	bool found;

	if (type != NULL) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-type",
			"%s holds %s key; the gateways use RSA", in->name, type);
	}
	opposite = in->kind == PAY_KEY_PRIVATE ? decode_public(in) : decode_private(in);
	found = opposite != NULL;
	EVP_PKEY_free(opposite);
	if (found) {
		return pay_key_text_wrong_kind(
			in, in->kind == PAY_KEY_PRIVATE ? "a public key" : "a private key", error);
	}
	return pay_key_text_unreadable(in, error);
}

static pay_status decode(pay_arena *arena, const pay_key_text *in, pay_key *key, pay_error *error)
{
	if (in->kind == PAY_KEY_PRIVATE) {
		key->pkey = decode_private(in);
		return key->pkey != NULL ? PAY_OK : explain(in, error);
	}
	key->certificate = pay_certificate_decode(in->der);
	if (key->certificate != NULL) {
		key->pkey = X509_get_pubkey(key->certificate);
		if (key->pkey == NULL) {
			return pay_key_text_unreadable(in, error);
		}
		return pay_certificate_describe(arena, in, key, error);
	}
	if (in->kind == PAY_KEY_PUBLIC) {
		key->pkey = decode_public(in);
	}
	return key->pkey != NULL ? PAY_OK : explain(in, error);
}

static bool is_exponent_sound(const EVP_PKEY *pkey)
{
	BIGNUM *exponent = NULL;
	bool sound = EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1
		&& BN_is_odd(exponent) && BN_num_bits(exponent) >= BN_num_bits_word(RSA_EXPONENT_MIN);

	BN_free(exponent);
	return sound;
}

static pay_status check_strength(const pay_key_text *in, pay_key *key, pay_error *error)
{
	int bits = EVP_PKEY_get_bits(key->pkey);

	if (EVP_PKEY_get_base_id(key->pkey) != EVP_PKEY_RSA) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-type",
			"%s holds a key that is not RSA; the gateways use RSA", in->name);
	}
	if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-size",
			"%s is an RSA key of %d bits; %d to %d are accepted", in->name, bits, RSA_BITS_MIN,
			RSA_BITS_MAX);
	}
	if (!is_exponent_sound(key->pkey)) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-size",
			"%s is an RSA key with an exponent below %u", in->name, RSA_EXPONENT_MIN);
	}
	key->size = (size_t) EVP_PKEY_get_size(key->pkey);
	return PAY_OK;
}

static pay_status read_into(
	pay_arena *arena, pay_key_text *in, pay_slice text, pay_key *key, pay_error *error)
{
	PAY_TRY(pay_key_text_find(arena, in, text, error));
	if (in->kind == PAY_KEY_ROOTS) {
		return pay_certificate_roots(arena, in, key, error);
	}
	PAY_TRY(decode(arena, in, key, error));
	PAY_TRY(check_strength(in, key, error));
	pay_rsa_prepare(key);
	return PAY_OK;
}

static pay_status read_p12(
	pay_arena *arena, pay_key_text *in, pay_slice text, pay_slice *der, pay_error *error)
{
	bool wants_private = in->kind == PAY_KEY_P12_PRIVATE;
	const char *end = memchr(text.data, '\0', text.size);
	pay_slice password = {text.data, end != NULL ? (size_t) (end - text.data) : text.size};
	pay_slice file = pay_slice_after(text, password.size + (end != NULL ? 1 : 0));
	pay_slice private_key, certificate;

	PAY_TRY(pay_p12_open(file, password, in->name, arena, &private_key, &certificate, error));
	*der = wants_private ? private_key : certificate;
	in->kind = wants_private ? PAY_KEY_PRIVATE : PAY_KEY_CERTIFICATE;
	return PAY_OK;
}

static pay_status read_any(
	pay_arena *arena, pay_key_text *in, pay_slice text, pay_key *key, pay_error *error)
{
	if (in->kind == PAY_KEY_P12_PRIVATE || in->kind == PAY_KEY_P12_CERTIFICATE) {
		PAY_TRY(read_p12(arena, in, text, &text, error));
		key->kind = in->kind;
	}
	return read_into(arena, in, text, key, error);
}

pay_status pay_key_read(
	pay_key_kind kind, pay_slice text, const char *name, pay_key **key, pay_error *error)
{
	pay_arena arena = {0};
	pay_key_text in = {.kind = kind, .name = name, .der = PAY_LIT("")};
	pay_key *read = calloc(1, sizeof(*read));
	pay_status status;

	if (read == NULL) {
		return PAY_E_MEMORY;
	}
	*read =
		(pay_key) {.references = 1, .kind = kind, .not_before = INT64_MIN, .not_after = INT64_MAX};
	status = read_any(&arena, &in, text, read, error);
	pay_openssl_errors_drop();
	pay_arena_reset(&arena);
	if (status != PAY_OK) {
		pay_key_release(read);
		return status;
	}
	*key = read;
	return PAY_OK;
}

pay_key *pay_key_retain(pay_key *key)
{
	key->references++;
	return key;
}

void pay_key_release(pay_key *key)
{
	if (key != NULL && --key->references == 0) {
		pay_key_release(key->proven_by); /* roots: they are proven by nobody */
		EVP_MD_CTX_free(key->begun);
		EVP_PKEY_free(key->pkey);
		X509_free(key->certificate);
		sk_X509_pop_free(key->others, X509_free);
		free(key->ders);
		free(key->sn);
		free(key);
	}
}

bool pay_key_same(const pay_key *a, const pay_key *b)
{
	bool same = EVP_PKEY_eq(a->pkey, b->pkey) == 1;

	pay_openssl_errors_drop();
	return same;
}

pay_status pay_key_check_validity(
	const pay_key *key, const char *name, int64_t now, pay_error *error)
{
	if (now < key->not_before) {
		return pay_fail(error, PAY_E_CONFIG, "config.certificate-future",
			"%s (serial %s) is not valid yet; check the clock of this machine", name, key->serial);
	}
	if (now > key->not_after) {
		return pay_fail(error, PAY_E_CONFIG, "config.certificate-expired",
			"%s (serial %s) has expired", name, key->serial);
	}
	return PAY_OK;
}

bool pay_serial_equal(pay_slice a, pay_slice b)
{
	while (a.size > 1 && a.data[0] == '0') {
		a = pay_slice_after(a, 1);
	}
	while (b.size > 1 && b.data[0] == '0') {
		b = pay_slice_after(b, 1);
	}
	return pay_slice_equal(a, b);
}
