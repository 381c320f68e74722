/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_JSON_SCAN_H
#define PAY_CORE_JSON_SCAN_H

#include "core/slice.h"

#define PAY_JSON_DEPTH_MAX 64 /* the outermost object or array is 1 */

/*
 * The grammar of RFC 8259, for those who need to know where things lie. A function returns true when what it is named
 * after stood next; what is left then begins behind it. After false nothing but wrong is of use.
 */
typedef struct pay_json_scan {
	pay_slice left;
	bool is_gbk; /* strings are GB18030, which is checked; UTF-8 must have been */
	int depth;
	const char *wrong; /* "has ...": what is wrong; NULL so far */
} pay_json_scan;

/* Notes what is wrong, if nothing was so far, and returns false. */
bool pay_json_refuse(pay_json_scan *in, const char *wrong);

/* One byte, or the blanks before the next. */
bool pay_json_take(pay_json_scan *in, char byte);
void pay_json_skip_blanks(pay_json_scan *in);

/*
 * A string with its quotes. What it says goes to *to, which has room for as many bytes as are left, or is NULL. With
 * is_gbk an escape that would have to be GB18030 there is refused.
 */
bool pay_json_take_string(pay_json_scan *in, char **to);

/* "name" and the colon, with blanks before and between. */
bool pay_json_take_name(pay_json_scan *in, char **to);

/* A value of any type with the blanks around it. */
bool pay_json_take_value(pay_json_scan *in);

#endif
