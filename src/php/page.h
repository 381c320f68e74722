/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_PAGE_H
#define PAY_PHP_PAGE_H

#include "php.h"

#include "core/slice.h"

/* Makes a Pay\Page of signed parameters, in the order in which they are shown. body_count of them, the first, make the body of a
 * form. */
void php_pay_page_make(
	zval *page, pay_slice gateway, const pay_pair *fields, size_t count, size_t body_count);

#endif
