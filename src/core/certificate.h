/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_CERTIFICATE_H
#define PAY_CORE_CERTIFICATE_H

#include "core/key_text.h"

/*
 * PAY_E_CONFIG "config.certificate-chain" unless the certificate of leaf, over those that follow it in its text or follow
 * another's (NULL: nobody's), leads to one of roots, and all are valid at this time (Unix seconds). Nobody else is trusted.
 * Without another's, leaf remembers what was proven and for which times: a client is made anew with each request.
 */
PAY_MUST_USE pay_status pay_certificate_check_chain(
	pay_key *leaf, const pay_key *other, pay_key *roots, int64_t now, pay_error *error);

/* True when the certificate's subject has one common name, and it begins like this. */
PAY_MUST_USE bool pay_certificate_subject_has(const pay_key *key, pay_slice utf8_prefix);

/* True when both certificates name the same issuer. */
PAY_MUST_USE bool pay_certificate_same_issuer(const pay_key *a, const pay_key *b);

/* For pay_key_read(). All of der, or NULL. */
PAY_MUST_USE X509 *pay_certificate_decode(pay_slice der);

/* Alipay's number of the certificate in in->der: MD5 of issuer and serial, in hex. PAY_E_CONFIG where it has none. */
PAY_MUST_USE pay_status pay_certificate_number(
	pay_arena *arena, const pay_key_text *in, pay_slice *number, pay_error *error);

/* Fills in what is known of key->certificate: kind, serial, validity, number, and what follows it in a chain. */
PAY_MUST_USE pay_status pay_certificate_describe(
	pay_arena *arena, const pay_key_text *in, pay_key *key, pay_error *error);

/* Fills in key->ders and the number of the roots. */
PAY_MUST_USE pay_status pay_certificate_roots(
	pay_arena *arena, const pay_key_text *in, pay_key *key, pay_error *error);

#endif
