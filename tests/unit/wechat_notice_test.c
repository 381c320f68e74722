/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/text.h"
#include "gateway/wechat_notice.h"

#include <openssl/evp.h>

#define KEY PAY_LIT_INIT("0123456789abcdef0123456789abcdef")
#define CONTENT PAY_LIT("{\"out_trade_no\":\"A1\"}")

#define NOTICE(resource) "{\"id\":\"1\",\"event_type\":\"T\",\"resource\":" resource "}"
#define SEALED(algorithm, nonce, more, ciphertext) \
	"{\"algorithm\":\"" algorithm "\",\"nonce\":\"" nonce "\"," more \
	"\"ciphertext\":\"" ciphertext "\"}"
#define GCM "AEAD_AES_256_GCM"
#define NONCE "fdasflkja484"
#define BOUND "\"associated_data\":\"transaction\","
#define RESOURCE SEALED(GCM, NONCE, BOUND, "@")

static const pay_account account = {.api_key = KEY};

/* By OpenSSL alone, as the gateway seals. */
static pay_slice seal(pay_arena *arena, pay_slice plain, pay_slice associated_data)
{
	unsigned char *sealed = pay_arena_take(arena, plain.size + 16);
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int size = 0, rest = 0;
	pay_slice base64;

	CHECK(EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL,
			  (const unsigned char *) account.api_key.data, (const unsigned char *) NONCE)
		== 1);
	CHECK(EVP_EncryptUpdate(context, NULL, &size, (const unsigned char *) associated_data.data,
			  (int) associated_data.size)
		== 1);
	CHECK(EVP_EncryptUpdate(
			  context, sealed, &size, (const unsigned char *) plain.data, (int) plain.size)
		== 1);
	CHECK(EVP_EncryptFinal_ex(context, sealed + size, &rest) == 1);
	CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, sealed + size + rest) == 1);
	EVP_CIPHER_CTX_free(context);
	CHECK_OK(
		pay_base64_encode(arena, &base64, (pay_slice) {(const char *) sealed, plain.size + 16}));
	return base64;
}

/* "@" in text is where the ciphertext goes. */
static pay_slice with_ciphertext(pay_arena *arena, const char *text, pay_slice ciphertext)
{
	const char *at = strchr(text, '@');
	pay_slice before = {text, at != NULL ? (size_t) (at - text) : strlen(text)}, joined;

	CHECK_OK(PAY_JOIN(arena, &joined, before, at != NULL ? ciphertext : PAY_LIT(""),
		pay_slice_from(at != NULL ? at + 1 : "")));
	return joined;
}

static pay_status open_text(
	const char *text, pay_arena *arena, pay_wechat_notice *notice, pay_error *error)
{
	return pay_wechat_open_notice(&account,
		with_ciphertext(arena, text, seal(arena, CONTENT, PAY_LIT("transaction"))), arena, notice,
		error);
}

static void what_is_documented_is_opened(void)
{
	static const char *const texts[] = {
		"{\"id\":\"EV-1\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":" RESOURCE "}",
		" {\n\t\"resource\" : " RESOURCE " , \"event_type\":\"TRANSACTION\\u002eSUCCESS\" ,\r\n"
		"\"more\":[{\"id\":1,\"n\":[1.5e3,null,true]}],\"i\\u0064\":\"\\u0045V-1\"} ",
		"{\"id\":\"EV-1\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":"
		"{\"ciphertext\":\"@\",\"original_type\":\"transaction\",\"associated_data\":\"trans\\u0061"
		"ction\",\"nonce\":\"fdasflkja484\",\"algorithm\":\"AEAD_AES_256_GCM\"}}",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_wechat_notice notice;

		CHECK_OK(open_text(texts[i], &arena, &notice, &error));
		CHECK_TEXT(notice.id, PAY_LIT("EV-1"));
		CHECK_TEXT(notice.event_type, PAY_LIT("TRANSACTION.SUCCESS"));
		CHECK_TEXT(notice.content, CONTENT);
		pay_arena_reset(&arena);
	}
}

/* What is not there and what is empty are the same associated data. */
static void associated_data_may_be_missing(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_wechat_notice notice;
	pay_slice sealed = seal(&arena, CONTENT, PAY_LIT(""));

	CHECK_OK(pay_wechat_open_notice(&account,
		with_ciphertext(&arena, NOTICE(SEALED(GCM, NONCE, "", "@")), sealed), &arena, &notice,
		&error));
	CHECK_TEXT(notice.content, CONTENT);
	pay_arena_reset(&arena);
}

static void all_are_refused(const char *const texts[], size_t count, const char *reason)
{
	for (size_t i = 0; i < count; i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_wechat_notice notice;

		CHECK_FAILS(open_text(texts[i], &arena, &notice, &error), PAY_E_SIGNATURE, reason);
		pay_arena_reset(&arena);
	}
}

static void anything_else_is_malformed(void)
{
	static const char *const texts[] = {
		"",
		"[]",
		"\"id\"",
		"{}",
		"{\"id\":\"1\",\"event_type\":\"T\"}",
		NOTICE(RESOURCE) "x",
		NOTICE("\"\""),
		NOTICE("[" RESOURCE "]"),
		NOTICE(RESOURCE ",\"resource\":" RESOURCE),
		NOTICE(RESOURCE ",\"\\u0069d\":\"2\""),
		"{\"id\":1,\"event_type\":\"T\",\"resource\":" RESOURCE "}",
		"{\"id\":null,\"event_type\":\"T\",\"resource\":" RESOURCE "}",
		"{\"id\":\"1\\u0000\",\"event_type\":\"T\",\"resource\":" RESOURCE "}",
		"{\"id\":\"\xff\",\"event_type\":\"T\",\"resource\":" RESOURCE "}",
		"{\"id\":\"1\",\"event_type\":[\"T\"],\"resource\":" RESOURCE "}",
		"{\"event_type\":\"T\",\"resource\":" RESOURCE "}",
		"{\"id\":\"1\",\"resource\":" RESOURCE "}",
		NOTICE("{\"nonce\":\"" NONCE "\"," BOUND "\"ciphertext\":\"@\"}"),
		NOTICE("{\"algorithm\":\"" GCM "\"," BOUND "\"ciphertext\":\"@\"}"),
		NOTICE("{\"algorithm\":\"" GCM "\"," BOUND "\"nonce\":\"" NONCE "\"}"),
		NOTICE(SEALED(GCM, NONCE, "\"associated_data\":null,", "@")),
		NOTICE(SEALED(GCM, NONCE, BOUND "\"nonce\":\"" NONCE "\",", "@")),
	};

	all_are_refused(texts, sizeof(texts) / sizeof(*texts), "signature.malformed");
}

static void what_cannot_be_decrypted(void)
{
	static const char *const texts[] = {
		NOTICE(SEALED("AEAD_AES_128_GCM", NONCE, BOUND, "@")),
		NOTICE(SEALED(GCM, "fdasflkja485", BOUND, "@")),
		NOTICE(SEALED(GCM, "fdasflkja48", BOUND, "@")),
		NOTICE(SEALED(GCM, NONCE, "\"associated_data\":\"refund\",", "@")),
		NOTICE(SEALED(GCM, NONCE, "", "@")),
		NOTICE(SEALED(GCM, NONCE, BOUND, "AAAA")),
		NOTICE(SEALED(GCM, NONCE, BOUND, "")),
		NOTICE(SEALED(GCM, NONCE, BOUND, "no base64")),
	};

	all_are_refused(texts, sizeof(texts) / sizeof(*texts), "signature.decrypt");
}

/* Whatever byte is taken away or changed: refused, or the same. */
static void changed_anywhere(void)
{
	pay_arena arena = {0};
	pay_slice whole =
		with_ciphertext(&arena, "{\"id\":\"EV-1\",\"event_type\":\"T\",\"resource\":" RESOURCE "}",
			seal(&arena, CONTENT, PAY_LIT("transaction")));

	for (size_t i = 0; i < whole.size; i++) {
		pay_arena changed = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_wechat_notice notice;
		pay_slice copy;

		CHECK(
			pay_wechat_open_notice(&account, (pay_slice) {whole.data, i}, &changed, &notice, &error)
			== PAY_E_SIGNATURE);
		CHECK_OK(pay_copy(&changed, &copy, whole));
		((char *) copy.data)[i] ^= 1;
		CHECK(pay_wechat_open_notice(&account, copy, &changed, &notice, &error) != PAY_OK
			|| pay_slice_equal(notice.content, CONTENT));
		pay_arena_reset(&changed);
	}
	pay_arena_reset(&arena);
}

int main(void)
{
	what_is_documented_is_opened();
	associated_data_may_be_missing();
	anything_else_is_malformed();
	what_cannot_be_decrypted();
	changed_anywhere();
	return check_done();
}
