/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_STATUS_H
#define PAY_PHP_STATUS_H

/* The rows of phpinfo() that say what Pay\status() says. */
void php_pay_status_info(void);

#endif
