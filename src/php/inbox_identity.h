/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_INBOX_IDENTITY_H
#define PAY_PHP_INBOX_IDENTITY_H

#include "php.h"

#include "core/digest.h"

#define PHP_PAY_OWNER_MAX 80 /* characters of the readable columns; the id is made of everything */
#define PHP_PAY_FACT_MAX 190

/* What an event says, under one name however it was heard of. The texts are for people: printable ASCII, cut. */
typedef struct php_pay_identity {
	char id[2 * PAY_SHA256_SIZE + 1];
	char owner[PHP_PAY_OWNER_MAX + 1];
	char fact[PHP_PAY_FACT_MAX + 1];
} php_pay_identity;

typedef enum php_pay_identified {
	PHP_PAY_FACT,
	PHP_PAY_OPEN, /* nothing final yet */
	PHP_PAY_NO_FACT,
} php_pay_identified;

/* event: a Pay\Notification or a Pay\Result. PHP_PAY_NO_FACT: a Result that names neither an order's nor a refund's state. */
php_pay_identified php_pay_identify(zend_object *event, php_pay_identity *identity);

#endif
