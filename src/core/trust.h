/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_TRUST_H
#define PAY_CORE_TRUST_H

#include "core/key.h"

/* The CA bundle that SSL_CERT_FILE names, which may change; NULL: none that can be read. */
const char *pay_trust_named_file(void);

/* That of this machine: libcurl's own, or where distributions keep it; NULL when none exists. */
const char *pay_trust_system_file(void);

/* Parses a CA bundle into an X509_STORE. The caller's: pay_trust_free(). */
PAY_MUST_USE pay_status pay_trust_load(const char *file, void **store, pay_error *error);

/* A further owner of the store. */
PAY_MUST_USE void *pay_trust_share(void *store);

void pay_trust_free(void *store);

/* True when libcurl runs on the OpenSSL that we run on, so that it can take a parsed store from us. */
bool pay_trust_is_shareable(void);

/* Hands the store, or a client certificate and its key, to a libcurl SSL context. */
void pay_trust_attach(void *ssl_context, void *store);
bool pay_trust_present(void *ssl_context, const pay_key *private_key, const pay_key *certificate);

#endif
