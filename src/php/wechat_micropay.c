/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/till.h"
#include "php/wechat.h"

/* https://pay.weixin.qq.com/doc/v2/merchant/4011937125 */

/* Whose order it is, where the order itself named somebody else than the client does. */
static void add_owner(zval *fields, const php_pay_till *at, bool with_app)
{
	static const struct {
		const char *name;
		bool is_app;
		bool is_v2;
	} names[] = {
		{"mchid", false, false},
		{"sp_mchid", false, false},
		{"sub_mchid", false, false},
		{"appid", true, false},
		{"sp_appid", true, false},
		{"sub_appid", true, false},
		{"mch_id", false, true},
		{"sub_mch_id", false, true},
		{"appid", true, true},
		{"sub_appid", true, true},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		zval *value = zend_hash_str_find(at->order, names[i].name, strlen(names[i].name));

		if (value != NULL && names[i].is_v2 == php_pay_speaks_v2(at->client)
			&& (with_app || !names[i].is_app)) {
			Z_TRY_ADDREF_P(value);
			add_assoc_zval(fields, names[i].name, value);
		}
	}
}

static void call_with_number(
	const php_pay_till *at, zval *result, pay_wechat_operation operation, bool with_app)
{
	zval fields;

	array_init(&fields);
	add_assoc_str(&fields, "out_trade_no", zend_string_copy(at->number));
	add_owner(&fields, at, with_app);
	php_pay_wechat_operate(result, at->client, operation, Z_ARRVAL(fields), pay_ce_Result);
	zval_ptr_dtor(&fields);
}

static bool speaks_of_earlier(const zend_string *code)
{
	static const char *const codes[] = {"ORDERPAID", "ORDER_PAID", "OUT_TRADE_NO_USED",
		"INVALID_REQUEST", "TRADE_ERROR", "ORDERREVERSED", "ORDER_REVERSED"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (zend_string_equals_cstr(code, codes[i], strlen(codes[i]))) {
			return true;
		}
	}
	return false;
}

static void pay(const php_pay_till *at, zval *result)
{
	php_pay_wechat_operate(result, at->client, PAY_WECHAT_MICROPAY, at->order, pay_ce_Result);
}

static void query(const php_pay_till *at, zval *result)
{
	/* APIv3 takes no app in a query. */
	call_with_number(at, result, PAY_WECHAT_QUERY, php_pay_speaks_v2(at->client));
}

/* Of APIv2, "recall" in the answer means that the reversal has to be repeated, and reads as Pending. */
static void reverse(const php_pay_till *at, zval *result)
{
	call_with_number(at, result, PAY_WECHAT_REVERSE, true);
}

/* Without a way to take it back the result could not be promised to be final. */
static bool can_reverse(zval *this)
{
	const php_pay_client *client = php_pay_client_from(Z_OBJ_P(this));

	if (client->is_ready && php_pay_speaks_v2(client) && client->account.certificate == NULL) {
		php_pay_throw_config("config.missing",
			"certificate is missing: a payment by code may have to be reversed, and "
			"/secapi/pay/reverse wants apiclient_cert.pem with apiclient_key.pem, or "
			"apiclient_cert.p12");
		return false;
	}
	return true;
}

PHP_METHOD(Pay_WeChat, micropay)
{
	php_pay_till at = {.pay = pay,
		.query = query,
		.take_back = reverse,
		.take_back_name = "reverse()",
		.speaks_of_earlier = speaks_of_earlier};
	double wait;

	if (can_reverse(ZEND_THIS) && php_pay_till_open(INTERNAL_FUNCTION_PARAM_PASSTHRU, &at, &wait)) {
		bool is_v2 = php_pay_speaks_v2(at.client);

		at.unknown_order = is_v2 ? "ORDERNOTEXIST" : "ORDER_NOT_EXIST";
		at.amount = is_v2 ? "total_fee" : "amount.total";
		php_pay_till_run(return_value, &at, wait);
	}
}
