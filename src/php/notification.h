/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_NOTIFICATION_H
#define PAY_PHP_NOTIFICATION_H

#include "php/reply.h"

/* What a gateway's notification says, in every gateway's common words. Strings are borrowed; NULL where absent. */
typedef struct php_pay_event {
	zend_string *id;
	zend_string *type;
	pay_slice state; /* the gateway's own word */
	zend_string *out_trade_no;
	zend_string *transaction_id;
	zend_string *out_refund_no;
	zend_long fen; /* -1: no amount */
	zend_string *currency;
	zend_string *app;
	zend_string *merchant;
	zend_string *owner; /* see owner.h */
	zend_string *raw;
	bool is_payment; /* it tells what became of one order */
	bool is_refund;
	bool is_signed;
	php_pay_reply_style style;
} php_pay_event;

/* Makes a Pay\Notification. data, the proven fields, is moved into it. */
void php_pay_notification_make(zval *notification, const php_pay_event *event, zval *data);

/* What a Notification is about, for whoever tells facts apart. Borrowed; NULL where absent. */
typedef struct php_pay_notice {
	const zval *state;
	zend_string *id;
	zend_string *owner;
	zend_string *out_trade_no;
	zend_string *out_refund_no;
	bool is_payment;
	bool is_refund;
} php_pay_notice;

php_pay_notice php_pay_notification_read(zend_object *notification);

#endif
