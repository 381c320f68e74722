/* SPDX-License-Identifier: MIT */
#include "core/charset.h"

#include "core/text.h"

#include <libxml/encoding.h>
#include <libxml/tree.h>
#include <limits.h>

#define TEXT_MAX \
	(INT_MAX / 8) /* bytes; libxml2 counts in int, and reserves twice what it converts */

static bool is_between(unsigned char byte, unsigned char least, unsigned char most)
{
	return byte >= least && byte <= most;
}

/* Where a four-byte character stands in the order of the standard; first is the byte 0x81 of the first. */
static unsigned long place_of(const unsigned char bytes[4])
{
	return ((bytes[0] * 10ul + bytes[1]) * 126ul + bytes[2]) * 10ul + bytes[3];
}

/*
 * The codes that a Unicode character has in every edition. What later editions moved (10 vertical forms, 8 ideographs:
 * they have two-byte codes as well) would depend on the C library, so it is left out.
 */
static bool is_assigned(const unsigned char bytes[4])
{
	static const unsigned char ranges[][2][4] = {
		{{0x81, 0x30, 0x81, 0x30}, {0x82, 0x35, 0x90, 0x36}},
		{{0x82, 0x35, 0x91, 0x35}, {0x84, 0x31, 0x82, 0x35}},
		{{0x84, 0x31, 0x83, 0x36}, {0x84, 0x31, 0xa4, 0x39}},
		{{0x90, 0x30, 0x81, 0x30}, {0xe3, 0x32, 0x9a, 0x35}},
	};
	unsigned long place = place_of(bytes);

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		if (place >= place_of(ranges[i][0]) && place <= place_of(ranges[i][1])) {
			return true;
		}
	}
	return false;
}

size_t pay_gb18030_size(pay_slice text)
{
	const unsigned char *bytes = (const unsigned char *) text.data;

	if (text.size == 0) {
		return 0;
	}
	if (bytes[0] < 0x80) {
		return 1;
	}
	if (text.size < 2 || !is_between(bytes[0], 0x81, 0xfe)) {
		return 0;
	}
	if (is_between(bytes[1], 0x40, 0xfe)) {
		return bytes[1] != 0x7f ? 2 : 0;
	}
	return text.size >= 4 && is_between(bytes[1], 0x30, 0x39) && is_between(bytes[2], 0x81, 0xfe)
			&& is_between(bytes[3], 0x30, 0x39) && is_assigned(bytes)
		? 4
		: 0;
}

/* Checked before libxml2 sees it: releases before 2.12 print what they cannot convert. */
static bool is_gb18030(pay_slice text, bool *is_ascii)
{
	*is_ascii = true;
	while (text.size > 0) {
		size_t size = pay_gb18030_size(text);

		if (size == 0) {
			return false;
		}
		*is_ascii = *is_ascii && size == 1;
		text = pay_slice_after(text, size);
	}
	return true;
}

static pay_status malformed(pay_error *error)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The text is not GB18030");
}

/* libxml2 takes what it can in one go; a step that takes nothing is the end or a fault. */
static bool convert_all(xmlCharEncodingHandlerPtr handler, xmlBufferPtr to, xmlBufferPtr from)
{
	int left = xmlBufferLength(from);

	while (left > 0) {
		int before = left;

		if (xmlCharEncInFunc(handler, to, from) < 0) {
			return false;
		}
		left = xmlBufferLength(from);
		if (left >= before) {
			return false;
		}
	}
	return true;
}

static pay_status convert(xmlCharEncodingHandlerPtr handler, pay_arena *arena, pay_slice *out,
	pay_slice bytes, pay_error *error)
{
	xmlBufferPtr from = xmlBufferCreateSize(bytes.size + 1);
	xmlBufferPtr to = xmlBufferCreateSize(bytes.size * 2 + 1);
	pay_status status = PAY_E_MEMORY;

	if (from != NULL && to != NULL
		&& xmlBufferAdd(from, (const xmlChar *) bytes.data, (int) bytes.size) == 0) {
		if (convert_all(handler, to, from)) {
			const pay_slice text = {
				(const char *) xmlBufferContent(to), (size_t) xmlBufferLength(to)};

			status = pay_is_utf8(text) ? pay_copy(arena, out, text) : malformed(error);
		} else {
			status = malformed(error);
		}
	}
	xmlBufferFree(from);
	xmlBufferFree(to);
	return status;
}

pay_status pay_gb18030_to_utf8(pay_arena *arena, pay_slice *out, pay_slice bytes, pay_error *error)
{
	xmlCharEncodingHandlerPtr handler;
	pay_status status;
	bool is_ascii;

	if (bytes.size > TEXT_MAX || !is_gb18030(bytes, &is_ascii)) {
		return malformed(error);
	}
	if (is_ascii) {
		return pay_copy(arena, out, bytes);
	}
	handler = xmlFindCharEncodingHandler("GB18030");
	if (handler == NULL) {
		return pay_fail(error, PAY_E_CONFIG, "config.charset",
			"The libxml2 or C library of this machine cannot convert GB18030");
	}
	status = convert(handler, arena, out, bytes, error);
	(void) xmlCharEncCloseFunc(handler);
	return status;
}
