/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_TILL_H
#define PAY_PHP_TILL_H

#include "php/client.h"

/*
 * A payment code scanned at a till. Nobody notifies of it and the code works once, so what the first answer leaves open has to be
 * asked for, and in the end taken back. Each function makes one call, by the number after the first; it sets *result to a
 * Pay\Result, or throws.
 */
typedef struct php_pay_till {
	php_pay_client *client;
	HashTable *order;    /* the caller's */
	zend_string *number; /* out_trade_no */
	void (*pay)(const struct php_pay_till *at, zval *result);
	void (*query)(const struct php_pay_till *at, zval *result);
	void (*take_back)(const struct php_pay_till *at, zval *result);
	const char *take_back_name; /* "reverse()" */
	bool (*speaks_of_earlier)(
		const zend_string *code); /* of a refusal: the number, or the code, was used before */
	const char *unknown_order;    /* what a query answers where there is no order of this number */
	const char *amount;           /* "amount.total": of the order and of what is answered */
	bool in_yuan;                 /* that amount */
	/* filled in by the run */
	int64_t deadline; /* milliseconds */
	int64_t step;
} php_pay_till;

/* Parses (array $order, float $wait) of the method that is running. False: thrown. */
bool php_pay_till_open(INTERNAL_FUNCTION_PARAMETERS, php_pay_till *at, double *wait);

/* Pays, asks and takes back until the result is final, or throws what is. Releases what opening took. */
void php_pay_till_run(zval *return_value, php_pay_till *at, double wait);

#endif
