/* SPDX-License-Identifier: MIT */
#include "alipay_keys.h"
#include "check.h"
#include "keys.h"

#include "core/cipher.h"
#include "core/digest.h"
#include "core/text.h"

static pay_status open_vector(
	const vector *from, pay_arena *arena, pay_slice *plain, pay_error *error)
{
	pay_slice sealed = PAY_LIT("");
	pay_slice text = vector_get(from, "inputs.ciphertext_base64");

	if (text.size > 0) {
		CHECK_OK(pay_base64_decode(arena, &sealed, text, error));
	}
	return pay_gcm_open(vector_get(from, "inputs.key"), vector_get(from, "inputs.nonce"),
		vector_get(from, "inputs.associated_data"), sealed, arena, plain, error);
}

static void published_sealed_texts(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_slice plain = PAY_LIT("untouched");

		if (!vector_is(&vectors[i], "aes_256_gcm_decrypt")
			&& !vector_is(&vectors[i], "aes_256_gcm_decrypt_raw")) {
			continue;
		}
		if (vector_has(&vectors[i], "expected.error")
			|| vector_has(&vectors[i], "expected.strict_v3")) {
			CHECK_FAILS(open_vector(&vectors[i], &arena, &plain, &error), PAY_E_SIGNATURE,
				"signature.decrypt");
			CHECK_TEXT(plain, PAY_LIT("untouched"));
		} else {
			CHECK_OK(open_vector(&vectors[i], &arena, &plain, &error));
			CHECK_TEXT(plain, vector_get(&vectors[i], "expected.plaintext"));
		}
		pay_arena_reset(&arena);
	}
}

/* Each bit of key, nonce, associated data, text and tag counts. */
static void nothing_may_change(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	char key[] = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb", nonce[] = "uluk4a9R25RW",
		 data[] = "associatedData";
	pay_slice sealed, plain;

	CHECK_OK(
		pay_base64_decode(&arena, &sealed, PAY_LIT("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI="), &error));
	const struct {
		char *bytes;
		size_t size;
	} inputs[] = {{key, 32}, {nonce, 12}, {data, 14}, {(char *) sealed.data, sealed.size}};

	for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++) {
		for (size_t bit = 0; bit < inputs[i].size * 8; bit++) {
			inputs[i].bytes[bit / 8] = (char) (inputs[i].bytes[bit / 8] ^ (1 << (bit % 8)));
			CHECK_FAILS(pay_gcm_open((pay_slice) {key, 32}, (pay_slice) {nonce, 12},
							(pay_slice) {data, 14}, sealed, &arena, &plain, &error),
				PAY_E_SIGNATURE, "signature.decrypt");
			inputs[i].bytes[bit / 8] = (char) (inputs[i].bytes[bit / 8] ^ (1 << (bit % 8)));
		}
	}
	for (size_t size = 0; size < sealed.size; size++) {
		CHECK_FAILS(
			pay_gcm_open((pay_slice) {key, 32}, (pay_slice) {nonce, 12}, (pay_slice) {data, 14},
				(pay_slice) {sealed.data, size}, &arena, &plain, &error),
			PAY_E_SIGNATURE, "signature.decrypt");
	}
	CHECK_OK(pay_gcm_open((pay_slice) {key, 32}, (pay_slice) {nonce, 12}, (pay_slice) {data, 14},
		sealed, &arena, &plain, &error));
	CHECK_TEXT(plain, PAY_LIT("message"));
	pay_arena_reset(&arena);
}

static void published_encrypted_fields(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_slice plain;
		pay_key *key;

		if (!vector_is(&vectors[i], "rsa_oaep_sha1_decrypt")) {
			continue;
		}
		key = key_load(PAY_KEY_PRIVATE, vector_get(&vectors[i], "inputs.private_key_ref"));
		if (vector_has(&vectors[i], "expected.error")) {
			error = (pay_error) PAY_ERROR_INIT;
			CHECK(pay_oaep_decrypt(key, vector_get(&vectors[i], "inputs.ciphertext_base64"), &arena,
					  &plain, &error)
				== PAY_E_SIGNATURE);
		} else {
			CHECK_OK(pay_oaep_decrypt(
				key, vector_get(&vectors[i], "inputs.ciphertext_base64"), &arena, &plain, &error));
			CHECK_TEXT(plain, vector_get(&vectors[i], "expected.plaintext"));
		}
		pay_key_release(key);
		pay_arena_reset(&arena);
	}
}

static void a_field_holds_so_much(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *public = key_load(PAY_KEY_PUBLIC, PAY_LIT("java_merchant_cert"));
	pay_key *private = key_load(PAY_KEY_PRIVATE, PAY_LIT("java_merchant_private"));
	char text[215];
	pay_slice sealed, again, plain;

	memset(text, 'x', sizeof(text));
	CHECK_OK(pay_oaep_encrypt(public, (pay_slice) {text, 214}, &arena, &sealed, &error));
	CHECK_OK(pay_oaep_encrypt(public, (pay_slice) {text, 214}, &arena, &again, &error));
	CHECK(!pay_slice_equal(sealed, again));
	CHECK_OK(pay_oaep_decrypt(private, sealed, &arena, &plain, &error));
	CHECK_TEXT(plain, ((pay_slice) {text, 214}));
	CHECK(
		pay_oaep_encrypt(public, (pay_slice) {text, 215}, &arena, &sealed, &error) == PAY_E_VALUE);
	pay_key_release(public);
	pay_key_release(private);
	pay_arena_reset(&arena);
}

/* FIPS 197, appendix C.3, and a second block, which is the padding. */
static void a_known_block(void)
{
	static const char key[] = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"
							  "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice sealed, plain;

	CHECK_OK(pay_base64_decode(
		&arena, &sealed, PAY_LIT("jqK3ylFnRb/q/EmQS0lgiZ87dQSSb4vTbjEY6QOkzUo="), &error));
	CHECK_OK(pay_ecb_open((pay_slice) {key, 32}, sealed, &arena, &plain, &error));
	CHECK_TEXT(plain, PAY_LIT("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff"));
	CHECK(plain.data[plain.size] == '\0');
	pay_arena_reset(&arena);
}

static pay_slice ecb_seal(pay_arena *arena, pay_slice key, pay_slice plain, bool pads)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	unsigned char *bytes = pay_arena_take(arena, plain.size + 32);
	int size = 0, rest = 0;

	CHECK(
		EVP_EncryptInit_ex(context, EVP_aes_256_ecb(), NULL, (const unsigned char *) key.data, NULL)
			== 1
		&& EVP_CIPHER_CTX_set_padding(context, pads) == 1
		&& EVP_EncryptUpdate(
			   context, bytes, &size, (const unsigned char *) plain.data, (int) plain.size)
			== 1
		&& EVP_EncryptFinal_ex(context, bytes + size, &rest) == 1);
	EVP_CIPHER_CTX_free(context);
	return (pay_slice) {(char *) bytes, (size_t) (size + rest)};
}

static void every_size_is_opened(void)
{
	const pay_slice key = PAY_LIT("24cc2089ec57ab0b8fa883e360598865");
	char text[48];

	for (size_t i = 0; i < sizeof(text); i++) {
		text[i] = (char) (i * 37 + 5);
	}
	for (size_t size = 0; size <= sizeof(text); size++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_slice plain;

		CHECK_OK(pay_ecb_open(
			key, ecb_seal(&arena, key, (pay_slice) {text, size}, true), &arena, &plain, &error));
		CHECK_TEXT(plain, ((pay_slice) {text, size}));
		pay_arena_reset(&arena);
	}
}

static void what_is_padded_otherwise_is_not_opened(void)
{
	static const pay_slice ends[] = {
		PAY_LIT_INIT("<root></root>\0\0\0"),
		PAY_LIT_INIT("<root></root>\x03\x03\x02"),
		PAY_LIT_INIT("<root></root>\x02\x03\x03"),
		PAY_LIT_INIT("<root></root>xx\x11"),
		PAY_LIT_INIT("<root></root>xx\xff"),
		PAY_LIT_INIT("\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x0f\x10"),
	};
	const pay_slice key = PAY_LIT("24cc2089ec57ab0b8fa883e360598865");
	pay_arena arena = {0};
	pay_error error;
	pay_slice plain = PAY_LIT("untouched"), sealed;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		sealed = ecb_seal(&arena, key, ends[i], false);
		CHECK(sealed.size == 16);
		CHECK_FAILS(pay_ecb_open(key, sealed, &arena, &plain, &error), PAY_E_SIGNATURE,
			"signature.decrypt");
	}
	sealed = ecb_seal(&arena, key, PAY_LIT("a text of more than a block"), true);
	for (size_t size = 0; size < sealed.size; size++) {
		CHECK_FAILS(pay_ecb_open(key, (pay_slice) {sealed.data, size}, &arena, &plain, &error),
			PAY_E_SIGNATURE, "signature.decrypt");
	}
	CHECK_FAILS(pay_ecb_open((pay_slice) {key.data, 31}, sealed, &arena, &plain, &error),
		PAY_E_SIGNATURE, "signature.decrypt");
	CHECK_FAILS(pay_ecb_open((pay_slice) {key.data, 16}, sealed, &arena, &plain, &error),
		PAY_E_SIGNATURE, "signature.decrypt");
	CHECK_FAILS(pay_ecb_open(PAY_LIT(""), sealed, &arena, &plain, &error), PAY_E_SIGNATURE,
		"signature.decrypt");
	CHECK_TEXT(plain, PAY_LIT("untouched"));
	pay_arena_reset(&arena);
}

/* Sealing and opening are each other's mirror, and the sealed text is the published one. */
static void published_cbc(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_slice key, sealed, plain;

		if (!vector_is(from, "aes_encrypt") && !vector_is(from, "aes_decrypt")) {
			continue;
		}
		CHECK_OK(pay_base64_decode(&arena, &key, vector_get(from, "inputs.key_base64"), &error));
		if (vector_is(from, "aes_encrypt")) {
			pay_slice expected = vector_get(from, "expected.ciphertext_base64");

			CHECK_OK(
				pay_cbc_seal(key, vector_get(from, "inputs.plaintext"), &arena, &sealed, &error));
			CHECK_TEXT(sealed, expected);
			CHECK_OK(pay_cbc_open(key, expected, &arena, &plain, &error));
			CHECK_TEXT(plain, vector_get(from, "inputs.plaintext"));
		} else {
			sealed = vector_get(from, "inputs.ciphertext_base64");
			CHECK_OK(pay_cbc_open(key, sealed, &arena, &plain, &error));
			if (vector_has(from, "expected.plaintext")) {
				CHECK_TEXT(plain, vector_get(from, "expected.plaintext"));
			} else {
				unsigned char digest[PAY_SHA256_SIZE];
				pay_slice hex;

				CHECK_OK(pay_sha256(NULL, digest, 1, &plain));
				CHECK_OK(pay_hex_encode(
					&arena, &hex, (pay_slice) {(const char *) digest, sizeof(digest)}, false));
				CHECK_TEXT(hex, vector_get(from, "expected.plaintext_sha256"));
			}
		}
		pay_arena_reset(&arena);
	}
}

static void the_key_names_the_cbc(void)
{
	static const char key[33] = "0123456789abcdef0123456789abcdef";
	static const char text[] = "a text of several blocks, so that their order counts";
	pay_arena arena = {0};
	pay_error error;

	for (size_t size = 0; size <= sizeof(key); size++) {
		pay_slice sealed, plain, used = {key, size};

		if (size != 16 && size != 32) {
			CHECK_FAILS(pay_cbc_seal(used, PAY_LIT("x"), &arena, &sealed, &error), PAY_E_CONFIG,
				"config.format");
			CHECK_FAILS(pay_cbc_open(used, PAY_LIT("x"), &arena, &plain, &error), PAY_E_CONFIG,
				"config.format");
			continue;
		}
		for (size_t length = 0; length < sizeof(text); length++) {
			CHECK_OK(pay_cbc_seal(used, (pay_slice) {text, length}, &arena, &sealed, &error));
			CHECK_OK(pay_cbc_open(used, sealed, &arena, &plain, &error));
			CHECK_TEXT(plain, ((pay_slice) {text, length}));
		}
	}
	pay_arena_reset(&arena);
}

/* OpenSSL's own answer to: printf hello | openssl enc -aes-128-cbc -K 30..66 -iv 66..30 -a */
static void cbc_with_a_vector(void)
{
	const pay_slice key = PAY_LIT("0123456789abcdef"), iv = PAY_LIT("fedcba9876543210");
	const pay_slice sealed = PAY_LIT("e+3OsGVfOJQQaXifNkYgkQ==");
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice plain;

	CHECK_OK(pay_cbc_open_iv(key, iv, sealed, &arena, &plain, &error));
	CHECK_TEXT(plain, PAY_LIT("hello"));
	for (size_t size = 0; size < iv.size; size++) {
		CHECK_FAILS(
			pay_cbc_open_iv(key, (pay_slice) {iv.data, size}, sealed, &arena, &plain, &error),
			PAY_E_SIGNATURE, "signature.decrypt");
	}
	pay_arena_reset(&arena);
}

/* Every way not to be a sealed text ends in the same words. */
static void cbc_fails_alike(void)
{
	const pay_slice key = PAY_LIT("0123456789abcdef");
	const pay_slice texts[] = {PAY_LIT(""), PAY_LIT("AAAA"), PAY_LIT("no base64!"),
		PAY_LIT("ILpoMowjIQjfYMR847rnFQ==\n"), PAY_LIT("ILpoMowjIQjfYMR847rnFQ"),
		PAY_LIT("ILpoMowjIQjfYMR847rnFQ=="), PAY_LIT("ILpoMowjIQjfYMR847rnFR==")};
	pay_arena arena = {0};
	pay_slice plain = PAY_LIT("untouched");
	pay_error error, first = PAY_ERROR_INIT;

	CHECK(pay_cbc_open(key, texts[0], &arena, &plain, &first) == PAY_E_SIGNATURE);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		CHECK_FAILS(pay_cbc_open(key, texts[i], &arena, &plain, &error), PAY_E_SIGNATURE,
			"signature.decrypt");
		CHECK(strcmp(error.message, first.message) == 0);
	}
	CHECK_TEXT(plain, PAY_LIT("untouched"));
	pay_arena_reset(&arena);
}

int main(void)
{
	published_sealed_texts();
	nothing_may_change();
	published_encrypted_fields();
	a_field_holds_so_much();
	a_known_block();
	every_size_is_opened();
	what_is_padded_otherwise_is_not_opened();
	published_cbc();
	the_key_names_the_cbc();
	cbc_with_a_vector();
	cbc_fails_alike();
	return check_done();
}
