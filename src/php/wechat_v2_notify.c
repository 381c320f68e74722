/* SPDX-License-Identifier: MIT */
#include "php/convert.h"
#include "php/globals.h"
#include "php/notification.h"
#include "php/owner.h"
#include "php/wechat.h"

#include "core/digest.h"
#include "core/text.h"
#include "core/xml.h"
#include "gateway/wechat_fields.h"
#include "gateway/wechat_v2.h"

#include "zend_exceptions.h"

/*
 * APIv2's notifications: of a payment, signed with the key; of a refund, without a sign and with its content encrypted
 * under the key. https://pay.weixin.qq.com/doc/v2/merchant/4011937127
 */
typedef struct notice {
	const pay_pair *fields;
	size_t count;
	bool is_refund;
} notice;

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The notification %s", what);
}

static pay_slice field(const notice *from, const char *name)
{
	return pay_v2_find(from->fields, from->count, name);
}

/* Whoever sent it holds the key: proven by its sign, or by what only the key opens. */
static pay_status prove(const pay_account *account, pay_slice body, pay_arena *arena,
	pay_pair **envelope, size_t *count, notice *out, pay_error *error)
{
	pay_slice req_info;
	pay_pair *inner;

	PAY_TRY(pay_xml_read(body, "xml", NULL, arena, envelope, count, error));
	*count = pay_v2_drop_empty(*envelope, *count);
	req_info = pay_v2_find(*envelope, *count, "req_info");
	if (req_info.size == 0 || pay_v2_find(*envelope, *count, "sign").size > 0) {
		PAY_TRY(pay_v2_prove(
			account->api_v2_key, account->api_v2_md5, *envelope, *count, arena, error));
	}
	*out = (notice) {*envelope, *count, false};
	if (req_info.size > 0) {
		PAY_TRY(
			pay_v2_open_refund(account->api_v2_key, req_info, arena, &inner, &out->count, error));
		out->fields = inner;
		out->is_refund = true;
	}
	return PAY_OK;
}

static pay_status check_owner(
	pay_slice named, pay_slice ours, const char *reason, const char *what, pay_error *error)
{
	if (named.size == 0 || ours.size == 0 || pay_slice_equal(named, ours)) {
		return PAY_OK;
	}
	return pay_fail(error, PAY_E_INTEGRITY, reason,
		"The notification is authentic, but for another %s than this client's", what);
}

static pay_status check_owners(const pay_account *account, const notice *envelope, pay_error *error)
{
	PAY_TRY(check_owner(
		field(envelope, "mch_id"), account->merchant, "integrity.mchid", "merchant", error));
	PAY_TRY(check_owner(field(envelope, "appid"), account->app, "integrity.appid", "app", error));
	return check_owner(field(envelope, "sub_mch_id"), account->sub_merchant, "integrity.sub_mchid",
		"sub-merchant", error);
}

/* Decimal digits within the gateways' range. -1 where the field is absent. */
static pay_status read_fen(pay_slice text, zend_long *fen, pay_error *error)
{
	zend_long value = 0;

	*fen = -1;
	if (text.size == 0) {
		return PAY_OK;
	}
	if (text.size > 1 && text.data[0] == '0') {
		return malformed(error, "has an amount that is not an integer of fen");
	}
	for (size_t i = 0; i < text.size; i++) {
		if (!pay_is_digit(text.data[i]) || value > PAY_FEN_MAX) {
			return malformed(error, "has an amount that is not an integer of fen");
		}
		value = value * 10 + (text.data[i] - '0');
	}
	if (value > PAY_FEN_MAX) {
		return malformed(error, "has an amount that is not an integer of fen");
	}
	*fen = value;
	return PAY_OK;
}

static bool is_currency(pay_slice text)
{
	return text.size == 3 && pay_is_upper(text.data[0]) && pay_is_upper(text.data[1])
		&& pay_is_upper(text.data[2]);
}

/* "1" is how the oldest documents spell CNY. */
static pay_status read_currency(const notice *in, pay_slice *currency, pay_error *error)
{
	*currency = field(in, "fee_type");
	if (currency->size == 0 || pay_slice_equal(*currency, PAY_LIT("1"))) {
		*currency = PAY_LIT("CNY");
	}
	return is_currency(*currency) ? PAY_OK : malformed(error, "names a currency that is none");
}

static pay_status read_amount(const notice *in, zend_long *fen, pay_error *error)
{
	zend_long total, refund, cash;

	PAY_TRY(read_fen(field(in, "total_fee"), &total, error));
	PAY_TRY(read_fen(field(in, "refund_fee"), &refund, error));
	PAY_TRY(read_fen(field(in, "cash_fee"), &cash, error));
	*fen = in->is_refund ? refund : total;
	return PAY_OK;
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

/* The order or refund that it is about; "" for a message about something else. */
static pay_slice number_of(const notice *in)
{
	static const char *const refunds[] = {"refund_id", "out_refund_no", NULL};
	static const char *const orders[] = {
		"transaction_id", "out_trade_no", "combine_out_trade_no", NULL};

	return first_field(in, in->is_refund ? refunds : orders);
}

/* A contract that was made or ended, an event of another product: told apart by what it names, else by every byte of it. */
static pay_status name_other(
	const notice *in, pay_slice body, pay_arena *arena, pay_slice *type, pay_slice *id)
{
	static const char *const types[] = {"event_type", "change_type", NULL};
	static const char *const numbers[] = {"event_id", "contract_id", NULL};
	unsigned char digest[PAY_SHA256_SIZE];
	pay_slice number = first_field(in, numbers);

	*type = first_field(in, types);
	if (type->size == 0) {
		*type = PAY_LIT("MESSAGE");
	}
	if (number.size == 0) {
		PAY_TRY(pay_sha256(&PAY_G(kept), digest, 1, &body));
		PAY_TRY(pay_hex_encode(
			arena, &number, (pay_slice) {(const char *) digest, sizeof(digest)}, false));
	}
	return PAY_JOIN(arena, id, *type, PAY_LIT(":"), number);
}

/* APIv2 numbers its messages not at all, so that what happened is the name of the event. */
static pay_status name_event(
	const notice *in, pay_slice state, pay_arena *arena, pay_slice *type, pay_slice *id)
{
	bool is_paid = pay_slice_equal(state, PAY_LIT("SUCCESS"));

	PAY_TRY(PAY_JOIN(arena, type, in->is_refund ? PAY_LIT("REFUND.") : PAY_LIT("TRANSACTION."),
		in->is_refund ? state
			: is_paid ? PAY_LIT("SUCCESS")
					  : PAY_LIT("FAIL")));
	return PAY_JOIN(arena, id, *type, PAY_LIT(":"), number_of(in));
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

static void make(zval *notification, const pay_account *account, zend_string *body,
	const notice *envelope, const notice *in, pay_slice type, pay_slice id, pay_slice state,
	zend_long fen, pay_slice currency)
{
	static const char *const orders[] = {"out_trade_no", "combine_out_trade_no", NULL};
	php_pay_event event = {
		.id = php_pay_string(id),
		.type = php_pay_string(type),
		.state = state,
		.out_trade_no = string_or_null(first_field(in, orders)),
		.transaction_id = string_or_null(field(in, "transaction_id")),
		.out_refund_no = string_or_null(field(in, "out_refund_no")),
		.fen = fen,
		.currency = php_pay_string(currency),
		.app = string_or_null(field(envelope, "appid")),
		.merchant = string_or_null(field(envelope, "mch_id")),
		.raw = body,
		.is_payment = !in->is_refund && field(in, "out_trade_no").size > 0,
		.is_refund = in->is_refund,
		.is_signed = field(envelope, "sign").size > 0,
		.style = PHP_PAY_REPLY_XML,
	};
	zend_string *sub_merchant = string_or_null(field(envelope, "sub_mch_id"));
	zval data;

	event.owner = php_pay_wechat_owner(account, sub_merchant);
	php_pay_wechat_v2_array(&data, in->fields, in->count);
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
	release(sub_merchant);
}

static pay_status read_notice(const pay_account *account, zend_string *body, pay_arena *arena,
	zval *notification, pay_error *error)
{
	notice envelope = {NULL, 0, false}, in;
	pay_pair *fields;
	pay_slice state, type, id, currency;
	zend_long fen;

	if (account->api_v2_key.size == 0) {
		return malformed(error, "is XML, as APIv2 sends it, and this client has no apiV2Key");
	}
	if (ZSTR_LEN(body) > PAY_V2_NOTICE_MAX) {
		return malformed(error, "is larger than 64 KiB");
	}
	PAY_TRY(prove(account, php_pay_slice(body), arena, &fields, &envelope.count, &in, error));
	envelope.fields = fields;
	PAY_TRY(check_owners(account, &envelope, error));
	if (!pay_slice_equal(field(&envelope, "return_code"), PAY_LIT("SUCCESS"))) {
		return malformed(error, "has a return_code other than SUCCESS");
	}
	PAY_TRY(read_amount(&in, &fen, error));
	PAY_TRY(read_currency(&in, &currency, error));
	state = field(&in, in.is_refund ? "refund_status" : "result_code");
	if (in.is_refund && (state.size == 0 || field(&in, "out_refund_no").size == 0)) {
		return malformed(error, "tells of a refund without its number or its state");
	}
	if (!in.is_refund && !pay_slice_equal(state, PAY_LIT("SUCCESS"))) {
		state = PAY_LIT("PAYERROR");
	}
	if (number_of(&in).size == 0) {
		state = PAY_LIT("");
		PAY_TRY(name_other(&in, php_pay_slice(body), arena, &type, &id));
	} else {
		PAY_TRY(name_event(&in, state, arena, &type, &id));
	}
	make(notification, account, body, &envelope, &in, type, id, state, fen, currency);
	return PAY_OK;
}

void php_pay_wechat_v2_notify(zval *return_value, php_pay_client *client, zend_string *body)
{
	pay_error error = PAY_ERROR_INIT;
	pay_status status =
		read_notice(&client->account, body, php_pay_scope_open(), return_value, &error);

	error.status = status;
	if (status != PAY_OK) {
		php_pay_throw(&error, &(php_pay_context) {.style = PHP_PAY_REPLY_XML});
	}
	php_pay_scope_close();
}
