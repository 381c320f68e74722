/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_WECHAT_NOTICE_H
#define PAY_GATEWAY_WECHAT_NOTICE_H

#include "gateway/gateway.h"

/* A notification of APIv3, opened. */
typedef struct pay_wechat_notice {
	pay_slice id;
	pay_slice event_type;
	pay_slice content; /* JSON, as it was encrypted */
} pay_wechat_notice;

/*
 * Takes the proven body apart and decrypts what it is about. PAY_E_SIGNATURE: "signature.malformed" for anything but the JSON object
 * that is documented, "signature.decrypt" for what this account's apiV3Key does not open.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012071382
 */
PAY_MUST_USE pay_status pay_wechat_open_notice(const pay_account *account, pay_slice body,
	pay_arena *arena, pay_wechat_notice *notice, pay_error *error);

#endif
