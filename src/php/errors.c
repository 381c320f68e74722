/* SPDX-License-Identifier: MIT */
#include "php/errors.h"

#include "php/classes.h"
#include "php/globals.h"
#include "php/reply.h"

#include "zend_exceptions.h"

#include <stdarg.h>
#include <stdio.h>

/* What to do about a reason. The first row whose reason is a prefix counts. */
static const struct {
	const char *reason;
	const char *en;
	const char *zh;
} hints[] = {
	{"config.key-mismatch",
		"Give the private key and the certificate that were made together (apiclient_key.pem, "
		"apiclient_cert.pem).",
		"请使用同一套 apiclient_key.pem 与 apiclient_cert.pem。"},
	{"config.platform-key-is-merchants",
		"platformKeys wants WeChat Pay's public key (pub_key.pem, PUB_KEY_ID_...) or platform "
		"certificate, not your own.",
		"platformKeys "
		"应为微信支付公钥(pub_key.pem、PUB_KEY_ID_...)或平台证书,而不是商户自己的证书。"},
	{"config.key-encrypted", "Decrypt it once: openssl pkey -in KEY -out PLAIN_KEY",
		"请先解密:openssl pkey -in KEY -out PLAIN_KEY"},
	{"config.ca-file",
		"Install the package ca-certificates, or name a bundle: new Pay\\Http(caFile: ...).",
		"请安装 ca-certificates,或用 new Pay\\Http(caFile: ...) 指定证书包。"},
	{"signature.probe", "Answer with reply(); no alarm is needed.",
		"用 reply() 应答即可,无需告警。"},
	{"signature.stale", "Check this machine's clock (NTP).", "请检查本机时钟(NTP)。"},
	{"signature.unknown-serial",
		"Add this platform certificate or public key to platformKeys; the gateway sends the "
		"message again.",
		"请把该序列号对应的平台证书或公钥加入 platformKeys,微信支付会重发该消息。"},
	{"signature.decrypt", "Check that apiV3Key is the one set in the merchant console.",
		"请核对 apiV3Key 与商户平台设置的一致。"},
	{"signature.", "Trust nothing in this message; verify the raw body, untouched by a framework.",
		"请勿信任该消息;验签必须使用未经框架改动的原始报文。"},
	{"integrity.",
		"Do not act on it; compare with your own books and look into where it came from.",
		"请勿据此处理;请与自己的账目核对并查明来源。"},
	{"api.SIGN_ERROR",
		"Check that mchId, serial and privateKey belong together, and this machine's clock.",
		"请检查 mchId、serial、privateKey 是否匹配,以及本机时钟。"},
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
	case PAY_OK:
		break;
	}
	return pay_ce_PayException;
}

/* The properties of the root class. The exception's trace is taken here, in the caller's frame. */
static void make(zval *exception, zend_class_entry *ce, const char *reason, const char *hint,
	const char *message)
{
	zend_object *object;

	object_init_ex(exception, ce);
	object = Z_OBJ_P(exception);
	zend_update_property_string(zend_ce_exception, object, ZEND_STRL("message"), message);
	zend_update_property_string(pay_ce_PayException, object, ZEND_STRL("reason"), reason);
	zend_update_property_string(pay_ce_PayException, object, ZEND_STRL("hint"), hint);
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

static void add_attempts(zend_object *object, const php_pay_context *context)
{
	zend_update_property_long(pay_ce_TransportException, object, ZEND_STRL("attempts"),
		context != NULL ? context->attempts : 0);
}

static void add_serial(zend_object *object, const char *serial)
{
	if (serial[0] != '\0') {
		zend_update_property_string(pay_ce_SignatureException, object, ZEND_STRL("serial"), serial);
	} else {
		zend_update_property_null(pay_ce_SignatureException, object, ZEND_STRL("serial"));
	}
}

void php_pay_throw(const pay_error *error, const php_pay_context *context)
{
	zend_class_entry *ce = class_for(error->status);
	char message[PAY_MESSAGE_MAX * 2];
	const char *hint;
	zval exception;

	if (php_pay_oom_pending() || EG(exception) != NULL) {
		return;
	}
	describe(message, error->message, context);
	if (error->status == PAY_E_VALUE) {
		zend_throw_error(zend_ce_value_error, "%s", message);
		return;
	}
	hint = hint_for(error->status == PAY_E_UNKNOWN ? "unknown." : error->reason);
	make(&exception, ce, error->reason, hint, message);
	if (error->status == PAY_E_SIGNATURE) {
		add_serial(Z_OBJ(exception), error->serial);
	}
	if (error->status == PAY_E_TRANSPORT || error->status == PAY_E_UNKNOWN) {
		add_attempts(Z_OBJ(exception), context);
	}
	if (error->status == PAY_E_UNKNOWN) {
		PAY_G(unknown_outcomes)++;
	}
	zend_throw_exception_object(&exception);
}

static zend_string *reason_of(zend_object *exception)
{
	zval value, *reason;

	reason = zend_read_property(pay_ce_PayException, exception, ZEND_STRL("reason"), true, &value);
	return zval_get_string(reason);
}

void php_pay_throw_unknown(const php_pay_context *context)
{
	zend_object *cause = EG(exception);
	zend_string *reason;
	char message[PAY_MESSAGE_MAX * 2];
	zval exception;

	if (cause == NULL || !instanceof_function(cause->ce, pay_ce_PayException)) {
		return;
	}
	GC_ADDREF(cause);
	zend_clear_exception();
	reason = reason_of(cause);
	describe(message, "an answer came, but it does not prove what happened", context);
	make(&exception, pay_ce_UnknownOutcomeException, ZSTR_VAL(reason), hint_for("unknown."),
		message);
	add_attempts(Z_OBJ(exception), context);
	zend_exception_set_previous(Z_OBJ(exception), cause);
	zend_string_release(reason);
	PAY_G(unknown_outcomes)++;
	zend_throw_exception_object(&exception);
}

/* One line, whatever the gateway wrote. */
static zend_string *one_line(zend_string *text)
{
	zend_string *line = zend_string_init(ZSTR_VAL(text), MIN(ZSTR_LEN(text), 300), 0);

	for (size_t i = 0; i < ZSTR_LEN(line); i++) {
		unsigned char byte = (unsigned char) ZSTR_VAL(line)[i];

		if (byte < 0x20 || byte == 0x7f) {
			ZSTR_VAL(line)[i] = ' ';
		}
	}
	return line;
}

static zend_string *refusal_message(const php_pay_refusal *refusal, const php_pay_context *context)
{
	zend_string *code = one_line(refusal->code), *text = one_line(refusal->message);
	bool named = refusal->request_id.size > 0;
	zend_string *message = zend_strpprintf(0, "%s %.*s -> " ZEND_LONG_FMT "%s%s%s%s%s%.*s%s",
		context->method, (int) MIN(context->path.size, 200), context->path.data, refusal->status,
		ZSTR_LEN(code) > 0 ? " " : "", ZSTR_VAL(code), ZSTR_LEN(text) > 0 ? ": " : "",
		ZSTR_VAL(text), named ? " [" : "", (int) MIN(refusal->request_id.size, 100),
		refusal->request_id.data, named ? "]" : "");

	zend_string_release(code);
	zend_string_release(text);
	return message;
}

void php_pay_throw_refusal(const php_pay_refusal *refusal, const php_pay_context *context)
{
	zend_class_entry *ce = pay_ce_ApiException;
	zend_string *message = refusal_message(refusal, context);
	zend_string *reason = ZSTR_LEN(refusal->code) > 0
		? zend_strpprintf(0, "api.%s", ZSTR_VAL(refusal->code))
		: zend_strpprintf(0, "api." ZEND_LONG_FMT, refusal->status);
	zval exception, body;

	make(&exception, ce, ZSTR_VAL(reason), hint_for(ZSTR_VAL(reason)), ZSTR_VAL(message));
	zend_update_property_long(ce, Z_OBJ(exception), ZEND_STRL("status"), refusal->status);
	zend_update_property_str(ce, Z_OBJ(exception), ZEND_STRL("errorCode"), refusal->code);
	zend_update_property_str(ce, Z_OBJ(exception), ZEND_STRL("errorMessage"), refusal->message);
	if (refusal->request_id.size > 0) {
		zend_update_property_stringl(ce, Z_OBJ(exception), ZEND_STRL("requestId"),
			refusal->request_id.data, refusal->request_id.size);
	} else {
		zend_update_property_null(ce, Z_OBJ(exception), ZEND_STRL("requestId"));
	}
	zend_update_property_bool(ce, Z_OBJ(exception), ZEND_STRL("retryable"), refusal->retryable);
	zend_update_property_bool(ce, Z_OBJ(exception), ZEND_STRL("verified"), refusal->verified);
	if (refusal->body != NULL) {
		ZVAL_ARR(&body, zend_array_dup(refusal->body));
	} else {
		array_init(&body);
	}
	zend_update_property(ce, Z_OBJ(exception), ZEND_STRL("body"), &body);
	zval_ptr_dtor(&body);
	zend_string_release(message);
	zend_string_release(reason);
	zend_throw_exception_object(&exception);
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

static bool is_reason(zend_object *exception, const char *expected)
{
	zend_string *reason = reason_of(exception);
	bool is = zend_string_equals_cstr(reason, expected, strlen(expected));

	zend_string_release(reason);
	return is;
}

PHP_METHOD(Pay_SignatureException, isProbe)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(is_reason(Z_OBJ_P(ZEND_THIS), "signature.probe"));
}

PHP_METHOD(Pay_SignatureException, reply)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_pay_reply_json(return_value, 401, PAY_LIT("FAIL"), PAY_LIT("signature not verified"));
}
