/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/kept.h"
#include "core/url.h"

static const pay_slice refused[] = {
	PAY_LIT_INIT(""),
	PAY_LIT_INIT("/notify"),
	PAY_LIT_INIT("./notify"),
	PAY_LIT_INIT("//host/x"),
	PAY_LIT_INIT("shop.example/x"),
	PAY_LIT_INIT("ftp://host/"),
	PAY_LIT_INIT("file:///etc/passwd"),
	PAY_LIT_INIT("gopher://127.0.0.1:6379/_x"),
	PAY_LIT_INIT("https://"),

	PAY_LIT_INIT("https://user@host/"),
	PAY_LIT_INIT("https://u:p@host/"),
	PAY_LIT_INIT("https://host/#f"),
	PAY_LIT_INIT("https://host/a b"),
	PAY_LIT_INIT("https://host/\n"),
	PAY_LIT_INIT("https://host/\0x"),
	PAY_LIT_INIT("https://evil.example\\@host/x"),
	PAY_LIT_INIT("https://host\xe3\x80\x82"
				 "com/"),
	PAY_LIT_INIT("https://host:99999/"),
	PAY_LIT_INIT("https://host:x/"),
	PAY_LIT_INIT("https://[::1/"),
};

static void parts(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_url url;

	CHECK_OK(pay_url_parse(
		&arena, &url, PAY_LIT("HTTPS://API.Example:443/a/../b?x=1&y"), "u", PAY_E_VALUE, &error));
	CHECK(url.https && !url.loopback);
	CHECK_TEXT(url.origin, PAY_LIT("https://api.example"));
	CHECK_TEXT(url.host, PAY_LIT("api.example"));
	CHECK_TEXT(url.port, PAY_LIT(""));
	CHECK_TEXT(url.path, PAY_LIT("/a/../b")); /* as it is: the gateway signs what it sees */
	CHECK_TEXT(url.query, PAY_LIT("x=1&y"));
	CHECK_OK(pay_url_parse(&arena, &url, PAY_LIT("http://[::1]:8080"), "u", PAY_E_VALUE, &error));
	CHECK(!url.https && url.loopback);
	CHECK_TEXT(url.origin, PAY_LIT("http://[::1]:8080"));
	CHECK_TEXT(url.host, PAY_LIT("::1"));
	CHECK_TEXT(url.path, PAY_LIT("/"));
	pay_arena_reset(&arena);
}

static void refusals(void)
{
	pay_arena arena = {0};
	pay_error error;
	pay_url url;

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		CHECK_FAILS(pay_url_parse(&arena, &url, refused[i], "u", PAY_E_VALUE, &error), PAY_E_VALUE,
			"config.url");
	}
	pay_arena_reset(&arena);
}

/* What was refused is refused again, and what was taken is taken again, from memory. */
static void checks_are_remembered(void)
{
	const pay_slice sound = PAY_LIT("https://shop.example/notify");
	pay_kept kept = {0};
	pay_arena arena = {.kept = &kept};
	pay_error error = PAY_ERROR_INIT;

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
			CHECK_FAILS(pay_url_check(&arena, refused[i], "u", PAY_E_VALUE, &error), PAY_E_VALUE,
				"config.url");
			CHECK(!pay_kept_knows_url(&kept, refused[i]));
		}
		CHECK(pay_kept_knows_url(&kept, sound) == (round > 0));
		CHECK_OK(pay_url_check(&arena, sound, "u", PAY_E_VALUE, &error));
	}
	pay_arena_reset(&arena);
	pay_kept_clear(&kept);
}

static void plain_http_stays_at_home(void)
{
	static const char *const near[] = {
		"http://127.0.0.1:8080", "http://127.1.2.3", "http://localhost", "http://[::1]:1"};
	static const char *const far[] = {"http://127.0.0.1.example", "http://api.example",
		"http://10.0.0.1", "http://127.x.example", "http://[::ffff:127.0.0.1]",
		"http://localhost.example", "http://0.0.0.0"};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice base;

	for (size_t i = 0; i < sizeof(near) / sizeof(*near); i++) {
		CHECK_OK(pay_base_url_parse(&arena, &base, pay_slice_from(near[i]), &error));
	}
	for (size_t i = 0; i < sizeof(far) / sizeof(*far); i++) {
		CHECK_FAILS(pay_base_url_parse(&arena, &base, pay_slice_from(far[i]), &error), PAY_E_CONFIG,
			"config.url");
	}
	CHECK_OK(
		pay_base_url_parse(&arena, &base, PAY_LIT("https://Gateway.example:444/prefix//"), &error));
	CHECK_TEXT(base, PAY_LIT("https://gateway.example:444/prefix"));
	CHECK_FAILS(pay_base_url_parse(&arena, &base, PAY_LIT("https://gateway.example/?x"), &error),
		PAY_E_CONFIG, "config.url");
	pay_arena_reset(&arena);
}

static void downloads_come_from_the_gateway(void)
{
	const pay_slice host = PAY_LIT("api.mch.weixin.qq.com"), none = PAY_LIT(""),
					base = PAY_LIT("http://127.0.0.1:8080/x");
	static const char *const elsewhere[] = {"https://evil.example/x",
		"http://api.mch.weixin.qq.com/x", "https://api.mch.weixin.qq.com:8443/x",
		"https://api.mch.weixin.qq.com.evil.example/x", "https://xapi.mch.weixin.qq.com/x",
		"https://127.0.0.1/x", "http://127.0.0.1:8081/x", "https://api.mch.weixin.qq.com./x"};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_url url;

	CHECK_OK(pay_download_url_check(&arena, &url,
		PAY_LIT("https://API.mch.weixin.qq.com:443/v3/x?token=a"), host, none, &error));
	CHECK_OK(pay_download_url_check(
		&arena, &url, PAY_LIT("http://127.0.0.1:8080/v3/x"), host, base, &error));
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(*elsewhere); i++) {
		CHECK_FAILS(
			pay_download_url_check(&arena, &url, pay_slice_from(elsewhere[i]), host, none, &error),
			PAY_E_VALUE, "config.url");
		CHECK_FAILS(
			pay_download_url_check(&arena, &url, pay_slice_from(elsewhere[i]), host, base, &error),
			PAY_E_VALUE, "config.url");
	}
	pay_arena_reset(&arena);
}

int main(void)
{
	parts();
	refusals();
	checks_are_remembered();
	plain_http_stays_at_home();
	downloads_come_from_the_gateway();
	return check_done();
}
