/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: dec967f19438ed9e13163ce049532e17eba92cbf */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Pay_status, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Pay_concurrent, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, tasks, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 0, "16")
ZEND_END_ARG_INFO()


ZEND_FUNCTION(Pay_status);
ZEND_FUNCTION(Pay_concurrent);


static const zend_function_entry ext_functions[] = {
	ZEND_NS_FALIAS("Pay", status, Pay_status, arginfo_Pay_status)
	ZEND_NS_FALIAS("Pay", concurrent, Pay_concurrent, arginfo_Pay_concurrent)
	ZEND_FE_END
};
