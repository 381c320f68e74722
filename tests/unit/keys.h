/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_KEYS_H
#define PAY_TESTS_KEYS_H

#include "vectors.h"

#include "core/key.h"

/* The PEM of a published key by the name that vectors use. */
static inline pay_slice key_text(pay_slice name)
{
	const pay_slice *pem = pair_find(vector_keys, sizeof(vector_keys) / sizeof(*vector_keys), name);

	if (pem == NULL) {
		(void) fprintf(stderr, "there is no key %.*s\n", (int) name.size, name.data);
		exit(2);
	}
	return *pem;
}

static inline pay_key *key_load(pay_key_kind kind, pay_slice name)
{
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;

	if (pay_key_read(kind, key_text(name), "key", &key, &error) != PAY_OK) {
		(void) fprintf(stderr, "%.*s: %s\n", (int) name.size, name.data, error.message);
		exit(2);
	}
	return key;
}

/* The whole of a small file; ends in a NUL that is not counted. The caller's: free(). */
static inline char *file_read(const char *path, size_t *size)
{
	FILE *stream = fopen(path, "rb");
	char *bytes = calloc(1, 65536);

	if (stream == NULL || bytes == NULL) {
		(void) fprintf(stderr, "%s cannot be read\n", path);
		exit(2);
	}
	*size = fread(bytes, 1, 65535, stream);
	(void) fclose(stream);
	return bytes;
}

#endif
