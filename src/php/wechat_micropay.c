/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/globals.h"
#include "php/result.h"
#include "php/state.h"
#include "php/wechat.h"

#include "core/platform.h"

#include "zend_exceptions.h"

#include <time.h>

/*
 * A payment code scanned at a till. Nobody notifies of it and the code works once, so what the first answer leaves open
 * has to be asked for, and in the end taken back. https://pay.weixin.qq.com/doc/v2/merchant/4011937125
 */
#define WAIT_MAX 300.0
#define STEP_MILLISECONDS 5000 /* WeChat Pay asks for 5 to 10 s between queries */
#define STEPS 9                /* a short wait asks that often, too */
#define REVERSALS_MAX 10
#define REVERSAL_MILLISECONDS 200 /* at least, between two */

typedef struct till {
	php_pay_client *client;
	HashTable *order;
	zend_string *number; /* out_trade_no */
	int64_t deadline;    /* milliseconds */
	int64_t step;
} till;

static int64_t clock_milliseconds(void)
{
	struct timespec now;

	(void) clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whose order it is, where the order itself named somebody else than the client does. */
static void add_owner(zval *fields, HashTable *order)
{
	static const char *const names[] = {"appid", "mch_id", "sub_appid", "sub_mch_id"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		zval *value = zend_hash_str_find(order, names[i], strlen(names[i]));

		if (value != NULL) {
			Z_TRY_ADDREF_P(value);
			add_assoc_zval(fields, names[i], value);
		}
	}
}

static void call_with_number(const till *at, zval *result, pay_wechat_operation operation)
{
	zval fields;

	ZVAL_UNDEF(result);
	array_init(&fields);
	add_assoc_str(&fields, "out_trade_no", zend_string_copy(at->number));
	if (php_pay_speaks_v2(at->client)) {
		add_owner(&fields, at->order);
	}
	php_pay_wechat_operate(result, at->client, operation, Z_ARRVAL(fields), pay_ce_Result);
	zval_ptr_dtor(&fields);
}

/* Whether the exception in flight leaves open what happened. */
static bool is_open(void)
{
	return EG(exception) != NULL
		&& instanceof_function(EG(exception)->ce, pay_ce_UnknownOutcomeException);
}

/* An exception of ours that says nothing final is no reason to stop. False: it goes on to the caller. */
static bool shrug(void)
{
	if (php_pay_oom_pending() || !instanceof_function(EG(exception)->ce, pay_ce_PayException)) {
		return false;
	}
	if (is_open()) {
		PAY_G(unknown_outcomes)--; /* the caller does not meet it */
	}
	zend_clear_exception();
	return true;
}

static bool is_settled(const zval *result)
{
	const zval *state = php_pay_result_state(Z_OBJ_P(result));

	return !php_pay_state_is(state, "Pending") && !php_pay_state_is(state, "Unknown");
}

/* True: result is final, or something was thrown that ends it. */
static bool ask(const till *at, zval *result)
{
	call_with_number(at, result, PAY_WECHAT_QUERY);
	if (EG(exception) != NULL) {
		return !shrug();
	}
	if (is_settled(result)) {
		return true;
	}
	zval_ptr_dtor(result);
	ZVAL_UNDEF(result);
	return false;
}

/* True as ask(). A reversal that was not answered, or answered "recall", which reads as Pending, is repeated. */
static bool take_back(const till *at, zval *result, bool last)
{
	call_with_number(at, result, PAY_WECHAT_REVERSE);
	if (EG(exception) != NULL) {
		return last || !instanceof_function(EG(exception)->ce, pay_ce_TransportException)
			|| !shrug();
	}
	if (is_settled(result)) {
		return true;
	}
	zval_ptr_dtor(result);
	ZVAL_UNDEF(result);
	return false;
}

static void throw_still_open(const till *at)
{
	pay_error error = PAY_ERROR_INIT;

	(void) pay_fail(&error, PAY_E_UNKNOWN, "unknown.reversal",
		"The payment of %.64s is open, and its reversal as well: repeat reverse()",
		ZSTR_VAL(at->number));
	php_pay_throw(&error, NULL);
}

/* The reversal was refused, which does not say what became of the payment. */
static void throw_not_reversed(void)
{
	if (EG(exception) != NULL && !is_open()
		&& instanceof_function(EG(exception)->ce, pay_ce_PayException)) {
		php_pay_throw_unknown(&(php_pay_context) {.method = NULL, .path = PAY_LIT("")});
	}
}

static void settle(const till *at, zval *result)
{
	/* Once in any case: what was paid meanwhile must not be taken back. */
	do {
		pay_sleep(at->step);
		if (ask(at, result)) {
			return;
		}
	} while (clock_milliseconds() + at->step <= at->deadline);
	for (int i = 1; i <= REVERSALS_MAX; i++) {
		if (take_back(at, result, i == REVERSALS_MAX)) {
			throw_not_reversed();
			return;
		}
		pay_sleep(MAX(at->step, REVERSAL_MILLISECONDS));
	}
	throw_still_open(at);
}

/* The number that everything after the first request goes by. NULL: thrown. */
static zend_string *order_number(HashTable *fields)
{
	zval *number = zend_hash_str_find(fields, ZEND_STRL("out_trade_no"));

	if (number != NULL) {
		ZVAL_DEREF(number);
	}
	if (number == NULL || (Z_TYPE_P(number) != IS_STRING && Z_TYPE_P(number) != IS_LONG)) {
		zend_value_error("out_trade_no is missing");
		return NULL;
	}
	return zval_get_string(number);
}

/* Without a way to take it back the result could not be promised to be final. */
static bool can_reverse(const php_pay_client *client)
{
	if (php_pay_speaks_v2(client) && client->account.certificate == NULL) {
		php_pay_throw_config("config.missing",
			"certificate is missing: a payment by code may have to be reversed, and "
			"/secapi/pay/reverse wants apiclient_cert.pem with apiclient_key.pem, or "
			"apiclient_cert.p12");
		return false;
	}
	return true;
}

static void pay(zval *return_value, till *at, double wait)
{
	int64_t milliseconds = (int64_t) (wait * 1000);

	at->step = MIN(STEP_MILLISECONDS, milliseconds / STEPS);
	at->deadline = clock_milliseconds() + milliseconds;
	php_pay_wechat_operate(return_value, at->client, PAY_WECHAT_MICROPAY, at->order, pay_ce_Result);
	if (EG(exception) == NULL && !is_settled(return_value)) {
		zval_ptr_dtor(return_value);
		ZVAL_UNDEF(return_value);
		settle(at, return_value);
	} else if (is_open() && shrug()) {
		settle(at, return_value);
	}
	if (EG(exception) != NULL) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
	}
}

PHP_METHOD(Pay_WeChat, micropay)
{
	double wait = 45.0;
	till at;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT(at.order)
		Z_PARAM_OPTIONAL
		Z_PARAM_DOUBLE(wait)
	ZEND_PARSE_PARAMETERS_END();

	at.client = php_pay_client_this(ZEND_THIS);
	if (at.client == NULL || !can_reverse(at.client)) {
		RETURN_THROWS();
	}
	if (!(wait >= 0 && wait <= WAIT_MAX)) {
		zend_argument_value_error(2, "must be between 0 and 300 seconds");
		RETURN_THROWS();
	}
	at.number = order_number(at.order);
	if (at.number == NULL) {
		RETURN_THROWS();
	}
	pay(return_value, &at, wait);
	zend_string_release(at.number);
}
