/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 78b2c7dfb615033f518ee17204332be2f2cd1f09 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Pay_WeChat___construct, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, mchId, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, appId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, privateKey, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, certificate, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, serial, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, apiV3Key, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, apiV2Key, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, platformKeys, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, signType, IS_STRING, 0, "\"HMAC-SHA256\"")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, notifyUrl, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, subMchId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, subAppId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, appSecret, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, http, Pay\\Http, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_partner, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, subMchId, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, subAppId, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_jsapi, 0, 1, Pay\\Prepay, 0)
	ZEND_ARG_TYPE_INFO(0, order, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_WeChat_mini arginfo_class_Pay_WeChat_jsapi

#define arginfo_class_Pay_WeChat_h5 arginfo_class_Pay_WeChat_jsapi

#define arginfo_class_Pay_WeChat_native arginfo_class_Pay_WeChat_jsapi

#define arginfo_class_Pay_WeChat_app arginfo_class_Pay_WeChat_jsapi

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_micropay, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, order, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, wait, IS_DOUBLE, 0, "45.0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_query, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, order, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_WeChat_close arginfo_class_Pay_WeChat_query

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_refund, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, refund, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_queryRefund, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, refund, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_WeChat_reverse arginfo_class_Pay_WeChat_query

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_transfer, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, transfer, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_queryTransfer, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, transfer, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_bill, 0, 1, Pay\\Bill, 0)
	ZEND_ARG_TYPE_INFO(0, date, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_WeChat_fundFlow arginfo_class_Pay_WeChat_bill

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_notification, 0, 0, Pay\\\116otification, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, body, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_fail, 0, 0, Pay\\Reply, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\"FAIL\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_withHttp, 0, 1, IS_STATIC, 0)
	ZEND_ARG_OBJ_INFO(0, http, Pay\\Http, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_request, 0, 2, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_v2, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_authorizeUrl, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, redirectUrl, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, state, IS_STRING, 0, "\"\"")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, scope, IS_STRING, 0, "\"snsapi_base\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_openid, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, code, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_WeChat_session, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, jsCode, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_encrypt, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, plain, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_decrypt, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, cipher, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_sign, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, message, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_verify, 0, 3, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, message, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, signature, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, serial, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat_signV2, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, params, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_WeChat___debugInfo, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Pay_WeChat, __construct);
ZEND_METHOD(Pay_WeChat, partner);
ZEND_METHOD(Pay_WeChat, jsapi);
ZEND_METHOD(Pay_WeChat, mini);
ZEND_METHOD(Pay_WeChat, h5);
ZEND_METHOD(Pay_WeChat, native);
ZEND_METHOD(Pay_WeChat, app);
ZEND_METHOD(Pay_WeChat, micropay);
ZEND_METHOD(Pay_WeChat, query);
ZEND_METHOD(Pay_WeChat, close);
ZEND_METHOD(Pay_WeChat, refund);
ZEND_METHOD(Pay_WeChat, queryRefund);
ZEND_METHOD(Pay_WeChat, reverse);
ZEND_METHOD(Pay_WeChat, transfer);
ZEND_METHOD(Pay_WeChat, queryTransfer);
ZEND_METHOD(Pay_WeChat, bill);
ZEND_METHOD(Pay_WeChat, fundFlow);
ZEND_METHOD(Pay_WeChat, notification);
ZEND_METHOD(Pay_WeChat, fail);
ZEND_METHOD(Pay_WeChat, withHttp);
ZEND_METHOD(Pay_WeChat, request);
ZEND_METHOD(Pay_WeChat, v2);
ZEND_METHOD(Pay_WeChat, authorizeUrl);
ZEND_METHOD(Pay_WeChat, openid);
ZEND_METHOD(Pay_WeChat, session);
ZEND_METHOD(Pay_WeChat, encrypt);
ZEND_METHOD(Pay_WeChat, decrypt);
ZEND_METHOD(Pay_WeChat, sign);
ZEND_METHOD(Pay_WeChat, verify);
ZEND_METHOD(Pay_WeChat, signV2);
ZEND_METHOD(Pay_WeChat, __debugInfo);


static const zend_function_entry class_Pay_WeChat_methods[] = {
	ZEND_ME(Pay_WeChat, __construct, arginfo_class_Pay_WeChat___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, partner, arginfo_class_Pay_WeChat_partner, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, jsapi, arginfo_class_Pay_WeChat_jsapi, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, mini, arginfo_class_Pay_WeChat_mini, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, h5, arginfo_class_Pay_WeChat_h5, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, native, arginfo_class_Pay_WeChat_native, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, app, arginfo_class_Pay_WeChat_app, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, micropay, arginfo_class_Pay_WeChat_micropay, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, query, arginfo_class_Pay_WeChat_query, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, close, arginfo_class_Pay_WeChat_close, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, refund, arginfo_class_Pay_WeChat_refund, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, queryRefund, arginfo_class_Pay_WeChat_queryRefund, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, reverse, arginfo_class_Pay_WeChat_reverse, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, transfer, arginfo_class_Pay_WeChat_transfer, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, queryTransfer, arginfo_class_Pay_WeChat_queryTransfer, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, bill, arginfo_class_Pay_WeChat_bill, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, fundFlow, arginfo_class_Pay_WeChat_fundFlow, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, notification, arginfo_class_Pay_WeChat_notification, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, fail, arginfo_class_Pay_WeChat_fail, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, withHttp, arginfo_class_Pay_WeChat_withHttp, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, request, arginfo_class_Pay_WeChat_request, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, v2, arginfo_class_Pay_WeChat_v2, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, authorizeUrl, arginfo_class_Pay_WeChat_authorizeUrl, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, openid, arginfo_class_Pay_WeChat_openid, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, session, arginfo_class_Pay_WeChat_session, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, encrypt, arginfo_class_Pay_WeChat_encrypt, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, decrypt, arginfo_class_Pay_WeChat_decrypt, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, sign, arginfo_class_Pay_WeChat_sign, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, verify, arginfo_class_Pay_WeChat_verify, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, signV2, arginfo_class_Pay_WeChat_signV2, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_WeChat, __debugInfo, arginfo_class_Pay_WeChat___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Pay_WeChat(zend_class_entry *class_entry_Pay_Gateway)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "WeChat", class_Pay_WeChat_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Pay_Gateway);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 3, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 5, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 6, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 7, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 12, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}
