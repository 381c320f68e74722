/* SPDX-License-Identifier: MIT */
#include "core/xml.h"

#include "core/text.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>

#define CDATA_OPEN PAY_LIT("<![CDATA[")
#define CDATA_CLOSE PAY_LIT("]]>")

/* A document on its way into pairs. libxml2's callbacks write here and nowhere else. */
typedef struct reader {
	xmlParserCtxtPtr parser;
	pay_arena *arena;
	pay_slice root;
	pay_slice nests; /* "" for none */
	pay_pair *pairs;
	size_t count;
	char *text; /* room for all values; they cannot be longer than the document */
	size_t used;
	size_t start; /* of the value being read */
	int depth;
	int value_depth; /* at which text belongs to a value */
	size_t records;
	pay_slice record;  /* name of the nested records */
	const char *wrong; /* what is wrong; NULL so far */
	pay_status status;
} reader;

static void refuse(reader *in, const char *wrong)
{
	if (in->wrong == NULL) {
		in->wrong = wrong;
	}
	xmlStopParser(in->parser);
}

static void on_error(void *context, const xmlError *error)
{
	refuse(context,
		error->code == XML_ERR_DOCUMENT_END || error->code == XML_ERR_DOCUMENT_EMPTY
			? "has bytes after its root, or none"
			: "is not well-formed");
}

#if LIBXML_VERSION < 21200
/* The argument became const in 2.12. */
static void on_old_error(void *context, xmlErrorPtr error)
{
	on_error(context, error);
}
#define ON_ERROR on_old_error
#else
#define ON_ERROR on_error
#endif

static void on_doctype(
	void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	(void) name, (void) public_id, (void) system_id;
	refuse(context, "has a DOCTYPE");
}

static void on_comment(void *context, const xmlChar *text)
{
	(void) text;
	refuse(context, "has a comment");
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
	(void) target, (void) data;
	refuse(context, "has a processing instruction");
}

static bool is_name(pay_slice name)
{
	return pay_is_word(name, 1, PAY_XML_NAME_MAX, "_-");
}

static bool is_known(const reader *in, pay_slice name)
{
	for (size_t i = 0; i < in->count; i++) {
		if (pay_slice_equal(in->pairs[i].name, name)) {
			return true;
		}
	}
	return false;
}

/* A value begins: its pair is there from now on, so that a second one is seen. */
static void begin_value(reader *in, pay_slice name)
{
	if (in->count == PAY_XML_FIELDS_MAX) {
		refuse(in, "has too many elements");
		return;
	}
	if (is_known(in, name)) {
		refuse(in, "has an element twice");
		return;
	}
	if (pay_copy(in->arena, &in->pairs[in->count].name, name) != PAY_OK) {
		in->status = PAY_E_MEMORY;
		refuse(in, "is too large");
		return;
	}
	in->pairs[in->count++].value = PAY_LIT("");
	in->start = in->used;
	in->value_depth = in->depth;
}

static bool in_nest(const reader *in)
{
	return in->nests.size > 0 && in->depth > 2;
}

static void begin_nested(reader *in, pay_slice name)
{
	char number[24];
	pay_slice whole;

	if (in->depth == 3) {
		in->status = pay_copy(in->arena, &in->record, name);
		in->records++;
		return;
	}
	(void) snprintf(number, sizeof(number), ".%zu.", in->records - 1);
	if (in->depth > 4) {
		refuse(in, "has an element inside another");
	} else if (PAY_JOIN(in->arena, &whole, in->nests, PAY_LIT("."), in->record,
				   pay_slice_from(number), name)
		== PAY_OK) {
		begin_value(in, whole);
	} else {
		in->status = PAY_E_MEMORY;
	}
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
	const xmlChar **attribute_list)
{
	reader *in = context;
	pay_slice name = pay_slice_from((const char *) local);

	(void) namespace_list, (void) defaulted, (void) attribute_list;
	in->depth++;
	if (prefix != NULL || uri != NULL || namespaces > 0 || attributes > 0) {
		refuse(in, "has attributes or namespaces");
	} else if (!is_name(name)) {
		refuse(in, "has an element with an odd name");
	} else if (in->depth == 1) {
		if (!pay_slice_equal(name, in->root)) {
			refuse(in, "has another root element");
		}
	} else if (in->value_depth > 0) {
		refuse(in, "has an element inside another");
	} else if (in_nest(in)) {
		begin_nested(in, name);
	} else if (in->depth == 2 && !(in->nests.size > 0 && pay_slice_equal(name, in->nests))) {
		begin_value(in, name);
	}
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	reader *in = context;

	(void) local, (void) prefix, (void) uri;
	if (in->value_depth == in->depth && in->count > 0) {
		in->pairs[in->count - 1].value = (pay_slice) {in->text + in->start, in->used - in->start};
		in->text[in->used++] = '\0';
		in->value_depth = 0;
	}
	in->depth--;
}

static void on_text(void *context, const xmlChar *bytes, int size)
{
	reader *in = context;
	pay_slice text = {(const char *) bytes, (size_t) size};

	if (in->wrong != NULL) {
		return;
	}
	if (in->value_depth > 0) {
		memcpy(in->text + in->used, text.data, text.size);
		in->used += text.size;
	} else if (pay_trim(text).size > 0) {
		refuse(in, "has text outside its elements");
	}
}

/* What no XML text may hold, whoever writes it. NULL: nothing is wrong. */
static const char *check_text(pay_slice text)
{
	if (!pay_is_utf8(text)) {
		return "is not UTF-8";
	}
	for (size_t i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char) text.data[i];

		if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
			return "holds control characters";
		}
	}
	return NULL;
}

static const char *check_document(pay_slice text)
{
	if (text.size > INT_MAX) {
		return "is too large";
	}
	if (pay_slice_starts(text, PAY_LIT("\xEF\xBB\xBF"))) {
		return "begins with a byte order mark";
	}
	return pay_trim(text).size == 0 ? "is empty" : check_text(text);
}

/* What the XML declaration calls the encoding: only what the bytes already are. */
static bool names_other_encoding(pay_slice text)
{
	const char *end, *found;
	pay_slice value;

	if (!pay_slice_starts(text, PAY_LIT("<?xml "))) {
		return false;
	}
	end = strstr(text.data, "?>");
	found = strstr(text.data, "encoding");
	if (end == NULL || found == NULL || found > end) {
		return false;
	}
	value = pay_trim((pay_slice) {found + 8, (size_t) (end - found) - 8});
	if (value.size > 0 && value.data[0] == '=') {
		value = pay_trim(pay_slice_after(value, 1));
	}
	return value.size < 7
		|| !pay_equal_ignore_case((pay_slice) {value.data + 1, 5}, PAY_LIT("utf-8"))
		|| value.data[0] != value.data[6];
}

static pay_status parse(reader *in, pay_slice text)
{
	xmlSAXHandler handlers = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.comment = on_comment,
		.processingInstruction = on_instruction,
		.serror = ON_ERROR, /* without it the hook of PHP's own extensions would print a warning */
	};

	in->parser = xmlCreatePushParserCtxt(&handlers, in, NULL, 0, NULL);
	if (in->parser == NULL) {
		return PAY_E_MEMORY;
	}
	(void) xmlCtxtUseOptions(in->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	if (xmlParseChunk(in->parser, text.data, (int) text.size, 1) != 0 && in->wrong == NULL) {
		in->wrong = "is not well-formed";
	}
	xmlFreeParserCtxt(in->parser);
	return in->status;
}

pay_status pay_xml_read(pay_slice text, const char *root, const char *nests, pay_arena *arena,
	pay_pair **pairs, size_t *count, pay_error *error)
{
	reader in = {
		.arena = arena,
		.root = pay_slice_from(root),
		.nests = pay_slice_from(nests != NULL ? nests : ""),
		.pairs = pay_arena_take(arena, PAY_XML_FIELDS_MAX * sizeof(pay_pair)),
		.text = pay_arena_take(arena, text.size + PAY_XML_FIELDS_MAX + 1),
		.wrong = check_document(text),
	};
	pay_slice copy;

	if (in.pairs == NULL || in.text == NULL) {
		return PAY_E_MEMORY;
	}
	PAY_TRY(pay_copy(arena, &copy, text));
	if (in.wrong == NULL && names_other_encoding(copy)) {
		in.wrong = "names an encoding other than UTF-8";
	}
	if (in.wrong == NULL) {
		PAY_TRY(parse(&in, copy));
	}
	if (in.wrong != NULL) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The XML %s", in.wrong);
	}
	*pairs = in.pairs;
	*count = in.count;
	return PAY_OK;
}

/* ------------------------------------------------------------------ writing */

/* Written twice: first without bytes, to know the size. */
typedef struct writer {
	char *bytes;
	size_t size;
} writer;

static void put(writer *to, pay_slice text)
{
	if (to->bytes != NULL) {
		memcpy(to->bytes + to->size, text.data, text.size);
	}
	to->size += text.size;
}

/* "]]>" cannot stand in a CDATA section: it is divided between two. */
static void put_value(writer *to, pay_slice value)
{
	put(to, CDATA_OPEN);
	for (size_t i = 0; i < value.size; i++) {
		if (pay_slice_starts(pay_slice_after(value, i), CDATA_CLOSE)) {
			put(to,
				PAY_LIT("]]"
						"]]>"
						"<![CDATA["));
			i += 2;
		}
		put(to, (pay_slice) {value.data + i, 1});
	}
	put(to, CDATA_CLOSE);
}

static void put_document(writer *to, const pay_pair *pairs, size_t count)
{
	put(to, PAY_LIT("<xml>"));
	for (size_t i = 0; i < count; i++) {
		put(to, PAY_LIT("<"));
		put(to, pairs[i].name);
		put(to, PAY_LIT(">"));
		put_value(to, pairs[i].value);
		put(to, PAY_LIT("</"));
		put(to, pairs[i].name);
		put(to, PAY_LIT(">"));
	}
	put(to, PAY_LIT("</xml>"));
}

pay_status pay_xml_write(
	pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count, pay_error *error)
{
	writer to = {NULL, 0};

	for (size_t i = 0; i < count; i++) {
		if (!is_name(pairs[i].name)) {
			return pay_fail(
				error, PAY_E_VALUE, "value", "A field has a name that XML cannot carry");
		}
		if (check_text(pairs[i].value) != NULL) {
			return pay_fail(error, PAY_E_VALUE, "value", "%.*s %s", (int) pairs[i].name.size,
				pairs[i].name.data, check_text(pairs[i].value));
		}
	}
	put_document(&to, pairs, count);
	to.bytes = pay_arena_take(arena, to.size + 1);
	if (to.bytes == NULL) {
		return PAY_E_MEMORY;
	}
	*out = (pay_slice) {to.bytes, to.size};
	to.size = 0;
	put_document(&to, pairs, count);
	return PAY_OK;
}
