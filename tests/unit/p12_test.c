/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "keys.h"

#include "core/key_cache.h"
#include "core/p12.h"

#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#define PASSWORD "1900000109"
#define MODERN "tests/data/keys/merchant.p12"        /* AES-256, as OpenSSL 3 writes it */
#define LEGACY "tests/data/keys/merchant-legacy.p12" /* RC2-40, as WeChat Pay hands it out */

static pay_status open_bytes(pay_slice file, const char *password, pay_error *error)
{
	pay_arena arena = {0};
	pay_slice private_key, certificate;
	char *bytes = malloc(file.size > 0 ? file.size : 1); /* ASan sees who reads on */
	pay_status status;

	memcpy(bytes, file.data, file.size);
	*error = (pay_error) PAY_ERROR_INIT;
	status = pay_p12_open((pay_slice) {bytes, file.size}, pay_slice_from(password), "certificate",
		&arena, &private_key, &certificate, error);
	free(bytes);
	CHECK(status != PAY_OK || (private_key.data[0] == 0x30 && certificate.data[0] == 0x30));
	pay_arena_reset(&arena);
	return status;
}

static pay_status open_file(const char *path, const char *password, pay_error *error)
{
	size_t size;
	char *bytes = file_read(path, &size);
	pay_status status = open_bytes((pay_slice) {bytes, size}, password, error);

	free(bytes);
	return status;
}

static pay_key *load(pay_key_kind kind, const char *path, const char *before)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;
	pay_slice text;
	size_t size;
	char *bytes = file_read(path, &size);

	CHECK_OK(PAY_JOIN(&arena, &text, pay_slice_from(before),
		(pay_slice) {"\0", before[0] != '\0' ? 1 : 0}, (pay_slice) {bytes, size}));
	CHECK_OK(pay_key_read(kind, text, "certificate", &key, &error));
	free(bytes);
	pay_arena_reset(&arena);
	return key;
}

/* What comes out is the pair that went in. */
static void holds_the_merchants_pair(const char *path)
{
	pay_key *private_key = load(PAY_KEY_P12_PRIVATE, path, PASSWORD);
	pay_key *certificate = load(PAY_KEY_P12_CERTIFICATE, path, PASSWORD);
	pay_key *same_key = load(PAY_KEY_PRIVATE, "tests/data/keys/merchant.key.pem", "");
	pay_key *same_certificate = load(PAY_KEY_CERTIFICATE, "tests/data/keys/merchant.cert.pem", "");

	CHECK(private_key->kind == PAY_KEY_PRIVATE && certificate->kind == PAY_KEY_CERTIFICATE);
	CHECK(pay_key_same(private_key, same_key) && pay_key_same(private_key, certificate));
	CHECK_TEXT(pay_slice_from(certificate->serial), pay_slice_from(same_certificate->serial));
	pay_key_release(private_key);
	pay_key_release(certificate);
	pay_key_release(same_key);
	pay_key_release(same_certificate);
}

static bool has_legacy(void)
{
	OSSL_LIB_CTX *context = OSSL_LIB_CTX_new();
	OSSL_PROVIDER *legacy = OSSL_PROVIDER_load(context, "legacy");
	bool found = legacy != NULL;

	if (found) {
		(void) OSSL_PROVIDER_unload(legacy);
	}
	OSSL_LIB_CTX_free(context);
	return found;
}

static void passwords(void)
{
	static const char *const wrong[] = {"", "1900000108", "1900000109 ", "19000001091", "\xff"};
	pay_error error;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		CHECK_FAILS(open_file(MODERN, wrong[i], &error), PAY_E_CONFIG, "config.p12-password");
		CHECK_FAILS(open_file(LEGACY, wrong[i], &error), PAY_E_CONFIG, "config.p12-password");
		CHECK(wrong[i][0] == '\0' || strstr(error.message, wrong[i]) == NULL);
	}
}

/* RC2-40 is in a provider that need not be installed; the rest works without it. */
static void with_and_without_the_legacy_provider(void)
{
	pay_error error = PAY_ERROR_INIT;

	CHECK_OK(open_file(MODERN, PASSWORD, &error));
	if (has_legacy()) {
		holds_the_merchants_pair(LEGACY);
	} else {
		CHECK_FAILS(open_file(LEGACY, PASSWORD, &error), PAY_E_CONFIG, "config.p12-legacy");
	}
	holds_the_merchants_pair(MODERN);
	passwords();

	CHECK(setenv("OPENSSL_MODULES", "tests/data/none", 1) == 0 && !has_legacy());
	CHECK_FAILS(open_file(LEGACY, PASSWORD, &error), PAY_E_CONFIG, "config.p12-legacy");
	holds_the_merchants_pair(MODERN);
	passwords();
	CHECK(unsetenv("OPENSSL_MODULES") == 0);
}

/* Made here: what nobody should hand out. mac_iterations -1: without a MAC. */
static char *made(const char *password, const pay_key *private_key, const pay_key *certificate,
	int mac_iterations, size_t *size)
{
	PKCS12 *p12 = PKCS12_create(password, NULL, private_key != NULL ? private_key->pkey : NULL,
		certificate != NULL ? certificate->certificate : NULL, NULL, 0, 0, 1, mac_iterations, 0);
	unsigned char *bytes = NULL;
	int got = i2d_PKCS12(p12, &bytes);
	char *copy = malloc((size_t) got);

	CHECK(p12 != NULL && got > 0);
	memcpy(copy, bytes, (size_t) got);
	OPENSSL_free(bytes);
	PKCS12_free(p12);
	*size = (size_t) got;
	return copy;
}

static void what_lacks_something(void)
{
	pay_key *key = load(PAY_KEY_PRIVATE, "tests/data/keys/merchant.key.pem", "");
	pay_key *certificate = load(PAY_KEY_CERTIFICATE, "tests/data/keys/merchant.cert.pem", "");
	pay_key *other = load(PAY_KEY_CERTIFICATE, "tests/data/keys/platform.cert.pem", "");
	const struct {
		const pay_key *key, *certificate;
		int mac_iterations;
		const char *reason;
	} cases[] = {
		{key, certificate, 1, NULL},
		{NULL, certificate, 1, "config.key-format"},
		{key, NULL, 1, "config.key-format"},
		{key, certificate, -1, "config.key-format"},
		{NULL, other, 1, "config.key-format"},
	};

	for (int legacy = 0; legacy < 2; legacy++) {
		for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
			pay_error error = PAY_ERROR_INIT;
			size_t size;
			char *bytes =
				made(PASSWORD, cases[i].key, cases[i].certificate, cases[i].mac_iterations, &size);

			CHECK(pay_is_p12((pay_slice) {bytes, size}));
			if (cases[i].reason == NULL) {
				CHECK_OK(open_bytes((pay_slice) {bytes, size}, PASSWORD, &error));
			} else {
				CHECK_FAILS(open_bytes((pay_slice) {bytes, size}, PASSWORD, &error), PAY_E_CONFIG,
					cases[i].reason);
			}
			free(bytes);
		}
		CHECK(setenv("OPENSSL_MODULES", "tests/data/none", 1) == 0);
	}
	CHECK(unsetenv("OPENSSL_MODULES") == 0);
	pay_key_release(key);
	pay_key_release(certificate);
	pay_key_release(other);
}

static void damage_is_noticed(void)
{
	pay_error error;
	size_t size;
	char *bytes = file_read(MODERN, &size);

	CHECK(pay_is_p12((pay_slice) {bytes, size}));
	for (size_t cut = 0; cut < size; cut += 13) {
		CHECK(!pay_is_p12((pay_slice) {bytes, cut}));
		CHECK_FAILS(open_bytes((pay_slice) {bytes, cut}, PASSWORD, &error), PAY_E_CONFIG,
			"config.key-format");
	}
	CHECK(!pay_is_p12((pay_slice) {bytes, size + 1})); /* the NUL behind it */
	CHECK_FAILS(open_bytes((pay_slice) {bytes, size + 1}, PASSWORD, &error), PAY_E_CONFIG,
		"config.key-format");
	for (size_t i = 0; i < size; i += 7) {
		bytes[i] = (char) (bytes[i] ^ (1 << (i % 8)));
		(void) open_bytes((pay_slice) {bytes, size}, PASSWORD, &error);
		bytes[i] = (char) (bytes[i] ^ (1 << (i % 8)));
	}
	free(bytes);
}

static void other_files_are_none(void)
{
	static const char *const paths[] = {"tests/data/keys/merchant.key.pem",
		"tests/data/keys/merchant.cert.pem", "tests/data/keys/ec.key.pem"};
	char large[PAY_KEY_TEXT_MAX + 1] = {0x30, (char) 0x83, 0x00, (char) 0xff, (char) 0xfc};
	pay_key *certificate = load(PAY_KEY_CERTIFICATE, paths[1], "");
	pay_key *key = load(PAY_KEY_PRIVATE, paths[0], "");
	unsigned char *der = NULL;
	int size;

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		size_t length;
		char *bytes = file_read(paths[i], &length);

		CHECK(!pay_is_p12((pay_slice) {bytes, length}));
		free(bytes);
	}
	size = i2d_X509(certificate->certificate, &der);
	CHECK(size > 0 && !pay_is_p12((pay_slice) {(char *) der, (size_t) size}));
	OPENSSL_free(der);
	der = NULL;
	size = i2d_PrivateKey(key->pkey, &der);
	CHECK(size > 0 && !pay_is_p12((pay_slice) {(char *) der, (size_t) size}));
	OPENSSL_clear_free(der, (size_t) size);
	CHECK(!pay_is_p12(PAY_LIT("")) && !pay_is_p12((pay_slice) {large, sizeof(large)}));
	pay_key_release(certificate);
	pay_key_release(key);
}

/* The cache takes file and password for one text: neither opens for another. */
static void the_cache_knows_the_password(void)
{
	pay_key_cache cache = {0};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;
	pay_slice right, wrong;
	size_t size;
	char *bytes = file_read(MODERN, &size);

	CHECK_OK(PAY_JOIN(&arena, &right, PAY_LIT(PASSWORD "\0"), (pay_slice) {bytes, size}));
	CHECK_OK(PAY_JOIN(&arena, &wrong, PAY_LIT("1900000108\0"), (pay_slice) {bytes, size}));
	for (int i = 0; i < 2; i++) {
		CHECK_OK(
			pay_key_cache_get(&cache, 8, PAY_KEY_P12_PRIVATE, right, "certificate", &key, &error));
		pay_key_release(key);
		CHECK_FAILS(
			pay_key_cache_get(&cache, 8, PAY_KEY_P12_PRIVATE, wrong, "certificate", &key, &error),
			PAY_E_CONFIG, "config.p12-password");
	}
	CHECK(cache.hits == 1);
	pay_key_cache_clear(&cache);
	free(bytes);
	pay_arena_reset(&arena);
}

int main(void)
{
	with_and_without_the_legacy_provider();
	what_lacks_something();
	damage_is_noticed();
	other_files_are_none();
	the_cache_knows_the_password();
	return check_done();
}
