/* SPDX-License-Identifier: MIT */
#include "core/x509_span.h"

#include <limits.h>
#include <openssl/asn1.h>

/* Takes the next element off in. whole and content may be NULL. False: there is none of that tag, or it is not DER. */
static bool take(pay_slice *in, int wanted, pay_slice *whole, pay_slice *content)
{
	const unsigned char *at = (const unsigned char *) in->data;
	long size;
	int tag, class;
	int form = ASN1_get_object(&at, &size, &tag, &class, (long) in->size);
	size_t head = (size_t) (at - (const unsigned char *) in->data);

	/* malformed, or of a length that is not said */
	if ((form & 0x80) != 0 || (form & 1) != 0 || tag != wanted || class != V_ASN1_UNIVERSAL) {
		return false;
	}
	if (whole != NULL) {
		*whole = (pay_slice) {in->data, head + (size_t) size};
	}
	if (content != NULL) {
		*content = (pay_slice) {in->data + head, (size_t) size};
	}
	*in = pay_slice_after(*in, head + (size_t) size);
	return true;
}

/* Version 1 does not say its version. */
static bool take_version(pay_slice *in)
{
	const unsigned char *at = (const unsigned char *) in->data;
	long size;
	int tag, class;

	if (in->size == 0 || *at != (V_ASN1_CONTEXT_SPECIFIC | V_ASN1_CONSTRUCTED)) {
		return true;
	}
	if ((ASN1_get_object(&at, &size, &tag, &class, (long) in->size) & 0x81) != 0) {
		return false;
	}
	*in = pay_slice_after(*in, (size_t) (at - (const unsigned char *) in->data) + (size_t) size);
	return true;
}

bool pay_x509_span_find(pay_x509_span *found, pay_slice der)
{
	pay_slice all, body, algorithm;

	return der.size <= INT_MAX && take(&der, V_ASN1_SEQUENCE, NULL, &all) && der.size == 0
		&& take(&all, V_ASN1_SEQUENCE, NULL, &body) && take(&all, V_ASN1_SEQUENCE, NULL, &algorithm)
		&& take(&algorithm, V_ASN1_OBJECT, NULL, &found->algorithm) && take_version(&body)
		&& take(&body, V_ASN1_INTEGER, &found->serial, NULL)
		&& take(&body, V_ASN1_SEQUENCE, NULL, NULL) /* the algorithm again */
		&& take(&body, V_ASN1_SEQUENCE, &found->issuer, NULL)
		&& take(&body, V_ASN1_SEQUENCE, NULL, NULL) /* validity */
		&& take(&body, V_ASN1_SEQUENCE, &found->subject, NULL);
}
