/* SPDX-License-Identifier: MIT */
#include "alipay_keys.h"
#include "check.h"
#include "keys.h"

#include "core/sign.h"

#include <openssl/evp.h>

static void published_verifications(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;

		if (vector_is(&vectors[i], "rsa_sha256_verify")) {
			pay_key *key =
				key_load(PAY_KEY_PUBLIC, vector_get(&vectors[i], "inputs.public_key_ref"));
			pay_status status = pay_rsa_verify(key, vector_get(&vectors[i], "inputs.message"),
				vector_get(&vectors[i], "inputs.signature"), &arena, &error);
			bool valid = vector_get(&vectors[i], "expected.valid").data[0] == '1';

			CHECK(status == (valid ? PAY_OK : PAY_E_SIGNATURE));
			pay_key_release(key);
		}
		pay_arena_reset(&arena);
	}
}

static void published_signatures(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		if (vector_is(&vectors[i], "rsa_sha256_sign")) {
			pay_arena arena = {0};
			pay_error error = PAY_ERROR_INIT;
			pay_slice signature;
			pay_key *key =
				key_load(PAY_KEY_PRIVATE, vector_get(&vectors[i], "inputs.private_key_ref"));

			CHECK_OK(pay_rsa_sign(
				key, vector_get(&vectors[i], "inputs.message"), &arena, &signature, &error));
			CHECK_TEXT(signature, vector_get(&vectors[i], "expected.signature"));
			pay_key_release(key);
			pay_arena_reset(&arena);
		}
	}
}

static void odd_signatures(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *private = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));
	pay_key *public = key_load(PAY_KEY_PUBLIC, PAY_LIT("ys_merchant_cert"));
	pay_slice message = PAY_LIT("a\0b"), signature, longer;
	char *changed;

	CHECK_OK(pay_rsa_sign(private, message, &arena, &signature, &error));
	CHECK_OK(pay_rsa_verify(public, message, signature, &arena, &error));
	CHECK_OK(pay_rsa_verify(private, message, signature, &arena, &error));
	CHECK_FAILS(pay_rsa_verify(public, PAY_LIT("a\0c"), signature, &arena, &error), PAY_E_SIGNATURE,
		"signature.mismatch");
	CHECK_FAILS(pay_rsa_verify(public, PAY_LIT("a"), signature, &arena, &error), PAY_E_SIGNATURE,
		"signature.mismatch");
	CHECK_FAILS(pay_rsa_verify(public, message, PAY_LIT(""), &arena, &error), PAY_E_SIGNATURE,
		"signature.malformed");
	CHECK_FAILS(pay_rsa_verify(public, message, PAY_LIT("Zm9v"), &arena, &error), PAY_E_SIGNATURE,
		"signature.malformed");
	CHECK_OK(PAY_JOIN(&arena, &longer, signature, signature));
	CHECK_FAILS(pay_rsa_verify(public, message, longer, &arena, &error), PAY_E_SIGNATURE,
		"signature.malformed");
	CHECK_OK(pay_copy(&arena, &longer, signature));
	changed = (char *) longer.data;
	for (size_t i = 0; i + 4 < longer.size; i += 5) {
		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		CHECK(pay_rsa_verify(public, message, longer, &arena, &error) == PAY_E_SIGNATURE);
		changed[i] = signature.data[i];
	}
	CHECK_OK(pay_rsa_verify(public, message, longer, &arena, &error));
	pay_key_release(private);
	pay_key_release(public);
	pay_arena_reset(&arena);
}

static pay_hash hash_of(const vector *from)
{
	return pay_slice_equal(vector_get(from, "inputs.sign_type"), PAY_LIT("RSA")) ? PAY_HASH_SHA1
																				 : PAY_HASH_SHA256;
}

static void published_for_alipay(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];
		pay_arena arena = {0};
		pay_error error;
		pay_slice signature;

		if (vector_is(from, "raw_sign")) {
			pay_key *key = alipay_key(PAY_KEY_PRIVATE, vector_get(from, "inputs.private_key"));

			CHECK_OK(pay_rsa_sign_hash(
				key, hash_of(from), vector_get(from, "inputs.data"), &arena, &signature, &error));
			CHECK_TEXT(signature, vector_get(from, "expected.sign"));
			pay_key_release(key);
		}
		if (vector_is(from, "raw_verify")) {
			pay_key *key = alipay_vector_key(from);

			CHECK_FAILS(pay_rsa_verify_hash(key, hash_of(from), vector_get(from, "inputs.data"),
							vector_get(from, "inputs.sign"), &arena, &error),
				PAY_E_SIGNATURE, "signature.mismatch");
			pay_key_release(key);
		}
		pay_arena_reset(&arena);
	}
}

/* Neither hash passes for the other. */
static void the_hash_is_part_of_the_proof(void)
{
	static const pay_hash hashes[] = {PAY_HASH_SHA256, PAY_HASH_SHA1};
	pay_key *key = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));
	pay_slice message = PAY_LIT("a=1&b=2");

	for (size_t i = 0; i < 2; i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_slice signature;

		CHECK_OK(pay_rsa_sign_hash(key, hashes[i], message, &arena, &signature, &error));
		CHECK_OK(pay_rsa_verify_hash(key, hashes[i], message, signature, &arena, &error));
		CHECK_FAILS(pay_rsa_verify_hash(key, hashes[1 - i], message, signature, &arena, &error),
			PAY_E_SIGNATURE, "signature.mismatch");
		CHECK_FAILS(pay_rsa_verify_hash(key, hashes[i], message, PAY_LIT("Zm9v"), &arena, &error),
			PAY_E_SIGNATURE, "signature.malformed");
		pay_arena_reset(&arena);
	}
	pay_key_release(key);
}

/* A machine that forbids an algorithm says nothing about a message. */
static void a_policy_is_no_verdict(void)
{
	pay_arena arena = {0};
	pay_error error;
	pay_key *key = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));
	pay_slice message = PAY_LIT("a=1"), signature, other;

	CHECK_OK(pay_rsa_sign_hash(key, PAY_HASH_SHA1, message, &arena, &signature, &error));
	CHECK(EVP_set_default_properties(NULL, "fips=yes") == 1);
	CHECK_FAILS(pay_rsa_sign_hash(key, PAY_HASH_SHA1, message, &arena, &other, &error),
		PAY_E_CONFIG, "config.sha1");
	CHECK_FAILS(pay_rsa_verify_hash(key, PAY_HASH_SHA1, message, signature, &arena, &error),
		PAY_E_CONFIG, "config.sha1");
	CHECK_FAILS(pay_rsa_verify(key, message, signature, &arena, &error), PAY_E_CONFIG,
		"config.key-refused");
	CHECK(EVP_set_default_properties(NULL, "") == 1);
	CHECK_OK(pay_rsa_verify_hash(key, PAY_HASH_SHA1, message, signature, &arena, &error));
	pay_key_release(key);
	pay_arena_reset(&arena);
}

int main(void)
{
	published_verifications();
	published_signatures();
	odd_signatures();
	published_for_alipay();
	the_hash_is_part_of_the_proof();
	a_policy_is_no_verdict();
	return check_done();
}
