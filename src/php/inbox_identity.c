/* SPDX-License-Identifier: MIT */
#include "php/inbox_identity.h"

#include "php/classes.h"
#include "php/convert.h"
#include "php/globals.h"
#include "php/notification.h"
#include "php/result.h"
#include "php/state.h"

#include "core/text.h"

#include "zend_smart_str.h"

/* A fact in parts. Strings are borrowed. */
typedef struct fact {
	zend_string *owner;
	const char *kind;    /* "order", "refund", "message" */
	zend_string *number; /* by which the shop or the gateway calls it */
	zend_string
		*order; /* of a refund, where its number is unique within the order only; else NULL */
	const char *outcome;
} fact;

/* Where a refund of a paid order is told of as the order's state, the order is paid nevertheless. */
static const struct {
	const char *state;
	const char *order;
	const char *refund;
} outcomes[] = {
	{"Succeeded", "paid", "succeeded"},
	{"Refunded", "paid", "succeeded"},
	{"Closed", "closed", "closed"},
	{"Failed", "failed", "failed"},
};

/* NULL: nothing final. */
static const char *outcome_of(const zval *state, bool is_refund)
{
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
		if (php_pay_state_is(state, outcomes[i].state)) {
			return is_refund ? outcomes[i].refund : outcomes[i].order;
		}
	}
	return NULL;
}

/* ------------------------------------------------------------------ writing it */

/* Neither quotes nor control characters: it goes through any client and any character set unchanged. */
static void write_column(char *column, size_t max, zend_string *text)
{
	size_t size = MIN(ZSTR_LEN(text), max);

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char) ZSTR_VAL(text)[i];

		column[i] = byte < 0x20 || byte > 0x7e || strchr("'\"\\`", byte) ? '?' : (char) byte;
	}
	column[size] = '\0';
}

static zend_string *readable(const fact *of)
{
	bool within = of->order != NULL;

	return zend_strpprintf(0, "%s %s%s%s%s%s", of->kind, ZSTR_VAL(of->number),
		within ? " of order " : "", within ? ZSTR_VAL(of->order) : "",
		of->outcome[0] != '\0' ? " " : "", of->outcome);
}

static void append_part(smart_str *out, const char *text, size_t size)
{
	smart_str_append_unsigned(out, size);
	smart_str_appendc(out, ':');
	smart_str_appendl(out, text, size);
}

/* Sizes stand before the texts, so that no two lists of texts are written alike. */
static void write_id(char *id, const fact *of)
{
	unsigned char digest[PAY_SHA256_SIZE];
	smart_str whole = {0};
	pay_slice text;

	append_part(&whole, ZSTR_VAL(of->owner), ZSTR_LEN(of->owner));
	append_part(&whole, of->kind, strlen(of->kind));
	append_part(&whole, ZSTR_VAL(of->number), ZSTR_LEN(of->number));
	if (of->order != NULL) {
		append_part(&whole, ZSTR_VAL(of->order), ZSTR_LEN(of->order));
	}
	append_part(&whole, of->outcome, strlen(of->outcome));
	text = php_pay_slice(whole.s);
	if (pay_sha256(&PAY_G(kept), digest, 1, &text) != PAY_OK) {
		zend_error_noreturn(E_ERROR, "Out of memory");
	}
	smart_str_free(&whole);
	for (size_t i = 0; i < sizeof(digest); i++) {
		(void) snprintf(id + 2 * i, 3, "%02x", digest[i]);
	}
}

static php_pay_identified write_identity(const fact *of, php_pay_identity *identity)
{
	zend_string *text;

	if (of->outcome == NULL) {
		return PHP_PAY_OPEN;
	}
	text = readable(of);
	write_id(identity->id, of);
	write_column(identity->owner, PHP_PAY_OWNER_MAX, of->owner);
	write_column(identity->fact, PHP_PAY_FACT_MAX, text);
	zend_string_release(text);
	return PHP_PAY_FACT;
}

/* ------------------------------------------------------------------ finding it */

/* Numbers of refunds are unique within the merchant at WeChat Pay, within the order at Alipay. */
static zend_string *order_of_refund(zend_string *owner, zend_string *order)
{
	return pay_slice_starts(php_pay_slice(owner), PAY_LIT("alipay ")) ? order : NULL;
}

/* What is neither a payment nor a refund, or does not say of what, is known by the gateway's own number of the message. */
static php_pay_identified identify_notification(
	const php_pay_notice *notice, php_pay_identity *identity)
{
	fact of = {notice->owner, "message", notice->id, NULL, ""};

	if (notice->is_payment && notice->out_trade_no != NULL) {
		of.kind = "order";
		of.number = notice->out_trade_no;
		of.outcome = outcome_of(notice->state, false);
	} else if (notice->is_refund && notice->out_refund_no != NULL && notice->out_trade_no != NULL) {
		of.kind = "refund";
		of.number = notice->out_refund_no;
		of.order = order_of_refund(notice->owner, notice->out_trade_no);
		of.outcome = outcome_of(notice->state, true);
	}
	return write_identity(&of, identity);
}

/* The number of the one refund that an answer is about, by the names of each protocol. */
static bool find_refund(HashTable *data, fact *of)
{
	static const char *const names[] = {"out_refund_no", "out_refund_no_0", "out_request_no"};

	of->number = NULL;
	for (size_t i = 0; of->number == NULL && i < sizeof(names) / sizeof(*names); i++) {
		of->number = php_pay_find_string(data, names[i]);
	}
	return of->number != NULL && php_pay_find_string(data, "out_refund_no_1") == NULL;
}

static bool find_order(HashTable *data, fact *of)
{
	of->number = php_pay_find_string(data, "out_trade_no");
	return of->number != NULL
		&& (php_pay_find_string(data, "trade_state") != NULL
			|| php_pay_find_string(data, "trade_status") != NULL);
}

/* So Alipay answers about a refund that it does not know, or that failed. */
static bool says_only_success(HashTable *data)
{
	return zend_hash_num_elements(data) == 2 && php_pay_find_string(data, "code") != NULL
		&& php_pay_find_string(data, "msg") != NULL;
}

static php_pay_identified identify_answer(
	HashTable *data, fact *of, php_pay_identity *identity, const zval *state)
{
	bool is_refund = find_refund(data, of);

	of->outcome = outcome_of(state, is_refund);
	if (is_refund) {
		zend_string *order = php_pay_find_string(data, "out_trade_no");

		of->kind = "refund";
		of->order = order_of_refund(of->owner, order);
		return order != NULL ? write_identity(of, identity) : PHP_PAY_NO_FACT;
	}
	if (find_order(data, of)) {
		of->kind = "order";
		return write_identity(of, identity);
	}
	return says_only_success(data) ? PHP_PAY_OPEN : PHP_PAY_NO_FACT;
}

static php_pay_identified identify_result(zend_object *object, php_pay_identity *identity)
{
	const php_pay_result *result = php_pay_result_from(object);
	fact of = {.owner = result->owner};

	return Z_TYPE(result->data) == IS_ARRAY && of.owner != NULL
		? identify_answer(Z_ARRVAL(result->data), &of, identity, php_pay_result_state(object))
		: PHP_PAY_NO_FACT;
}

php_pay_identified php_pay_identify(zend_object *event, php_pay_identity *identity)
{
	php_pay_notice notice;

	if (event->ce != pay_ce_Notification) {
		return identify_result(event, identity);
	}
	notice = php_pay_notification_read(event);
	return identify_notification(&notice, identity);
}
