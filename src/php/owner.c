/* SPDX-License-Identifier: MIT */
#include "php/owner.h"

#include "php/globals.h"

#include "zend_smart_str.h"

static zend_string *join(const char *gateway, pay_slice number, pay_slice below)
{
	smart_str text = {0};

	smart_str_appends(&text, gateway);
	smart_str_appendl(&text, number.data, number.size);
	if (below.size > 0) {
		smart_str_appendc(&text, ' ');
		smart_str_appendl(&text, below.data, below.size);
	}
	return smart_str_extract(&text);
}

zend_string *php_pay_wechat_owner(const pay_account *account, zend_string *sub_merchant)
{
	return join("wechat ", account->merchant,
		sub_merchant != NULL ? php_pay_slice(sub_merchant) : account->sub_merchant);
}

zend_string *php_pay_alipay_owner(const pay_account *account, zend_string *trade_no)
{
	pay_slice account_number = account->merchant.size > 0 ? account->merchant : account->app;

	return join(
		"alipay ", trade_no != NULL ? php_pay_slice(trade_no) : account_number, PAY_LIT(""));
}
