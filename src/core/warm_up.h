/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_WARM_UP_H
#define PAY_CORE_WARM_UP_H

/*
 * Has OpenSSL look up what it would look up with the first key and the first connection: 4 ms, which processes that are forked later
 * need not spend. Whatever fails is met again, and reported, where it is needed.
 */
void pay_warm_up(void);

#endif
