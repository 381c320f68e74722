/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 9f81cb152ff0140e82e0c378fda79da147360bd0 */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_SignatureException_isProbe, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_SignatureException_reply, 0, 0, Pay\\Reply, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Money_fen, 0, 1, Pay\\Money, 0)
	ZEND_ARG_TYPE_INFO(0, fen, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, currency, IS_STRING, 0, "\"CNY\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Money_yuan, 0, 1, Pay\\Money, 0)
	ZEND_ARG_TYPE_INFO(0, yuan, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, currency, IS_STRING, 0, "\"CNY\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Money_plus, 0, 1, Pay\\Money, 0)
	ZEND_ARG_OBJ_INFO(0, other, Pay\\Money, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Money_minus arginfo_class_Pay_Money_plus

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Money_equals, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_OBJ_INFO(0, other, Pay\\Money, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Money_toYuan, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Money___toString arginfo_class_Pay_Money_toYuan

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Money_jsonSerialize, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Money___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Result_get, 0, 1, IS_MIXED, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, default, IS_MIXED, 0, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Result_toArray arginfo_class_Pay_Money_jsonSerialize

#define arginfo_class_Pay_Result_raw arginfo_class_Pay_Money_toYuan

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Result_offsetExists, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, offset, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Result_offsetGet, 0, 1, IS_MIXED, 0)
	ZEND_ARG_TYPE_INFO(0, offset, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Result_offsetSet, 0, 2, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, offset, IS_MIXED, 0)
	ZEND_ARG_TYPE_INFO(0, value, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Result_offsetUnset, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, offset, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Result_count, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Result_getIterator, 0, 0, Iterator, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Result_jsonSerialize arginfo_class_Pay_Money_jsonSerialize

#define arginfo_class_Pay_Prepay_bridge arginfo_class_Pay_Money_jsonSerialize

#define arginfo_class_Pay_Prepay_jssdk arginfo_class_Pay_Money_jsonSerialize

#define arginfo_class_Pay_Prepay_app arginfo_class_Pay_Money_jsonSerialize

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Prepay_redirect, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, returnUrl, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Page_url arginfo_class_Pay_Money_toYuan

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Page_html, 0, 0, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, cspNonce, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Page_orderString arginfo_class_Pay_Money_toYuan

#define arginfo_class_Pay_Page___toString arginfo_class_Pay_Money_toYuan

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Reply_send, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Reply___toString arginfo_class_Pay_Money_toYuan

#define arginfo_class_Pay_Notification_isPaid arginfo_class_Pay_SignatureException_isProbe

#define arginfo_class_Pay_Notification_isRefund arginfo_class_Pay_SignatureException_isProbe

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Notification_assertMatches, 0, 0, Pay\\\116otification, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, outTradeNo, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, amount, Pay\\Money, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, appId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, mchId, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Notification_get arginfo_class_Pay_Result_get

#define arginfo_class_Pay_Notification_toArray arginfo_class_Pay_Money_jsonSerialize

#define arginfo_class_Pay_Notification_raw arginfo_class_Pay_Money_toYuan

#define arginfo_class_Pay_Notification_ok arginfo_class_Pay_SignatureException_reply

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Notification_fail, 0, 0, Pay\\Reply, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\"FAIL\"")
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Notification_offsetExists arginfo_class_Pay_Result_offsetExists

#define arginfo_class_Pay_Notification_offsetGet arginfo_class_Pay_Result_offsetGet

#define arginfo_class_Pay_Notification_offsetSet arginfo_class_Pay_Result_offsetSet

#define arginfo_class_Pay_Notification_offsetUnset arginfo_class_Pay_Result_offsetUnset

#define arginfo_class_Pay_Notification_jsonSerialize arginfo_class_Pay_Money_jsonSerialize

#define arginfo_class_Pay_Bill_getIterator arginfo_class_Pay_Result_getIterator

#define arginfo_class_Pay_Bill_summary arginfo_class_Pay_Money_jsonSerialize

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Bill_save, 0, 1, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Pay_Http___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 0, "10.0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, connectTimeout, IS_DOUBLE, 0, "3.0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, retries, IS_LONG, 0, "2")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, baseUrl, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, caFile, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, proxy, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, transport, Pay\\Transport, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, onCall, Closure, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Gateway_query, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, order, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Gateway_close arginfo_class_Pay_Gateway_query

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Gateway_refund, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, refund, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Gateway_queryRefund, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, refund, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Gateway_bill, 0, 1, Pay\\Bill, 0)
	ZEND_ARG_TYPE_INFO(0, date, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Gateway_notification, 0, 0, Pay\\\116otification, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, body, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 1, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Gateway_fail arginfo_class_Pay_Notification_fail

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Gateway_withHttp, 0, 1, IS_STATIC, 0)
	ZEND_ARG_OBJ_INFO(0, http, Pay\\Http, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Pay_SignatureException, isProbe);
ZEND_METHOD(Pay_SignatureException, reply);
ZEND_METHOD(Pay_Money, fen);
ZEND_METHOD(Pay_Money, yuan);
ZEND_METHOD(Pay_Money, plus);
ZEND_METHOD(Pay_Money, minus);
ZEND_METHOD(Pay_Money, equals);
ZEND_METHOD(Pay_Money, toYuan);
ZEND_METHOD(Pay_Money, __toString);
ZEND_METHOD(Pay_Money, jsonSerialize);
ZEND_METHOD(Pay_Money, __unserialize);
ZEND_METHOD(Pay_Result, get);
ZEND_METHOD(Pay_Result, toArray);
ZEND_METHOD(Pay_Result, raw);
ZEND_METHOD(Pay_Result, offsetExists);
ZEND_METHOD(Pay_Result, offsetGet);
ZEND_METHOD(Pay_Result, offsetSet);
ZEND_METHOD(Pay_Result, offsetUnset);
ZEND_METHOD(Pay_Result, count);
ZEND_METHOD(Pay_Result, getIterator);
ZEND_METHOD(Pay_Result, jsonSerialize);
ZEND_METHOD(Pay_Prepay, bridge);
ZEND_METHOD(Pay_Prepay, jssdk);
ZEND_METHOD(Pay_Prepay, app);
ZEND_METHOD(Pay_Prepay, redirect);
ZEND_METHOD(Pay_Page, url);
ZEND_METHOD(Pay_Page, html);
ZEND_METHOD(Pay_Page, orderString);
ZEND_METHOD(Pay_Page, __toString);
ZEND_METHOD(Pay_Reply, send);
ZEND_METHOD(Pay_Reply, __toString);
ZEND_METHOD(Pay_Notification, isPaid);
ZEND_METHOD(Pay_Notification, isRefund);
ZEND_METHOD(Pay_Notification, assertMatches);
ZEND_METHOD(Pay_Notification, get);
ZEND_METHOD(Pay_Notification, toArray);
ZEND_METHOD(Pay_Notification, raw);
ZEND_METHOD(Pay_Notification, ok);
ZEND_METHOD(Pay_Notification, fail);
ZEND_METHOD(Pay_Notification, offsetExists);
ZEND_METHOD(Pay_Notification, offsetGet);
ZEND_METHOD(Pay_Notification, offsetSet);
ZEND_METHOD(Pay_Notification, offsetUnset);
ZEND_METHOD(Pay_Notification, jsonSerialize);
ZEND_METHOD(Pay_Bill, getIterator);
ZEND_METHOD(Pay_Bill, summary);
ZEND_METHOD(Pay_Bill, save);
ZEND_METHOD(Pay_Http, __construct);


static const zend_function_entry class_Pay_PayException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_ConfigException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_SignatureException_methods[] = {
	ZEND_ME(Pay_SignatureException, isProbe, arginfo_class_Pay_SignatureException_isProbe, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_SignatureException, reply, arginfo_class_Pay_SignatureException_reply, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_IntegrityException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_TransportException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_UnknownOutcomeException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_ApiException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_State_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Money_methods[] = {
	ZEND_ME(Pay_Money, fen, arginfo_class_Pay_Money_fen, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Pay_Money, yuan, arginfo_class_Pay_Money_yuan, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Pay_Money, plus, arginfo_class_Pay_Money_plus, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Money, minus, arginfo_class_Pay_Money_minus, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Money, equals, arginfo_class_Pay_Money_equals, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Money, toYuan, arginfo_class_Pay_Money_toYuan, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Money, __toString, arginfo_class_Pay_Money___toString, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Money, jsonSerialize, arginfo_class_Pay_Money_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Money, __unserialize, arginfo_class_Pay_Money___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Result_methods[] = {
	ZEND_ME(Pay_Result, get, arginfo_class_Pay_Result_get, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, toArray, arginfo_class_Pay_Result_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, raw, arginfo_class_Pay_Result_raw, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, offsetExists, arginfo_class_Pay_Result_offsetExists, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, offsetGet, arginfo_class_Pay_Result_offsetGet, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, offsetSet, arginfo_class_Pay_Result_offsetSet, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, offsetUnset, arginfo_class_Pay_Result_offsetUnset, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, count, arginfo_class_Pay_Result_count, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, getIterator, arginfo_class_Pay_Result_getIterator, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Result, jsonSerialize, arginfo_class_Pay_Result_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Prepay_methods[] = {
	ZEND_ME(Pay_Prepay, bridge, arginfo_class_Pay_Prepay_bridge, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Prepay, jssdk, arginfo_class_Pay_Prepay_jssdk, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Prepay, app, arginfo_class_Pay_Prepay_app, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Prepay, redirect, arginfo_class_Pay_Prepay_redirect, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Page_methods[] = {
	ZEND_ME(Pay_Page, url, arginfo_class_Pay_Page_url, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Page, html, arginfo_class_Pay_Page_html, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Page, orderString, arginfo_class_Pay_Page_orderString, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Page, __toString, arginfo_class_Pay_Page___toString, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Reply_methods[] = {
	ZEND_ME(Pay_Reply, send, arginfo_class_Pay_Reply_send, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Reply, __toString, arginfo_class_Pay_Reply___toString, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Notification_methods[] = {
	ZEND_ME(Pay_Notification, isPaid, arginfo_class_Pay_Notification_isPaid, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, isRefund, arginfo_class_Pay_Notification_isRefund, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, assertMatches, arginfo_class_Pay_Notification_assertMatches, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, get, arginfo_class_Pay_Notification_get, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, toArray, arginfo_class_Pay_Notification_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, raw, arginfo_class_Pay_Notification_raw, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, ok, arginfo_class_Pay_Notification_ok, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, fail, arginfo_class_Pay_Notification_fail, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, offsetExists, arginfo_class_Pay_Notification_offsetExists, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, offsetGet, arginfo_class_Pay_Notification_offsetGet, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, offsetSet, arginfo_class_Pay_Notification_offsetSet, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, offsetUnset, arginfo_class_Pay_Notification_offsetUnset, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Notification, jsonSerialize, arginfo_class_Pay_Notification_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Bill_methods[] = {
	ZEND_ME(Pay_Bill, getIterator, arginfo_class_Pay_Bill_getIterator, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Bill, summary, arginfo_class_Pay_Bill_summary, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Bill, save, arginfo_class_Pay_Bill_save, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Http_methods[] = {
	ZEND_ME(Pay_Http, __construct, arginfo_class_Pay_Http___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Gateway_methods[] = {
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, query, arginfo_class_Pay_Gateway_query, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, close, arginfo_class_Pay_Gateway_close, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, refund, arginfo_class_Pay_Gateway_refund, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, queryRefund, arginfo_class_Pay_Gateway_queryRefund, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, bill, arginfo_class_Pay_Gateway_bill, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, notification, arginfo_class_Pay_Gateway_notification, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, fail, arginfo_class_Pay_Gateway_fail, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Pay_Gateway, withHttp, arginfo_class_Pay_Gateway_withHttp, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_FE_END
};

static zend_class_entry *register_class_Pay_PayException(zend_class_entry *class_entry_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "PayException", class_Pay_PayException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Exception);

	zval property_reason_default_value;
	ZVAL_UNDEF(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_reason_name);

	zval property_hint_default_value;
	ZVAL_UNDEF(&property_hint_default_value);
	zend_string *property_hint_name = zend_string_init("hint", sizeof("hint") - 1, 1);
	zend_declare_typed_property(class_entry, property_hint_name, &property_hint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_hint_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_ConfigException(zend_class_entry *class_entry_Pay_PayException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "ConfigException", class_Pay_ConfigException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_PayException);

	return class_entry;
}

static zend_class_entry *register_class_Pay_SignatureException(zend_class_entry *class_entry_Pay_PayException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "SignatureException", class_Pay_SignatureException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_PayException);

	zval property_serial_default_value;
	ZVAL_UNDEF(&property_serial_default_value);
	zend_string *property_serial_name = zend_string_init("serial", sizeof("serial") - 1, 1);
	zend_declare_typed_property(class_entry, property_serial_name, &property_serial_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_serial_name);

	zval property_replyStyle_default_value;
	ZVAL_LONG(&property_replyStyle_default_value, 0);
	zend_string *property_replyStyle_name = zend_string_init("replyStyle", sizeof("replyStyle") - 1, 1);
	zend_declare_typed_property(class_entry, property_replyStyle_name, &property_replyStyle_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_replyStyle_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_IntegrityException(zend_class_entry *class_entry_Pay_PayException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "IntegrityException", class_Pay_IntegrityException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_PayException);

	return class_entry;
}

static zend_class_entry *register_class_Pay_TransportException(zend_class_entry *class_entry_Pay_PayException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "TransportException", class_Pay_TransportException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_PayException);

	zval property_attempts_default_value;
	ZVAL_UNDEF(&property_attempts_default_value);
	zend_string *property_attempts_name = zend_string_init("attempts", sizeof("attempts") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempts_name, &property_attempts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_attempts_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_UnknownOutcomeException(zend_class_entry *class_entry_Pay_TransportException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "UnknownOutcomeException", class_Pay_UnknownOutcomeException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_TransportException);

	return class_entry;
}

static zend_class_entry *register_class_Pay_ApiException(zend_class_entry *class_entry_Pay_PayException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "ApiException", class_Pay_ApiException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_PayException);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_status_name);

	zval property_errorCode_default_value;
	ZVAL_UNDEF(&property_errorCode_default_value);
	zend_string *property_errorCode_name = zend_string_init("errorCode", sizeof("errorCode") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorCode_name, &property_errorCode_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_errorCode_name);

	zval property_errorMessage_default_value;
	ZVAL_UNDEF(&property_errorMessage_default_value);
	zend_string *property_errorMessage_name = zend_string_init("errorMessage", sizeof("errorMessage") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorMessage_name, &property_errorMessage_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_errorMessage_name);

	zval property_requestId_default_value;
	ZVAL_UNDEF(&property_requestId_default_value);
	zend_string *property_requestId_name = zend_string_init("requestId", sizeof("requestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestId_name, &property_requestId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_requestId_name);

	zval property_retryable_default_value;
	ZVAL_UNDEF(&property_retryable_default_value);
	zend_string *property_retryable_name = zend_string_init("retryable", sizeof("retryable") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryable_name, &property_retryable_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_retryable_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_body_name);

	zval property_verified_default_value;
	ZVAL_UNDEF(&property_verified_default_value);
	zend_string *property_verified_name = zend_string_init("verified", sizeof("verified") - 1, 1);
	zend_declare_typed_property(class_entry, property_verified_name, &property_verified_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_verified_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_State(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Pay\\State", IS_STRING, class_Pay_State_methods);

	zval enum_case_Pending_value;
	zend_string *enum_case_Pending_value_str = zend_string_init("pending", strlen("pending"), 1);
	ZVAL_STR(&enum_case_Pending_value, enum_case_Pending_value_str);
	zend_enum_add_case_cstr(class_entry, "Pending", &enum_case_Pending_value);

	zval enum_case_Succeeded_value;
	zend_string *enum_case_Succeeded_value_str = zend_string_init("succeeded", strlen("succeeded"), 1);
	ZVAL_STR(&enum_case_Succeeded_value, enum_case_Succeeded_value_str);
	zend_enum_add_case_cstr(class_entry, "Succeeded", &enum_case_Succeeded_value);

	zval enum_case_Closed_value;
	zend_string *enum_case_Closed_value_str = zend_string_init("closed", strlen("closed"), 1);
	ZVAL_STR(&enum_case_Closed_value, enum_case_Closed_value_str);
	zend_enum_add_case_cstr(class_entry, "Closed", &enum_case_Closed_value);

	zval enum_case_Refunded_value;
	zend_string *enum_case_Refunded_value_str = zend_string_init("refunded", strlen("refunded"), 1);
	ZVAL_STR(&enum_case_Refunded_value, enum_case_Refunded_value_str);
	zend_enum_add_case_cstr(class_entry, "Refunded", &enum_case_Refunded_value);

	zval enum_case_Failed_value;
	zend_string *enum_case_Failed_value_str = zend_string_init("failed", strlen("failed"), 1);
	ZVAL_STR(&enum_case_Failed_value, enum_case_Failed_value_str);
	zend_enum_add_case_cstr(class_entry, "Failed", &enum_case_Failed_value);

	zval enum_case_Unknown_value;
	zend_string *enum_case_Unknown_value_str = zend_string_init("unknown", strlen("unknown"), 1);
	ZVAL_STR(&enum_case_Unknown_value, enum_case_Unknown_value_str);
	zend_enum_add_case_cstr(class_entry, "Unknown", &enum_case_Unknown_value);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Money(zend_class_entry *class_entry_Stringable, zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Money", class_Pay_Money_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 2, class_entry_Stringable, class_entry_JsonSerializable);

	zval property_fen_default_value;
	ZVAL_UNDEF(&property_fen_default_value);
	zend_string *property_fen_name = zend_string_init("fen", sizeof("fen") - 1, 1);
	zend_declare_typed_property(class_entry, property_fen_name, &property_fen_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_fen_name);

	zval property_currency_default_value;
	ZVAL_UNDEF(&property_currency_default_value);
	zend_string *property_currency_name = zend_string_init("currency", sizeof("currency") - 1, 1);
	zend_declare_typed_property(class_entry, property_currency_name, &property_currency_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_currency_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Result(zend_class_entry *class_entry_ArrayAccess, zend_class_entry *class_entry_Countable, zend_class_entry *class_entry_IteratorAggregate, zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Result", class_Pay_Result_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 4, class_entry_ArrayAccess, class_entry_Countable, class_entry_IteratorAggregate, class_entry_JsonSerializable);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_status_name);

	zend_string *property_state_class_Pay_State = zend_string_init("Pay\\State", sizeof("Pay\\State")-1, 1);
	zval property_state_default_value;
	ZVAL_UNDEF(&property_state_default_value);
	zend_string *property_state_name = zend_string_init("state", sizeof("state") - 1, 1);
	zend_declare_typed_property(class_entry, property_state_name, &property_state_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_state_class_Pay_State, 0, 0));
	zend_string_release(property_state_name);

	zval property_verified_default_value;
	ZVAL_UNDEF(&property_verified_default_value);
	zend_string *property_verified_name = zend_string_init("verified", sizeof("verified") - 1, 1);
	zend_declare_typed_property(class_entry, property_verified_name, &property_verified_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_verified_name);

	zval property_requestId_default_value;
	ZVAL_UNDEF(&property_requestId_default_value);
	zend_string *property_requestId_name = zend_string_init("requestId", sizeof("requestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestId_name, &property_requestId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_requestId_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Prepay(zend_class_entry *class_entry_Pay_Result)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Prepay", class_Pay_Prepay_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Pay_Result);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_prepayId_default_value;
	ZVAL_UNDEF(&property_prepayId_default_value);
	zend_string *property_prepayId_name = zend_string_init("prepayId", sizeof("prepayId") - 1, 1);
	zend_declare_typed_property(class_entry, property_prepayId_name, &property_prepayId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_prepayId_name);

	zval property_url_default_value;
	ZVAL_UNDEF(&property_url_default_value);
	zend_string *property_url_name = zend_string_init("url", sizeof("url") - 1, 1);
	zend_declare_typed_property(class_entry, property_url_name, &property_url_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_url_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Page(zend_class_entry *class_entry_Stringable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Page", class_Pay_Page_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Stringable);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Reply(zend_class_entry *class_entry_Stringable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Reply", class_Pay_Reply_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Stringable);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_status_name);

	zval property_headers_default_value;
	ZVAL_UNDEF(&property_headers_default_value);
	zend_string *property_headers_name = zend_string_init("headers", sizeof("headers") - 1, 1);
	zend_declare_typed_property(class_entry, property_headers_name, &property_headers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_headers_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_body_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Notification(zend_class_entry *class_entry_ArrayAccess, zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Notification", class_Pay_Notification_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 2, class_entry_ArrayAccess, class_entry_JsonSerializable);

	zval property_id_default_value;
	ZVAL_UNDEF(&property_id_default_value);
	zend_string *property_id_name = zend_string_init("id", sizeof("id") - 1, 1);
	zend_declare_typed_property(class_entry, property_id_name, &property_id_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_id_name);

	zval property_type_default_value;
	ZVAL_UNDEF(&property_type_default_value);
	zend_string *property_type_name = zend_string_init("type", sizeof("type") - 1, 1);
	zend_declare_typed_property(class_entry, property_type_name, &property_type_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_type_name);

	zend_string *property_state_class_Pay_State = zend_string_init("Pay\\State", sizeof("Pay\\State")-1, 1);
	zval property_state_default_value;
	ZVAL_UNDEF(&property_state_default_value);
	zend_string *property_state_name = zend_string_init("state", sizeof("state") - 1, 1);
	zend_declare_typed_property(class_entry, property_state_name, &property_state_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_state_class_Pay_State, 0, 0));
	zend_string_release(property_state_name);

	zval property_outTradeNo_default_value;
	ZVAL_UNDEF(&property_outTradeNo_default_value);
	zend_string *property_outTradeNo_name = zend_string_init("outTradeNo", sizeof("outTradeNo") - 1, 1);
	zend_declare_typed_property(class_entry, property_outTradeNo_name, &property_outTradeNo_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_outTradeNo_name);

	zval property_transactionId_default_value;
	ZVAL_UNDEF(&property_transactionId_default_value);
	zend_string *property_transactionId_name = zend_string_init("transactionId", sizeof("transactionId") - 1, 1);
	zend_declare_typed_property(class_entry, property_transactionId_name, &property_transactionId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_transactionId_name);

	zval property_outRefundNo_default_value;
	ZVAL_UNDEF(&property_outRefundNo_default_value);
	zend_string *property_outRefundNo_name = zend_string_init("outRefundNo", sizeof("outRefundNo") - 1, 1);
	zend_declare_typed_property(class_entry, property_outRefundNo_name, &property_outRefundNo_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_outRefundNo_name);

	zend_string *property_amount_class_Pay_Money = zend_string_init("Pay\\Money", sizeof("Pay\\Money")-1, 1);
	zval property_amount_default_value;
	ZVAL_UNDEF(&property_amount_default_value);
	zend_string *property_amount_name = zend_string_init("amount", sizeof("amount") - 1, 1);
	zend_declare_typed_property(class_entry, property_amount_name, &property_amount_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_amount_class_Pay_Money, 0, MAY_BE_NULL));
	zend_string_release(property_amount_name);

	zval property_signed_default_value;
	ZVAL_UNDEF(&property_signed_default_value);
	zend_string *property_signed_name = zend_string_init("signed", sizeof("signed") - 1, 1);
	zend_declare_typed_property(class_entry, property_signed_name, &property_signed_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_signed_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Bill(zend_class_entry *class_entry_IteratorAggregate)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Bill", class_Pay_Bill_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_IteratorAggregate);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Http(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Http", class_Pay_Http_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}

static zend_class_entry *register_class_Pay_Gateway(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Gateway", class_Pay_Gateway_methods);
	class_entry = zend_register_internal_interface(&ce);

	return class_entry;
}
