/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_STATE_H
#define PAY_PHP_STATE_H

#include "php.h"

#include "core/slice.h"

/* The Pay\State case that a gateway's own word stands for; State::Unknown for words that are new. A reference. */
void php_pay_state(zval *state, pay_slice word);

/* True when *state is this case ("Succeeded"). */
bool php_pay_state_is(const zval *state, const char *name);

#endif
