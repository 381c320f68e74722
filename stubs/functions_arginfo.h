/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 0f071563c22d143acc2e233a64437682ce4589fb */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Pay_status, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Pay_concurrent, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, tasks, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 0, "16")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_Pay_reconcile, 0, 2, Pay\\Reconciliation, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, bill, Traversable, MAY_BE_ARRAY, NULL)
	ZEND_ARG_OBJ_TYPE_MASK(0, orders, Traversable, MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()


ZEND_FUNCTION(Pay_status);
ZEND_FUNCTION(Pay_concurrent);
ZEND_FUNCTION(Pay_reconcile);


static const zend_function_entry ext_functions[] = {
	ZEND_NS_FALIAS("Pay", status, Pay_status, arginfo_Pay_status)
	ZEND_NS_FALIAS("Pay", concurrent, Pay_concurrent, arginfo_Pay_concurrent)
	ZEND_NS_FALIAS("Pay", reconcile, Pay_reconcile, arginfo_Pay_reconcile)
	ZEND_FE_END
};
