/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_LOGIN_H
#define PAY_GATEWAY_WECHAT_LOGIN_H

#include "gateway/gateway.h"

/*
 * The login of official accounts and mini programs, which gives the openid that an order needs. Not a part of WeChat Pay:
 * other hosts, the app's secret in the query, answers without a signature, failures with HTTP 200.
 */
extern const pay_gateway pay_gateway_wechat_login;

/* A code is good for one use. The fields of the call are appid, secret, the code and grant_type. */
extern const pay_endpoint pay_wechat_login_openid;
extern const pay_endpoint pay_wechat_login_session;

/*
 * Where to send the browser for a code. redirect is an absolute URL. scope: snsapi_base, snsapi_userinfo, or
 * snsapi_login for a page that shows a QR code. PAY_E_VALUE otherwise.
 */
PAY_MUST_USE pay_status pay_wechat_authorize_url(const pay_account *account, pay_slice redirect,
	pay_slice state, pay_slice scope, pay_arena *arena, pay_slice *url, pay_error *error);

#endif
