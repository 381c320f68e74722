/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/classes.h"
#include "php/globals.h"
#include "php/notification.h"
#include "php/owner.h"
#include "php/request.h"
#include "php/result.h"

#include "core/form.h"
#include "core/text.h"
#include "gateway/alipay_notice.h"

#include "zend_exceptions.h"

#include <time.h>

/* What Alipay sends to notify_url, to the application gateway, and with a browser to return_url. */

/* The proven fields, and what follows from them. */
typedef struct notice {
	pay_pair *fields;
	size_t count;
	bool is_trade;
	bool is_refund;
} notice;

static pay_slice field(const notice *in, const char *name)
{
	return pay_alipay_field(in->fields, in->count, name);
}

static pay_slice first_field(const notice *in, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++) {
		pay_slice value = field(in, names[i]);

		if (value.size > 0) {
			return value;
		}
	}
	return PAY_LIT("");
}

static zend_string *string_or_null(pay_slice text)
{
	return text.size > 0 ? php_pay_string(text) : NULL;
}

static void release(zend_string *text)
{
	if (text != NULL) {
		zend_string_release(text);
	}
}

/* ------------------------------------------------------------------ what it says */

/* refund_fee is there in some payments, as 0.00. What cannot be read as an amount is refused before anything is made of it. */
static void tell_kind(notice *in)
{
	int64_t fen;

	in->is_trade = field(in, "trade_status").size > 0;
	in->is_refund = in->is_trade
		&& (field(in, "gmt_refund").size > 0 || field(in, "out_biz_no").size > 0
			|| (pay_yuan_to_fen(field(in, "refund_fee"), &fen) && fen > 0));
}

static pay_status check_owner(
	pay_slice named, pay_slice ours, const char *reason, const char *what, pay_error *error)
{
	if (ours.size == 0 || pay_slice_equal(named, ours)) {
		return PAY_OK;
	}
	return pay_fail(error, PAY_E_INTEGRITY, reason,
		named.size > 0 ? "The message is authentic, but for another %s than this client's"
					   : "The message is authentic, but does not say for which %s",
		what);
}

/* A trade names both. Messages of the application gateway know of no receiving account. */
static pay_status check_owners(const pay_account *account, const notice *in, pay_error *error)
{
	PAY_TRY(
		check_owner(field(in, "app_id"), account->app, "integrity.app_id", "application", error));
	return in->is_trade || field(in, "seller_id").size > 0 ? check_owner(field(in, "seller_id"),
			   account->merchant, "integrity.seller_id", "receiving account", error)
														   : PAY_OK;
}

static pay_status read_amount(const notice *in, const char *name, zend_long *fen, pay_error *error)
{
	pay_slice text = field(in, name);
	int64_t amount;

	*fen = -1;
	if (text.size == 0) {
		return PAY_OK;
	}
	if (!pay_yuan_to_fen(text, &amount)) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed",
			"The message has an amount that is not a decimal number of yuan");
	}
	*fen = (zend_long) amount;
	return PAY_OK;
}

/* notify_id; else every byte of it, so that a repetition is known as one. */
static pay_status read_id(
	const notice *in, pay_slice body, pay_arena *arena, pay_slice *id, pay_error *error)
{
	unsigned char digest[PAY_SHA256_SIZE];

	(void) error;
	*id = field(in, "notify_id");
	if (id->size > 0) {
		return PAY_OK;
	}
	PAY_TRY(pay_sha256(&PAY_G(kept), digest, 1, &body));
	return pay_hex_encode(arena, id, (pay_slice) {(const char *) digest, sizeof(digest)}, false);
}

static pay_slice state_word(const notice *in)
{
	static const char *const names[] = {"trade_status", "refund_status", NULL};

	return in->is_refund ? PAY_LIT("REFUND_SUCCESS") : first_field(in, names);
}

static void take_array(zval *data, const notice *in)
{
	array_init_size(data, (uint32_t) in->count);
	for (size_t i = 0; i < in->count; i++) {
		zval value;

		ZVAL_STR(&value, php_pay_string(in->fields[i].value));
		(void) zend_symtable_str_update(
			Z_ARRVAL_P(data), in->fields[i].name.data, in->fields[i].name.size, &value);
	}
}

static void make(zval *notification, const pay_account *account, zend_string *body,
	const notice *in, pay_slice id, zend_long fen)
{
	static const char *const types[] = {"notify_type", "msg_method", "method", NULL};
	static const char *const refunds[] = {"out_biz_no", "out_request_no", NULL};
	pay_slice type = first_field(in, types);
	php_pay_event event = {
		.id = php_pay_string(id),
		.type = php_pay_string(type.size > 0 ? type : PAY_LIT("message")),
		.state = state_word(in),
		.out_trade_no = string_or_null(field(in, "out_trade_no")),
		.transaction_id = string_or_null(field(in, "trade_no")),
		.out_refund_no = in->is_refund ? string_or_null(first_field(in, refunds)) : NULL,
		.fen = fen,
		.currency = php_pay_string(PAY_LIT("CNY")),
		.app = string_or_null(field(in, "app_id")),
		.merchant = string_or_null(field(in, "seller_id")),
		.raw = body,
		.is_payment = in->is_trade && !in->is_refund,
		.is_refund = in->is_refund,
		.is_signed = true,
		.style = PHP_PAY_REPLY_TEXT,
	};
	zval data;

	event.owner = php_pay_alipay_owner(account, event.transaction_id);
	take_array(&data, in);
	php_pay_notification_make(notification, &event, &data);
	release(event.id);
	release(event.type);
	release(event.out_trade_no);
	release(event.transaction_id);
	release(event.out_refund_no);
	release(event.currency);
	release(event.app);
	release(event.merchant);
	release(event.owner);
}

/* ------------------------------------------------------------------ methods */

/* The buyer's browser brings signed parameters as well, which say nothing of the payment. */
static pay_status check_kind(const notice *in, pay_error *error)
{
	static const char *const names[] = {"notify_id", "notify_type", "msg_method", NULL};

	return first_field(in, names).size > 0
			&& !pay_slice_ends(field(in, "method"), PAY_LIT(".return"))
		? PAY_OK
		: pay_fail(error, PAY_E_SIGNATURE, "signature.malformed",
			"The message is no notification: it is what a browser brings back, for returned()");
}

static pay_status read_notice(php_pay_client *client, zend_string *body, pay_arena *arena,
	zval *notification, pay_error *error)
{
	notice in;
	pay_slice id;
	zend_long fen, refunded;

	PAY_TRY(pay_alipay_prove_form(&client->account, php_pay_slice(body), (int64_t) time(NULL),
		arena, &in.fields, &in.count, error));
	tell_kind(&in);
	PAY_TRY(check_owners(&client->account, &in, error));
	PAY_TRY(check_kind(&in, error));
	PAY_TRY(read_amount(&in, "total_amount", &fen, error));
	PAY_TRY(read_amount(&in, "refund_fee", &refunded, error));
	PAY_TRY(read_id(&in, php_pay_slice(body), arena, &id, error));
	make(notification, &client->account, body, &in, id, in.is_refund ? refunded : fen);
	return PAY_OK;
}

static pay_status read_return(
	php_pay_client *client, zend_string *query, pay_arena *arena, zval *result, pay_error *error)
{
	notice in;
	zval data;

	PAY_TRY(pay_alipay_prove_form(&client->account, php_pay_slice(query), (int64_t) time(NULL),
		arena, &in.fields, &in.count, error));
	tell_kind(&in);
	PAY_TRY(check_owners(&client->account, &in, error));
	take_array(&data, &in);
	php_pay_result_make(result, pay_ce_Result,
		&(php_pay_facts) {
			.status = 200,
			.state = PAY_LIT(""), /* it says nothing of the payment */
			.request_id = PAY_LIT(""),
			.raw = php_pay_slice(query),
			.owner = php_pay_alipay_owner(&client->account, NULL),
			.verified = true,
		},
		&data);
	return PAY_OK;
}

static void read_message(zval *return_value, php_pay_client *client, zend_string *text,
	pay_status (*read)(php_pay_client *, zend_string *, pay_arena *, zval *, pay_error *))
{
	pay_error error = PAY_ERROR_INIT;
	pay_status status;

	php_pay_alipay_certificates_kept(client);
	status = read(client, text, php_pay_scope_open(), return_value, &error);
	error.status = status;
	if (status != PAY_OK) {
		php_pay_throw(&error, &(php_pay_context) {.style = PHP_PAY_REPLY_TEXT});
	}
	php_pay_scope_close();
}

PHP_METHOD(Pay_Alipay, notification)
{
	php_pay_client *client;
	zend_string *body = NULL;
	HashTable *headers = NULL;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(body)
		Z_PARAM_ARRAY_HT_OR_NULL(headers)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	body = body != NULL ? zend_string_copy(body) : php_pay_request_body(PAY_FORM_MAX);
	read_message(return_value, client, body, read_notice);
	zend_string_release(body);
}

PHP_METHOD(Pay_Alipay, returned)
{
	php_pay_client *client;
	zend_string *query = NULL;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(query)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	query = query != NULL ? zend_string_copy(query) : php_pay_request_query();
	read_message(return_value, client, query, read_return);
	zend_string_release(query);
}
