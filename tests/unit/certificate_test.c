/* SPDX-License-Identifier: MIT */
#include "alipay_keys.h"
#include "check.h"

#include "core/certificate.h"
#include "core/key_cache.h"
#include "core/text.h"
#include "core/x509_span.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#define ALIPAY_NAME PAY_LIT("支付宝(中国)网络技术有限公司-2088")

static pay_slice sn_of(const pay_key *key)
{
	return key->sn != NULL ? pay_slice_from(key->sn) : PAY_LIT("none");
}

static pay_status read_and_drop(pay_key_kind kind, pay_slice text, pay_error *error)
{
	pay_key *key = NULL;
	pay_status status = pay_key_read(kind, text, "platformCert", &key, error);

	CHECK((status == PAY_OK) == (key != NULL));
	pay_key_release(key);
	return status;
}

static void published_numbers(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];

		if (vector_is(from, "cert_sn")) {
			pay_key *key = alipay_key(PAY_KEY_CHAIN, vector_get(from, "inputs.cert"));

			CHECK(key->kind == PAY_KEY_CHAIN);
			CHECK_TEXT(sn_of(key), vector_get(from, "expected.sn"));
			pay_key_release(key);
		} else if (vector_is(from, "root_cert_sn")) {
			pay_key *key = alipay_key(PAY_KEY_ROOTS, vector_get(from, "inputs.cert"));

			CHECK(key->kind == PAY_KEY_ROOTS && key->pkey == NULL && key->certificate == NULL);
			CHECK_TEXT(sn_of(key), vector_get(from, "expected.root_sn"));
			pay_key_release(key);
		}
	}
}

/* The root file of the sandbox that was before: three certificates, of which one counts. */
static void one_of_three_roots_counts(void)
{
	pay_key *key = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-oldsandbox-3"));

	CHECK_TEXT(sn_of(key), PAY_LIT("6bc29aa3b4d406c43483ffea81e08d22"));
	CHECK(key->der_count == 3 && key->others == NULL);
	pay_key_release(key);
}

static void published_keys_and_pairs(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];

		if (vector_is(from, "cert_public_key")) {
			pay_key *key = alipay_key(PAY_KEY_CHAIN, vector_get(from, "inputs.cert"));
			pay_error error = PAY_ERROR_INIT;
			pay_key *bare = NULL;

			CHECK_OK(pay_key_read(
				PAY_KEY_PUBLIC, vector_get(from, "expected.spki_base64"), "key", &bare, &error));
			CHECK(bare != NULL && pay_key_same(key, bare));
			CHECK(bare->sn == NULL && bare->others == NULL);
			pay_key_release(bare);
			pay_key_release(key);
		} else if (vector_is(from, "key_cert_match")) {
			pay_key *private = alipay_key(PAY_KEY_PRIVATE, vector_get(from, "inputs.private_key"));
			pay_key *key = alipay_key(PAY_KEY_CHAIN, vector_get(from, "inputs.cert"));

			CHECK(
				pay_key_same(private, key) == (vector_get(from, "expected.match").data[0] == '1'));
			pay_key_release(private);
			pay_key_release(key);
		}
	}
}

static void published_chains(void)
{
	for (size_t i = 0; i < ALIPAY_VECTORS; i++) {
		const vector *from = &alipay_vectors[i];
		pay_error error = PAY_ERROR_INIT;
		pay_key *leaf, *roots;

		if (!vector_is(from, "cert_chain")) {
			continue;
		}
		leaf = alipay_key(PAY_KEY_CHAIN, vector_get(from, "inputs.cert"));
		roots = alipay_key(PAY_KEY_ROOTS, vector_get(from, "inputs.root"));
		if (vector_get(from, "expected.chains_to_root").data[0] == '1') {
			CHECK_OK(pay_certificate_check_chain(leaf, NULL, roots, leaf->not_before, &error));
			CHECK_OK(pay_certificate_check_chain(leaf, NULL, roots, leaf->not_after - 1, &error));
			CHECK_FAILS(pay_certificate_check_chain(leaf, NULL, roots, leaf->not_after + 1, &error),
				PAY_E_CONFIG, "config.certificate-chain");
			CHECK_FAILS(
				pay_certificate_check_chain(leaf, NULL, roots, leaf->not_before - 1, &error),
				PAY_E_CONFIG, "config.certificate-chain");
		} else {
			CHECK_FAILS(pay_certificate_check_chain(leaf, NULL, roots, leaf->not_before, &error),
				PAY_E_CONFIG, "config.certificate-chain");
		}
		pay_key_release(leaf);
		pay_key_release(roots);
	}
}

/* What was proven is good for the same roots and for the times at which all of the way is valid. */
static void what_was_proven_is_remembered(void)
{
	pay_error error;
	pay_key *roots = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-prod-4"));
	pay_key *again = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-prod-4"));
	pay_key *leaf = alipay_key(PAY_KEY_CHAIN, PAY_LIT("php-alipay-cert"));
	const int64_t now = leaf->not_before + 1;

	CHECK(leaf->proven_by == NULL);
	CHECK_FAILS(pay_certificate_check_chain(leaf, NULL, roots, leaf->not_after + 1, &error),
		PAY_E_CONFIG, "config.certificate-chain");
	CHECK(leaf->proven_by == NULL);
	CHECK_OK(pay_certificate_check_chain(leaf, NULL, roots, now, &error));
	CHECK(leaf->proven_by == roots && leaf->proven_from == leaf->not_before
		&& leaf->proven_until <= leaf->not_after && leaf->proven_until > now);
	for (int64_t at = leaf->proven_until - 2; at < leaf->proven_until + 3; at++) {
		pay_key *fresh = alipay_key(PAY_KEY_CHAIN, PAY_LIT("php-alipay-cert"));

		CHECK(pay_certificate_check_chain(leaf, NULL, roots, at, &error)
			== pay_certificate_check_chain(fresh, NULL, roots, at, &error));
		pay_key_release(fresh);
	}
	pay_key_release(roots); /* leaf holds them */
	CHECK_OK(pay_certificate_check_chain(leaf, NULL, again, now, &error));
	CHECK(leaf->proven_by == again);
	pay_key_release(again);
	pay_key_release(leaf);
}

/* What follows the subject is the key; its tag is broken. */
static void break_inside(pay_slice der)
{
	pay_x509_span span;

	CHECK(pay_x509_span_find(&span, der));
	((char *) span.subject.data)[span.subject.size] = 0;
}

/* A broken root that no chain asks for harms nobody; the one that it asks for leads nowhere. */
static void roots_are_decoded_when_asked_for(void)
{
	size_t needed = 0;

	for (size_t i = 0; i < 4; i++) {
		pay_key *roots = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-prod-4"));
		pay_key *leaf = alipay_key(PAY_KEY_CHAIN, PAY_LIT("php-alipay-cert"));
		pay_error error = PAY_ERROR_INIT;
		pay_status status;

		break_inside(roots->ders[i]);
		status = pay_certificate_check_chain(leaf, NULL, roots, leaf->not_before, &error);
		CHECK(status == PAY_OK || strcmp(error.reason, "config.certificate-chain") == 0);
		needed += status != PAY_OK;
		pay_key_release(leaf);
		pay_key_release(roots);
	}
	CHECK(needed == 1);
}

static void chains_need_every_part(void)
{
	pay_error error;
	pay_key *roots = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-prod-4"));
	pay_key *other_roots = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-oldsandbox-3"));
	pay_key *leaf = alipay_key(PAY_KEY_CHAIN, PAY_LIT("php-alipay-cert"));
	pay_key *alone = alipay_key(PAY_KEY_CHAIN, PAY_LIT("node-alipay-cert"));
	pay_key *bare = alipay_key(PAY_KEY_PUBLIC, PAY_LIT("node-alipay-pub"));

	CHECK_OK(pay_certificate_check_chain(leaf, NULL, roots, leaf->not_before, &error));
	CHECK(leaf->proven_by == roots); /* which is not what others are measured by */
	CHECK_FAILS(pay_certificate_check_chain(leaf, NULL, other_roots, leaf->not_before, &error),
		PAY_E_CONFIG, "config.certificate-chain");
	CHECK_FAILS(pay_certificate_check_chain(alone, NULL, roots, alone->not_before, &error),
		PAY_E_CONFIG, "config.certificate-chain");
	CHECK_FAILS(pay_certificate_check_chain(bare, NULL, roots, leaf->not_before, &error),
		PAY_E_CONFIG, "config.certificate-chain");
	CHECK_FAILS(pay_certificate_check_chain(leaf, NULL, leaf, leaf->not_before, &error),
		PAY_E_CONFIG, "config.certificate-chain");
	CHECK_FAILS(pay_certificate_check_chain(leaf, NULL, bare, leaf->not_before, &error),
		PAY_E_CONFIG, "config.certificate-chain");
	pay_key_release(roots);
	pay_key_release(other_roots);
	pay_key_release(leaf);
	pay_key_release(alone);
	pay_key_release(bare);
}

static void the_subject_names_alipay(void)
{
	pay_key *alipay = alipay_key(PAY_KEY_CHAIN, PAY_LIT("php-alipay-cert"));
	pay_key *app = alipay_key(PAY_KEY_CHAIN, PAY_LIT("php-app-cert"));
	pay_key *roots = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-prod-4"));
	pay_key *bare = alipay_key(PAY_KEY_PUBLIC, PAY_LIT("node-alipay-pub"));

	CHECK(pay_certificate_subject_has(alipay, ALIPAY_NAME));
	CHECK(pay_certificate_subject_has(alipay, PAY_LIT("")));
	CHECK(!pay_certificate_subject_has(alipay, PAY_LIT("2088")));
	CHECK(!pay_certificate_subject_has(app, ALIPAY_NAME));
	CHECK(pay_certificate_same_issuer(alipay, alipay));
	CHECK(!pay_certificate_same_issuer(alipay, app)); /* Class 2 and Class 1 under one root */
	CHECK(!pay_certificate_same_issuer(bare, bare));
	CHECK(!pay_certificate_subject_has(roots, PAY_LIT("")));
	CHECK(!pay_certificate_subject_has(bare, PAY_LIT("")));
	pay_key_release(alipay);
	pay_key_release(app);
	pay_key_release(roots);
	pay_key_release(bare);
}

/* ---------------------------------------------------------------- certificates made here */

static void add_name(X509_NAME *name, const char *text)
{
	CHECK(X509_NAME_add_entry_by_NID(
			  name, NID_commonName, MBSTRING_UTF8, (const unsigned char *) text, -1, -1, 0)
		== 1);
}

static void add_extension(X509 *certificate, int nid, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	CHECK(extension != NULL && X509_add_ext(certificate, extension, -1) == 1);
	X509_EXTENSION_free(extension);
}

/* Writes a certificate that is valid now; usage is of the key, "" for none. A NULL issuer is itself. */
static X509 *issue(BIO *pem, EVP_PKEY *pkey, const char *subject, const char *second, X509 *issuer,
	const char *constraints, const char *usage)
{
	X509 *made = X509_new();

	CHECK(made != NULL && X509_set_version(made, 2) == 1);
	CHECK(ASN1_INTEGER_set(X509_get_serialNumber(made), 255) == 1);
	CHECK(X509_gmtime_adj(X509_getm_notBefore(made), -1000) != NULL);
	CHECK(X509_gmtime_adj(X509_getm_notAfter(made), 1000) != NULL);
	add_name(X509_get_subject_name(made), subject);
	if (second != NULL) {
		add_name(X509_get_subject_name(made), second);
	}
	CHECK(X509_set_issuer_name(made, X509_get_subject_name(issuer != NULL ? issuer : made)) == 1);
	CHECK(X509_set_pubkey(made, pkey) == 1);
	if (constraints[0] != '\0') {
		add_extension(made, NID_basic_constraints, constraints);
	}
	if (usage[0] != '\0') {
		add_extension(made, NID_key_usage, usage);
	}
	CHECK(X509_sign(made, pkey, EVP_sha256()) > 0);
	CHECK(PEM_write_bio_X509(pem, made) == 1);
	return made;
}

static pay_key *read_made(pay_key_kind kind, BIO *pem)
{
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;
	char *text;
	long size = BIO_get_mem_data(pem, &text);

	CHECK_OK(pay_key_read(kind, (pay_slice) {text, (size_t) size}, "made", &key, &error));
	return key;
}

/* One key signs all of it: only what the certificates say decides. second is a second common name of the leaf. */
static void check_issued(
	const char *constraints, const char *usage, const char *second, bool chains, bool is_named)
{
	EVP_PKEY *pkey = EVP_RSA_gen(2048);
	BIO *root_pem = BIO_new(BIO_s_mem()), *leaf_pem = BIO_new(BIO_s_mem());
	BIO *chain_pem = BIO_new(BIO_s_mem());
	X509 *root = issue(root_pem, pkey, "Root", NULL, NULL, "CA:TRUE", "keyCertSign");
	X509 *middle = issue(chain_pem, pkey, "Middle", NULL, root, constraints, usage);
	X509 *leaf = issue(leaf_pem, pkey, "Alipay", second, middle, "", "digitalSignature");
	pay_error error = PAY_ERROR_INIT;
	pay_key *roots, *key;
	char *text;
	long size = BIO_get_mem_data(chain_pem, &text);

	CHECK(BIO_write(leaf_pem, text, (int) size) == (int) size);
	roots = read_made(PAY_KEY_ROOTS, root_pem);
	key = read_made(PAY_KEY_CHAIN, leaf_pem);
	CHECK(pay_certificate_check_chain(key, NULL, roots, key->not_before, &error)
		== (chains ? PAY_OK : PAY_E_CONFIG));
	CHECK(pay_certificate_subject_has(key, PAY_LIT("Ali")) == is_named);
	pay_key_release(roots);
	pay_key_release(key);
	X509_free(root);
	X509_free(middle);
	X509_free(leaf);
	BIO_free(root_pem);
	BIO_free(leaf_pem);
	BIO_free(chain_pem);
	EVP_PKEY_free(pkey);
}

/* A merchant's own certificate leads to the same roots as Alipay's, and must not issue one. */
static void only_authorities_issue(void)
{
	check_issued("CA:TRUE", "keyCertSign", NULL, true, true);
	check_issued("CA:TRUE", "", NULL, true, true);
	check_issued(
		"", "digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment", NULL, false, true);
	check_issued("CA:FALSE", "", NULL, false, true);
	check_issued("CA:TRUE", "digitalSignature", NULL, false, true);
	check_issued("", "", NULL, false, true);
	check_issued("CA:TRUE", "keyCertSign", "Somebody", true, false);
}

/* What else is in the file may be there; what kinds hold several and which do not stays as it is. */
static void forms_of_bundles(void)
{
	pay_slice chain = alipay_text(PAY_LIT("php-alipay-cert"));
	pay_slice single = alipay_text(PAY_LIT("php-app-cert"));
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice text, crlf;
	char *end;

	CHECK_OK(PAY_JOIN(&arena, &text,
		PAY_LIT("\xEF\xBB\xBF"
				"subject: somebody - else\n"),
		chain, PAY_LIT("\ntext after\n")));
	CHECK_OK(read_and_drop(PAY_KEY_CHAIN, text, &error));
	end = pay_arena_take(&arena, 2 * text.size);
	crlf.data = end;
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '\n') {
			*end++ = '\r';
		}
		*end++ = text.data[i];
	}
	crlf.size = (size_t) (end - crlf.data);
	CHECK_OK(read_and_drop(PAY_KEY_CHAIN, crlf, &error));
	CHECK_OK(read_and_drop(PAY_KEY_CHAIN, single, &error));
	CHECK_OK(read_and_drop(PAY_KEY_CERTIFICATE, single, &error));
	CHECK_OK(read_and_drop(PAY_KEY_PUBLIC, single, &error));
	CHECK_FAILS(
		read_and_drop(PAY_KEY_CERTIFICATE, chain, &error), PAY_E_CONFIG, "config.key-multiple");
	CHECK_FAILS(read_and_drop(PAY_KEY_PUBLIC, chain, &error), PAY_E_CONFIG, "config.key-multiple");
	pay_arena_reset(&arena);
}

static void damaged_bundles_are_refused(void)
{
	static const pay_slice key_kinds[] = {PAY_LIT_INIT("ys-app-priv"),
		PAY_LIT_INIT("node-app-priv"), PAY_LIT_INIT("node-alipay-pub"),
		PAY_LIT_INIT("gopay-app-pub")};
	pay_slice roots = alipay_text(PAY_LIT("root-prod-4"));
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice text;
	char *bytes;

	for (size_t i = 0; i < sizeof(key_kinds) / sizeof(*key_kinds); i++) {
		CHECK(read_and_drop(PAY_KEY_CHAIN, alipay_text(key_kinds[i]), &error) == PAY_E_CONFIG);
		CHECK(read_and_drop(PAY_KEY_ROOTS, alipay_text(key_kinds[i]), &error) == PAY_E_CONFIG);
		CHECK_OK(
			PAY_JOIN(&arena, &text, roots, PAY_LIT("\n"), alipay_text(PAY_LIT("node-app-priv"))));
		CHECK_FAILS(read_and_drop(PAY_KEY_ROOTS, text, &error), PAY_E_CONFIG, "config.key-kind");
	}
	/* Cut anywhere but after a certificate, where the rest is a smaller bundle. */
	for (size_t size = 0; size < roots.size; size += 37) {
		pay_status status = read_and_drop(PAY_KEY_ROOTS, (pay_slice) {roots.data, size}, &error);

		CHECK(status == PAY_E_CONFIG || size > 1800);
	}
	CHECK_OK(pay_copy(&arena, &text, roots));
	bytes = (char *) text.data;
	for (size_t i = 0; i < text.size; i += 11) {
		bytes[i] = (char) (bytes[i] ^ 4);
		(void) read_and_drop(PAY_KEY_ROOTS, text, &error);
		bytes[i] = roots.data[i];
	}
	/* One letter in the last certificate's beginning, so that it is no block any more. */
	bytes = strstr(strstr(bytes + 100, "-----BEGIN") + 1, "-----BEGIN");
	bytes[strlen("-----BEGIN CERTIFICATE-")] = '_';
	CHECK_FAILS(read_and_drop(PAY_KEY_ROOTS, text, &error), PAY_E_CONFIG, "config.key-format");
	CHECK_FAILS(
		read_and_drop(PAY_KEY_ROOTS, PAY_LIT(" \n"), &error), PAY_E_CONFIG, "config.key-empty");
	CHECK_FAILS(
		read_and_drop(PAY_KEY_CHAIN, PAY_LIT("-----"), &error), PAY_E_CONFIG, "config.key-format");
	pay_arena_reset(&arena);
}

/* Lines end otherwise, or have blanks behind them. */
static pay_slice with_line_ends(pay_arena *arena, pay_slice text, const char *line_end)
{
	char *to = pay_arena_take(arena, text.size * 4), *start = to;

	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '\n') {
			memcpy(to, line_end, strlen(line_end));
			to += strlen(line_end);
		} else {
			*to++ = text.data[i];
		}
	}
	return (pay_slice) {start, (size_t) (to - start)};
}

/* Whoever reads them, we or OpenSSL: the same certificates. */
static void bundles_are_the_same_in_every_form(void)
{
	static const char *const line_ends[] = {"\n", "\r\n", " \n", "\\n"};
	static const pay_slice around[][2] = {{PAY_LIT_INIT(""), PAY_LIT_INIT("")},
		{PAY_LIT_INIT("subject=CN = x\n"), PAY_LIT_INIT("")},
		{PAY_LIT_INIT("\n \n"), PAY_LIT_INIT("\n \n")},
		{PAY_LIT_INIT("\xef\xbb\xbf"), PAY_LIT_INIT("")},
		{PAY_LIT_INIT(""), PAY_LIT_INIT("\nissuer=CN = y")}};
	pay_slice roots = alipay_text(PAY_LIT("root-prod-4"));
	pay_key *wanted = alipay_key(PAY_KEY_ROOTS, PAY_LIT("root-prod-4"));
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;

	for (size_t i = 0; i < 4 * 5; i++) {
		pay_key *key = NULL;
		pay_slice text;

		CHECK_OK(PAY_JOIN(&arena, &text, around[i / 4][0],
			with_line_ends(&arena, roots, line_ends[i % 4]), around[i / 4][1]));
		CHECK_OK(pay_key_read(PAY_KEY_ROOTS, text, "rootCert", &key, &error));
		CHECK(key != NULL && key->der_count == 4);
		CHECK_TEXT(sn_of(key), sn_of(wanted));
		for (size_t j = 0; j < key->der_count; j++) {
			CHECK(pay_slice_equal(key->ders[j], wanted->ders[j]));
		}
		pay_key_release(key);
	}
	pay_key_release(wanted);
	pay_arena_reset(&arena);
}

/* The n-th certificate of a text. */
static pay_slice block(pay_slice text, size_t n)
{
	const char *start = text.data, *end;

	for (size_t i = 0; i < n; i++) {
		start = strstr(start, "-----END CERTIFICATE-----") + 25;
	}
	end = strstr(start, "-----END CERTIFICATE-----") + 25;
	return (pay_slice) {start, (size_t) (end - start)};
}

/* SM2, RSA, ECDSA and RSA: each alone. */
static void only_rsa_roots_have_numbers(void)
{
	pay_slice roots = alipay_text(PAY_LIT("root-prod-4"));
	pay_error error;
	pay_key *key = NULL;

	CHECK_FAILS(
		read_and_drop(PAY_KEY_ROOTS, block(roots, 0), &error), PAY_E_CONFIG, "config.key-type");
	CHECK_FAILS(
		read_and_drop(PAY_KEY_ROOTS, block(roots, 2), &error), PAY_E_CONFIG, "config.key-type");
	CHECK_OK(pay_key_read(PAY_KEY_ROOTS, block(roots, 1), "rootCert", &key, &error));
	CHECK_TEXT(sn_of(key), PAY_LIT("687b59193f3f462dd5336e5abf83c5d8"));
	pay_key_release(key);
	CHECK_OK(pay_key_read(PAY_KEY_ROOTS, block(roots, 3), "rootCert", &key, &error));
	CHECK_TEXT(sn_of(key), PAY_LIT("02941eef3187dddf3d3b83462e1dfcf6"));
	pay_key_release(key);
	CHECK_FAILS(
		read_and_drop(PAY_KEY_CHAIN, block(roots, 2), &error), PAY_E_CONFIG, "config.key-type");
}

static void the_cache_keeps_them(void)
{
	static pay_key_cache cache;
	pay_error error = PAY_ERROR_INIT;
	pay_slice text = alipay_text(PAY_LIT("php-alipay-cert"));
	pay_key *chain = NULL, *again = NULL, *roots = NULL;

	CHECK_OK(pay_key_cache_get(&cache, 8, PAY_KEY_CHAIN, text, "cert", &chain, &error));
	CHECK_OK(pay_key_cache_get(&cache, 8, PAY_KEY_CHAIN, text, "cert", &again, &error));
	CHECK_OK(pay_key_cache_get(&cache, 8, PAY_KEY_ROOTS, text, "cert", &roots, &error));
	CHECK(chain == again && chain != roots && cache.parses == 2);
	pay_key_cache_clear(&cache);
	CHECK_TEXT(sn_of(chain), PAY_LIT("8afa5540ebf1afd4e926818e277f2628"));
	pay_key_release(chain);
	pay_key_release(again);
	pay_key_release(roots);
}

/* A machine whose policy takes MD5 away makes no number, and says so. */
static void without_md5_there_is_no_number(void)
{
	pay_slice text = alipay_text(PAY_LIT("php-app-cert"));
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;

	CHECK_OK(pay_key_read(PAY_KEY_CERTIFICATE, text, "appCert", &key, &error));
	CHECK_TEXT(sn_of(key), PAY_LIT("0163beb97c5bccf6ee5b43056c8dab55"));
	pay_key_release(key);
	CHECK(EVP_set_default_properties(NULL, "fips=yes") == 1);
	CHECK(
		read_and_drop(PAY_KEY_ROOTS, alipay_text(PAY_LIT("root-prod-4")), &error) == PAY_E_CONFIG);
	CHECK(strcmp(error.reason, "config.md5") == 0);
	CHECK(EVP_set_default_properties(NULL, "") == 1);
}

int main(void)
{
	published_numbers();
	one_of_three_roots_counts();
	published_keys_and_pairs();
	published_chains();
	what_was_proven_is_remembered();
	roots_are_decoded_when_asked_for();
	chains_need_every_part();
	the_subject_names_alipay();
	only_authorities_issue();
	forms_of_bundles();
	damaged_bundles_are_refused();
	bundles_are_the_same_in_every_form();
	only_rsa_roots_have_numbers();
	the_cache_keeps_them();
	without_md5_there_is_no_number();
	return check_done();
}
