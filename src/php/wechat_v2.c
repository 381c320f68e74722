/* SPDX-License-Identifier: MIT */
#include "php/classes.h"
#include "php/call.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/fields.h"
#include "php/globals.h"
#include "php/owner.h"
#include "php/request.h"
#include "php/result.h"
#include "php/wechat.h"

#include "core/text.h"
#include "gateway/wechat_v2.h"

#include "zend_exceptions.h"

/* What one call works on; the arena is that of the scope opened for it. */
typedef struct work {
	php_pay_client *client;
	const pay_v2_operation *operation;
	pay_arena *arena;
	pay_call call;
	zval fields; /* as asked; arrays have become JSON */
	pay_answer answer;
} work;

static php_pay_context context_of(const work *on)
{
	return (php_pay_context) {
		.method = on->call.method, .path = on->call.target, .attempts = on->call.attempts};
}

static bool moves_money(const work *on)
{
	return on->call.endpoint->effect == PAY_EFFECT_MONEY;
}

/* ------------------------------------------------------------------ fields */

/* The payer's address, as far as this request knows it. An H5 order is refused with any other, so it has to be given. */
static pay_slice payer_address(void)
{
	HashTable *server = php_pay_request_server();
	zval *address = server != NULL ? zend_hash_str_find(server, ZEND_STRL("REMOTE_ADDR")) : NULL;

	return address != NULL && Z_TYPE_P(address) == IS_STRING ? php_pay_slice(Z_STR_P(address))
															 : PAY_LIT("127.0.0.1");
}

static void fill_identity(const work *on, HashTable *fields)
{
	const pay_account *account = &on->client->account;
	const pay_endpoint *endpoint = on->call.endpoint;
	const char *trade_type = on->operation->trade_type;
	bool is_h5 = trade_type != NULL && strcmp(trade_type, "MWEB") == 0;

	php_pay_fill(fields, "trade_type", pay_slice_from(trade_type != NULL ? trade_type : ""));
	if (endpoint->fill & PAY_FILL_APP) {
		php_pay_fill(
			fields, endpoint->app_field != NULL ? endpoint->app_field : "appid", account->app);
		php_pay_fill(fields, "sub_appid", account->sub_app);
	}
	if (endpoint->fill & PAY_FILL_MERCHANT) {
		php_pay_fill(fields, endpoint->merchant_field != NULL ? endpoint->merchant_field : "mch_id",
			account->merchant);
		php_pay_fill(fields, "sub_mch_id", account->sub_merchant);
	}
	if (endpoint->fill & PAY_FILL_NOTIFY) {
		php_pay_fill(fields, "notify_url", account->notify_url);
	}
	if (endpoint->fill & PAY_FILL_ADDRESS && !is_h5
		&& !zend_hash_str_exists(fields, ZEND_STRL("spbill_create_ip"))) {
		php_pay_fill(fields, "spbill_create_ip", payer_address());
	}
}

static bool check_amounts(HashTable *fields)
{
	static const char *const names[] = {
		"total_fee", "refund_fee", "amount", "total_amount", "return_amount"};
	zval *total = zend_hash_str_find(fields, ZEND_STRL("total_fee"));
	zval *refund = zend_hash_str_find(fields, ZEND_STRL("refund_fee"));

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!php_pay_check_fen(fields, names[i])) {
			return false;
		}
	}
	if (total != NULL && refund != NULL && Z_LVAL_P(refund) > Z_LVAL_P(total)) {
		zend_value_error("refund_fee must not be more than total_fee");
		return false;
	}
	return true;
}

/* An amount that APIv3 would want with its currency is one number here. */
static void flatten_money(HashTable *fields)
{
	zval *amount = zend_hash_str_find(fields, ZEND_STRL("amount"));
	zval *total = amount != NULL && Z_TYPE_P(amount) == IS_ARRAY
		? zend_hash_str_find(Z_ARRVAL_P(amount), ZEND_STRL("total"))
		: NULL;

	if (total != NULL && Z_TYPE_P(total) == IS_LONG
		&& zend_hash_num_elements(Z_ARRVAL_P(amount)) == 2) {
		zend_long fen = Z_LVAL_P(total);

		zval_ptr_dtor(amount);
		ZVAL_LONG(amount, fen);
	}
}

/* detail, scene_info, receivers ... are JSON within the XML. False: thrown. */
static bool encode_arrays(HashTable *fields)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		zend_string *text;

		if (name == NULL) {
			zend_value_error("Every field needs a name");
			return false;
		}
		if (Z_TYPE_P(value) == IS_TRUE || Z_TYPE_P(value) == IS_FALSE) {
			zend_value_error("%s must be a string or an int; APIv2 knows no bool", ZSTR_VAL(name));
			return false;
		}
		if (Z_TYPE_P(value) != IS_ARRAY) {
			continue;
		}
		text = php_pay_json_encode(value);
		if (text == NULL) {
			return false;
		}
		zval_ptr_dtor(value);
		ZVAL_STR(value, text);
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool prepare_fields(work *on, HashTable *fields)
{
	if (!php_pay_normalise(&on->fields, fields, PHP_PAY_FEN)) {
		return false;
	}
	flatten_money(Z_ARRVAL(on->fields));
	fill_identity(on, Z_ARRVAL(on->fields));
	return check_amounts(Z_ARRVAL(on->fields))
		&& php_pay_require(Z_ARRVAL(on->fields), on->call.endpoint->required)
		&& php_pay_require(Z_ARRVAL(on->fields), on->operation->required)
		&& php_pay_check_grammar(Z_ARRVAL(on->fields), on->client->account.notify_url)
		&& encode_arrays(Z_ARRVAL(on->fields));
}

/* nonce_str, sign_type and sign are made here, whatever the caller gave. */
static bool is_ours(zend_string *name)
{
	return zend_string_equals_literal(name, "sign") || zend_string_equals_literal(name, "sign_type")
		|| zend_string_equals_literal(name, "nonce_str");
}

/* A string lies in the fields for as long as the call lasts. */
static pay_status take_value(pay_arena *arena, pay_slice *text, const zval *value)
{
	zend_string *made;
	pay_status status;

	if (Z_TYPE_P(value) == IS_STRING) {
		*text = php_pay_slice(Z_STR_P(value));
		return PAY_OK;
	}
	made = zval_get_string((zval *) value);
	status = pay_copy(arena, text, php_pay_slice(made));
	zend_string_release(made);
	return status;
}

static pay_status take_pairs(work *on)
{
	HashTable *fields = Z_ARRVAL(on->fields);
	pay_pair *pairs =
		pay_arena_take(on->arena, (zend_hash_num_elements(fields) + 1) * sizeof(*pairs));
	zend_string *name;
	zval *value;
	size_t count = 0;

	if (pairs == NULL) {
		return PAY_E_MEMORY;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		if (is_ours(name)) {
			continue;
		}
		pairs[count].name = php_pay_slice(name);
		PAY_TRY(take_value(on->arena, &pairs[count].value, value));
		count += pairs[count].value.size > 0;
	}
	ZEND_HASH_FOREACH_END();
	on->call.fields = pairs;
	on->call.field_count = count;
	on->call.has_number = php_pay_has(fields, on->call.endpoint->number);
	return PAY_OK;
}

/* ------------------------------------------------------------------ answers */

/* Refusals after which nothing more will happen under this number. Any other leaves the outcome open. */
static bool is_final(zend_string *code)
{
	static const char *const codes[] = {"NOTENOUGH", "ORDERPAID", "ORDERCLOSED", "ORDERREVERSED",
		"ORDERNOTEXIST", "OUT_TRADE_NO_USED", "TRADE_STATE_ERROR", "TRADE_ERROR", "BUYER_MISMATCH",
		"REVERSE_EXPIRE", "INVALID_REQUEST", "TRADE_OVERDUE", "ERROR", "REFUND_FEE_MISMATCH",
		"USER_ACCOUNT_ABNORMAL", "INVALID_REQ_TOO_MUCH", "FREQUENCY_LIMITED",
		"INVALID_TRANSACTIONID", "REFUNDNOTEXIST", "PARAM_ERROR", "LACK_PARAMS", "NOAUTH",
		"NO_AUTH", "APPID_NOT_EXIST", "MCHID_NOT_EXIST", "APPID_MCHID_NOT_MATCH", "SIGNERROR",
		"SIGN_ERROR", "XML_FORMAT_ERROR", "XML_ERROR", "REQUIRE_POST_METHOD", "POST_DATA_EMPTY",
		"NOT_UTF8", "PARAM_IS_NOT_UTF8", "CA_ERROR", "NAME_MISMATCH", "OPENID_ERROR",
		"AMOUNT_LIMIT", "MONEY_LIMIT", "V2_ACCOUNT_SIMPLE_BAN", "FATAL_ERROR", "FREQ_LIMIT",
		"NOT_FOUND", "AUTHCODEEXPIRE", "AUTH_CODE_ERROR", "AUTH_CODE_INVALID", "NOTSUPORTCARD",
		"BIZERR_NEED_RETRY", "FAIL"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (zend_string_equals_cstr(code, codes[i], strlen(codes[i]))) {
			return true;
		}
	}
	return false;
}

static bool is_transient(zend_string *code)
{
	static const char *const codes[] = {"SYSTEMERROR", "BANKERROR", "BIZERR_NEED_RETRY",
		"FREQUENCY_LIMITED", "FREQ_LIMIT", "INVALID_REQ_TOO_MUCH", "USERPAYING"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (zend_string_equals_cstr(code, codes[i], strlen(codes[i]))) {
			return true;
		}
	}
	return false;
}

/* "hblist.hbinfo.0.openid" goes into arrays within arrays. Element names have no dots of their own. */
static void add_field(HashTable *data, pay_slice name, pay_slice text)
{
	const char *dot = memchr(name.data, '.', name.size);
	zval value, *below;

	if (dot == NULL) {
		ZVAL_STR(&value, php_pay_string(text));
		zend_symtable_str_update(data, name.data, name.size, &value);
		return;
	}
	below = zend_symtable_str_find(data, name.data, (size_t) (dot - name.data));
	if (below == NULL) {
		array_init(&value);
		below = zend_symtable_str_update(data, name.data, (size_t) (dot - name.data), &value);
	}
	add_field(Z_ARRVAL_P(below), pay_slice_after(name, (size_t) (dot - name.data) + 1), text);
}

void php_pay_wechat_v2_array(zval *data, const pay_pair *fields, size_t count)
{
	array_init_size(data, (uint32_t) count);
	for (size_t i = 0; i < count; i++) {
		add_field(Z_ARRVAL_P(data), fields[i].name, fields[i].value);
	}
}

static zend_string *first_of(HashTable *data, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++) {
		zend_string *text = php_pay_find_string(data, names[i]);

		if (text != NULL) {
			return text;
		}
	}
	return zend_empty_string;
}

/* What an answer repeats of its question. A query of refunds numbers them, and asked by a refund's number there is one. */
static const char *other_than_asked(const work *on, HashTable *data, bool refused)
{
	static const char *const repeated[] = {"appid", "mch_id", "sub_mch_id", "sub_appid",
		"mch_appid", "wxappid", "mchid", "combine_mch_id", "combine_appid", "out_trade_no",
		"transaction_id", "out_refund_no", "combine_out_trade_no", "partner_trade_no", "mch_billno",
		"out_order_no", "out_return_no", "total_fee", "refund_fee", NULL};
	static const char *const numbered[][2] = {
		{"out_refund_no", "out_refund_no_0"}, {"refund_id", "refund_id_0"}};
	const char *other = php_pay_other_than_asked(Z_ARRVAL(on->fields), data, repeated);

	for (size_t i = 0; other == NULL && i < sizeof(numbered) / sizeof(*numbered); i++) {
		zend_string *theirs = php_pay_find_string(data, numbered[i][1]);
		zend_string *ours = php_pay_find_string(Z_ARRVAL(on->fields), numbered[i][0]);

		if (theirs != NULL && ours != NULL && !zend_string_equals(ours, theirs)) {
			other = numbered[i][0];
		}
	}
	return other != NULL || refused
		? other
		: php_pay_not_repeated(Z_ARRVAL(on->fields), data, on->call.endpoint->repeats);
}

/* True: the answer is about something else, and that was thrown. */
static bool is_about_other(const work *on, HashTable *data, bool refused)
{
	const char *other = other_than_asked(on, data, refused);
	php_pay_context context = context_of(on);
	pay_error error = PAY_ERROR_INIT;
	char reason[PAY_REASON_MAX];

	if (other == NULL) {
		return false;
	}
	(void) snprintf(reason, sizeof(reason), "integrity.%s", other);
	(void) pay_fail(
		&error, PAY_E_INTEGRITY, reason, "The answer is about another %s than was asked", other);
	php_pay_throw_call(&error, &context, moves_money(on));
	return true;
}

static void throw_refusal(const work *on, HashTable *data)
{
	static const char *const codes[] = {"err_code", "error_code", "return_code", NULL};
	static const char *const messages[] = {"err_code_des", "error_code_des", "return_msg", NULL};
	const long status = on->answer.response.status;
	php_pay_context context = context_of(on);
	zend_string *code = first_of(data, codes);

	php_pay_throw_refusal(
		&(php_pay_refusal) {
			.status = status,
			.code = code,
			.message = first_of(data, messages),
			.request_id = PAY_LIT(""),
			.body = data,
			.retryable = pay_call_is_repeatable(&on->call) && (is_transient(code) || status >= 500),
			.verified = on->answer.verified,
		},
		&context);
	if (moves_money(on)
		&& (on->call.in_doubt
			|| (ZSTR_LEN(code) > 0 ? !is_final(code) : status < 400 || status > 499))) {
		php_pay_throw_unknown(&context);
	}
}

static pay_slice state_word(const work *on, HashTable *data)
{
	const char *spec = on->call.endpoint->state;
	zend_string *recall = php_pay_find_string(data, "recall");
	zend_string *refunds = php_pay_find_string(data, "refund_count");
	zend_string *word;

	if (spec == NULL) {
		return PAY_LIT("");
	}
	if (spec[0] == '=') {
		return recall != NULL && zend_string_equals_literal(recall, "Y") ? PAY_LIT("PROCESSING")
																		 : pay_slice_from(spec + 1);
	}
	/* Several refunds have no one state. */
	if (refunds != NULL && !zend_string_equals_literal(refunds, "1")) {
		return PAY_LIT("");
	}
	word = php_pay_find_string(data, spec);
	return word != NULL ? php_pay_slice(word) : PAY_LIT("");
}

static void make_result(const work *on, zval *return_value, zend_class_entry *ce, zval *data)
{
	php_pay_result_make(return_value, ce,
		&(php_pay_facts) {
			.status = on->answer.response.status,
			.state = state_word(on, Z_ARRVAL_P(data)),
			.request_id = PAY_LIT(""),
			.raw = on->answer.response.body,
			.owner = php_pay_wechat_owner(
				&on->client->account, php_pay_find_string(Z_ARRVAL(on->fields), "sub_mch_id")),
			.verified = on->answer.verified,
		},
		data);
	if (ce == pay_ce_Prepay) {
		php_pay_prepay_complete(return_value, &on->client->account, true);
	}
}

/* A refusal, too, counts only where it is about what was asked. */
static void finish(const work *on, bool refused, zval *return_value, zend_class_entry *ce)
{
	zval data;

	php_pay_wechat_v2_array(&data, on->answer.fields, on->answer.field_count);
	if (!is_about_other(on, Z_ARRVAL(data), refused)) {
		if (!refused) {
			make_result(on, return_value, ce, &data); /* data has moved into it */
			return;
		}
		throw_refusal(on, Z_ARRVAL(data));
	}
	zval_ptr_dtor(&data);
}

/* ------------------------------------------------------------------ the call */

static bool check_account(const work *on)
{
	const pay_account *account = &on->client->account;

	if (account->api_v2_key.size == 0) {
		php_pay_throw_config("config.missing", "apiV2Key is missing: APIv2 is signed with it");
		return false;
	}
	if (on->call.endpoint->certificate && account->certificate == NULL) {
		php_pay_throw_config("config.missing",
			"certificate is missing: %s wants apiclient_cert.pem with apiclient_key.pem, or "
			"apiclient_cert.p12",
			on->call.target.data);
		return false;
	}
	return true;
}

static bool check_path(pay_slice path)
{
	bool sound = pay_is_word(path, 2, 128, "/_-") && path.data[0] == '/';

	for (size_t i = 1; sound && i < path.size; i++) {
		sound = path.data[i] != '/' || path.data[i - 1] != '/';
	}
	if (!sound) {
		zend_value_error("The path must be that of an APIv2 endpoint, such as /pay/orderquery");
	}
	return sound;
}

static void run(work *on, zval *return_value, zend_class_entry *ce)
{
	pay_error error = PAY_ERROR_INIT;
	php_pay_context context;
	pay_status status;

	status = php_pay_exchange(
		on->client, &pay_gateway_wechat_v2, &on->call, on->arena, &on->answer, &error);
	error.status = status;
	context = context_of(on);
	if (status == PAY_OK || status == PAY_E_API) {
		finish(on, status == PAY_E_API, return_value, ce);
	} else {
		php_pay_throw_call(&error, &context, moves_money(on));
	}
}

void php_pay_wechat_v2_call(zval *return_value, php_pay_client *client,
	const pay_v2_operation *operation, pay_slice path, HashTable *fields, zend_class_entry *ce,
	FILE *file)
{
	const pay_endpoint *endpoint = operation->endpoint;
	const char *method = endpoint->method != NULL ? endpoint->method : "POST";
	work on = {
		.client = client,
		.operation = operation,
		.arena = php_pay_scope_open(),
		.call = {.endpoint = endpoint,
			.method = method,
			.has_body = strcmp(method, "POST") == 0,
			.target = path,
			.body = PAY_LIT(""),
			.file = file},
	};
	pay_error error = PAY_ERROR_INIT;

	ZVAL_UNDEF(&on.fields);
	if (check_path(path) && check_account(&on) && prepare_fields(&on, fields)) {
		if (take_pairs(&on) == PAY_OK) {
			run(&on, return_value, ce);
			php_pay_report(client, &pay_gateway_wechat_v2, &on.call, &on.answer, on.arena);
		} else {
			php_pay_throw(&error, NULL);
		}
	}
	zval_ptr_dtor(&on.fields);
	php_pay_scope_close_of(on.arena);
}

PHP_METHOD(Pay_WeChat, v2)
{
	php_pay_client *client;
	zend_string *path;
	HashTable *fields = (HashTable *) &zend_empty_array;
	pay_v2_operation operation = {NULL, NULL, NULL};

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(path)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(fields)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	operation.endpoint = pay_wechat_v2_endpoint_find(php_pay_slice(path));
	php_pay_wechat_v2_call(
		return_value, client, &operation, php_pay_slice(path), fields, pay_ce_Result, NULL);
}

static pay_status sign_fields(const pay_account *account, HashTable *fields, pay_arena *arena,
	pay_slice *sign, pay_error *error)
{
	pay_pair *pairs = pay_arena_take(arena, (zend_hash_num_elements(fields) + 1) * sizeof(*pairs));
	zend_string *name;
	zval *value;
	size_t count = 0;

	if (pairs == NULL) {
		return PAY_E_MEMORY;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL (fields, name, value) {
		zend_string *text;
		pay_status status;

		if (name == NULL || (Z_TYPE_P(value) != IS_STRING && Z_TYPE_P(value) != IS_LONG)) {
			return pay_fail(error, PAY_E_VALUE, "value",
				"Fields to be signed must be strings or ints with names");
		}
		text = zval_get_string(value);
		pairs[count].name = php_pay_slice(name);
		status = pay_copy(arena, &pairs[count++].value, php_pay_slice(text));
		zend_string_release(text);
		PAY_TRY(status);
	}
	ZEND_HASH_FOREACH_END();
	return pay_v2_sign(account->api_v2_key, account->api_v2_md5, pairs, count, arena, sign);
}

PHP_METHOD(Pay_WeChat, signV2)
{
	php_pay_client *client;
	HashTable *fields;
	pay_slice sign;
	pay_error error = PAY_ERROR_INIT;
	zval copy;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(fields)
	ZEND_PARSE_PARAMETERS_END();

	client = php_pay_client_this(ZEND_THIS);
	if (client == NULL || !php_pay_normalise(&copy, fields, PHP_PAY_FEN)) {
		RETURN_THROWS();
	}
	if (client->account.api_v2_key.size == 0) {
		php_pay_throw_config("config.missing", "apiV2Key is missing: APIv2 is signed with it");
	} else if (sign_fields(&client->account, Z_ARRVAL(copy), php_pay_scope_open(), &sign, &error)
		== PAY_OK) {
		RETVAL_STR(php_pay_string(sign));
		php_pay_scope_close();
	} else {
		php_pay_throw(&error, NULL);
		php_pay_scope_close();
	}
	zval_ptr_dtor(&copy);
}
