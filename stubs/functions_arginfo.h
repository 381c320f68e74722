/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: f7b0f200881ce054570e6b1dd7935d5e951b8233 */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Pay_status, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_FUNCTION(Pay_status);


static const zend_function_entry ext_functions[] = {
	ZEND_NS_FALIAS("Pay", status, Pay_status, arginfo_Pay_status)
	ZEND_FE_END
};
