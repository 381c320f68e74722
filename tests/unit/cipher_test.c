/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "keys.h"

#include "core/cipher.h"
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

int main(void)
{
	published_sealed_texts();
	nothing_may_change();
	published_encrypted_fields();
	a_field_holds_so_much();
	return check_done();
}
