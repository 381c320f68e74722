/* SPDX-License-Identifier: MIT */
#include "core/certificate.h"

#include "core/ca_bundle.h"
#include "core/digest.h"
#include "core/text.h"
#include "core/x509_span.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>
#include <time.h>

/* What Alipay calls RFC 2253: the last first, values in UTF-8 as they are. */
#define ISSUER_FORM (XN_FLAG_RFC2253 & ~(unsigned long) ASN1_STRFLGS_ESC_MSB)

X509 *pay_certificate_decode(pay_slice der)
{
	const unsigned char *bytes = (const unsigned char *) der.data;
	X509 *certificate = d2i_X509(NULL, &bytes, (long) der.size);

	if (certificate != NULL && bytes != (const unsigned char *) der.data + der.size) {
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

static bool read_facts(const X509 *certificate, pay_key *key)
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

/* The two functions below say nothing of why: a name or serial that cannot be written is none. */
static pay_status issuer_text(pay_arena *arena, pay_slice der, pay_slice *text)
{
	const unsigned char *at = (const unsigned char *) der.data;
	X509_NAME *name = d2i_X509_NAME(NULL, &at, (long) der.size);
	BIO *bio = BIO_new(BIO_s_mem());
	pay_status status = PAY_E_CONFIG;
	char *bytes = NULL;
	long size;

	if (name != NULL && bio != NULL && X509_NAME_print_ex(bio, name, 0, ISSUER_FORM) > 0) {
		size = BIO_get_mem_data(bio, &bytes);
		status = pay_copy(arena, text, (pay_slice) {bytes, (size_t) size});
	}
	BIO_free(bio);
	X509_NAME_free(name);
	return status;
}

static pay_status serial_text(pay_arena *arena, pay_slice der, pay_slice *text)
{
	const unsigned char *at = (const unsigned char *) der.data;
	ASN1_INTEGER *serial = d2i_ASN1_INTEGER(NULL, &at, (long) der.size);
	BIGNUM *number = serial != NULL ? ASN1_INTEGER_to_BN(serial, NULL) : NULL;
	char *decimal = number != NULL && !BN_is_negative(number) ? BN_bn2dec(number) : NULL;
	pay_status status =
		decimal != NULL ? pay_copy(arena, text, pay_slice_from(decimal)) : PAY_E_CONFIG;

	OPENSSL_free(decimal);
	BN_free(number);
	ASN1_INTEGER_free(serial);
	return status;
}

static pay_status number_of(pay_arena *arena, const pay_key_text *in, const pay_x509_span *span,
	pay_slice *number, pay_error *error)
{
	pay_slice issuer, serial, both, digest;

	if (issuer_text(arena, span->issuer, &issuer) != PAY_OK
		|| serial_text(arena, span->serial, &serial) != PAY_OK) {
		return pay_key_text_unreadable(in, error);
	}
	PAY_TRY(PAY_JOIN(arena, &both, issuer, serial));
	if (pay_md5(arena, &digest, both) != PAY_OK) {
		return pay_fail(error, PAY_E_CONFIG, "config.md5",
			"OpenSSL has no MD5 here, which the numbers of certificates are made with");
	}
	return pay_hex_encode(arena, number, digest, false);
}

pay_status pay_certificate_number(
	pay_arena *arena, const pay_key_text *in, pay_slice *number, pay_error *error)
{
	pay_x509_span span;

	return pay_x509_span_find(&span, in->der) ? number_of(arena, in, &span, number, error)
											  : pay_key_text_unreadable(in, error);
}

static pay_status keep_number(pay_key *key, pay_slice number)
{
	key->sn = calloc(1, number.size + 1);
	if (key->sn == NULL) {
		return PAY_E_MEMORY;
	}
	memcpy(key->sn, number.data, number.size);
	return PAY_OK;
}

/* Appends one more to what others hold. */
static pay_status add_other(const pay_key_text *in, pay_slice der, pay_key *key, pay_error *error)
{
	X509 *certificate = pay_certificate_decode(der);

	if (certificate == NULL) {
		return pay_key_text_unreadable(in, error);
	}
	if (key->others == NULL) {
		key->others = sk_X509_new_null();
	}
	if (key->others == NULL || sk_X509_push(key->others, certificate) <= 0) {
		X509_free(certificate);
		return PAY_E_MEMORY;
	}
	return PAY_OK;
}

static pay_status add_others(const pay_key_text *in, pay_key *key, pay_error *error)
{
	for (size_t i = 0; i < in->other_count; i++) {
		PAY_TRY(add_other(in, in->others[i], key, error));
	}
	return PAY_OK;
}

pay_status pay_certificate_describe(
	pay_arena *arena, const pay_key_text *in, pay_key *key, pay_error *error)
{
	pay_error ignored = PAY_ERROR_INIT;
	pay_slice number;
	pay_status status;

	key->kind = in->kind == PAY_KEY_CHAIN ? PAY_KEY_CHAIN : PAY_KEY_CERTIFICATE;
	if (!read_facts(key->certificate, key)) {
		return pay_key_text_unreadable(in, error);
	}
	/* Only Alipay needs the number: to the others a certificate without one is as good. */
	status =
		pay_certificate_number(arena, in, &number, key->kind == PAY_KEY_CHAIN ? error : &ignored);
	if (status == PAY_OK) {
		PAY_TRY(keep_number(key, number));
	} else if (key->kind == PAY_KEY_CHAIN) {
		return status;
	}
	return add_others(in, key, error);
}

/* Alipay counts the roots that were signed with RSA, whatever the hash: 1.2.840.113549.1.1.* */
static bool is_signed_with_rsa(const pay_x509_span *span)
{
	return pay_slice_starts(span->algorithm, PAY_LIT("\x2a\x86\x48\x86\xf7\x0d\x01\x01"));
}

/* Appends the number of one root to those before it, if it has one. */
static pay_status add_root(
	pay_arena *arena, const pay_key_text *in, pay_slice der, pay_slice *all, pay_error *error)
{
	pay_x509_span span;
	pay_slice number;

	if (!pay_x509_span_find(&span, der)) {
		return pay_key_text_unreadable(in, error);
	}
	if (!is_signed_with_rsa(&span)) {
		return PAY_OK;
	}
	PAY_TRY(number_of(arena, in, &span, &number, error));
	return PAY_JOIN(arena, all, *all, all->size > 0 ? PAY_LIT("_") : PAY_LIT(""), number);
}

/* One allocation: the slices, and after them the bytes that they are of. */
static pay_status keep_ders(pay_key *key, const pay_key_text *in)
{
	size_t size = (in->other_count + 1) * sizeof(pay_slice) + in->der.size;
	char *to;

	for (size_t i = 0; i < in->other_count; i++) {
		size += in->others[i].size;
	}
	key->ders = malloc(size);
	if (key->ders == NULL) {
		return PAY_E_MEMORY;
	}
	to = (char *) &key->ders[in->other_count + 1];
	for (size_t i = 0; i <= in->other_count; i++) {
		pay_slice der = i == 0 ? in->der : in->others[i - 1];

		memcpy(to, der.data, der.size);
		key->ders[key->der_count++] = (pay_slice) {to, der.size};
		to += der.size;
	}
	return PAY_OK;
}

pay_status pay_certificate_roots(
	pay_arena *arena, const pay_key_text *in, pay_key *key, pay_error *error)
{
	pay_slice all = PAY_LIT("");

	PAY_TRY(add_root(arena, in, in->der, &all, error));
	for (size_t i = 0; i < in->other_count; i++) {
		PAY_TRY(add_root(arena, in, in->others[i], &all, error));
	}
	if (all.size == 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-type",
			"%s holds no root certificate that is signed with RSA", in->name);
	}
	PAY_TRY(keep_ders(key, in));
	return keep_number(key, all);
}

/* Which decodes of the roots the one that a chain asks for. */
static X509_STORE *store_of(const pay_key *roots)
{
	X509_STORE *store = X509_STORE_new();

	if (store != NULL && !pay_ca_bundle_add_ders(store, roots->ders, roots->der_count)) {
		X509_STORE_free(store);
		store = NULL;
	}
	return store;
}

/* Certificates that may stand between. Borrowed, so that only the stack is freed. NULL: out of memory. */
static STACK_OF(X509) * between(const pay_key *leaf, const pay_key *other)
{
	STACK_OF(X509) *all = sk_X509_new_null();
	const pay_key *const keys[] = {leaf, other};

	for (size_t i = 0; i < 2; i++) {
		for (int j = 0; keys[i] != NULL && j < sk_X509_num(keys[i]->others); j++) {
			if (all == NULL || sk_X509_push(all, sk_X509_value(keys[i]->others, j)) < 1) {
				sk_X509_free(all);
				return NULL;
			}
		}
	}
	return all;
}

/*
 * X509_V_FLAG_X509_STRICT stays off: Alipay's own chain lacks identifiers that it asks for.
 * NULL: proven. Else the reason.
 */
static const char *verify(X509_STORE_CTX *context, X509_STORE *store, const pay_key *leaf,
	STACK_OF(X509) * untrusted, int64_t now)
{
	if (leaf->certificate == NULL) {
		return "it is a bare key";
	}
	if (X509_STORE_CTX_init(context, store, leaf->certificate, untrusted) != 1) {
		return "it cannot be checked";
	}
	X509_STORE_CTX_set_time(context, 0, (time_t) now);
	return X509_verify_cert(context) == 1
		? NULL
		: X509_verify_cert_error_string(X509_STORE_CTX_get_error(context));
}

/* Valid from its first second on, and no more in its last, as X509_verify_cert() counts. */
static bool was_proven(const pay_key *leaf, const pay_key *roots, int64_t now)
{
	return leaf->proven_by == roots && now >= leaf->proven_from && now < leaf->proven_until;
}

/* Where a time cannot be told, nothing is remembered. */
static void remember(pay_key *leaf, pay_key *roots, STACK_OF(X509) * way)
{
	int64_t from = INT64_MIN, until = INT64_MAX, begins, ends;

	for (int i = 0; i < sk_X509_num(way); i++) {
		const X509 *certificate = sk_X509_value(way, i);

		if (!unix_time(X509_get0_notBefore(certificate), &begins)
			|| !unix_time(X509_get0_notAfter(certificate), &ends)) {
			return;
		}
		from = begins > from ? begins : from;
		until = ends < until ? ends : until;
	}
	pay_key_release(leaf->proven_by);
	leaf->proven_by = pay_key_retain(roots);
	leaf->proven_from = from;
	leaf->proven_until = until;
}

static pay_status check_chain(
	pay_key *leaf, const pay_key *other, pay_key *roots, int64_t now, pay_error *error)
{
	X509_STORE *store = store_of(roots);
	X509_STORE_CTX *context = X509_STORE_CTX_new();
	STACK_OF(X509) *untrusted = between(leaf, other);
	bool is_ready = store != NULL && context != NULL && untrusted != NULL;
	const char *wrong = NULL;

	ERR_clear_error();
	if (is_ready) {
		wrong = verify(context, store, leaf, untrusted, now);
	}
	if (is_ready && wrong == NULL && other == NULL) {
		remember(leaf, roots, X509_STORE_CTX_get0_chain(context));
	}
	X509_STORE_CTX_free(context);
	sk_X509_free(untrusted);
	X509_STORE_free(store);
	ERR_clear_error();
	if (wrong != NULL) {
		return pay_fail(error, PAY_E_CONFIG, "config.certificate-chain",
			"The certificate (serial %s) does not lead to the root certificates: %s", leaf->serial,
			wrong);
	}
	return is_ready ? PAY_OK : PAY_E_MEMORY;
}

pay_status pay_certificate_check_chain(
	pay_key *leaf, const pay_key *other, pay_key *roots, int64_t now, pay_error *error)
{
	return other == NULL && was_proven(leaf, roots, now)
		? PAY_OK
		: check_chain(leaf, other, roots, now, error);
}

/* Of two common names readers take different ones, so two are as good as none. */
static bool name_has(const X509_NAME *name, pay_slice utf8_prefix)
{
	int place = X509_NAME_get_index_by_NID(name, NID_commonName, -1), size;
	unsigned char *text = NULL;
	bool has;

	if (place < 0 || X509_NAME_get_index_by_NID(name, NID_commonName, place) >= 0) {
		return false;
	}
	ERR_clear_error();
	size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place)));
	has =
		size > 0 && pay_slice_starts((pay_slice) {(const char *) text, (size_t) size}, utf8_prefix);
	OPENSSL_free(text);
	ERR_clear_error();
	return has;
}

bool pay_certificate_subject_has(const pay_key *key, pay_slice utf8_prefix)
{
	return key->certificate != NULL
		&& name_has(X509_get_subject_name(key->certificate), utf8_prefix);
}

bool pay_certificate_same_issuer(const pay_key *a, const pay_key *b)
{
	return a->certificate != NULL && b->certificate != NULL
		&& X509_NAME_cmp(X509_get_issuer_name(a->certificate), X509_get_issuer_name(b->certificate))
		== 0;
}
