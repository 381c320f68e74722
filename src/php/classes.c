/* SPDX-License-Identifier: MIT */
#include "php/classes.h"

#include "zend_attributes.h"
#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
#include "ext/json/php_json.h"

#include "stubs/alipay_arginfo.h"
#include "stubs/inbox_arginfo.h"
#include "stubs/pay_arginfo.h"
#include "stubs/reconcile_arginfo.h"
#include "stubs/transport_arginfo.h"
#include "stubs/wechat_arginfo.h"

zend_class_entry *pay_ce_PayException;
zend_class_entry *pay_ce_ConfigException;
zend_class_entry *pay_ce_SignatureException;
zend_class_entry *pay_ce_IntegrityException;
zend_class_entry *pay_ce_TransportException;
zend_class_entry *pay_ce_UnknownOutcomeException;
zend_class_entry *pay_ce_ApiException;
zend_class_entry *pay_ce_State;
zend_class_entry *pay_ce_Money;
zend_class_entry *pay_ce_Result;
zend_class_entry *pay_ce_Prepay;
zend_class_entry *pay_ce_Reply;
zend_class_entry *pay_ce_Notification;
zend_class_entry *pay_ce_Bill;
zend_class_entry *pay_ce_Http;
zend_class_entry *pay_ce_Transport;
zend_class_entry *pay_ce_Request;
zend_class_entry *pay_ce_Response;
zend_class_entry *pay_ce_Call;
zend_class_entry *pay_ce_Gateway;
zend_class_entry *pay_ce_WeChat;
zend_class_entry *pay_ce_Alipay;
zend_class_entry *pay_ce_Page;
zend_class_entry *pay_ce_Inbox;
zend_class_entry *pay_ce_DifferenceKind;
zend_class_entry *pay_ce_Difference;
zend_class_entry *pay_ce_Reconciliation;

static void register_exceptions(void)
{
	pay_ce_PayException = register_class_Pay_PayException(zend_ce_exception);
	pay_ce_ConfigException = register_class_Pay_ConfigException(pay_ce_PayException);
	pay_ce_SignatureException = register_class_Pay_SignatureException(pay_ce_PayException);
	pay_ce_IntegrityException = register_class_Pay_IntegrityException(pay_ce_PayException);
	pay_ce_TransportException = register_class_Pay_TransportException(pay_ce_PayException);
	pay_ce_UnknownOutcomeException =
		register_class_Pay_UnknownOutcomeException(pay_ce_TransportException);
	pay_ce_ApiException = register_class_Pay_ApiException(pay_ce_PayException);
}

void php_pay_classes_minit(void)
{
	register_exceptions();
	pay_ce_State = register_class_Pay_State();
	pay_ce_Money = register_class_Pay_Money(zend_ce_stringable, php_json_serializable_ce);
	pay_ce_Result = register_class_Pay_Result(
		zend_ce_arrayaccess, zend_ce_countable, zend_ce_aggregate, php_json_serializable_ce);
	pay_ce_Prepay = register_class_Pay_Prepay(pay_ce_Result);
	pay_ce_Page = register_class_Pay_Page(zend_ce_stringable);
	pay_ce_Reply = register_class_Pay_Reply(zend_ce_stringable);
	pay_ce_Notification =
		register_class_Pay_Notification(zend_ce_arrayaccess, php_json_serializable_ce);
	pay_ce_Bill = register_class_Pay_Bill(zend_ce_aggregate);
	pay_ce_Http = register_class_Pay_Http();
	pay_ce_Transport = register_class_Pay_Transport();
	pay_ce_Request = register_class_Pay_Request();
	pay_ce_Response = register_class_Pay_Response();
	pay_ce_Call = register_class_Pay_Call();
	pay_ce_Gateway = register_class_Pay_Gateway();
	pay_ce_WeChat = register_class_Pay_WeChat(pay_ce_Gateway);
	pay_ce_Alipay = register_class_Pay_Alipay(pay_ce_Gateway);
	pay_ce_Inbox = register_class_Pay_Inbox();
	pay_ce_DifferenceKind = register_class_Pay_DifferenceKind();
	pay_ce_Difference = register_class_Pay_Difference();
	pay_ce_Reconciliation = register_class_Pay_Reconciliation(zend_ce_iterator);

	php_pay_errors_minit();
	php_pay_money_minit();
	php_pay_result_minit();
	php_pay_reply_minit();
	php_pay_notification_minit();
	php_pay_page_minit();
	php_pay_bill_minit();
	php_pay_http_minit();
	php_pay_transport_minit();
	php_pay_call_minit();
	php_pay_client_minit();
	php_pay_inbox_minit();
	php_pay_difference_minit();
	php_pay_reconciliation_minit();
}

zend_function *php_pay_no_constructor(zend_object *object)
{
	zend_throw_error(NULL, "%s objects are made by the extension only", ZSTR_VAL(object->ce->name));
	return NULL;
}
