/* SPDX-License-Identifier: MIT */
#include "core/xml_check.h"

#include "core/text.h"
#include "core/xml.h"

#include <limits.h>

const char *pay_xml_check_text(pay_slice text)
{
	size_t i = pay_plain_run(text);

	if (i == text.size) {
		return NULL;
	}
	if (!pay_is_utf8(text)) {
		return "is not UTF-8";
	}
	for (; i < text.size; i++) {
		unsigned char byte = (unsigned char) text.data[i];

		if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
			return "holds control characters";
		}
		/* U+FFFE and U+FFFF; two more bytes follow in UTF-8 */
		if (byte == 0xef && memcmp(text.data + i, "\xEF\xBF\xBE", 3) >= 0) {
			return "holds characters that XML does not have";
		}
	}
	return NULL;
}

bool pay_xml_is_name(pay_slice name)
{
	return pay_is_word(name, 1, PAY_XML_NAME_MAX, "_-") && !pay_is_digit(name.data[0])
		&& name.data[0] != '-';
}

static bool skip(pay_slice *text, pay_slice mark)
{
	if (!pay_slice_starts(*text, mark)) {
		return false;
	}
	*text = pay_slice_after(*text, mark.size);
	return true;
}

static bool skip_past(pay_slice *text, pay_slice mark)
{
	const char *found;

	while ((found = memchr(text->data, mark.data[0], text->size)) != NULL) {
		*text = pay_slice_after(*text, (size_t) (found - text->data));
		if (skip(text, mark)) {
			return true;
		}
		*text = pay_slice_after(*text, 1);
	}
	return false;
}

static bool skip_blanks(pay_slice *text)
{
	size_t before = text->size;

	while (text->size > 0 && pay_trim((pay_slice) {text->data, 1}).size == 0) {
		*text = pay_slice_after(*text, 1);
	}
	return text->size < before;
}

/* Takes name="value" of the XML declaration. "" where it is not next, or is empty. */
static pay_slice take_pseudo_attribute(pay_slice *text, pay_slice name)
{
	pay_slice rest = *text;
	const char *end = NULL;
	size_t size;

	if (skip_blanks(&rest) && skip(&rest, name)) {
		(void) skip_blanks(&rest);
		if (skip(&rest, PAY_LIT("="))) {
			(void) skip_blanks(&rest);
			if (rest.size > 0 && (rest.data[0] == '"' || rest.data[0] == '\'')) {
				end = memchr(rest.data + 1, rest.data[0], rest.size - 1);
			}
		}
	}
	if (end == NULL) {
		return PAY_LIT("");
	}
	size = (size_t) (end - rest.data) - 1;
	*text = pay_slice_after(rest, size + 2);
	return (pay_slice) {rest.data + 1, size};
}

/* libxml2 is told to take the bytes for UTF-8, whatever they say of themselves, so they may say nothing else. */
static const char *check_declaration(pay_slice *text)
{
	pay_slice version, encoding;

	if (!skip(text, PAY_LIT("<?xml"))) {
		return NULL;
	}
	version = take_pseudo_attribute(text, PAY_LIT("version"));
	encoding = take_pseudo_attribute(text, PAY_LIT("encoding"));
	(void) take_pseudo_attribute(text, PAY_LIT("standalone"));
	(void) skip_blanks(text);
	if (!skip(text, PAY_LIT("?>")) || !pay_slice_equal(version, PAY_LIT("1.0"))) {
		return "begins with something other than an XML 1.0 declaration";
	}
	return encoding.size > 0 && !pay_equal_ignore_case(encoding, PAY_LIT("utf-8"))
		? "names an encoding other than UTF-8"
		: NULL;
}

static bool is_name_byte(char byte)
{
	return pay_is_alnum(byte) || byte == '_' || byte == '-';
}

/* Bytes of the name that text begins with; 0 where there is none that pay_xml_is_name() would take. */
static size_t name_size(pay_slice text)
{
	size_t size = 0;

	while (size < text.size && is_name_byte(text.data[size])) {
		size++;
	}
	return size <= PAY_XML_NAME_MAX && size > 0 && !pay_is_digit(text.data[0])
			&& text.data[0] != '-'
		? size
		: 0;
}

static const char *check_tag(pay_slice *text)
{
	size_t size;

	(void) skip(text, PAY_LIT("<"));
	(void) skip(text, PAY_LIT("/"));
	size = name_size(*text);
	if (size == 0) {
		return "has an element with an odd name";
	}
	*text = pay_slice_after(*text, size);
	if (skip(text, PAY_LIT(">"))) {
		return NULL;
	}
	(void) skip_blanks(text);
	(void) skip(text, PAY_LIT("/"));
	return skip(text, PAY_LIT(">")) ? NULL : "has attributes, namespaces or an open tag";
}

static const char *check_markup(pay_slice *text)
{
	static const struct {
		pay_slice begin;
		const char *wrong;
	} refused[] = {
		{PAY_LIT_INIT("<!DOCTYPE"), "has a DOCTYPE"},
		{PAY_LIT_INIT("<!--"), "has a comment"},
		{PAY_LIT_INIT("<?"), "has a processing instruction"},
	};

	if (text->size > 1 && (text->data[1] == '/' || pay_is_alnum(text->data[1]))) {
		return check_tag(text);
	}
	if (skip(text, PAY_CDATA_OPEN)) {
		return skip_past(text, PAY_CDATA_CLOSE) ? NULL : "is not well-formed";
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		if (pay_slice_starts(*text, refused[i].begin)) {
			return refused[i].wrong;
		}
	}
	return check_tag(text);
}

const char *pay_xml_check_document(pay_slice text)
{
	const char *wrong, *tag;

	if (text.size > INT_MAX) {
		return "is too large";
	}
	if (pay_slice_starts(text, PAY_LIT("\xEF\xBB\xBF"))) {
		return "begins with a byte order mark";
	}
	wrong = pay_trim(text).size == 0 ? "is empty" : pay_xml_check_text(text);
	if (wrong == NULL) {
		wrong = check_declaration(&text);
	}
	while (wrong == NULL && (tag = memchr(text.data, '<', text.size)) != NULL) {
		text = pay_slice_after(text, (size_t) (tag - text.data));
		wrong = check_markup(&text);
	}
	return wrong;
}
