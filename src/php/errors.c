/* SPDX-License-Identifier: MIT */
#include "php/errors.h"

#include "php/classes.h"
#include "php/globals.h"
#include "php/wait.h"

#include "core/text.h"

#include "zend_exceptions.h"

#include <stdarg.h>
#include <stdio.h>

#define REFUSAL_TEXT_MAX 300
#define INTERRUPTED "transport.interrupted" /* by what is no exception of ours */

/* What to do about a reason. The first row whose reason is a prefix counts. */
static const struct {
	const char *reason;
	const char *en;
	const char *zh;
} hints[] = {
	{"config.key-mismatch",
		"Give the private key and the certificate that were made together: apiclient_key.pem and "
		"apiclient_cert.pem of WeChat Pay, or an Alipay application's key and its "
		"appCertPublicKey_*.crt.",
		"请使用同一套私钥与证书:微信支付的 apiclient_key.pem 与 "
		"apiclient_cert.pem,或支付宝应用私钥与其 "
		"appCertPublicKey_*.crt。"},
	{"config.platform-key-is-merchants",
		"The gateway's own key belongs here, not yours: WeChat Pay's pub_key.pem (PUB_KEY_ID_...) "
		"or "
		"platform certificate, Alipay's public key or alipayCertPublicKey_RSA2.crt.",
		"此处应为平台自己的公钥或证书:微信支付公钥(pub_key.pem、PUB_KEY_ID_...)"
		"或平台证书、支付宝公钥或 "
		"alipayCertPublicKey_RSA2.crt,而不是商户自己的。"},
	{"config.key-encrypted", "Decrypt it once: openssl pkey -in KEY -out PLAIN_KEY",
		"请先解密:openssl pkey -in KEY -out PLAIN_KEY"},
	{"config.ca-file",
		"Install the package ca-certificates, or name a bundle: new Pay\\Http(caFile: ...).",
		"请安装 ca-certificates,或用 new Pay\\Http(caFile: ...) 指定证书包。"},
	{"signature.probe", "Answer with reply(); no alarm is needed.",
		"用 reply() 应答即可,无需告警。"},
	{"signature.stale", "Check this machine's clock (NTP).", "请检查本机时钟(NTP)。"},
	{"signature.unknown-serial",
		"Add the certificate or public key that it names to those that the client is given; the "
		"gateway sends a notification again.",
		"请把它指明的平台证书或公钥加入客户端配置;平台会重发通知。"},
	{"signature.decrypt",
		"Check that the key, apiV3Key or encryptKey, is the one set in the gateway's console.",
		"请核对 apiV3Key 或 encryptKey 与平台设置的一致。"},
	{"signature.", "Trust nothing in this message; verify the raw body, untouched by a framework.",
		"请勿信任该消息;验签必须使用未经框架改动的原始报文。"},
	{"integrity.",
		"Do not act on it; compare with your own books and look into where it came from.",
		"请勿据此处理;请与自己的账目核对并查明来源。"},
	{"api.SIGN_ERROR",
		"Check that mchId, serial and privateKey belong together, and this machine's clock.",
		"请检查 mchId、serial、privateKey 是否匹配,以及本机时钟。"},
	{"api.isv.invalid-signature",
		"Check that privateKey is that of the application: its public key or certificate stands in "
		"Alipay's console.",
		"请检查 privateKey 是否为该应用的私钥:其公钥或证书须与支付宝开放平台中的一致。"},
	{"api.ACQ.SELLER_BALANCE_NOT_ENOUGH", "Top up the account, then repeat with the same number.",
		"请充值后以相同单号重试。"},
	{"api.ACQ.SYSTEM_ERROR", "Repeat with the same number and the same fields, or query.",
		"请以相同单号和参数重试,或查询订单。"},
	{"api.FREQUENCY", "Repeat later with the same number.", "请稍后以相同单号重试。"},
	{"api.RATELIMIT", "Repeat later with the same number.", "请稍后以相同单号重试。"},
	{"api.SYSTEM", "Repeat with the same number and the same fields, or query.",
		"请以相同单号和参数重试,或查询订单。"},
	{"api.NOT_ENOUGH", "Top up the account, then repeat with the same number.",
		"请充值后以相同单号重试。"},
	{"unknown.",
		"Query before you act, or repeat with the same number; a new number may pay twice.",
		"请先查询,或以相同单号重试;更换单号可能重复付款或退款。"},
	{"transport.", "Nothing was carried out; repeat it.", "请求未被处理,可直接重试。"},
};

static const char *hint_for(const char *reason)
{
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++) {
		if (strncmp(reason, hints[i].reason, strlen(hints[i].reason)) == 0) {
			return strcmp(PAY_G(locale), "zh") == 0 ? hints[i].zh : hints[i].en;
		}
	}
	return "";
}

bool php_pay_oom_pending(void)
{
#ifdef ZEND_HAS_OOM
	return ZEND_HAS_OOM();
#else
	return false;
#endif
}

static zend_class_entry *class_for(pay_status status)
{
	switch (status) {
	case PAY_E_CONFIG:
		return pay_ce_ConfigException;
	case PAY_E_TRANSPORT:
		return pay_ce_TransportException;
	case PAY_E_UNKNOWN:
		return pay_ce_UnknownOutcomeException;
	case PAY_E_SIGNATURE:
		return pay_ce_SignatureException;
	case PAY_E_INTEGRITY:
		return pay_ce_IntegrityException;
	case PAY_E_API:
		return pay_ce_ApiException;
	case PAY_E_VALUE:
		return zend_ce_value_error;
	case PAY_E_MEMORY:
	case PAY_E_STOPPED: /* an exception is in flight already */
	case PAY_OK:
		break;
	}
	return pay_ce_PayException;
}

/*
 * A readonly property of an exception. They are all defined from the start, so that one that a shop's own test made can be
 * read too; so PHP's way of writing them is closed, and they are written where they lie.
 */
static zval *property(zend_object *exception, const char *name)
{
	zend_property_info *info =
		zend_hash_str_find_ptr(&exception->ce->properties_info, name, strlen(name));

	return OBJ_PROP(exception, info->offset);
}

static void set_string(zend_object *exception, const char *name, const char *text)
{
	ZVAL_STRING(property(exception, name), text);
}

static zend_object *create(zend_class_entry *ce)
{
	zend_object *exception = zend_ce_exception->create_object(ce);

	for (int i = 0; i < ce->default_properties_count; i++) {
		zend_property_info *info = ce->properties_info_table[i];
		zval *value = OBJ_PROP_NUM(exception, i);

		if (info == NULL || !(info->flags & ZEND_ACC_READONLY)
			|| info->ce->type != ZEND_INTERNAL_CLASS) {
			continue;
		}
		if (ZEND_TYPE_ALLOW_NULL(info->type)) {
			ZVAL_NULL(value);
		} else if (ZEND_TYPE_CONTAINS_CODE(info->type, IS_STRING)) {
			ZVAL_EMPTY_STRING(value);
		} else if (ZEND_TYPE_CONTAINS_CODE(info->type, IS_LONG)) {
			ZVAL_LONG(value, 0);
		} else if (ZEND_TYPE_CONTAINS_CODE(info->type, IS_ARRAY)) {
			ZVAL_EMPTY_ARRAY(value);
		} else {
			ZVAL_FALSE(value);
		}
	}
	return exception;
}

/* Every class of the tree inherits it, a shop's own among them. */
void php_pay_errors_minit(void)
{
	zend_class_entry *const classes[] = {pay_ce_PayException, pay_ce_ConfigException,
		pay_ce_SignatureException, pay_ce_IntegrityException, pay_ce_TransportException,
		pay_ce_UnknownOutcomeException, pay_ce_ApiException};

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		classes[i]->create_object = create;
	}
}

/* The properties of the root class. The exception's trace is taken here, in the caller's frame. */
static void make(zval *exception, zend_class_entry *ce, const char *reason, const char *hint,
	const char *message)
{
	object_init_ex(exception, ce);
	zend_update_property_string(
		zend_ce_exception, Z_OBJ_P(exception), ZEND_STRL("message"), message);
	set_string(Z_OBJ_P(exception), "reason", reason);
	set_string(Z_OBJ_P(exception), "hint", hint);
}

/* "POST /v3/refund/domestic/refunds: " before what happened in a call. */
static void describe(
	char text[PAY_MESSAGE_MAX * 2], const char *message, const php_pay_context *context)
{
	if (context == NULL || context->method == NULL) {
		(void) snprintf(text, PAY_MESSAGE_MAX * 2, "%s", message);
		return;
	}
	(void) snprintf(text, PAY_MESSAGE_MAX * 2, "%s %.*s: %s", context->method,
		(int) MIN(context->path.size, 200), context->path.data, message);
}

static void add_attempts(zend_object *exception, const php_pay_context *context)
{
	ZVAL_LONG(property(exception, "attempts"), context != NULL ? context->attempts : 0);
}

/* Private, so that it is looked for in its own class: others may have a property of the name. */
static zval *style_of(zend_object *exception)
{
	const zend_property_info *info = zend_hash_str_find_ptr(
		&pay_ce_SignatureException->properties_info, ZEND_STRL("replyStyle"));

	return OBJ_PROP(exception, info->offset);
}

static void add_origin(
	zend_object *exception, const pay_error *error, const php_pay_context *context)
{
	if (error->serial[0] != '\0') {
		set_string(exception, "serial", error->serial);
	}
	if (context != NULL) {
		ZVAL_LONG(style_of(exception), context->style);
	}
}

/*
 * What the shop's own transport threw becomes the previous one of what is thrown for it. Anything else in flight is left to go on:
 * *cause is NULL then, and so it is where there is none.
 */
static bool take_cause(pay_status status, zend_object **cause)
{
	*cause = EG(exception);
	if (*cause == NULL) {
		return true;
	}
	if ((status != PAY_E_TRANSPORT && status != PAY_E_UNKNOWN) || php_pay_is_ending(*cause)) {
		return false;
	}
	GC_ADDREF(*cause);
	zend_clear_exception();
	return true;
}

static void throw_made(zval *exception, zend_object *cause)
{
	if (cause != NULL) {
		zend_exception_set_previous(Z_OBJ_P(exception), cause);
	}
	zend_throw_exception_object(exception);
}

void php_pay_throw(const pay_error *error, const php_pay_context *context)
{
	char message[PAY_MESSAGE_MAX * 2];
	zend_object *cause;
	const char *hint;
	zval exception;

	if (php_pay_oom_pending() || !take_cause(error->status, &cause)) {
		return;
	}
	describe(message, error->message, context);
	if (error->status == PAY_E_VALUE) {
		zend_throw_error(zend_ce_value_error, "%s", message);
		return;
	}
	hint = hint_for(error->status == PAY_E_UNKNOWN ? "unknown." : error->reason);
	make(&exception, class_for(error->status), error->reason, hint, message);
	if (error->status == PAY_E_SIGNATURE) {
		add_origin(Z_OBJ(exception), error, context);
	}
	if (error->status == PAY_E_TRANSPORT || error->status == PAY_E_UNKNOWN) {
		add_attempts(Z_OBJ(exception), context);
	}
	if (error->status == PAY_E_UNKNOWN) {
		PAY_G(unknown_outcomes)++;
	}
	throw_made(&exception, cause);
}

static zend_string *reason_of(zend_object *exception)
{
	zval value, *reason;

	if (!instanceof_function(exception->ce, pay_ce_PayException)) {
		return zend_string_init(ZEND_STRL(INTERRUPTED), 0);
	}
	reason = zend_read_property(pay_ce_PayException, exception, ZEND_STRL("reason"), true, &value);
	return zval_get_string(reason);
}

static bool is_reason(zend_object *exception, const char *expected)
{
	zend_string *reason = reason_of(exception);
	bool is = zend_string_equals_cstr(reason, expected, strlen(expected));

	zend_string_release(reason);
	return is;
}

void php_pay_throw_unknown(const php_pay_context *context)
{
	php_pay_throw_unknown_because(context, "an answer came, but it does not prove what happened");
}

void php_pay_throw_unknown_because(const php_pay_context *context, const char *text)
{
	zend_object *cause = EG(exception);
	zend_string *reason;
	char message[PAY_MESSAGE_MAX * 2];
	zval exception;

	if (cause == NULL || php_pay_oom_pending() || php_pay_is_ending(cause)) {
		return;
	}
	GC_ADDREF(cause);
	zend_clear_exception();
	reason = reason_of(cause);
	describe(message, text, context);
	make(&exception, pay_ce_UnknownOutcomeException, ZSTR_VAL(reason), hint_for("unknown."),
		message);
	add_attempts(Z_OBJ(exception), context);
	zend_string_release(reason);
	PAY_G(unknown_outcomes)++;
	throw_made(&exception, cause);
}

void php_pay_drop_cause(pay_status status)
{
	zend_object *cause;

	if (EG(exception) != NULL && take_cause(status, &cause)) {
		OBJ_RELEASE(cause);
	}
}

zend_string *php_pay_exception_text(zend_object *exception)
{
	zval value,
		*message = zend_read_property_ex(zend_get_exception_base(exception), exception,
			ZSTR_KNOWN(ZEND_STR_MESSAGE), true, &value);
	zend_string *text = zend_strpprintf(0, "%s: %s", ZSTR_VAL(exception->ce->name),
		Z_TYPE_P(message) == IS_STRING ? Z_STRVAL_P(message) : "");

	pay_blank_controls(ZSTR_VAL(text), ZSTR_LEN(text));
	return text;
}

bool php_pay_is_open(void)
{
	return EG(exception) != NULL
		&& instanceof_function(EG(exception)->ce, pay_ce_UnknownOutcomeException);
}

bool php_pay_shrug(void)
{
	if (php_pay_oom_pending() || is_reason(EG(exception), INTERRUPTED)) {
		return false;
	}
	PAY_G(unknown_outcomes) -= php_pay_is_open(); /* the caller does not meet it */
	zend_clear_exception();
	return true;
}

void php_pay_throw_call(const pay_error *error, const php_pay_context *context, bool moves_money)
{
	php_pay_throw(error, context);
	if (moves_money && (error->status == PAY_E_SIGNATURE || error->status == PAY_E_INTEGRITY)) {
		php_pay_throw_unknown(context);
	}
}

/* What is long is cut between two characters. */
static size_t size_shown(zend_string *text)
{
	size_t size = MIN(ZSTR_LEN(text), REFUSAL_TEXT_MAX);

	while (size > 0 && size < ZSTR_LEN(text) && (ZSTR_VAL(text)[size] & 0xC0) == 0x80) {
		size--;
	}
	return size;
}

/* One line, whatever the gateway wrote. */
static zend_string *refusal_message(const php_pay_refusal *refusal, const php_pay_context *context)
{
	size_t code_size = size_shown(refusal->code), text_size = size_shown(refusal->message);
	bool named = refusal->request_id.size > 0;
	zend_string *message = zend_strpprintf(0, "%s %.*s -> " ZEND_LONG_FMT "%s%.*s%s%.*s%s%.*s%s",
		context->method, (int) MIN(context->path.size, 200), context->path.data, refusal->status,
		code_size > 0 ? " " : "", (int) code_size, ZSTR_VAL(refusal->code),
		text_size > 0 ? ": " : "", (int) text_size, ZSTR_VAL(refusal->message), named ? " [" : "",
		(int) MIN(refusal->request_id.size, 100), refusal->request_id.data, named ? "]" : "");

	pay_blank_controls(ZSTR_VAL(message), ZSTR_LEN(message));
	return message;
}

static void add_refusal(zend_object *exception, const php_pay_refusal *refusal)
{
	ZVAL_LONG(property(exception, "status"), refusal->status);
	ZVAL_STR_COPY(property(exception, "errorCode"), refusal->code);
	ZVAL_STR_COPY(property(exception, "errorMessage"), refusal->message);
	if (refusal->request_id.size > 0) {
		ZVAL_STR(property(exception, "requestId"), php_pay_string(refusal->request_id));
	}
	ZVAL_BOOL(property(exception, "retryable"), refusal->retryable);
	ZVAL_BOOL(property(exception, "verified"), refusal->verified);
	if (refusal->body != NULL) {
		ZVAL_ARR(property(exception, "body"), zend_array_dup(refusal->body));
	}
}

void php_pay_throw_refusal(const php_pay_refusal *refusal, const php_pay_context *context)
{
	zend_class_entry *ce = pay_ce_ApiException;
	zend_string *message = refusal_message(refusal, context);
	zend_string *reason = ZSTR_LEN(refusal->code) > 0
		? zend_strpprintf(0, "api.%s", ZSTR_VAL(refusal->code))
		: zend_strpprintf(0, "api." ZEND_LONG_FMT, refusal->status);
	zval exception;

	make(&exception, ce, ZSTR_VAL(reason), hint_for(ZSTR_VAL(reason)), ZSTR_VAL(message));
	add_refusal(Z_OBJ(exception), refusal);
	zend_string_release(message);
	zend_string_release(reason);
	zend_throw_exception_object(&exception);
}

bool php_pay_refusal_is(zend_object *exception, const char *name)
{
	return Z_TYPE_P(property(exception, name)) == IS_TRUE;
}

zend_string *php_pay_refusal_code(zend_object *exception)
{
	return Z_STR_P(property(exception, "errorCode"));
}

void php_pay_throw_config(const char *reason, const char *format, ...)
{
	pay_error error = PAY_ERROR_INIT;
	va_list arguments;

	error.status = PAY_E_CONFIG;
	(void) snprintf(error.reason, sizeof(error.reason), "%s", reason);
	va_start(arguments, format);
	(void) vsnprintf(error.message, sizeof(error.message), format, arguments);
	va_end(arguments);
	php_pay_throw(&error, NULL);
}

PHP_METHOD(Pay_SignatureException, isProbe)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(is_reason(Z_OBJ_P(ZEND_THIS), "signature.probe"));
}

PHP_METHOD(Pay_SignatureException, reply)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_reply_refuse(
		return_value, (php_pay_reply_style) zval_get_long(style_of(Z_OBJ_P(ZEND_THIS))));
}
