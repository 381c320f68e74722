/* SPDX-License-Identifier: MIT */
#include "limit.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char limit_out[LIMIT_OUT_MAX];
long long limit_child_cpu;

/* ------------------------------------------------------------------ text */

char *limit_put(char *to, const char *bytes, size_t size)
{
	memcpy(to, bytes, size);
	return to + size;
}

char *limit_puts(char *to, const char *text)
{
	return limit_put(to, text, strlen(text));
}

char *limit_hex(char *to, const unsigned char *bytes, size_t size, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";

	for (size_t i = 0; i < size; i++) {
		*to++ = digits[bytes[i] >> 4];
		*to++ = digits[bytes[i] & 15];
	}
	return to;
}

char *limit_nonce(char *to)
{
	unsigned char bytes[16];

	(void) RAND_bytes(bytes, sizeof(bytes));
	return limit_hex(to, bytes, sizeof(bytes), true);
}

char *limit_url_encode(char *to, const char *text, size_t size)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char) text[i];

		if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
			|| (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.') {
			*to++ = (char) byte;
		} else {
			*to++ = '%';
			*to++ = digits[byte >> 4];
			*to++ = digits[byte & 15];
		}
	}
	return to;
}

char *limit_read(const char *dir, const char *name, size_t *size)
{
	char path[4096];
	FILE *file;
	long length;
	char *text = NULL;

	(void) snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "rb");
	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (length = ftell(file)) < 0
		|| fseek(file, 0, SEEK_SET) != 0 || (text = calloc(1, (size_t) length + 1)) == NULL
		|| fread(text, 1, (size_t) length, file) != (size_t) length) {
		fprintf(stderr, "limit: cannot read %s\n", path);
		free(text);
		text = NULL;
	} else if (size != NULL) {
		*size = (size_t) length;
	}
	if (file != NULL) {
		(void) fclose(file);
	}
	return text;
}

/* ------------------------------------------------------------------ pairs */

size_t limit_lines(char *text, limit_pair *pairs)
{
	size_t count = 0;

	for (char *line = strtok(text, "\n"); line != NULL && count < LIMIT_PAIRS_MAX;
		 line = strtok(NULL, "\n")) {
		char *equals = strchr(line, '=');

		if (equals != NULL) {
			pairs[count++] =
				(limit_pair) {line, equals + 1, (size_t) (equals - line), strlen(equals + 1)};
		}
	}
	return count;
}

void limit_sort(limit_pair *pairs, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		limit_pair moving = pairs[i];
		size_t j = i;

		for (; j > 0; j--) {
			const limit_pair *before = &pairs[j - 1];
			size_t common =
				before->name_size < moving.name_size ? before->name_size : moving.name_size;
			int order = memcmp(before->name, moving.name, common);

			if (order < 0 || (order == 0 && before->name_size <= moving.name_size)) {
				break;
			}
			pairs[j] = *before;
		}
		pairs[j] = moving;
	}
}

char *limit_join(char *to, const limit_pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			*to++ = '&';
		}
		to = limit_put(to, pairs[i].name, pairs[i].name_size);
		*to++ = '=';
		to = limit_put(to, pairs[i].value, pairs[i].value_size);
	}
	return to;
}

/* ------------------------------------------------------------------ RSA */

static EVP_MD_CTX *sign_template, *verify_template, *working;

static EVP_PKEY *public_of(BIO *bio)
{
	X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	EVP_PKEY *key = certificate != NULL ? X509_get_pubkey(certificate) : NULL;

	X509_free(certificate);
	return key;
}

static bool prepare(const char *pem, bool signs)
{
	BIO *bio = pem != NULL ? BIO_new_mem_buf(pem, -1) : NULL;
	EVP_MD_CTX *made = EVP_MD_CTX_new();
	EVP_PKEY *key = bio == NULL ? NULL
		: signs                 ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL)
								: public_of(bio);
	bool done = key != NULL && made != NULL
		&& (signs ? EVP_DigestSignInit : EVP_DigestVerifyInit)(made, NULL, EVP_sha256(), NULL, key)
			== 1;

	if (working == NULL) {
		working = EVP_MD_CTX_new();
	}
	EVP_MD_CTX_free(signs ? sign_template : verify_template);
	*(signs ? &sign_template : &verify_template) = made;
	EVP_PKEY_free(key);
	BIO_free(bio);
	return done;
}

bool limit_sign_prepare(const char *pem)
{
	return prepare(pem, true);
}

bool limit_verify_prepare(const char *pem)
{
	return prepare(pem, false);
}

char *limit_sign(char *to, const char *message, size_t size)
{
	unsigned char signature[512];
	size_t length = sizeof(signature);

	if (EVP_MD_CTX_copy_ex(working, sign_template) != 1
		|| EVP_DigestSign(working, signature, &length, (const unsigned char *) message, size)
			!= 1) {
		return NULL;
	}
	return to + EVP_EncodeBlock((unsigned char *) to, signature, (int) length);
}

bool limit_verify(const char *message, size_t size, const char *base64, size_t base64_size)
{
	unsigned char signature[768];
	size_t length = limit_base64_decode(signature, base64, base64_size);

	return length > 0 && EVP_MD_CTX_copy_ex(working, verify_template) == 1
		&& EVP_DigestVerify(working, signature, length, (const unsigned char *) message, size) == 1;
}

size_t limit_base64_decode(unsigned char *to, const char *base64, size_t size)
{
	int length = EVP_DecodeBlock(to, (const unsigned char *) base64, (int) size);

	if (length < 0 || size < 4) {
		return 0;
	}
	return (size_t) length - (base64[size - 1] == '=') - (base64[size - 2] == '=');
}
