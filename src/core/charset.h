/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_CHARSET_H
#define PAY_CORE_CHARSET_H

#include "core/arena.h"

/*
 * How many bytes the first character of text takes in GB18030, of which GBK and GB2312 are parts: 1, 2 or 4, and 0 for
 * what is no character. The second byte of a character may be a backslash or a brace.
 */
size_t pay_gb18030_size(pay_slice text);

/*
 * PAY_E_SIGNATURE "signature.malformed" for bytes that are not GB18030; nothing is dropped or replaced. PAY_E_CONFIG
 * "config.charset" where libxml2 was built without iconv, or iconv comes without this table.
 */
PAY_MUST_USE pay_status pay_gb18030_to_utf8(
	pay_arena *arena, pay_slice *out, pay_slice bytes, pay_error *error);

#endif
