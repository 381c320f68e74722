/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_CA_BUNDLE_H
#define PAY_CORE_CA_BUNDLE_H

#include "core/error.h"

#include <openssl/x509.h>

/*
 * Makes the store look for issuers in this file. Its certificates are found by subject when a chain asks for one, and only
 * those are decoded: OpenSSL takes 200 us for each of a hundred and more, and a connection needs one or two. False: the file
 * cannot be read as certificates, or it is out of memory.
 */
PAY_MUST_USE bool pay_ca_bundle_add(X509_STORE *store, const char *file);

/* The same of DER at hand, which is copied. */
PAY_MUST_USE bool pay_ca_bundle_add_ders(X509_STORE *store, const pay_slice *ders, size_t count);

#endif
