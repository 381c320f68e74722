/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_OWNER_H
#define PAY_PHP_OWNER_H

#include "php.h"

#include "core/slice.h"
#include "gateway/gateway.h"

/*
 * Within what a shop's numbers are unique, the same for a notification and for an answer. A reference.
 *
 * WeChat Pay: the merchant, and the sub-merchant that is named, else the account's. Few answers name either, so the merchant is
 * the account's, which every message was compared with.
 */
zend_string *php_pay_wechat_owner(const pay_account *account, zend_string *sub_merchant);

/*
 * Alipay: its own number of the trade. An application may act for many sellers, and a seller may have many applications; answers
 * name neither. Where there is no trade_no it is the account's seller or application.
 */
zend_string *php_pay_alipay_owner(const pay_account *account, zend_string *trade_no);

#endif
