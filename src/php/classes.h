/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_CLASSES_H
#define PAY_PHP_CLASSES_H

#include "php.h"

extern zend_class_entry *pay_ce_PayException;
extern zend_class_entry *pay_ce_ConfigException;
extern zend_class_entry *pay_ce_SignatureException;
extern zend_class_entry *pay_ce_IntegrityException;
extern zend_class_entry *pay_ce_TransportException;
extern zend_class_entry *pay_ce_UnknownOutcomeException;
extern zend_class_entry *pay_ce_ApiException;
extern zend_class_entry *pay_ce_State;
extern zend_class_entry *pay_ce_Money;
extern zend_class_entry *pay_ce_Result;
extern zend_class_entry *pay_ce_Prepay;
extern zend_class_entry *pay_ce_Reply;
extern zend_class_entry *pay_ce_Notification;
extern zend_class_entry *pay_ce_Bill;
extern zend_class_entry *pay_ce_Http;
extern zend_class_entry *pay_ce_Transport;
extern zend_class_entry *pay_ce_Request;
extern zend_class_entry *pay_ce_Response;
extern zend_class_entry *pay_ce_Call;
extern zend_class_entry *pay_ce_Gateway;
extern zend_class_entry *pay_ce_WeChat;
extern zend_class_entry *pay_ce_Alipay;
extern zend_class_entry *pay_ce_Page;
extern zend_class_entry *pay_ce_Inbox;
extern zend_class_entry *pay_ce_DifferenceKind;
extern zend_class_entry *pay_ce_Difference;
extern zend_class_entry *pay_ce_Reconciliation;

/* Registers every class, in the order in which they need each other. */
void php_pay_classes_minit(void);

/* Object handlers of the classes, one function a file. */
void php_pay_errors_minit(void);
void php_pay_money_minit(void);
void php_pay_result_minit(void);
void php_pay_reply_minit(void);
void php_pay_notification_minit(void);
void php_pay_page_minit(void);
void php_pay_bill_minit(void);
void php_pay_http_minit(void);
void php_pay_transport_minit(void);
void php_pay_call_minit(void);
void php_pay_client_minit(void);
void php_pay_inbox_minit(void);
void php_pay_difference_minit(void);
void php_pay_reconciliation_minit(void);

/* The get_constructor handler of objects that only this extension makes. */
zend_function *php_pay_no_constructor(zend_object *object);

#endif
