/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "keys.h"

#include "core/text.h"

static pay_status read_and_drop(pay_key_kind kind, pay_slice text, pay_error *error)
{
	pay_key *key = NULL;
	pay_status status = pay_key_read(kind, text, "privateKey", &key, error);

	CHECK((status == PAY_OK) == (key != NULL));
	pay_key_release(key);
	return status;
}

/* The bytes inside the first PEM block. */
static pay_slice der_of(pay_arena *arena, pay_slice pem)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice base64 = {strchr(pem.data, '\n') + 1, 0}, der;
	char *packed = pay_arena_take(arena, pem.size);
	size_t size = 0;

	for (const char *byte = base64.data; *byte != '-'; byte++) {
		if (*byte != '\n' && *byte != '\r') {
			packed[size++] = *byte;
		}
	}
	CHECK_OK(pay_base64_decode(arena, &der, (pay_slice) {packed, size}, &error));
	return der;
}

static void serials_of_published_certificates(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		if (vector_is(&vectors[i], "cert_serial")) {
			pay_key *key =
				key_load(PAY_KEY_CERTIFICATE, vector_get(&vectors[i], "inputs.certificate_ref"));

			CHECK_TEXT(
				pay_slice_from(key->serial), vector_get(&vectors[i], "expected.serial_hex_upper"));
			CHECK(key->not_before < key->not_after);
			pay_key_release(key);
		}
	}
}

static void pairs_are_told_from_strangers(void)
{
	pay_key *private = key_load(PAY_KEY_PRIVATE, PAY_LIT("ys_merchant_private"));
	pay_key *own = key_load(PAY_KEY_CERTIFICATE, PAY_LIT("ys_merchant_cert"));
	pay_key *other = key_load(PAY_KEY_CERTIFICATE, PAY_LIT("ys_platform_cert"));

	CHECK(pay_key_same(private, own));
	CHECK(pay_key_same(own, private));
	CHECK(!pay_key_same(private, other));
	pay_key_release(private);
	pay_key_release(own);
	pay_key_release(other);
	pay_key_release(NULL);
}

static void kinds_are_not_mixed(void)
{
	pay_error error;

	CHECK_FAILS(read_and_drop(PAY_KEY_PRIVATE, key_text(PAY_LIT("ys_merchant_cert")), &error),
		PAY_E_CONFIG, "config.key-kind");
	CHECK_FAILS(read_and_drop(PAY_KEY_PRIVATE, key_text(PAY_LIT("go_platform_public")), &error),
		PAY_E_CONFIG, "config.key-kind");
	CHECK_FAILS(read_and_drop(PAY_KEY_PUBLIC, key_text(PAY_LIT("ys_merchant_private")), &error),
		PAY_E_CONFIG, "config.key-kind");
	CHECK_FAILS(read_and_drop(PAY_KEY_CERTIFICATE, key_text(PAY_LIT("go_platform_public")), &error),
		PAY_E_CONFIG, "config.key-kind");
	CHECK_FAILS(
		read_and_drop(PAY_KEY_PRIVATE, PAY_LIT(""), &error), PAY_E_CONFIG, "config.key-empty");
	CHECK_FAILS(
		read_and_drop(PAY_KEY_PRIVATE, PAY_LIT(" \n\t"), &error), PAY_E_CONFIG, "config.key-empty");
	CHECK_FAILS(
		read_and_drop(PAY_KEY_PRIVATE, PAY_LIT("\0"), &error), PAY_E_CONFIG, "config.key-format");
	CHECK_OK(read_and_drop(PAY_KEY_PUBLIC, key_text(PAY_LIT("ys_merchant_cert")), &error));
}

static void forms_of_one_key(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice pem = key_text(PAY_LIT("ys_merchant_private")), der, base64, with_mark;

	der = der_of(&arena, pem);
	CHECK_OK(pay_base64_encode(&arena, &base64, der));
	CHECK_OK(PAY_JOIN(&arena, &with_mark, PAY_LIT("\xEF\xBB\xBF"), pem));
	CHECK_OK(read_and_drop(PAY_KEY_PRIVATE, pem, &error));
	CHECK_OK(read_and_drop(PAY_KEY_PRIVATE, der, &error));
	CHECK_OK(read_and_drop(PAY_KEY_PRIVATE, base64, &error));
	CHECK_OK(read_and_drop(PAY_KEY_PRIVATE, with_mark, &error));
	pay_arena_reset(&arena);
}

static void validity_has_exact_ends(void)
{
	pay_key *key = key_load(PAY_KEY_CERTIFICATE, PAY_LIT("ys_merchant_cert"));
	pay_key *bare = key_load(PAY_KEY_PUBLIC, PAY_LIT("go_platform_public"));
	pay_error error;

	CHECK_OK(pay_key_check_validity(key, "certificate", key->not_before, &error));
	CHECK_OK(pay_key_check_validity(key, "certificate", key->not_after, &error));
	CHECK_FAILS(pay_key_check_validity(key, "certificate", key->not_before - 1, &error),
		PAY_E_CONFIG, "config.certificate-future");
	CHECK_FAILS(pay_key_check_validity(key, "certificate", key->not_after + 1, &error),
		PAY_E_CONFIG, "config.certificate-expired");
	CHECK_OK(pay_key_check_validity(bare, "key", INT64_MAX, &error));
	pay_key_release(key);
	pay_key_release(bare);
}

static void serials_are_numbers(void)
{
	CHECK(pay_serial_equal(PAY_LIT("0C4A"), PAY_LIT("C4A")));
	CHECK(pay_serial_equal(PAY_LIT("000C4A"), PAY_LIT("0C4A")));
	CHECK(!pay_serial_equal(PAY_LIT("C4A0"), PAY_LIT("C4A")));
	CHECK(!pay_serial_equal(PAY_LIT(""), PAY_LIT("1")));
	CHECK(!pay_serial_equal(PAY_LIT("PUB_KEY_ID_01"), PAY_LIT("PUB_KEY_ID_1")));
	CHECK(pay_serial_equal(PAY_LIT("PUB_KEY_ID_01"), PAY_LIT("PUB_KEY_ID_01")));
}

/* Nothing that a damaged key may say reads out of bounds; ASan watches. What still loads is a key. */
static void damage_never_harms(void)
{
	static const struct {
		pay_key_kind kind;
		pay_slice name;
	} keys[] = {{PAY_KEY_PRIVATE, PAY_LIT_INIT("gp_pkcs1_private")},
		{PAY_KEY_CERTIFICATE, PAY_LIT_INIT("ys_merchant_cert")},
		{PAY_KEY_PUBLIC, PAY_LIT_INIT("gp_pkcs1_public")}};
	pay_error error = PAY_ERROR_INIT;

	for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
		pay_arena arena = {0};
		pay_slice der = der_of(&arena, key_text(keys[k].name));
		char *bytes = malloc(der.size);

		CHECK(bytes != NULL);
		for (size_t i = 0; i < der.size; i += i < 64 ? 1 : 7) {
			memcpy(bytes, der.data, der.size);
			bytes[i] = (char) (bytes[i] ^ (1 << (i % 8)));
			(void) read_and_drop(keys[k].kind, (pay_slice) {bytes, der.size}, &error);
			CHECK(read_and_drop(keys[k].kind, (pay_slice) {bytes, i}, &error) == PAY_E_CONFIG);
		}
		free(bytes);
		pay_arena_reset(&arena);
	}
}

int main(void)
{
	serials_of_published_certificates();
	pairs_are_told_from_strangers();
	kinds_are_not_mixed();
	forms_of_one_key();
	validity_has_exact_ends();
	serials_are_numbers();
	damage_never_harms();
	return check_done();
}
