/* SPDX-License-Identifier: MIT */
#ifndef PHP_PAY_H
#define PHP_PAY_H

extern zend_module_entry pay_module_entry;
#define phpext_pay_ptr &pay_module_entry

#define PHP_PAY_VERSION "0.1.0"

#endif
