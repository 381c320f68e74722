/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_X509_SPAN_H
#define PAY_CORE_X509_SPAN_H

#include "core/error.h"

/*
 * Where the parts of a certificate lie in its DER. OpenSSL takes 100 us and more to decode one with its public key; whoever wants to
 * know what it is called, and of whose hand it is, needs none of that.
 */
typedef struct pay_x509_span {
	pay_slice serial; /* DER of the INTEGER */
	pay_slice issuer; /* DER of the Name, as the next */
	pay_slice subject;
	pay_slice algorithm; /* what the OBJECT IDENTIFIER of the signature's algorithm holds */
} pay_x509_span;

/* False unless der is one certificate as far as these parts, and nothing after it. What lies within the parts is not looked at. */
PAY_MUST_USE bool pay_x509_span_find(pay_x509_span *found, pay_slice der);

#endif
