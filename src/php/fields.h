/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_FIELDS_H
#define PAY_PHP_FIELDS_H

#include "php.h"

#include "core/slice.h"

/* The caller's fields, already normalised. What returns false has thrown a \ValueError. */

/* Sets what the caller left out; "" sets nothing. */
void php_pay_fill(HashTable *fields, const char *name, pay_slice text);

/* Dotted names with a blank between, "a|b" for one of them. NULL: nothing is required. */
bool php_pay_require(HashTable *fields, const char *required);

/* The amount at this dotted name, if there is one, is an int of fen within the gateways' range. */
bool php_pay_check_fen(HashTable *fields, const char *name);

/* Top-level texts whose grammar is known. known_url: a notify_url that was checked before, "" for none. */
bool php_pay_check_grammar(HashTable *fields, pay_slice known_url);

/* Whether there is a value at this dotted name; NULL: no. */
bool php_pay_has(HashTable *fields, const char *name);

/* The field, if the call was asked by it and the answer does not repeat it; else NULL, as where repeats is. */
const char *php_pay_not_repeated(HashTable *asked, HashTable *answer, const char *repeats);

/* The name of a field in which the answer is about something else than was asked; NULL if there is none. */
const char *php_pay_other_than_asked(
	HashTable *asked, HashTable *answer, const char *const names[]);

#endif
