/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/cipher.h"
#include "core/digest.h"
#include "core/kept.h"

#include <sys/wait.h>
#include <unistd.h>

#define SECRET PAY_LIT("0123456789abcdef0123456789abcdef")

static void memory_comes_back_wiped(void)
{
	pay_kept kept = {0};
	pay_arena arena = {.kept = &kept};
	unsigned char *first = pay_arena_take(&arena, 1000), *again;
	size_t sum = 0;

	memset(first, 0xA5, 1000);
	pay_arena_reset(&arena);
	CHECK(kept.block_count == 1);
	again = pay_arena_take(&arena, 2000);
	CHECK(again == first);
	CHECK(kept.block_count == 0);
	for (size_t i = 0; i < 2000; i++) {
		sum += again[i];
	}
	CHECK(sum == 0);
	pay_arena_reset(&arena);
	pay_kept_clear(&kept);
}

static void not_all_memory_is_kept(void)
{
	pay_kept kept = {0};
	pay_arena arena = {.kept = &kept};

	CHECK(pay_arena_take(&arena, 100000) != NULL);
	pay_arena_reset(&arena);
	CHECK(kept.block_count == 0);
	for (int i = 0; i < 100; i++) {
		CHECK(pay_arena_take(&arena, 3000) != NULL);
	}
	pay_arena_reset(&arena);
	CHECK(kept.block_count == 4);
	pay_kept_clear(&kept);
	CHECK(kept.blocks == NULL && kept.block_count == 0);
}

/* Arenas that live side by side share nothing. */
static void two_arenas_of_one_thread(void)
{
	pay_kept kept = {0};
	pay_arena left = {.kept = &kept}, right = {.kept = &kept};
	pay_slice a, b;

	CHECK_OK(pay_copy(&left, &a, PAY_LIT("left")));
	pay_arena_reset(&left);
	CHECK_OK(pay_copy(&right, &b, PAY_LIT("right")));
	CHECK_OK(pay_copy(&left, &a, PAY_LIT("left")));
	CHECK(a.data != b.data);
	pay_arena_reset(&left);
	CHECK_TEXT(b, PAY_LIT("right"));
	pay_arena_reset(&right);
	pay_kept_clear(&kept);
}

static void seal(pay_slice plain, unsigned char sealed[64], size_t *size)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int got = 0, rest = 0;

	CHECK(EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, (const unsigned char *) SECRET.data,
			  (const unsigned char *) "nonce-nonce-")
		== 1);
	CHECK(EVP_EncryptUpdate(
			  context, sealed, &got, (const unsigned char *) plain.data, (int) plain.size)
		== 1);
	CHECK(EVP_EncryptFinal_ex(context, sealed + got, &rest) == 1);
	CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, sealed + got + rest) == 1);
	*size = (size_t) (got + rest) + 16;
	EVP_CIPHER_CTX_free(context);
}

/* Twice each: with what is made anew, and with what was kept. */
static void algorithms_give_the_same(void)
{
	pay_kept kept = {0};
	pay_arena bare = {0}, arena = {.kept = &kept};
	unsigned char sealed[64];
	pay_error error = PAY_ERROR_INIT;
	pay_slice expected, got;
	size_t size;

	seal(PAY_LIT("an amount"), sealed, &size);
	for (int i = 0; i < 2; i++) {
		CHECK_OK(pay_md5(&bare, &expected, PAY_LIT("message")));
		CHECK_OK(pay_md5(&arena, &got, PAY_LIT("message")));
		CHECK_TEXT(got, expected);
		for (size_t key_size = 1; key_size <= SECRET.size; key_size++) {
			pay_slice key = {SECRET.data, key_size};

			CHECK_OK(pay_hmac_sha256(&bare, &expected, key, PAY_LIT("message")));
			CHECK_OK(pay_hmac_sha256(&arena, &got, key, PAY_LIT("message")));
			CHECK_TEXT(got, expected);
		}
		CHECK_OK(pay_gcm_open(SECRET, PAY_LIT("nonce-nonce-"), PAY_LIT(""),
			(pay_slice) {(const char *) sealed, size}, &arena, &got, &error));
		CHECK_TEXT(got, PAY_LIT("an amount"));
	}
	pay_arena_reset(&bare);
	pay_arena_reset(&arena);
	pay_kept_clear(&kept);
}

/* The pattern of HMACs has no key: nothing can be made with it. */
static void no_key_is_kept(void)
{
	pay_kept kept = {0};
	pay_arena arena = {.kept = &kept};
	unsigned char mac[PAY_SHA256_SIZE];
	size_t size;
	pay_slice got;

	CHECK_OK(pay_hmac_sha256(&arena, &got, SECRET, PAY_LIT("message")));
	CHECK(kept.hmac_sha256 != NULL);
	CHECK(EVP_MAC_init(kept.hmac_sha256, NULL, 0, NULL) != 1
		|| EVP_MAC_final(kept.hmac_sha256, mac, &size, sizeof(mac)) != 1
		|| memcmp(mac, got.data, sizeof(mac)) != 0);
	pay_arena_reset(&arena);
	pay_kept_clear(&kept);
}

static bool holds(const pay_kept *kept, const unsigned char bytes[16])
{
	for (size_t i = 0; i + 16 <= sizeof(kept->random); i++) {
		if (memcmp(kept->random + i, bytes, 16) == 0) {
			return true;
		}
	}
	return false;
}

/* Of so many bytes none come twice, in whatever portions, and what was given is gone. */
static void random_bytes_come_once(void)
{
	static const size_t sizes[] = {16, 16, 500, 1, PAY_KEPT_RANDOM_SIZE, 7, 16};
	pay_kept kept = {0};
	unsigned char before[16], bytes[PAY_KEPT_RANDOM_SIZE];

	CHECK(pay_kept_random(&kept, before, sizeof(before)));
	CHECK(!holds(&kept, before));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		CHECK(pay_kept_random(&kept, bytes, sizes[i]));
		CHECK(sizes[i] < 16 || memcmp(bytes, before, 16) != 0);
		CHECK(sizes[i] < 16 || !holds(&kept, bytes));
		memcpy(before, bytes, 16);
	}
	pay_kept_clear(&kept);
	CHECK(holds(&kept, (const unsigned char[16]) {0}));
	CHECK(kept.random_left == 0);
}

static void random_bytes_without_a_store(void)
{
	pay_kept kept = {0};
	unsigned char one[16], other[16], large[2 * PAY_KEPT_RANDOM_SIZE];

	CHECK(pay_kept_random(NULL, one, sizeof(one)) && pay_kept_random(NULL, other, sizeof(other)));
	CHECK(memcmp(one, other, sizeof(one)) != 0);
	CHECK(pay_kept_random(&kept, large, sizeof(large)) && kept.random_left == 0);
	pay_kept_clear(&kept);
}

/* What the parent drew before the fork it goes on giving; the child gives none of it. */
static void a_child_draws_its_own(void)
{
	pay_kept kept = {0};
	unsigned char first[16], parents[16], childs[16] = {0};
	int pipes[2], status = 0;
	pid_t child;

	CHECK(pipe(pipes) == 0 && pay_kept_random(&kept, first, sizeof(first)));
	child = fork();
	if (child == 0) {
		bool done = pay_kept_random(&kept, childs, sizeof(childs))
			&& write(pipes[1], childs, sizeof(childs)) == (ssize_t) sizeof(childs);

		pay_kept_clear(&kept);
		_exit(done ? 0 : 1);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
	CHECK(read(pipes[0], childs, sizeof(childs)) == (ssize_t) sizeof(childs));
	CHECK(pay_kept_random(&kept, parents, sizeof(parents)));
	CHECK(kept.random_left == PAY_KEPT_RANDOM_SIZE - 32); /* the parent drew nothing new */
	CHECK(memcmp(parents, childs, sizeof(parents)) != 0);
	(void) close(pipes[0]);
	(void) close(pipes[1]);
	pay_kept_clear(&kept);
}

static bool is_known(const pay_kept *kept, const char *text)
{
	return pay_kept_knows_url(kept, pay_slice_from(text));
}

static void few_urls_are_remembered(void)
{
	static const char *const urls[] = {
		"https://a/1", "https://a/2", "https://a/3", "https://a/4", "https://a/5"};
	char long_one[PAY_KEPT_URL_MAX + 1];
	pay_kept kept = {0};

	memset(long_one, 'a', sizeof(long_one));
	pay_kept_remember_url(NULL, PAY_LIT("https://a/1"));
	CHECK(!is_known(NULL, urls[0]) && !is_known(&kept, urls[0]) && !is_known(&kept, ""));
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		pay_kept_remember_url(&kept, pay_slice_from(urls[i]));
		CHECK(is_known(&kept, urls[i]));
	}
	CHECK(!is_known(&kept, urls[0]) && is_known(&kept, urls[1]));
	CHECK(!is_known(&kept, "https://a/") && !is_known(&kept, "https://a/22")
		&& !is_known(&kept, "https://A/2"));
	pay_kept_remember_url(&kept, (pay_slice) {long_one, sizeof(long_one)});
	CHECK(!pay_kept_knows_url(&kept, (pay_slice) {long_one, sizeof(long_one)}));
	pay_kept_remember_url(&kept, (pay_slice) {long_one, PAY_KEPT_URL_MAX});
	CHECK(pay_kept_knows_url(&kept, (pay_slice) {long_one, PAY_KEPT_URL_MAX}));
	CHECK(!pay_kept_knows_url(&kept, (pay_slice) {long_one, PAY_KEPT_URL_MAX - 1}));
	pay_kept_clear(&kept);
	CHECK(!is_known(&kept, urls[4]));
}

int main(void)
{
	memory_comes_back_wiped();
	not_all_memory_is_kept();
	two_arenas_of_one_thread();
	algorithms_give_the_same();
	no_key_is_kept();
	few_urls_are_remembered();
	random_bytes_come_once();
	random_bytes_without_a_store();
	a_child_draws_its_own();
	return check_done();
}
