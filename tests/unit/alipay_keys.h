/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_ALIPAY_KEYS_H
#define PAY_TESTS_ALIPAY_KEYS_H

#include "alipay_vectors.h"

#include "core/key.h"

#define ALIPAY_VECTORS (sizeof(alipay_vectors) / sizeof(*alipay_vectors))

/* A key or certificate that the vectors name. */
static inline pay_slice alipay_text(pay_slice name)
{
	const pay_slice *text = pair_find(
		alipay_vector_keys, sizeof(alipay_vector_keys) / sizeof(*alipay_vector_keys), name);

	if (text == NULL) {
		(void) fprintf(stderr, "there is no key %.*s\n", (int) name.size, name.data);
		exit(2);
	}
	return *text;
}

static inline pay_key *alipay_key(pay_key_kind kind, pay_slice name)
{
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;

	if (pay_key_read(kind, alipay_text(name), "key", &key, &error) != PAY_OK) {
		(void) fprintf(stderr, "%.*s: %s\n", (int) name.size, name.data, error.message);
		exit(2);
	}
	return key;
}

/* What a vector names as its key or certificate. The caller's: pay_key_release(). */
static inline pay_key *alipay_vector_key(const vector *from)
{
	bool is_bare = vector_has(from, "inputs.public_key");
	pay_slice name = vector_get(from, is_bare ? "inputs.public_key" : "inputs.alipay_cert");

	return alipay_key(is_bare ? PAY_KEY_PUBLIC : PAY_KEY_CHAIN, name);
}

#endif
