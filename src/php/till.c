/* SPDX-License-Identifier: MIT */
#include "php/till.h"

#include "php/classes.h"
#include "php/convert.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/money.h"
#include "php/result.h"
#include "php/state.h"
#include "php/wait.h"

#include "core/platform.h"
#include "core/text.h"

#include "zend_exceptions.h"

#define WAIT_MAX 300.0
#define STEP_MILLISECONDS 5000 /* the gateways ask for 3 to 10 s between queries */
#define STEPS 9                /* a short wait asks that often, too */
#define REVERSALS_MAX 10
#define REVERSAL_MILLISECONDS 200 /* at least, between two */

static bool is_paid(const zval *result)
{
	const zval *state = php_pay_result_state(Z_OBJ_P(result));

	return php_pay_state_is(state, "Succeeded") || php_pay_state_is(state, "Refunded");
}

static bool is_settled(const zval *result)
{
	const zval *state = php_pay_result_state(Z_OBJ_P(result));

	return !php_pay_state_is(state, "Pending") && !php_pay_state_is(state, "Unknown");
}

/* ------------------------------------------------------------------ asking and taking back */

static void drop(zval *result)
{
	zval_ptr_dtor(result);
	ZVAL_UNDEF(result);
}

/* True: result is final, or something was thrown that ends it. */
static bool ask(const php_pay_till *at, zval *result)
{
	ZVAL_UNDEF(result);
	at->query(at, result);
	if (EG(exception) != NULL) {
		return !php_pay_shrug();
	}
	if (is_settled(result)) {
		return true;
	}
	drop(result);
	return false;
}

/* Not sent, not answered, not proven, or to be repeated, as the gateway says. */
static bool may_take_back_again(void)
{
	zend_object *thrown = EG(exception);

	if (instanceof_function(thrown->ce, pay_ce_ApiException)) {
		return php_pay_refusal_is(thrown, "retryable") || !php_pay_refusal_is(thrown, "verified");
	}
	return instanceof_function(thrown->ce, pay_ce_TransportException);
}

/* True as ask(). A reversal that reads as Pending is repeated, too. */
static bool take_back(const php_pay_till *at, zval *result, bool last)
{
	ZVAL_UNDEF(result);
	at->take_back(at, result);
	if (EG(exception) != NULL) {
		return last || !may_take_back_again() || !php_pay_shrug();
	}
	if (is_settled(result)) {
		return true;
	}
	drop(result);
	return false;
}

/* Whatever refused the reversal, or kept silent, does not say what became of the payment. */
static void throw_still_open(const php_pay_till *at)
{
	char message[200];
	pay_error error = PAY_ERROR_INIT;

	(void) snprintf(message, sizeof(message),
		"The payment of %.64s is open, and its reversal as well: repeat %s", ZSTR_VAL(at->number),
		at->take_back_name);
	if (EG(exception) == NULL) {
		(void) pay_fail(&error, PAY_E_UNKNOWN, "unknown.reversal", "%s", message);
		php_pay_throw(&error, NULL);
	} else if (instanceof_function(EG(exception)->ce, pay_ce_PayException)) {
		PAY_G(unknown_outcomes) -= php_pay_is_open();
		php_pay_throw_unknown_because(NULL, message);
	}
}

/* What cannot be taken back may be settled: paid meanwhile, or closed. */
static void ask_about_refused_reversal(const php_pay_till *at, zval *result)
{
	zend_object *refusal = EG(exception);

	GC_ADDREF(refusal);
	zend_clear_exception();
	if (ask(at, result)) {
		OBJ_RELEASE(refusal);
		return;
	}
	zend_throw_exception_object(&(zval) {.value.obj = refusal, .u1.type_info = IS_OBJECT_EX});
}

static void take_back_until_certain(const php_pay_till *at, zval *result)
{
	for (int i = 1; i <= REVERSALS_MAX; i++) {
		if (take_back(at, result, i == REVERSALS_MAX)) {
			break;
		}
		if (i < REVERSALS_MAX && !php_pay_wait(MAX(at->step, REVERSAL_MILLISECONDS))) {
			return;
		}
	}
	if (EG(exception) != NULL && instanceof_function(EG(exception)->ce, pay_ce_ApiException)) {
		ask_about_refused_reversal(at, result);
	}
	if (EG(exception) != NULL || Z_TYPE_P(result) == IS_UNDEF) {
		throw_still_open(at);
	}
}

/* What broke the asking off, a signal handler or another task, says nothing of the payment. */
static void say_left_open(const php_pay_till *at)
{
	char message[200];

	if (EG(exception) != NULL && !instanceof_function(EG(exception)->ce, pay_ce_PayException)) {
		(void) snprintf(message, sizeof(message),
			"The payment of %.64s was left open by an exception: query it", ZSTR_VAL(at->number));
		php_pay_throw_unknown_because(NULL, message);
	}
}

/* Asks once in any case, and last at the deadline: what was paid meanwhile must not be taken back. */
static void ask_until_settled(const php_pay_till *at, zval *result)
{
	int64_t left;

	do {
		left = at->deadline - pay_clock_milliseconds();
		if (!php_pay_wait(MIN(at->step, MAX(left, 0))) || ask(at, result)) {
			return;
		}
	} while (at->deadline > pay_clock_milliseconds());
	take_back_until_certain(at, result);
}

static void settle(const php_pay_till *at, zval *result)
{
	ask_until_settled(at, result);
	say_left_open(at);
}

/* What a query about a refusal found. */
typedef enum finding {
	FOUND_PAID,
	FOUND_UNPAID,
	FOUND_NO_ORDER,
	FOUND_NOTHING_CERTAIN,
	FOUND_OTHER_EXCEPTION,
} finding;

/* No order of this number, as the gateway itself says. */
static bool is_no_order(const php_pay_till *at)
{
	zend_object *thrown = EG(exception);

	return instanceof_function(thrown->ce, pay_ce_ApiException)
		&& php_pay_refusal_is(thrown, "verified")
		&& zend_string_equals_cstr(
			php_pay_refusal_code(thrown), at->unknown_order, strlen(at->unknown_order));
}

static finding find_out(const php_pay_till *at, zval *result)
{
	ZVAL_UNDEF(result);
	at->query(at, result);
	if (EG(exception) != NULL) {
		bool is_none = is_no_order(at);

		return !php_pay_shrug() ? FOUND_OTHER_EXCEPTION
			: is_none           ? FOUND_NO_ORDER
								: FOUND_NOTHING_CERTAIN;
	}
	return is_paid(result) ? FOUND_PAID : is_settled(result) ? FOUND_UNPAID : FOUND_NOTHING_CERTAIN;
}

/*
 * A refusal that speaks of an earlier payment under this number, or that nobody proved, is asked about: a till that lost an
 * answer and asks again must not hear "no" where the payer has paid, or still can.
 */
static void ask_about_refusal(const php_pay_till *at, zval *result)
{
	zend_object *refusal = EG(exception);
	bool is_proven = php_pay_refusal_is(refusal, "verified");
	finding found;

	if (is_proven && !at->speaks_of_earlier(php_pay_refusal_code(refusal))) {
		return;
	}
	GC_ADDREF(refusal);
	zend_clear_exception();
	found = find_out(at, result);
	if (found == FOUND_PAID || found == FOUND_OTHER_EXCEPTION) {
		OBJ_RELEASE(refusal);
		say_left_open(at);
		return;
	}
	drop(result);
	zend_throw_exception_object(&(zval) {.value.obj = refusal, .u1.type_info = IS_OBJECT_EX});
	/* Where nobody proved the refusal, the order may be on its way yet. */
	if (found == FOUND_NOTHING_CERTAIN || (found == FOUND_NO_ORDER && !is_proven)) {
		php_pay_throw_unknown(NULL);
	}
}

/* ------------------------------------------------------------------ the amount */

/* An amount as a caller or a gateway writes it, in fen; -1: none. */
static int64_t fen_of(zval *value, bool in_yuan)
{
	int64_t fen = -1;

	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == pay_ce_Money) {
		return php_pay_money_fen(Z_OBJ_P(value));
	}
	if (Z_TYPE_P(value) == IS_LONG && !in_yuan) {
		return Z_LVAL_P(value);
	}
	if (Z_TYPE_P(value) == IS_STRING && in_yuan) {
		return pay_yuan_to_fen(php_pay_slice(Z_STR_P(value)), &fen) ? fen : -1;
	}
	if (Z_TYPE_P(value) == IS_STRING) {
		return ZEND_STRTOL(Z_STRVAL_P(value), NULL, 10);
	}
	return -1;
}

/* "amount.total", or "amount" where that is a Money. */
static int64_t amount_of(HashTable *fields, const php_pay_till *at)
{
	pay_slice name = pay_slice_from(at->amount);
	const char *dot = memchr(name.data, '.', name.size);
	zval *value = php_pay_find(fields, name);

	if (value == NULL && dot != NULL) {
		value = php_pay_find(fields, (pay_slice) {name.data, (size_t) (dot - name.data)});
	}
	return value != NULL ? fen_of(value, at->in_yuan) : -1;
}

/* Under a number that was used before, what was paid may be another sale. */
static void check_amount(const php_pay_till *at, zval *result)
{
	pay_error error = PAY_ERROR_INIT;

	if (amount_of(at->order, at)
		== amount_of(Z_ARRVAL(php_pay_result_from(Z_OBJ_P(result))->data), at)) {
		return;
	}
	(void) pay_fail(&error, PAY_E_INTEGRITY, "integrity.amount",
		"An order %.64s is paid, but over another amount than this one", ZSTR_VAL(at->number));
	php_pay_throw_call(&error, NULL, true);
}

/* ------------------------------------------------------------------ the whole */

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

static void pay(zval *return_value, php_pay_till *at, double wait)
{
	int64_t milliseconds = (int64_t) (wait * 1000);

	at->step = MIN(STEP_MILLISECONDS, milliseconds / STEPS);
	at->deadline = pay_clock_milliseconds() + milliseconds;
	ZVAL_UNDEF(return_value);
	at->pay(at, return_value);
	if (EG(exception) == NULL && !is_settled(return_value)) {
		zval_ptr_dtor(return_value);
		ZVAL_UNDEF(return_value);
		settle(at, return_value);
	} else if (php_pay_is_open() && php_pay_shrug()) {
		settle(at, return_value);
	} else if (EG(exception) != NULL
		&& instanceof_function(EG(exception)->ce, pay_ce_ApiException)) {
		ask_about_refusal(at, return_value);
	}
	if (EG(exception) == NULL && is_paid(return_value)) {
		check_amount(at, return_value);
	}
	if (EG(exception) != NULL) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
	}
}

bool php_pay_till_open(INTERNAL_FUNCTION_PARAMETERS, php_pay_till *at, double *wait)
{
	(void) return_value;
	*wait = 45.0;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT(at->order)
		Z_PARAM_OPTIONAL
		Z_PARAM_DOUBLE(*wait)
	ZEND_PARSE_PARAMETERS_END_EX(return false);

	at->client = php_pay_client_this(ZEND_THIS);
	if (at->client == NULL) {
		return false;
	}
	if (!(*wait >= 0 && *wait <= WAIT_MAX)) {
		zend_argument_value_error(2, "must be between 0 and 300 seconds");
		return false;
	}
	at->number = order_number(at->order);
	return at->number != NULL;
}

void php_pay_till_run(zval *return_value, php_pay_till *at, double wait)
{
	pay(return_value, at, wait);
	zend_string_release(at->number);
}
