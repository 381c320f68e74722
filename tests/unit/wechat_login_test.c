/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gateway/wechat_login.h"

static pay_account account_of(const char *app, const char *base)
{
	pay_account account = {0};

	account.app = pay_slice_from(app);
	account.travel.base_url = pay_slice_from(base);
	account.travel.user_agent = PAY_LIT("test");
	return account;
}

static void authorize(void)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_account account = account_of("wx0123", "");
	pay_slice page = PAY_LIT("https://shop.example/back?a=1&b=2"), url;

	CHECK_OK(pay_wechat_authorize_url(
		&account, page, PAY_LIT("a+b&c"), PAY_LIT("snsapi_base"), &arena, &url, &error));
	CHECK_TEXT(url,
		PAY_LIT(
			"https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0123&redirect_uri="
			"https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D2&response_type=code&scope=snsapi_base"
			"&state=a%2Bb%26c#wechat_redirect"));
	CHECK_OK(pay_wechat_authorize_url(
		&account, page, PAY_LIT(""), PAY_LIT("snsapi_login"), &arena, &url, &error));
	CHECK(pay_slice_starts(
		url, PAY_LIT("https://open.weixin.qq.com/connect/qrconnect?appid=wx0123&")));
	account = account_of("wx0123", "http://127.0.0.1:8081");
	CHECK_OK(pay_wechat_authorize_url(
		&account, page, PAY_LIT(""), PAY_LIT("snsapi_userinfo"), &arena, &url, &error));
	CHECK(pay_slice_starts(url, PAY_LIT("http://127.0.0.1:8081/connect/oauth2/authorize?")));
	pay_arena_reset(&arena);
}

static void refused(void)
{
	static const struct {
		const char *redirect;
		const char *state;
		const char *scope;
		const char *reason;
	} cases[] = {
		{"https://shop.example/", "", "snsapi_other", "value"},
		{"https://shop.example/", "", "", "value"},
		{"https://shop.example/", "a b", "snsapi_base", "value"},
		{"https://shop.example/", "a\r\nSet-Cookie: x", "snsapi_base", "value"},
		{"https://shop.example/", "\xe4\xb8\xad", "snsapi_base", "value"},
		{"/back", "", "snsapi_base", "config.url"},
		{"javascript:alert(1)", "", "snsapi_base", "config.url"},
		{"https://user@shop.example/", "", "snsapi_base", "config.url"},
	};
	pay_arena arena = {0};
	pay_account account = account_of("wx0123", "");
	char long_state[130];
	pay_error error;
	pay_slice url;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_FAILS(pay_wechat_authorize_url(&account, pay_slice_from(cases[i].redirect),
						pay_slice_from(cases[i].state), pay_slice_from(cases[i].scope), &arena,
						&url, &error),
			PAY_E_VALUE, cases[i].reason);
	}
	memset(long_state, 's', 129);
	CHECK_OK(pay_wechat_authorize_url(&account, PAY_LIT("https://shop.example/"),
		(pay_slice) {long_state, 128}, PAY_LIT("snsapi_base"), &arena, &url, &error));
	CHECK_FAILS(pay_wechat_authorize_url(&account, PAY_LIT("https://shop.example/"),
					(pay_slice) {long_state, 129}, PAY_LIT("snsapi_base"), &arena, &url, &error),
		PAY_E_VALUE, "value");
	pay_arena_reset(&arena);
}

/* A code is used up by its first attempt, so not even silence makes it go out again. */
static void once(void)
{
	const pay_call openid = {.endpoint = &pay_wechat_login_openid};
	const pay_call session = {.endpoint = &pay_wechat_login_session};

	CHECK(!pay_call_is_repeatable(&openid));
	CHECK(!pay_call_is_repeatable(&session));
}

int main(void)
{
	authorize();
	refused();
	once();
	return check_done();
}
