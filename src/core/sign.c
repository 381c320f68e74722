/* SPDX-License-Identifier: MIT */
#include "core/sign.h"

#include "core/openssl_errors.h"
#include "core/text.h"

#include <openssl/rsa.h>

/* The padding is set although it is the default: a provider must not choose it. */
static bool is_pkcs1(EVP_PKEY_CTX *context)
{
	return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
}

static const EVP_MD *digest_of(pay_hash hash)
{
	return hash == PAY_HASH_SHA1 ? EVP_sha1() : EVP_sha256();
}

/* The library would not begin, or not sign: of the message it says nothing. */
static pay_status refused(pay_hash hash, pay_error *error)
{
	if (hash == PAY_HASH_SHA1) {
		return pay_fail(error, PAY_E_CONFIG, "config.sha1",
			"OpenSSL refuses signatures with SHA-1; a policy of this machine may forbid them: use "
			"RSA2");
	}
	return pay_fail(error, PAY_E_CONFIG, "config.key-refused",
		"OpenSSL refuses signatures with this key; a policy of this machine may forbid it");
}

static bool begin(EVP_MD_CTX *context, pay_hash hash, EVP_PKEY *pkey, bool is_private)
{
	EVP_PKEY_CTX *padding = NULL;

	return (is_private ? EVP_DigestSignInit : EVP_DigestVerifyInit)(
			   context, &padding, digest_of(hash), NULL, pkey)
		== 1
		&& is_pkcs1(padding);
}

/* What was begun with this key is a signature. */
static bool signs(const pay_key *key)
{
	return key->kind == PAY_KEY_PRIVATE;
}

static bool begin_for(EVP_MD_CTX *context, pay_hash hash, const pay_key *key, bool is_private)
{
	return hash == PAY_HASH_SHA256 && key->begun != NULL && is_private == signs(key)
		? EVP_MD_CTX_copy_ex(context, key->begun) == 1
		: begin(context, hash, key->pkey, is_private);
}

void pay_rsa_prepare(pay_key *key)
{
	key->begun = EVP_MD_CTX_new();
	if (key->begun != NULL && !begin(key->begun, PAY_HASH_SHA256, key->pkey, signs(key))) {
		EVP_MD_CTX_free(key->begun);
		key->begun = NULL;
	}
	pay_openssl_errors_drop();
}

pay_status pay_rsa_sign_hash(const pay_key *key, pay_hash hash, pay_slice message, pay_arena *arena,
	pay_slice *signature, pay_error *error)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t size = key->size;
	unsigned char *bytes = pay_arena_take(arena, size);
	bool done;

	if (context == NULL || bytes == NULL) {
		EVP_MD_CTX_free(context);
		return PAY_E_MEMORY;
	}
	done = begin_for(context, hash, key, true)
		&& EVP_DigestSign(context, bytes, &size, (const unsigned char *) message.data, message.size)
			== 1;
	pay_openssl_errors_drop();
	EVP_MD_CTX_free(context);
	if (!done) {
		return refused(hash, error);
	}
	return pay_base64_encode(arena, signature, (pay_slice) {(const char *) bytes, size});
}

pay_status pay_rsa_verify_hash(const pay_key *key, pay_hash hash, pay_slice message,
	pay_slice signature, pay_arena *arena, pay_error *error)
{
	EVP_MD_CTX *context;
	pay_slice bytes;
	bool begun, proven;

	PAY_TRY(pay_base64_decode(arena, &bytes, signature, error));
	if (bytes.size != key->size) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed",
			"The signature is %zu bytes; the key makes signatures of %zu", bytes.size, key->size);
	}
	context = EVP_MD_CTX_new();
	if (context == NULL) {
		return PAY_E_MEMORY;
	}
	begun = begin_for(context, hash, key, false);
	proven = begun
		&& EVP_DigestVerify(context, (const unsigned char *) bytes.data, bytes.size,
			   (const unsigned char *) message.data, message.size)
			== 1;
	pay_openssl_errors_drop();
	EVP_MD_CTX_free(context);
	if (!begun) {
		return refused(hash, error);
	}
	if (!proven) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.mismatch",
			"The signature does not match the message");
	}
	return PAY_OK;
}

pay_status pay_rsa_sign(
	const pay_key *key, pay_slice message, pay_arena *arena, pay_slice *signature, pay_error *error)
{
	return pay_rsa_sign_hash(key, PAY_HASH_SHA256, message, arena, signature, error);
}

pay_status pay_rsa_verify(
	const pay_key *key, pay_slice message, pay_slice signature, pay_arena *arena, pay_error *error)
{
	return pay_rsa_verify_hash(key, PAY_HASH_SHA256, message, signature, arena, error);
}
