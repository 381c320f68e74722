/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_PLATFORM_SET_H
#define PAY_PHP_PLATFORM_SET_H

#include "php/globals.h"

/*
 * Certificates of a gateway's that this worker fetched, kept for all clients of one account. What makes the account is hashed
 * into the id.
 */

/* The account's set; NULL if there is none. */
php_pay_platform_set *php_pay_platform_set_peek(const unsigned char id[PAY_SHA256_SIZE]);

/* The account's set; else the one whose turn it is to go, emptied. */
php_pay_platform_set *php_pay_platform_set_find(const unsigned char id[PAY_SHA256_SIZE]);

/* Anyone can send a message that names a certificate: at most one request a minute follows. */
bool php_pay_platform_set_may_ask(const php_pay_platform_set *set, time_t now);

/* After an attempt that nobody answered. */
void php_pay_platform_set_retry_soon(php_pay_platform_set *set);

/* Every set changes its generation with every change, so that clients see it. */
void php_pay_platform_set_changed(php_pay_platform_set *set);

#endif
