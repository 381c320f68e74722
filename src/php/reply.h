/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_REPLY_H
#define PAY_PHP_REPLY_H

#include "php.h"

#include "core/slice.h"

/* How a gateway wants to be answered. */
typedef enum php_pay_reply_style {
	PHP_PAY_REPLY_JSON, /* {"code": ..., "message": ...}; the status says whether to send again */
	PHP_PAY_REPLY_XML,  /* APIv2: <xml> with return_code and return_msg */
	PHP_PAY_REPLY_TEXT, /* Alipay: "success" or "fail", alone */
} php_pay_reply_style;

/* "Handled, send no more." */
void php_pay_reply_ok(zval *reply, php_pay_reply_style style);

/* "Not handled, send again." */
void php_pay_reply_fail(zval *reply, php_pay_reply_style style, pay_slice message);

/* The same where nobody knows who sent it: 401. */
void php_pay_reply_refuse(zval *reply, php_pay_reply_style style);

#endif
