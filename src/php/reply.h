/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_REPLY_H
#define PAY_PHP_REPLY_H

#include "php.h"

#include "core/slice.h"

/* A Pay\Reply whose body is {"code": code, "message": message}. */
void php_pay_reply_json(zval *reply, zend_long status, pay_slice code, pay_slice message);

/* <xml> with return_code and return_msg, for APIv2. */
void php_pay_reply_xml(zval *reply, pay_slice code, pay_slice message);

/* This text alone, for Alipay: "success" or "fail". */
void php_pay_reply_text(zval *reply, pay_slice text);

#endif
