/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_XML_H
#define PAY_CORE_XML_H

#include "core/arena.h"

#define PAY_XML_FIELDS_MAX 1024
#define PAY_XML_NAME_MAX 64 /* bytes */

/*
 * Reads <root><name>text</name>...</root> into pairs, in the order of the document: the one shape that APIv2 has, with
 * one reading. Refused, as PAY_E_SIGNATURE "signature.malformed": anything but UTF-8 without BOM, DOCTYPE, comments,
 * processing instructions, attributes, namespaces, duplicate or nested elements, text outside elements, control
 * characters, bytes after the root, entities other than XML's own five. The bound on the size is the caller's.
 *
 * A value is what XML makes of the text and CDATA between the tags, joined: &lt; and &#60; are "<" in text, and a line
 * ends in "\n" even where it came as "\r\n". It holds no NUL and ends in one that is not counted.
 *
 * nests names the one element that may hold records of fields, or is NULL. The third field "b" of its "a" records is
 * then called "nests.a.2.b".
 */
PAY_MUST_USE pay_status pay_xml_read(pay_slice text, const char *root, const char *nests,
	pay_arena *arena, pay_pair **pairs, size_t *count, pay_error *error);

/* <xml><name><![CDATA[value]]></name>...</xml>. PAY_E_VALUE for what XML cannot carry; the rest reads as it was. */
PAY_MUST_USE pay_status pay_xml_write(
	pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count, pay_error *error);

#endif
