/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_P12_H
#define PAY_CORE_P12_H

#include "core/arena.h"

/* True for DER that is a PKCS#12 file; the password is not needed to tell. */
bool pay_is_p12(pay_slice text);

/*
 * Takes private key and certificate out of a PKCS#12 file, as DER. WeChat Pay's own are encrypted with RC2-40, which
 * OpenSSL 3 keeps in its legacy provider: PAY_E_CONFIG "config.p12-legacy" where that is not installed.
 */
PAY_MUST_USE pay_status pay_p12_open(pay_slice file, pay_slice password, const char *name,
	pay_arena *arena, pay_slice *private_key, pay_slice *certificate, pay_error *error);

#endif
