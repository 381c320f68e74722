/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/convert.h"
#include "php/globals.h"
#include "php/notification.h"
#include "php/owner.h"
#include "php/request.h"
#include "php/wechat.h"

#include "core/text.h"
#include "gateway/wechat.h"
#include "gateway/wechat_fields.h"
#include "gateway/wechat_notice.h"

#include "zend_exceptions.h"

#include <time.h>

#define BODY_MAX (1u << 20) /* bytes */
#define HEADER_NAME_MAX 64  /* bytes */

static const pay_wechat_proof empty_proof = {PAY_LIT_INIT(""), PAY_LIT_INIT(""), PAY_LIT_INIT(""),
	PAY_LIT_INIT(""), PAY_LIT_INIT(""), false};

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The notification %s", what);
}

/* ------------------------------------------------------------------ headers */

/* "HTTP_WECHATPAY_NONCE", as server variables spell it, is "WECHATPAY-NONCE". */
static pay_slice header_name(char spelled[HEADER_NAME_MAX], zend_string *name)
{
	pay_slice text = php_pay_slice(name);

	if (pay_slice_starts(text, PAY_LIT("HTTP_"))) {
		text = pay_slice_after(text, strlen("HTTP_"));
	}
	if (text.size > HEADER_NAME_MAX) {
		return PAY_LIT("");
	}
	for (size_t i = 0; i < text.size; i++) {
		spelled[i] = text.data[i] == '_' ? '-' : text.data[i];
	}
	return (pay_slice) {spelled, text.size};
}

static void take_value(pay_wechat_proof *proof, pay_slice *field, zval *value)
{
	zval *only = value;

	ZVAL_DEREF(only);
	if (Z_TYPE_P(only) == IS_ARRAY) {
		zval *first;

		proof->is_duplicated = proof->is_duplicated || zend_hash_num_elements(Z_ARRVAL_P(only)) > 1;
		ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(only), first) {
			only = first;
			ZVAL_DEREF(only);
			break;
		}
		ZEND_HASH_FOREACH_END();
	}
	if (Z_TYPE_P(only) == IS_STRING) {
		proof->is_duplicated = proof->is_duplicated || field->size > 0;
		*field = php_pay_slice(Z_STR_P(only));
	}
}

/* The slices are borrowed from the array. A timestamp that a framework made an int of is not a received byte. */
static pay_wechat_proof proof_from(HashTable *headers)
{
	pay_wechat_proof proof = empty_proof;
	zend_string *name;
	zval *value;

	if (headers == NULL) {
		return proof;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (headers, name, value) {
		char spelled[HEADER_NAME_MAX];
		pay_slice *field;

		if (name == NULL) {
			continue;
		}
		field = pay_wechat_proof_field(&proof, header_name(spelled, name));
		if (field != NULL) {
			take_value(&proof, field, value);
		}
	}
	ZEND_HASH_FOREACH_END();
	return proof;
}

/* ------------------------------------------------------------------ proof */

static pay_status prove(php_pay_client *client, const pay_wechat_proof *proof, zend_string *body,
	pay_arena *arena, pay_error *error)
{
	pay_status status;

	if (ZSTR_LEN(body) > BODY_MAX) {
		return malformed(error, "is larger than 1 MiB");
	}
	status = pay_wechat_prove(
		&client->account, proof, php_pay_slice(body), (int64_t) time(NULL), arena, error);
	if (status != PAY_E_SIGNATURE || !client->fetches_certificates
		|| strcmp(error->reason, "signature.unknown-serial") != 0) {
		return status;
	}
	if (!php_pay_wechat_certificates(client, proof->serial)) {
		return status;
	}
	return pay_wechat_prove(
		&client->account, proof, php_pay_slice(body), (int64_t) time(NULL), arena, error);
}

/* ------------------------------------------------------------------ content */

static pay_status decode(zval *data, pay_slice text, pay_error *error)
{
	const char *wrong = php_pay_json_decode(data, text);

	return wrong == NULL ? PAY_OK : malformed(error, wrong);
}

/* The first of the names that is there. */
static zend_string *first_string(HashTable *data, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++) {
		zend_string *text = php_pay_find_string(data, names[i]);

		if (text != NULL) {
			return text;
		}
	}
	return NULL;
}

static pay_status check_owner(
	zend_string *named, pay_slice ours, const char *reason, const char *what, pay_error *error)
{
	if (named == NULL || ours.size == 0 || pay_slice_equal(php_pay_slice(named), ours)) {
		return PAY_OK;
	}
	return pay_fail(error, PAY_E_INTEGRITY, reason,
		"The notification is authentic, but for another %s than this client's", what);
}

static pay_status check_owners(
	const pay_account *account, HashTable *data, php_pay_event *event, pay_error *error)
{
	static const char *const merchants[] = {
		"mchid", "sp_mchid", "combine_mchid", "mch_id", "sp_mch_id", NULL};
	static const char *const apps[] = {"appid", "sp_appid", "combine_appid", NULL};

	event->merchant = first_string(data, merchants);
	event->app = first_string(data, apps);
	PAY_TRY(check_owner(event->merchant, account->merchant, "integrity.mchid", "merchant", error));
	PAY_TRY(check_owner(event->app, account->app, "integrity.appid", "app", error));
	return check_owner(php_pay_find_string(data, "sub_mchid"), account->sub_merchant,
		"integrity.sub_mchid", "sub-merchant", error);
}

/* An amount is an int of fen within the gateway's range, or the message is not WeChat Pay's. */
static pay_status take_amount(HashTable *data, php_pay_event *event, pay_error *error)
{
	zval *total = php_pay_find(data, PAY_LIT("amount.total"));
	zval *refund = php_pay_find(data, PAY_LIT("amount.refund"));
	zval *const amounts[] = {total, refund};
	zval *chosen = event->is_refund ? refund : total;

	for (size_t i = 0; i < 2; i++) {
		if (amounts[i] != NULL
			&& (Z_TYPE_P(amounts[i]) != IS_LONG || Z_LVAL_P(amounts[i]) < 0
				|| Z_LVAL_P(amounts[i]) > PAY_FEN_MAX)) {
			return malformed(error, "has an amount that is not an integer of fen");
		}
	}
	event->fen = chosen != NULL ? Z_LVAL_P(chosen) : -1;
	event->currency = php_pay_find_string(data, "amount.currency");
	return PAY_OK;
}

static pay_status read_event(
	const pay_account *account, HashTable *data, php_pay_event *event, pay_error *error)
{
	static const char *const states[] = {"refund_status", "trade_state", "state", NULL};
	static const char *const numbers[] = {"out_trade_no", "combine_out_trade_no", NULL};
	zend_string *state = first_string(data, states);

	PAY_TRY(check_owners(account, data, event, error));
	event->out_refund_no = php_pay_find_string(data, "out_refund_no");
	event->out_trade_no = first_string(data, numbers);
	event->transaction_id = php_pay_find_string(data, "transaction_id");
	event->is_refund = event->out_refund_no != NULL
		|| pay_slice_starts(php_pay_slice(event->type), PAY_LIT("REFUND."));
	event->is_payment = !event->is_refund && php_pay_find_string(data, "out_trade_no") != NULL
		&& php_pay_find_string(data, "trade_state") != NULL;
	event->is_signed = true;
	event->state = state != NULL ? php_pay_slice(state) : PAY_LIT("");
	return take_amount(data, event, error);
}

static void make(zval *notification, const pay_account *account, php_pay_event *event, zval *data)
{
	zend_string *yuan = zend_string_init(ZEND_STRL("CNY"), 0);

	if (event->currency == NULL) {
		event->currency = yuan;
	}
	event->owner =
		php_pay_wechat_owner(account, php_pay_find_string(Z_ARRVAL_P(data), "sub_mchid"));
	php_pay_notification_make(notification, event, data);
	zend_string_release(event->owner);
	zend_string_release(yuan);
}

/* Everything after the proof. On PAY_OK data has moved into the notification. */
static pay_status open_and_make(const pay_account *account, zend_string *body, pay_arena *arena,
	zval *data, zval *notification, pay_error *error)
{
	php_pay_event event = {.raw = body, .fen = -1};
	pay_wechat_notice notice;
	pay_status status;

	PAY_TRY(pay_wechat_open_notice(account, php_pay_slice(body), arena, &notice, error));
	PAY_TRY(decode(data, notice.content, error));
	event.id = php_pay_string(notice.id);
	event.type = php_pay_string(notice.event_type);
	status = read_event(account, Z_ARRVAL_P(data), &event, error);
	if (status == PAY_OK) {
		make(notification, account, &event, data);
		ZVAL_UNDEF(data);
	}
	zend_string_release(event.id);
	zend_string_release(event.type);
	return status;
}

static void notify(
	zval *return_value, php_pay_client *client, zend_string *body, HashTable *headers)
{
	pay_arena *arena = php_pay_scope_open();
	pay_error error = PAY_ERROR_INIT;
	pay_wechat_proof proof = proof_from(headers);
	pay_status status;
	zval data;

	ZVAL_UNDEF(&data);
	status = prove(client, &proof, body, arena, &error);
	if (status == PAY_OK) {
		status = open_and_make(&client->account, body, arena, &data, return_value, &error);
	}
	error.status = status;
	if (status != PAY_OK) {
		php_pay_throw(&error, NULL);
	}
	zval_ptr_dtor(&data);
	php_pay_scope_close_of(arena);
}

/* A merchant who speaks APIv3 is still told in XML of a refund that was made in the merchant console. */
static bool is_xml(const zend_string *body)
{
	return pay_slice_starts(pay_trim(php_pay_slice(body)), PAY_LIT("<"));
}

PHP_METHOD(Pay_WeChat, notification)
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
	body = body != NULL ? zend_string_copy(body) : php_pay_request_body(BODY_MAX);
	if (is_xml(body) || php_pay_speaks_v2(client)) {
		php_pay_wechat_v2_notify(return_value, client, body);
	} else {
		notify(return_value, client, body, headers != NULL ? headers : php_pay_request_server());
	}
	zend_string_release(body);
}
