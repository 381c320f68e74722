/* SPDX-License-Identifier: MIT */
#include "alipay_keys.h"
#include "check.h"

#include "core/x509_span.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

static size_t seen;

static pay_slice slice_of(const unsigned char *bytes, int size)
{
	return (pay_slice) {(const char *) bytes, size > 0 ? (size_t) size : 0};
}

/* What OpenSSL says of the same certificate, decoded as a whole. */
static void check_beside_openssl(const pay_x509_span *span, const X509 *certificate)
{
	unsigned char *serial = NULL, *issuer = NULL, *subject = NULL;
	const X509_ALGOR *algorithm = NULL;
	const ASN1_OBJECT *name = NULL;
	int serial_size = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), &serial);
	int issuer_size = i2d_X509_NAME(X509_get_issuer_name(certificate), &issuer);
	int subject_size = i2d_X509_NAME(X509_get_subject_name(certificate), &subject);

	X509_get0_signature(NULL, &algorithm, certificate);
	X509_ALGOR_get0(&name, NULL, NULL, algorithm);
	CHECK_TEXT(span->serial, slice_of(serial, serial_size));
	CHECK_TEXT(span->issuer, slice_of(issuer, issuer_size));
	CHECK_TEXT(span->subject, slice_of(subject, subject_size));
	CHECK_TEXT(span->algorithm, slice_of(OBJ_get0_data(name), (int) OBJ_length(name)));
	OPENSSL_free(serial);
	OPENSSL_free(issuer);
	OPENSSL_free(subject);
}

static bool lies_within(pay_slice part, pay_slice der)
{
	return part.data >= der.data && part.size <= der.size
		&& (size_t) (part.data - der.data) <= der.size - part.size;
}

static pay_slice exact_copy(pay_slice bytes)
{
	char *copy = malloc(bytes.size > 0 ? bytes.size : 1);

	memcpy(copy, bytes.data, bytes.size);
	return (pay_slice) {copy, bytes.size};
}

/* In memory that ends where the certificate does, so that a byte too far is seen. */
static void check_cut(pay_slice der)
{
	for (size_t size = 0; size < der.size; size++) {
		pay_slice cut = exact_copy((pay_slice) {der.data, size});
		pay_x509_span span;

		CHECK(!pay_x509_span_find(&span, cut));
		free((char *) cut.data);
	}
}

static void check_longer(pay_slice der)
{
	char *longer = calloc(1, der.size + 1);
	pay_x509_span span;

	memcpy(longer, der.data, der.size);
	CHECK(!pay_x509_span_find(&span, (pay_slice) {longer, der.size + 1}));
	free(longer);
}

/* Whatever a byte becomes, no part lies outside. */
static void check_changed(pay_slice der)
{
	pay_slice changed = exact_copy(der);

	for (size_t i = 0; i < der.size; i++) {
		for (unsigned int flip = 1; flip < 256; flip <<= 1) {
			pay_x509_span span;

			((char *) changed.data)[i] = (char) ((unsigned char) der.data[i] ^ flip);
			if (pay_x509_span_find(&span, changed)) {
				CHECK(lies_within(span.serial, changed) && lies_within(span.issuer, changed)
					&& lies_within(span.subject, changed) && lies_within(span.algorithm, changed));
			}
		}
		((char *) changed.data)[i] = der.data[i];
	}
	free((char *) changed.data);
}

static void check_certificates(pay_slice text)
{
	BIO *bio = BIO_new_mem_buf(text.data, (int) text.size);
	X509 *certificate;

	while ((certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
		unsigned char *bytes = NULL;
		pay_slice der;
		int size = i2d_X509(certificate, &bytes);
		pay_x509_span span;

		der = slice_of(bytes, size);
		CHECK(pay_x509_span_find(&span, der));
		check_beside_openssl(&span, certificate);
		check_cut(der);
		check_longer(der);
		check_changed(der);
		seen++;
		OPENSSL_free(bytes);
		X509_free(certificate);
	}
	BIO_free(bio);
}

/* A length that is not said is BER and never a certificate's. */
static void only_der_is_taken(void)
{
	static const char *const refused[] = {
		"", "\x30", "\x30\x80\x30\x00\x00\x00", "\x30\x84\xff\xff\xff\xff", "\x31\x00", "\x30\x00"};
	static const size_t sizes[] = {0, 1, 6, 6, 2, 2};
	pay_x509_span span;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		CHECK(!pay_x509_span_find(&span, (pay_slice) {refused[i], sizes[i]}));
	}
}

int main(void)
{
	for (size_t i = 0; i < sizeof(alipay_vector_keys) / sizeof(*alipay_vector_keys); i++) {
		check_certificates(alipay_vector_keys[i].value);
	}
	only_der_is_taken();
	CHECK(seen >= 10);
	return check_done();
}
