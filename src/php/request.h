/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_REQUEST_H
#define PAY_PHP_REQUEST_H

#include "php.h"

/* The raw body of the request that this script answers; others can still read it. Owned by the caller. */
zend_string *php_pay_request_body(size_t most);

/* Its raw query string; "" if there is none. Owned by the caller. */
zend_string *php_pay_request_query(void);

/* The server variables of that request, as the SAPI filled them; NULL if there are none. Borrowed. */
HashTable *php_pay_request_server(void);

#endif
