/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 08405008f76f1f7e239d8e1e0378286ce7c6fc01 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Pay_Inbox___construct, 0, 0, 1)
	ZEND_ARG_OBJ_INFO(0, db, PDO, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, table, IS_STRING, 0, "\"pay_inbox\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Inbox_once, 0, 2, _IS_BOOL, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, event, Pay\\\116otification|Pay\\Result, 0, NULL)
	ZEND_ARG_TYPE_INFO(0, handler, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Inbox_prune, 0, 0, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, olderThanDays, IS_LONG, 0, "180")
ZEND_END_ARG_INFO()


ZEND_METHOD(Pay_Inbox, __construct);
ZEND_METHOD(Pay_Inbox, once);
ZEND_METHOD(Pay_Inbox, prune);


static const zend_function_entry class_Pay_Inbox_methods[] = {
	ZEND_ME(Pay_Inbox, __construct, arginfo_class_Pay_Inbox___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Inbox, once, arginfo_class_Pay_Inbox_once, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Inbox, prune, arginfo_class_Pay_Inbox_prune, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Pay_Inbox(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Inbox", class_Pay_Inbox_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
