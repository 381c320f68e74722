/* SPDX-License-Identifier: MIT */
#include "core/ca_bundle.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>
#include <string.h>

/* A certificate as it came, and where its subject lies in it. */
typedef struct entry {
	unsigned char *der;
	long size;
	const unsigned char *subject;
	long subject_size;
	X509_NAME *name; /* decoded when a name was not found by its bytes, else NULL */
	bool is_added;   /* to the store */
} entry;

typedef struct bundle {
	X509_LOOKUP_METHOD *method;
	entry *entries;
	size_t count, room;
} bundle;

/* ------------------------------------------------------------------ reading */

/* Enters a SEQUENCE, or steps over an element. *in moves; end is behind the last byte. */
static bool step(const unsigned char **in, const unsigned char *end, bool enter, long *size)
{
	const unsigned char *at = *in;
	int tag, class;
	int form = ASN1_get_object(&at, size, &tag, &class, (long) (end - at));

	if ((form & 0x80) != 0 || (form & 1) != 0 || (enter && tag != V_ASN1_SEQUENCE)) {
		return false; /* malformed, or of a length that is not said: not DER */
	}
	*in = enter ? at : at + *size;
	return true;
}

/* Certificate, tbsCertificate; then version, serial, signature, issuer and validity come before the subject. */
static bool find_subject(entry *found)
{
	const unsigned char *at = found->der, *end = found->der + found->size, *start;
	long size;
	bool has_version;

	if (!step(&at, end, true, &size) || !step(&at, end, true, &size) || at >= end) {
		return false;
	}
	has_version = *at == (V_ASN1_CONTEXT_SPECIFIC | V_ASN1_CONSTRUCTED);
	for (int i = has_version ? 0 : 1; i < 5; i++) {
		if (!step(&at, end, false, &size)) {
			return false;
		}
	}
	start = at;
	if (!step(&at, end, false, &size)) {
		return false;
	}
	found->subject = start;
	found->subject_size = (long) (at - start);
	return true;
}

static bool take(bundle *into, unsigned char *der, long size)
{
	entry taken = {.der = der, .size = size};

	if (!find_subject(&taken)) {
		return false;
	}
	if (into->count == into->room) {
		size_t room = into->room > 0 ? into->room * 2 : 64;
		entry *more = realloc(into->entries, room * sizeof(*more));

		if (more == NULL) {
			return false;
		}
		into->entries = more;
		into->room = room;
	}
	into->entries[into->count++] = taken;
	return true;
}

/* Of anything but plain certificates (trust settings, revocation lists) OpenSSL itself knows what it means: false. */
static bool read_bundle(bundle *into, BIO *bio)
{
	char *label, *header;
	unsigned char *der;
	long size;
	bool sound = true;

	while (sound && PEM_read_bio(bio, &label, &header, &der, &size) == 1) {
		sound = strcmp(label, PEM_STRING_X509) == 0 && take(into, der, size);
		if (!sound) {
			OPENSSL_free(der);
		}
		OPENSSL_free(label);
		OPENSSL_free(header);
	}
	return sound && into->count > 0
		&& ERR_GET_REASON(ERR_peek_last_error())
		== PEM_R_NO_START_LINE; /* the end, no broken one */
}

static void bundle_free(bundle *of)
{
	for (size_t i = 0; i < of->count; i++) {
		OPENSSL_free(of->entries[i].der);
		X509_NAME_free(of->entries[i].name);
	}
	X509_LOOKUP_meth_free(of->method);
	free(of->entries);
	free(of);
}

/* ------------------------------------------------------------------ looking up */

static bool has_bytes(const entry *of, const unsigned char *name, size_t size)
{
	return (size_t) of->subject_size == size && memcmp(of->subject, name, size) == 0;
}

/* Equal names may be written in several ways. */
static bool has_name(entry *of, const X509_NAME *name)
{
	if (of->name == NULL) {
		const unsigned char *at = of->subject;

		of->name = d2i_X509_NAME(NULL, &at, of->subject_size);
	}
	return of->name != NULL && X509_NAME_cmp(of->name, name) == 0;
}

/* The store holds it from then on. */
static X509 *add(X509_STORE *store, entry *of)
{
	const unsigned char *at = of->der;
	X509 *certificate = d2i_X509(NULL, &at, of->size);

	of->is_added = certificate != NULL && X509_STORE_add_cert(store, certificate) == 1;
	X509_free(certificate);
	return of->is_added ? certificate : NULL;
}

/* What a lookup finds borrows the reference of the store, as with OpenSSL's own, so ours is given back. */
static bool tell(X509_OBJECT *found, X509 *certificate)
{
	if (X509_OBJECT_set1_X509(found, certificate) != 1) {
		return false;
	}
	X509_free(certificate);
	return true;
}

/*
 * Adds all of that subject and tells of the first: which of them signed, the chain finds out in the store, and what the store has
 * by now it finds without us.
 */
static int by_subject(
	X509_LOOKUP *lookup, X509_LOOKUP_TYPE type, const X509_NAME *name, X509_OBJECT *found)
{
	bundle *in = X509_LOOKUP_get_method_data(lookup);
	const unsigned char *bytes;
	X509 *first = NULL;
	size_t size;

	if (type != X509_LU_X509 || X509_NAME_get0_der(name, &bytes, &size) != 1) {
		return 0;
	}
	for (int exact = 1; exact >= 0 && first == NULL; exact--) {
		for (size_t i = 0; i < in->count; i++) {
			entry *of = &in->entries[i];

			if (!of->is_added && (exact ? has_bytes(of, bytes, size) : has_name(of, name))) {
				X509 *added = add(X509_LOOKUP_get_store(lookup), of);

				first = first != NULL ? first : added;
			}
		}
	}
	return first != NULL && tell(found, first);
}

static void lookup_free(X509_LOOKUP *lookup)
{
	bundle_free(X509_LOOKUP_get_method_data(lookup));
}

/* ------------------------------------------------------------------ adding */

static bool attach(X509_STORE *store, bundle *of)
{
	X509_LOOKUP *lookup;

	of->method = X509_LOOKUP_meth_new("CA bundle");
	if (of->method == NULL || X509_LOOKUP_meth_set_get_by_subject(of->method, by_subject) != 1) {
		return false;
	}
	lookup = X509_STORE_add_lookup(store, of->method);
	if (lookup == NULL) {
		return false;
	}
	(void) X509_LOOKUP_set_method_data(lookup, of);
	(void) X509_LOOKUP_meth_set_free(of->method, lookup_free);
	return true;
}

bool pay_ca_bundle_add(X509_STORE *store, const char *file)
{
	BIO *bio = BIO_new_file(file, "rb");
	bundle *made = bio != NULL ? calloc(1, sizeof(*made)) : NULL;
	bool done = made != NULL && read_bundle(made, bio) && attach(store, made);

	if (!done && made != NULL) {
		bundle_free(made);
	}
	BIO_free(bio);
	return done;
}
