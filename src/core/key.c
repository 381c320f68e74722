/* SPDX-License-Identifier: MIT */
#include "core/key.h"

#include "core/arena.h"
#include "core/p12.h"
#include "core/text.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>

#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 8192
#define RSA_EXPONENT_MIN 65537u

/* One key text on its way through: what it is for, and its bytes as found. */
typedef struct source {
	pay_key_kind kind;
	const char *name;
	pay_slice der;
	bool pkcs1; /* the PEM label says so */
} source;

static pay_status bad_format(const source *in, pay_error *error)
{
	static const char *const wanted[] = {
		[PAY_KEY_PRIVATE] = "a private key (PEM, bare base64 or DER)",
		[PAY_KEY_PUBLIC] = "a public key or certificate (PEM, bare base64 or DER)",
		[PAY_KEY_CERTIFICATE] = "a certificate (PEM, bare base64 or DER)",
	};

	return pay_fail(error, PAY_E_CONFIG, "config.key-format", "%s cannot be read as %s", in->name,
		wanted[in->kind]);
}

static pay_status bad_kind(const source *in, const char *holds, pay_error *error)
{
	static const char *const wanted[] = {
		[PAY_KEY_PRIVATE] = "a private key",
		[PAY_KEY_PUBLIC] = "a public key or certificate",
		[PAY_KEY_CERTIFICATE] = "a certificate",
	};

	return pay_fail(error, PAY_E_CONFIG, "config.key-kind", "%s holds %s where %s belongs",
		in->name, holds, wanted[in->kind]);
}

/* Environment files carry line ends as the two characters "\n". */
static pay_status unescape_lines(pay_arena *arena, pay_slice *text)
{
	char *copy = pay_arena_take(arena, text->size + 1);
	size_t size = 0;

	if (copy == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < text->size; i++) {
		bool escaped = text->data[i] == '\\' && i + 1 < text->size
			&& (text->data[i + 1] == 'n' || text->data[i + 1] == 'r');

		copy[size++] = escaped ? '\n' : text->data[i];
		i += escaped ? 1 : 0;
	}
	*text = (pay_slice) {copy, size};
	return PAY_OK;
}

static pay_status check_label(source *in, const char *label, const char *header, pay_error *error)
{
	pay_slice text = pay_slice_from(label);
	bool is_private = strstr(label, "PRIVATE KEY") != NULL;
	bool is_certificate = strstr(label, "CERTIFICATE") != NULL;

	if (strstr(label, "ENCRYPTED") != NULL || header[0] != '\0') {
		return pay_fail(error, PAY_E_CONFIG, "config.key-encrypted",
			"%s is encrypted; decrypt it first: openssl pkey -in KEY -out PLAIN_KEY", in->name);
	}
	if (is_private != (in->kind == PAY_KEY_PRIVATE)) {
		return bad_kind(in,
			is_private           ? "a private key"
				: is_certificate ? "a certificate"
								 : "a public key",
			error);
	}
	if (in->kind == PAY_KEY_CERTIFICATE && !is_certificate) {
		return bad_kind(in, "a public key", error);
	}
	in->pkcs1 = pay_slice_starts(text, PAY_LIT("RSA "));
	return PAY_OK;
}

/* The first PEM block of text is taken; a second one is an ambiguity, not a fallback. */
static pay_status read_pem(pay_arena *arena, source *in, pay_slice text, pay_error *error)
{
	BIO *bio = BIO_new_mem_buf(text.data, (int) text.size);
	char *label = NULL, *header = NULL;
	unsigned char *bytes = NULL;
	long size = 0;
	pay_status status;

	if (bio == NULL) {
		return PAY_E_MEMORY;
	}
	if (PEM_read_bio(bio, &label, &header, &bytes, &size) != 1) {
		status = bad_format(in, error);
	} else {
		status = check_label(in, label, header, error);
	}
	if (status == PAY_OK) {
		status = pay_copy(arena, &in->der, (pay_slice) {(const char *) bytes, (size_t) size});
	}
	OPENSSL_free(label);
	OPENSSL_free(header);
	OPENSSL_clear_free(bytes, (size_t) size);
	label = header = NULL;
	bytes = NULL;
	if (status == PAY_OK && PEM_read_bio(bio, &label, &header, &bytes, &size) == 1) {
		status = pay_fail(error, PAY_E_CONFIG, "config.key-multiple",
			"%s holds more than one key or certificate", in->name);
		OPENSSL_free(label);
		OPENSSL_free(header);
		OPENSSL_clear_free(bytes, (size_t) size);
	}
	BIO_free(bio);
	return status;
}

static pay_status read_base64(pay_arena *arena, source *in, pay_slice text, pay_error *error)
{
	char *joined = pay_arena_take(arena, text.size + 1);
	size_t size = 0;
	pay_error ignored = PAY_ERROR_INIT;

	if (joined == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < text.size; i++) {
		if (pay_trim((pay_slice) {text.data + i, 1}).size == 1) {
			joined[size++] = text.data[i];
		}
	}
	if (size == 0
		|| pay_base64_decode(arena, &in->der, (pay_slice) {joined, size}, &ignored) != PAY_OK) {
		return bad_format(in, error);
	}
	return PAY_OK;
}

static pay_status find_der(pay_arena *arena, source *in, pay_slice text, pay_error *error)
{
	if (text.size > PAY_KEY_TEXT_MAX) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-format", "%s is larger than %d bytes",
			in->name, PAY_KEY_TEXT_MAX);
	}
	if (text.size > 4 && (unsigned char) text.data[0] == 0x30
		&& (unsigned char) text.data[1] >= 0x80) {
		in->der = text;
		return PAY_OK;
	}
	if (pay_slice_starts(text, PAY_LIT("\xef\xbb\xbf"))) {
		text = pay_slice_after(text, 3);
	}
	PAY_TRY(unescape_lines(arena, &text));
	text = pay_trim(text);
	if (text.size == 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-empty", "%s is empty", in->name);
	}
	if (pay_slice_has(text, '-')) {
		return read_pem(arena, in, text, error);
	}
	return read_base64(arena, in, text, error);
}

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

static EVP_PKEY *decode_private(const source *in)
{
	const char *first = in->pkcs1 ? "type-specific" : "PrivateKeyInfo";
	const char *second = in->pkcs1 ? "PrivateKeyInfo" : "type-specific";
	EVP_PKEY *pkey = decode_as(in->der, first, EVP_PKEY_KEYPAIR);

	return pkey != NULL ? pkey : decode_as(in->der, second, EVP_PKEY_KEYPAIR);
}

static EVP_PKEY *decode_public(const source *in)
{
	const char *first = in->pkcs1 ? "type-specific" : "SubjectPublicKeyInfo";
	const char *second = in->pkcs1 ? "SubjectPublicKeyInfo" : "type-specific";
	EVP_PKEY *pkey = decode_as(in->der, first, EVP_PKEY_PUBLIC_KEY);

	return pkey != NULL ? pkey : decode_as(in->der, second, EVP_PKEY_PUBLIC_KEY);
}

static X509 *decode_certificate(const source *in)
{
	const unsigned char *bytes = (const unsigned char *) in->der.data;
	X509 *certificate = d2i_X509(NULL, &bytes, (long) in->der.size);

	if (certificate != NULL && bytes != (const unsigned char *) in->der.data + in->der.size) {
		X509_free(certificate);
		return NULL;
	}
	return certificate;
}

static bool unix_time(const ASN1_TIME *when, int64_t *seconds)
{
	ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
	int days = 0, rest = 0;
	bool done = epoch != NULL && ASN1_TIME_diff(&days, &rest, epoch, when) == 1;

	ASN1_TIME_free(epoch);
	*seconds = (int64_t) days * 86400 + rest;
	return done;
}

static bool read_certificate_facts(const X509 *certificate, pay_key *key)
{
	BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
	char *hex = number != NULL && !BN_is_negative(number) ? BN_bn2hex(number) : NULL;
	bool fits = hex != NULL && strlen(hex) < sizeof(key->serial);

	if (fits) {
		memcpy(key->serial, hex, strlen(hex) + 1);
	}
	OPENSSL_free(hex);
	BN_free(number);
	return fits && unix_time(X509_get0_notBefore(certificate), &key->not_before)
		&& unix_time(X509_get0_notAfter(certificate), &key->not_after);
}

/* What another type of key is called, so that the message can say which was given. */
static const char *other_type(const source *in)
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
static pay_status explain(const source *in, pay_error *error)
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
		return bad_kind(in, in->kind == PAY_KEY_PRIVATE ? "a public key" : "a private key", error);
	}
	return bad_format(in, error);
}

static pay_status decode(const source *in, pay_key *key, pay_error *error)
{
	X509 *certificate;

	if (in->kind == PAY_KEY_PRIVATE) {
		key->pkey = decode_private(in);
		return key->pkey != NULL ? PAY_OK : explain(in, error);
	}
	certificate = decode_certificate(in);
	if (certificate != NULL) {
		bool known = read_certificate_facts(certificate, key);

		key->pkey = X509_get_pubkey(certificate);
		key->kind = PAY_KEY_CERTIFICATE;
		key->certificate = certificate;
		return known && key->pkey != NULL ? PAY_OK : bad_format(in, error);
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

static pay_status check_strength(const source *in, pay_key *key, pay_error *error)
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
	pay_arena *arena, source *in, pay_slice text, pay_key *key, pay_error *error)
{
	PAY_TRY(find_der(arena, in, text, error));
	PAY_TRY(decode(in, key, error));
	return check_strength(in, key, error);
}

static pay_status read_p12(
	pay_arena *arena, source *in, pay_slice text, pay_slice *der, pay_error *error)
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
	pay_arena *arena, source *in, pay_slice text, pay_key *key, pay_error *error)
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
	source in = {.kind = kind, .name = name, .der = PAY_LIT("")};
	pay_key *read = calloc(1, sizeof(*read));
	pay_status status;

	if (read == NULL) {
		return PAY_E_MEMORY;
	}
	*read =
		(pay_key) {.references = 1, .kind = kind, .not_before = INT64_MIN, .not_after = INT64_MAX};
	ERR_clear_error();
	status = read_any(&arena, &in, text, read, error);
	ERR_clear_error();
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
		EVP_PKEY_free(key->pkey);
		X509_free(key->certificate);
		free(key);
	}
}

bool pay_key_same(const pay_key *a, const pay_key *b)
{
	bool same = EVP_PKEY_eq(a->pkey, b->pkey) == 1;

	ERR_clear_error();
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
