/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_login.h"

#include "core/pairs.h"
#include "core/text.h"
#include "core/url.h"

#define STATE_MAX 128 /* bytes */

/* https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html */
const pay_endpoint pay_wechat_login_openid = {
	.method = "GET",
	.path = "/sns/oauth2/access_token",
	.effect = PAY_EFFECT_READ,
	.is_unsigned = true,
	.once = true,
};

/* https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
const pay_endpoint pay_wechat_login_session = {
	.method = "GET",
	.path = "/sns/jscode2session",
	.effect = PAY_EFFECT_READ,
	.is_unsigned = true,
	.once = true,
};

static pay_status build(const pay_account *account, const pay_call *call, pay_slice origin,
	pay_arena *arena, pay_request *request, pay_error *error)
{
	pay_slice query;

	(void) error;
	PAY_TRY(PAY_JOIN(arena, &request->headers[request->header_count++], PAY_LIT("User-Agent: "),
		account->travel.user_agent));
	PAY_TRY(pay_pairs_query(arena, &query, call->fields, call->field_count));
	return PAY_JOIN(arena, &request->url, origin, call->target, PAY_LIT("?"), query);
}

/* Nothing is signed: TLS is the proof. Whether it is a refusal stands in the body. */
static pay_status check(const pay_account *account, const pay_call *call, pay_answer *answer,
	int64_t now, pay_arena *arena, pay_error *error)
{
	(void) account, (void) call, (void) now, (void) arena;
	answer->request_id = PAY_LIT("");
	answer->verified = false;
	return answer->response.status == 200
		? PAY_OK
		: pay_fail(error, PAY_E_API, "api", "WeChat refused the call");
}

static const char *const hosts[] = {"https://api.weixin.qq.com", NULL};

const pay_gateway pay_gateway_wechat_login = {
	.name = "wechat-login",
	.hosts = hosts,
	.build = build,
	.check = check,
};

static const struct {
	const char *scope;
	const char *path;
} scopes[] = {
	{"snsapi_base", "/connect/oauth2/authorize"},
	{"snsapi_userinfo", "/connect/oauth2/authorize"},
	{"snsapi_login", "/connect/qrconnect"},
};

static const char *path_for(pay_slice scope)
{
	for (size_t i = 0; i < sizeof(scopes) / sizeof(*scopes); i++) {
		if (pay_slice_equal(scope, pay_slice_from(scopes[i].scope))) {
			return scopes[i].path;
		}
	}
	return NULL;
}

static bool is_printable(pay_slice text)
{
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] < '!' || text.data[i] > '~') {
			return false;
		}
	}
	return true;
}

pay_status pay_wechat_authorize_url(const pay_account *account, pay_slice redirect, pay_slice state,
	pay_slice scope, pay_arena *arena, pay_slice *url, pay_error *error)
{
	const char *path = path_for(scope);
	pay_slice origin = account->travel.base_url.size > 0 ? account->travel.base_url
														 : PAY_LIT("https://open.weixin.qq.com");
	pay_slice encoded, named;
	pay_url parsed;

	if (path == NULL) {
		return pay_fail(error, PAY_E_VALUE, "value",
			"The scope must be snsapi_base, snsapi_userinfo or snsapi_login");
	}
	if (state.size > STATE_MAX || !is_printable(state)) {
		return pay_fail(error, PAY_E_VALUE, "value",
			"The state must be at most %d printable ASCII characters without blanks", STATE_MAX);
	}
	PAY_TRY(pay_url_parse(arena, &parsed, redirect, "The redirect URL", PAY_E_VALUE, error));
	PAY_TRY(pay_percent_encode(arena, &encoded, redirect));
	PAY_TRY(pay_percent_encode(arena, &named, state));
	/* In this order and with this fragment: WeChat has refused others. */
	return PAY_JOIN(arena, url, origin, pay_slice_from(path), PAY_LIT("?appid="), account->app,
		PAY_LIT("&redirect_uri="), encoded, PAY_LIT("&response_type=code&scope="), scope,
		PAY_LIT("&state="), named, PAY_LIT("#wechat_redirect"));
}
