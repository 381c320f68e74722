/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: dbc2f233778e8fd6da9f47720c18b47b2b77202b */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Difference_isRefund, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Pay_Reconciliation_current, 0, 0, Pay\\Difference, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Reconciliation_key, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Pay_Reconciliation_next, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Pay_Reconciliation_rewind arginfo_class_Pay_Reconciliation_next

#define arginfo_class_Pay_Reconciliation_valid arginfo_class_Pay_Difference_isRefund


ZEND_METHOD(Pay_Difference, isRefund);
ZEND_METHOD(Pay_Reconciliation, current);
ZEND_METHOD(Pay_Reconciliation, key);
ZEND_METHOD(Pay_Reconciliation, next);
ZEND_METHOD(Pay_Reconciliation, rewind);
ZEND_METHOD(Pay_Reconciliation, valid);


static const zend_function_entry class_Pay_DifferenceKind_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Difference_methods[] = {
	ZEND_ME(Pay_Difference, isRefund, arginfo_class_Pay_Difference_isRefund, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Pay_Reconciliation_methods[] = {
	ZEND_ME(Pay_Reconciliation, current, arginfo_class_Pay_Reconciliation_current, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Reconciliation, key, arginfo_class_Pay_Reconciliation_key, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Reconciliation, next, arginfo_class_Pay_Reconciliation_next, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Reconciliation, rewind, arginfo_class_Pay_Reconciliation_rewind, ZEND_ACC_PUBLIC)
	ZEND_ME(Pay_Reconciliation, valid, arginfo_class_Pay_Reconciliation_valid, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Pay_DifferenceKind(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Pay\\DifferenceKind", IS_STRING, class_Pay_DifferenceKind_methods);

	zval enum_case_MissingHere_value;
	zend_string *enum_case_MissingHere_value_str = zend_string_init("missing-here", strlen("missing-here"), 1);
	ZVAL_STR(&enum_case_MissingHere_value, enum_case_MissingHere_value_str);
	zend_enum_add_case_cstr(class_entry, "MissingHere", &enum_case_MissingHere_value);

	zval enum_case_MissingThere_value;
	zend_string *enum_case_MissingThere_value_str = zend_string_init("missing-there", strlen("missing-there"), 1);
	ZVAL_STR(&enum_case_MissingThere_value, enum_case_MissingThere_value_str);
	zend_enum_add_case_cstr(class_entry, "MissingThere", &enum_case_MissingThere_value);

	zval enum_case_Amount_value;
	zend_string *enum_case_Amount_value_str = zend_string_init("amount", strlen("amount"), 1);
	ZVAL_STR(&enum_case_Amount_value, enum_case_Amount_value_str);
	zend_enum_add_case_cstr(class_entry, "Amount", &enum_case_Amount_value);

	zval enum_case_State_value;
	zend_string *enum_case_State_value_str = zend_string_init("state", strlen("state"), 1);
	ZVAL_STR(&enum_case_State_value, enum_case_State_value_str);
	zend_enum_add_case_cstr(class_entry, "State", &enum_case_State_value);

	zval enum_case_RepeatedHere_value;
	zend_string *enum_case_RepeatedHere_value_str = zend_string_init("repeated-here", strlen("repeated-here"), 1);
	ZVAL_STR(&enum_case_RepeatedHere_value, enum_case_RepeatedHere_value_str);
	zend_enum_add_case_cstr(class_entry, "RepeatedHere", &enum_case_RepeatedHere_value);

	zval enum_case_RepeatedThere_value;
	zend_string *enum_case_RepeatedThere_value_str = zend_string_init("repeated-there", strlen("repeated-there"), 1);
	ZVAL_STR(&enum_case_RepeatedThere_value, enum_case_RepeatedThere_value_str);
	zend_enum_add_case_cstr(class_entry, "RepeatedThere", &enum_case_RepeatedThere_value);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Difference(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Difference", class_Pay_Difference_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_kind_class_Pay_DifferenceKind = zend_string_init("Pay\\DifferenceKind", sizeof("Pay\\DifferenceKind")-1, 1);
	zval property_kind_default_value;
	ZVAL_UNDEF(&property_kind_default_value);
	zend_string *property_kind_name = zend_string_init("kind", sizeof("kind") - 1, 1);
	zend_declare_typed_property(class_entry, property_kind_name, &property_kind_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_kind_class_Pay_DifferenceKind, 0, 0));
	zend_string_release(property_kind_name);

	zval property_outTradeNo_default_value;
	ZVAL_UNDEF(&property_outTradeNo_default_value);
	zend_string *property_outTradeNo_name = zend_string_init("outTradeNo", sizeof("outTradeNo") - 1, 1);
	zend_declare_typed_property(class_entry, property_outTradeNo_name, &property_outTradeNo_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_outTradeNo_name);

	zval property_outRefundNo_default_value;
	ZVAL_UNDEF(&property_outRefundNo_default_value);
	zend_string *property_outRefundNo_name = zend_string_init("outRefundNo", sizeof("outRefundNo") - 1, 1);
	zend_declare_typed_property(class_entry, property_outRefundNo_name, &property_outRefundNo_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_outRefundNo_name);

	zval property_transactionId_default_value;
	ZVAL_UNDEF(&property_transactionId_default_value);
	zend_string *property_transactionId_name = zend_string_init("transactionId", sizeof("transactionId") - 1, 1);
	zend_declare_typed_property(class_entry, property_transactionId_name, &property_transactionId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_transactionId_name);

	zend_string *property_amountHere_class_Pay_Money = zend_string_init("Pay\\Money", sizeof("Pay\\Money")-1, 1);
	zval property_amountHere_default_value;
	ZVAL_UNDEF(&property_amountHere_default_value);
	zend_string *property_amountHere_name = zend_string_init("amountHere", sizeof("amountHere") - 1, 1);
	zend_declare_typed_property(class_entry, property_amountHere_name, &property_amountHere_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_amountHere_class_Pay_Money, 0, MAY_BE_NULL));
	zend_string_release(property_amountHere_name);

	zend_string *property_amountThere_class_Pay_Money = zend_string_init("Pay\\Money", sizeof("Pay\\Money")-1, 1);
	zval property_amountThere_default_value;
	ZVAL_UNDEF(&property_amountThere_default_value);
	zend_string *property_amountThere_name = zend_string_init("amountThere", sizeof("amountThere") - 1, 1);
	zend_declare_typed_property(class_entry, property_amountThere_name, &property_amountThere_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_amountThere_class_Pay_Money, 0, MAY_BE_NULL));
	zend_string_release(property_amountThere_name);

	zend_string *property_stateHere_class_Pay_State = zend_string_init("Pay\\State", sizeof("Pay\\State")-1, 1);
	zval property_stateHere_default_value;
	ZVAL_UNDEF(&property_stateHere_default_value);
	zend_string *property_stateHere_name = zend_string_init("stateHere", sizeof("stateHere") - 1, 1);
	zend_declare_typed_property(class_entry, property_stateHere_name, &property_stateHere_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_stateHere_class_Pay_State, 0, MAY_BE_NULL));
	zend_string_release(property_stateHere_name);

	zend_string *property_stateThere_class_Pay_State = zend_string_init("Pay\\State", sizeof("Pay\\State")-1, 1);
	zval property_stateThere_default_value;
	ZVAL_UNDEF(&property_stateThere_default_value);
	zend_string *property_stateThere_name = zend_string_init("stateThere", sizeof("stateThere") - 1, 1);
	zend_declare_typed_property(class_entry, property_stateThere_name, &property_stateThere_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_stateThere_class_Pay_State, 0, MAY_BE_NULL));
	zend_string_release(property_stateThere_name);

	return class_entry;
}

static zend_class_entry *register_class_Pay_Reconciliation(zend_class_entry *class_entry_Iterator)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Pay", "Reconciliation", class_Pay_Reconciliation_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Iterator);

	zval property_rowsThere_default_value;
	ZVAL_UNDEF(&property_rowsThere_default_value);
	zend_string *property_rowsThere_name = zend_string_init("rowsThere", sizeof("rowsThere") - 1, 1);
	zend_declare_typed_property(class_entry, property_rowsThere_name, &property_rowsThere_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_rowsThere_name);

	zval property_rowsHere_default_value;
	ZVAL_UNDEF(&property_rowsHere_default_value);
	zend_string *property_rowsHere_name = zend_string_init("rowsHere", sizeof("rowsHere") - 1, 1);
	zend_declare_typed_property(class_entry, property_rowsHere_name, &property_rowsHere_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_rowsHere_name);

	return class_entry;
}
