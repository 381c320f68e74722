/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_SHOWN_H
#define PAY_GATEWAY_SHOWN_H

#include "core/slice.h"

/* What stands in a log in place of what must not. */
#define PAY_MASK PAY_LIT("***")

/*
 * Whether a log may show what a field of this name holds: numbers of orders and refunds, amounts, codes, states and times. All
 * others are masked, so that a field nobody here knows cannot leak. in_answer: some names mean something else in a request.
 */
bool pay_field_is_shown(pay_slice name, bool in_answer);

/* A segment of a path that names a person: an openid, or what stands behind /users/ and the like. */
bool pay_segment_is_person(pay_slice before, pay_slice segment);

#endif
