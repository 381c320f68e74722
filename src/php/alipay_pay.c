/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/till.h"

/* https://opendocs.alipay.com/open/1f1fe18c_alipay.trade.pay */

static void call_at_till(const php_pay_till *at, zval *result, pay_alipay_operation operation)
{
	zval fields;

	array_init(&fields);
	add_assoc_str(&fields, "out_trade_no", zend_string_copy(at->number));
	php_pay_alipay_operate(result, at->client, operation, Z_ARRVAL(fields));
	zval_ptr_dtor(&fields);
}

static void pay(const php_pay_till *at, zval *result)
{
	php_pay_alipay_operate(result, at->client, PAY_ALIPAY_PAY, at->order);
}

static void query(const php_pay_till *at, zval *result)
{
	call_at_till(at, result, PAY_ALIPAY_QUERY);
}

static void cancel(const php_pay_till *at, zval *result)
{
	call_at_till(at, result, PAY_ALIPAY_CANCEL);
}

/* The code of a till that repeats is used up, or the buyer has another one by then. */
static bool speaks_of_earlier(const zend_string *code)
{
	static const char *const codes[] = {"ACQ.TRADE_HAS_SUCCESS", "ACQ.TRADE_HAS_CLOSE",
		"ACQ.TRADE_HAS_FINISHED", "ACQ.CONTEXT_INCONSISTENT", "ACQ.PAYMENT_AUTH_CODE_INVALID",
		"ACQ.TRADE_BUYER_NOT_MATCH"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (zend_string_equals_cstr(code, codes[i], strlen(codes[i]))) {
			return true;
		}
	}
	return false;
}

PHP_METHOD(Pay_Alipay, pay)
{
	php_pay_till at = {.pay = pay,
		.query = query,
		.take_back = cancel,
		.take_back_name = "cancel()",
		.speaks_of_earlier = speaks_of_earlier,
		.unknown_order = "ACQ.TRADE_NOT_EXIST",
		.amount = "total_amount",
		.in_yuan = true};
	double wait;

	if (php_pay_till_open(INTERNAL_FUNCTION_PARAM_PASSTHRU, &at, &wait)) {
		php_pay_till_run(return_value, &at, wait);
	}
}
