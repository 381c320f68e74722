/* SPDX-License-Identifier: MIT */
#include "core/cipher.h"

#include "core/kept.h"
#include "core/openssl_errors.h"
#include "core/text.h"

#include <limits.h>
#include <openssl/rsa.h>

#define OAEP_OVERHEAD 42 /* bytes: two SHA-1 digests and two more */

static const unsigned char *bytes_of(pay_slice slice)
{
	return (const unsigned char *) slice.data;
}

static pay_status not_opened(pay_error *error)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.decrypt",
		"The encrypted part cannot be opened: another key, or not as it was sealed");
}

static bool gcm_open(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, pay_slice key,
	pay_slice nonce, pay_slice associated_data, pay_slice sealed, unsigned char *plain)
{
	int size = 0;
	int body_size = (int) (sealed.size - PAY_GCM_TAG_SIZE);
	void *tag = (void *) (sealed.data + body_size);

	return cipher != NULL
		&& EVP_DecryptInit_ex(context, cipher, NULL, bytes_of(key), bytes_of(nonce)) == 1
		&& EVP_DecryptUpdate(
			   context, NULL, &size, bytes_of(associated_data), (int) associated_data.size)
		== 1
		&& EVP_DecryptUpdate(context, plain, &size, bytes_of(sealed), body_size) == 1
		&& EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, PAY_GCM_TAG_SIZE, tag) == 1
		&& EVP_DecryptFinal_ex(context, plain + size, &size) == 1;
}

pay_status pay_gcm_open(pay_slice key, pay_slice nonce, pay_slice associated_data, pay_slice sealed,
	pay_arena *arena, pay_slice *plain, pay_error *error)
{
	EVP_CIPHER_CTX *context;
	unsigned char *bytes;
	size_t size;
	bool proven;

	if (key.size != PAY_AES_256_KEY_SIZE || nonce.size != PAY_GCM_NONCE_SIZE
		|| sealed.size <= PAY_GCM_TAG_SIZE || sealed.size > INT_MAX
		|| associated_data.size > INT_MAX) {
		return not_opened(error);
	}
	size = sealed.size - PAY_GCM_TAG_SIZE;
	bytes = pay_arena_take(arena, size + 1);
	context = EVP_CIPHER_CTX_new();
	if (bytes == NULL || context == NULL) {
		EVP_CIPHER_CTX_free(context);
		return PAY_E_MEMORY;
	}
	proven = gcm_open(
		context, pay_kept_aes_256_gcm(arena->kept), key, nonce, associated_data, sealed, bytes);
	pay_openssl_errors_drop();
	EVP_CIPHER_CTX_free(context);
	if (!proven) {
		OPENSSL_cleanse(bytes, size);
		return not_opened(error);
	}
	*plain = (pay_slice) {(const char *) bytes, size};
	return PAY_OK;
}

static bool is_oaep(EVP_PKEY_CTX *context)
{
	return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
		&& EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha1()) == 1
		&& EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha1()) == 1;
}

pay_status pay_oaep_encrypt(
	const pay_key *key, pay_slice plain, pay_arena *arena, pay_slice *base64, pay_error *error)
{
	EVP_PKEY_CTX *context;
	size_t size = key->size;
	unsigned char *bytes;
	bool done;

	if (plain.size > key->size - OAEP_OVERHEAD) {
		return pay_fail(error, PAY_E_VALUE, "value",
			"Only %zu bytes can be encrypted with this key", key->size - OAEP_OVERHEAD);
	}
	bytes = pay_arena_take(arena, size);
	context = EVP_PKEY_CTX_new(key->pkey, NULL);
	if (bytes == NULL || context == NULL) {
		EVP_PKEY_CTX_free(context);
		return PAY_E_MEMORY;
	}
	done = EVP_PKEY_encrypt_init(context) == 1 && is_oaep(context)
		&& EVP_PKEY_encrypt(context, bytes, &size, bytes_of(plain), plain.size) == 1;
	pay_openssl_errors_drop();
	EVP_PKEY_CTX_free(context);
	if (!done) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-refused",
			"OpenSSL refused to encrypt with this key; a policy of this machine may forbid it");
	}
	return pay_base64_encode(arena, base64, (pay_slice) {(const char *) bytes, size});
}

pay_status pay_oaep_decrypt(
	const pay_key *key, pay_slice base64, pay_arena *arena, pay_slice *plain, pay_error *error)
{
	EVP_PKEY_CTX *context;
	pay_error ignored = PAY_ERROR_INIT;
	pay_slice sealed;
	size_t size = key->size;
	unsigned char *bytes;
	bool done;

	if (pay_base64_decode(arena, &sealed, base64, &ignored) != PAY_OK) {
		return not_opened(error);
	}
	bytes = pay_arena_take(arena, size + 1);
	context = EVP_PKEY_CTX_new(key->pkey, NULL);
	if (bytes == NULL || context == NULL) {
		EVP_PKEY_CTX_free(context);
		return PAY_E_MEMORY;
	}
	done = EVP_PKEY_decrypt_init(context) == 1 && is_oaep(context)
		&& EVP_PKEY_decrypt(context, bytes, &size, bytes_of(sealed), sealed.size) == 1;
	pay_openssl_errors_drop();
	EVP_PKEY_CTX_free(context);
	if (!done) {
		return not_opened(error);
	}
	*plain = (pay_slice) {(const char *) bytes, size};
	return PAY_OK;
}

/* Whole blocks with PKCS#7 at their end; OpenSSL looks at every byte of the padding. iv is NULL for ECB. */
static pay_status open_blocks(const EVP_CIPHER *cipher, pay_slice key, const unsigned char *iv,
	pay_slice sealed, pay_arena *arena, pay_slice *plain, pay_error *error)
{
	EVP_CIPHER_CTX *context;
	unsigned char *bytes;
	int size = 0, rest = 0;
	bool opened;

	if (sealed.size == 0 || sealed.size % PAY_AES_BLOCK_SIZE != 0 || sealed.size > INT_MAX) {
		return not_opened(error);
	}
	bytes = pay_arena_take(arena, sealed.size + 1);
	context = EVP_CIPHER_CTX_new();
	if (bytes == NULL || context == NULL) {
		EVP_CIPHER_CTX_free(context);
		return PAY_E_MEMORY;
	}
	opened = EVP_DecryptInit_ex(context, cipher, NULL, bytes_of(key), iv) == 1
		&& EVP_DecryptUpdate(context, bytes, &size, bytes_of(sealed), (int) sealed.size) == 1
		&& EVP_DecryptFinal_ex(context, bytes + size, &rest) == 1;
	pay_openssl_errors_drop();
	EVP_CIPHER_CTX_free(context);
	if (!opened) {
		OPENSSL_cleanse(bytes, sealed.size);
		return not_opened(error);
	}
	bytes[size + rest] = '\0';
	*plain = (pay_slice) {(const char *) bytes, (size_t) (size + rest)};
	return PAY_OK;
}

pay_status pay_ecb_open(
	pay_slice key, pay_slice sealed, pay_arena *arena, pay_slice *plain, pay_error *error)
{
	if (key.size != PAY_AES_256_KEY_SIZE) {
		return not_opened(error);
	}
	return open_blocks(EVP_aes_256_ecb(), key, NULL, sealed, arena, plain, error);
}

static const unsigned char zero_iv[PAY_AES_BLOCK_SIZE];

static pay_status cbc_of(pay_slice key, const EVP_CIPHER **cipher, pay_error *error)
{
	if (key.size != PAY_AES_128_KEY_SIZE && key.size != PAY_AES_256_KEY_SIZE) {
		return pay_fail(error, PAY_E_CONFIG, "config.format",
			"The AES key is %zu bytes; 16 or 32 are needed", key.size);
	}
	*cipher = key.size == PAY_AES_128_KEY_SIZE ? EVP_aes_128_cbc() : EVP_aes_256_cbc();
	return PAY_OK;
}

static bool cbc_seal(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, pay_slice key,
	pay_slice plain, unsigned char *sealed, size_t *sealed_size)
{
	int size = 0, rest = 0;
	bool done = EVP_EncryptInit_ex(context, cipher, NULL, bytes_of(key), zero_iv) == 1
		&& EVP_EncryptUpdate(context, sealed, &size, bytes_of(plain), (int) plain.size) == 1
		&& EVP_EncryptFinal_ex(context, sealed + size, &rest) == 1;

	*sealed_size = (size_t) (size + rest);
	return done;
}

pay_status pay_cbc_seal(
	pay_slice key, pay_slice plain, pay_arena *arena, pay_slice *base64, pay_error *error)
{
	const EVP_CIPHER *cipher = NULL;
	EVP_CIPHER_CTX *context;
	unsigned char *sealed;
	size_t size = 0;
	bool done;

	PAY_TRY(cbc_of(key, &cipher, error));
	sealed = plain.size <= INT_MAX - PAY_AES_BLOCK_SIZE
		? pay_arena_take(arena, plain.size + PAY_AES_BLOCK_SIZE)
		: NULL;
	context = EVP_CIPHER_CTX_new();
	if (sealed == NULL || context == NULL) {
		EVP_CIPHER_CTX_free(context);
		return PAY_E_MEMORY;
	}
	done = cbc_seal(context, cipher, key, plain, sealed, &size);
	pay_openssl_errors_drop();
	EVP_CIPHER_CTX_free(context);
	if (!done) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-refused",
			"OpenSSL refused to encrypt with AES-CBC; a policy of this machine may forbid it");
	}
	return pay_base64_encode(arena, base64, (pay_slice) {(const char *) sealed, size});
}

pay_status pay_cbc_open_iv(pay_slice key, pay_slice iv, pay_slice base64, pay_arena *arena,
	pay_slice *plain, pay_error *error)
{
	const EVP_CIPHER *cipher = NULL;
	pay_error ignored = PAY_ERROR_INIT;
	pay_slice sealed;

	PAY_TRY(cbc_of(key, &cipher, error));
	if (iv.size != PAY_AES_BLOCK_SIZE
		|| pay_base64_decode(arena, &sealed, base64, &ignored) != PAY_OK) {
		return not_opened(error);
	}
	return open_blocks(cipher, key, bytes_of(iv), sealed, arena, plain, error);
}

pay_status pay_cbc_open(
	pay_slice key, pay_slice base64, pay_arena *arena, pay_slice *plain, pay_error *error)
{
	const pay_slice iv = {(const char *) zero_iv, sizeof(zero_iv)};

	return pay_cbc_open_iv(key, iv, base64, arena, plain, error);
}
