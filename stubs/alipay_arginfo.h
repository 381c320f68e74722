/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7d7f08ca7b9e94cec6fe9418ab1197b974991f63 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Pay_Alipay___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, appId, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, privateKey, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, alipayPublicKey, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, appCertificate, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, alipayCertificate, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, rootCertificate, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, encryptKey, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, signType, IS_STRING, 0, "\"RSA2\"")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, sellerId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, notifyUrl, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, returnUrl, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, appAuthToken, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, sandbox, _IS_BOOL, 0, "false")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, http, Pay\\Http, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_onBehalfOf, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, appAuthToken, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_page, 0, 1, Pay\\Page, 0)
	ZEND_ARG_TYPE_INFO(0, order, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Alipay_wap arginfo_class_Pay_Alipay_page

#define arginfo_class_Pay_Alipay_app arginfo_class_Pay_Alipay_page

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_precreate, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, order, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Alipay_create arginfo_class_Pay_Alipay_precreate

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_pay, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, order, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, wait, IS_DOUBLE, 0, "45.0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_query, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, order, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Alipay_close arginfo_class_Pay_Alipay_query

#define arginfo_class_Pay_Alipay_cancel arginfo_class_Pay_Alipay_query

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_refund, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, refund, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_queryRefund, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, refund, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_transfer, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, transfer, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_queryTransfer, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_MASK(0, transfer, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_bill, 0, 1, Pay\\Bill, 0)
	ZEND_ARG_TYPE_INFO(0, date, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_notification, 0, 0, Pay\\\116otification, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, body, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_returned, 0, 0, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, query, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_fail, 0, 0, Pay\\Reply, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\"FAIL\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_withHttp, 0, 1, IS_STATIC, 0)
	ZEND_ARG_OBJ_INFO(0, http, Pay\\Http, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_execute, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, system, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_pageExecute, 0, 1, Pay\\Page, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, params, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, system, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_authorizeUrl, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, redirectUrl, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, state, IS_STRING, 0, "\"\"")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, scope, IS_STRING, 0, "\"auth_base\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Alipay_oauthToken, 0, 1, Pay\\Result, 0)
	ZEND_ARG_TYPE_INFO(0, code, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_encrypt, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, plain, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_decrypt, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, cipher, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_sign, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, message, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_verify, 0, 2, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, message, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, signature, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay_certificateSn, 0, 0, IS_STRING, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Alipay_rootCertificateSn arginfo_class_Pay_Alipay_certificateSn

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Alipay___debugInfo, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Pay_Alipay, __construct);
ZEND_METHOD(Pay_Alipay, onBehalfOf);
ZEND_METHOD(Pay_Alipay, page);
ZEND_METHOD(Pay_Alipay, wap);
ZEND_METHOD(Pay_Alipay, app);
ZEND_METHOD(Pay_Alipay, precreate);
ZEND_METHOD(Pay_Alipay, create);
ZEND_METHOD(Pay_Alipay, pay);
ZEND_METHOD(Pay_Alipay, query);
ZEND_METHOD(Pay_Alipay, close);
ZEND_METHOD(Pay_Alipay, cancel);
ZEND_METHOD(Pay_Alipay, refund);
ZEND_METHOD(Pay_Alipay, queryRefund);
ZEND_METHOD(Pay_Alipay, transfer);
ZEND_METHOD(Pay_Alipay, queryTransfer);
ZEND_METHOD(Pay_Alipay, bill);
ZEND_METHOD(Pay_Alipay, notification);
ZEND_METHOD(Pay_Alipay, returned);
ZEND_METHOD(Pay_Alipay, fail);
ZEND_METHOD(Pay_Alipay, withHttp);
ZEND_METHOD(Pay_Alipay, execute);
ZEND_METHOD(Pay_Alipay, pageExecute);
ZEND_METHOD(Pay_Alipay, authorizeUrl);
ZEND_METHOD(Pay_Alipay, oauthToken);
ZEND_METHOD(Pay_Alipay, encrypt);
ZEND_METHOD(Pay_Alipay, decrypt);
ZEND_METHOD(Pay_Alipay, sign);
ZEND_METHOD(Pay_Alipay, verify);
ZEND_METHOD(Pay_Alipay, certificateSn);
ZEND_METHOD(Pay_Alipay, rootCertificateSn);
ZEND_METHOD(Pay_Alipay, __debugInfo);


static const zend_function_entry class_Pay_Alipay_methods[] = {
	ZEND_ME(Pay_Alipay, __construct, arginfo_class_Pay_Alipay___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, onBehalfOf, arginfo_class_Pay_Alipay_onBehalfOf, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, page, arginfo_class_Pay_Alipay_page, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, wap, arginfo_class_Pay_Alipay_wap, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, app, arginfo_class_Pay_Alipay_app, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, precreate, arginfo_class_Pay_Alipay_precreate, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, create, arginfo_class_Pay_Alipay_create, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, pay, arginfo_class_Pay_Alipay_pay, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, query, arginfo_class_Pay_Alipay_query, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, close, arginfo_class_Pay_Alipay_close, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, cancel, arginfo_class_Pay_Alipay_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, refund, arginfo_class_Pay_Alipay_refund, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, queryRefund, arginfo_class_Pay_Alipay_queryRefund, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, transfer, arginfo_class_Pay_Alipay_transfer, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, queryTransfer, arginfo_class_Pay_Alipay_queryTransfer, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, bill, arginfo_class_Pay_Alipay_bill, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, notification, arginfo_class_Pay_Alipay_notification, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, returned, arginfo_class_Pay_Alipay_returned, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, fail, arginfo_class_Pay_Alipay_fail, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, withHttp, arginfo_class_Pay_Alipay_withHttp, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, execute, arginfo_class_Pay_Alipay_execute, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, pageExecute, arginfo_class_Pay_Alipay_pageExecute, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, authorizeUrl, arginfo_class_Pay_Alipay_authorizeUrl, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, oauthToken, arginfo_class_Pay_Alipay_oauthToken, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, encrypt, arginfo_class_Pay_Alipay_encrypt, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, decrypt, arginfo_class_Pay_Alipay_decrypt, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, sign, arginfo_class_Pay_Alipay_sign, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, verify, arginfo_class_Pay_Alipay_verify, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, certificateSn, arginfo_class_Pay_Alipay_certificateSn, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, rootCertificateSn, arginfo_class_Pay_Alipay_rootCertificateSn, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Alipay, __debugInfo, arginfo_class_Pay_Alipay___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Pay_Alipay(zend_class_entry *class_entry_Pay_Gateway)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Alipay", class_Pay_Alipay_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Pay_Gateway);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 3, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 4, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 5, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 6, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 11, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "onbehalfof", sizeof("onbehalfof") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "execute", sizeof("execute") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "pageexecute", sizeof("pageexecute") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "oauthtoken", sizeof("oauthtoken") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "encrypt", sizeof("encrypt") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "decrypt", sizeof("decrypt") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}
