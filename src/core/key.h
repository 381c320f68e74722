/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_KEY_H
#define PAY_CORE_KEY_H

#include "core/error.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdint.h>

#define PAY_KEY_TEXT_MAX 65536 /* bytes of PEM, base64 or DER */

typedef enum pay_key_kind {
	PAY_KEY_PRIVATE,     /* PKCS#1, PKCS#8 */
	PAY_KEY_PUBLIC,      /* SPKI, PKCS#1, or the key of an X.509 certificate */
	PAY_KEY_CERTIFICATE, /* X.509 only */
	PAY_KEY_P12_PRIVATE, /* the private key of a PKCS#12 file; text: password NUL file */
	PAY_KEY_P12_CERTIFICATE,
	PAY_KEY_CHAIN, /* an X.509 certificate, and after it those that issued it */
	PAY_KEY_ROOTS, /* root certificates; each is decoded when a chain asks for it */
} pay_key_kind;

/*
 * A parsed RSA key, or the roots that certificates are measured by, which have none. Counted, not locked: a key belongs
 * to one process or thread. The last release frees it, and OpenSSL cleanses what is private in it. others are the
 * certificates after the first of a chain.
 */
typedef struct pay_key {
	size_t references;
	pay_key_kind kind;
	EVP_PKEY *pkey;    /* NULL for roots */
	EVP_MD_CTX *begun; /* a signature or verification with SHA-256, to be copied; or NULL */
	X509 *certificate; /* NULL for a bare key and for roots */
	struct stack_st_X509 *others; /* NULL if none */
	pay_slice *ders;              /* of the roots, one allocation with their bytes; else NULL */
	size_t der_count;
	char *sn;                    /* Alipay's number of the certificate or roots; NULL for none */
	size_t size;                 /* of the modulus and so of a signature, in bytes */
	char serial[PAY_SERIAL_MAX]; /* of the certificate, upper-case hex; else "" */
	int64_t not_before;          /* Unix seconds; INT64_MIN and INT64_MAX for a bare key */
	int64_t not_after;
	struct pay_key *proven_by; /* roots that its certificate was found to lead to; NULL: none yet */
	int64_t proven_from;       /* when all certificates on that way are valid */
	int64_t proven_until;
} pay_key;

/*
 * Reads one key from PEM, bare base64 or DER. A BOM, CRLF and literal "\n" are tolerated. Refused, as PAY_E_CONFIG:
 * anything but RSA of 2048 to 8192 bits, encrypted keys, several keys in one text, bytes after the key. Of a chain this
 * is said of its first certificate. In roots it is enough that each is a certificate by its outline and one is signed with RSA.
 * name is the option that held the text. *key is the caller's: pay_key_release(). A key out of a PKCS#12 file has the
 * kind of what it is.
 */
PAY_MUST_USE pay_status pay_key_read(
	pay_key_kind kind, pay_slice text, const char *name, pay_key **key, pay_error *error);

pay_key *pay_key_retain(pay_key *key);
void pay_key_release(pay_key *key);

/* True when both hold the same public numbers. */
bool pay_key_same(const pay_key *a, const pay_key *b);

/* PAY_E_CONFIG when the certificate is not valid at this time. */
PAY_MUST_USE pay_status pay_key_check_validity(
	const pay_key *key, const char *name, int64_t now, pay_error *error);

/* Equal serials: hex digits of the same number, whatever leading zeros they carry. */
bool pay_serial_equal(pay_slice a, pay_slice b);

#endif
