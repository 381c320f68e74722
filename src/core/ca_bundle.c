/* SPDX-License-Identifier: MIT */
#include "core/ca_bundle.h"

#include "core/x509_span.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>
#include <string.h>

/* A certificate as it came. */
typedef struct entry {
	unsigned char *der;
	long size;
	pay_x509_span span;
	X509_NAME *name; /* its subject, decoded when a name was not found by its bytes, else NULL */
	bool is_added;   /* to the store */
} entry;

typedef struct bundle {
	X509_LOOKUP_METHOD *method;
	entry *entries;
	size_t count, room;
} bundle;

/* ------------------------------------------------------------------ reading */

/* What was taken is the bundle's to free. */
static bool take(bundle *into, unsigned char *der, long size)
{
	entry taken = {.der = der, .size = size};

	if (!pay_x509_span_find(&taken.span, (pay_slice) {(const char *) der, (size_t) size})) {
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

/* Equal names may be written in several ways. */
static bool has_name(entry *of, const X509_NAME *name)
{
	if (of->name == NULL) {
		const unsigned char *at = (const unsigned char *) of->span.subject.data;

		of->name = d2i_X509_NAME(NULL, &at, (long) of->span.subject.size);
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
	pay_slice subject;
	X509 *first = NULL;
	size_t size;

	if (type != X509_LU_X509 || X509_NAME_get0_der(name, &bytes, &size) != 1) {
		return 0;
	}
	subject = (pay_slice) {(const char *) bytes, size};
	for (int exact = 1; exact >= 0 && first == NULL; exact--) {
		for (size_t i = 0; i < in->count; i++) {
			entry *of = &in->entries[i];

			if (!of->is_added
				&& (exact ? pay_slice_equal(of->span.subject, subject) : has_name(of, name))) {
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

/* made is the store's from then on, or freed. */
static bool attach_or_free(X509_STORE *store, bundle *made, bool is_sound)
{
	bool done = is_sound && attach(store, made);

	if (!done) {
		bundle_free(made);
	}
	return done;
}

bool pay_ca_bundle_add(X509_STORE *store, const char *file)
{
	BIO *bio = BIO_new_file(file, "rb");
	bundle *made = calloc(1, sizeof(*made));
	bool done = made != NULL && attach_or_free(store, made, bio != NULL && read_bundle(made, bio));

	BIO_free(bio);
	return done;
}

static bool copy_bundle(bundle *into, const pay_slice *ders, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char *der = OPENSSL_memdup(ders[i].data, ders[i].size);

		if (der == NULL || !take(into, der, (long) ders[i].size)) {
			OPENSSL_free(der);
			return false;
		}
	}
	return true;
}

bool pay_ca_bundle_add_ders(X509_STORE *store, const pay_slice *ders, size_t count)
{
	bundle *made = calloc(1, sizeof(*made));

	return made != NULL && attach_or_free(store, made, copy_bundle(made, ders, count));
}
