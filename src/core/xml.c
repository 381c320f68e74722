/* SPDX-License-Identifier: MIT */
#include "core/xml.h"

#include "core/text.h"
#include "core/xml_check.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

/*
 * A document on its way into pairs. libxml2's callbacks write here and nowhere else. Some versions still call after
 * they were told to stop: what is wrong stays wrong, and nothing is read any more.
 */
typedef struct reader {
	xmlParserCtxtPtr parser;
	pay_arena *arena;
	pay_slice root;
	pay_slice nests; /* "" for none */
	pay_pair *pairs;
	size_t count;
	size_t most;
	char *text; /* of all values, each with a NUL behind it */
	size_t used;
	size_t room;
	size_t start; /* of the value being read */
	int depth;
	int value_depth; /* at which text belongs to a value */
	bool nested;     /* the element with records was there */
	bool ended;      /* the root was closed */
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

static void run_out_of_memory(reader *in)
{
	in->status = PAY_E_MEMORY;
	refuse(in, "is too large");
}

/* All that libxml2 has to say comes here. Otherwise the hook of PHP's own extensions would print it. */
static void on_error(void *context, const xmlError *error)
{
	switch (error->code) {
	case XML_ERR_NO_MEMORY:
		run_out_of_memory(context);
		break;
	case XML_ERR_DOCUMENT_END:
	case XML_ERR_DOCUMENT_EMPTY:
		refuse(context, "has bytes after its root, or none");
		break;
	default:
		refuse(context, "is not well-formed");
	}
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
	if (in->count == in->most) {
		refuse(in, "has too many elements");
	} else if (is_known(in, name)) {
		refuse(in, "has an element twice");
	} else if (pay_copy(in->arena, &in->pairs[in->count].name, name) != PAY_OK) {
		run_out_of_memory(in);
	} else {
		in->pairs[in->count++].value = PAY_LIT("");
		in->start = in->used;
		in->value_depth = in->depth;
	}
}

static void begin_record(reader *in, pay_slice name)
{
	if (in->records == PAY_XML_FIELDS_MAX) {
		refuse(in, "has too many elements");
	} else if (in->records > 0 && !pay_slice_equal(name, in->record)) {
		refuse(in, "has records of several kinds");
	} else if (in->records++ == 0 && pay_copy(in->arena, &in->record, name) != PAY_OK) {
		run_out_of_memory(in);
	}
}

static void begin_nested(reader *in, pay_slice name)
{
	char number[24];
	pay_slice whole;

	if (in->depth == 2) {
		if (in->nested) {
			refuse(in, "has an element twice");
		}
		in->nested = true;
		return;
	}
	if (in->depth == 3) {
		begin_record(in, name);
		return;
	}
	(void) snprintf(number, sizeof(number), ".%zu.", in->records - 1);
	if (PAY_JOIN(
			in->arena, &whole, in->nests, PAY_LIT("."), in->record, pay_slice_from(number), name)
		== PAY_OK) {
		begin_value(in, whole);
	} else {
		run_out_of_memory(in);
	}
}

/* The document has no namespaces and no attributes: pay_xml_check_document() has seen to that. */
static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
	const xmlChar **attribute_list)
{
	reader *in = context;
	pay_slice name = pay_slice_from((const char *) local);

	(void) prefix, (void) uri, (void) namespaces, (void) namespace_list;
	(void) attributes, (void) defaulted, (void) attribute_list;
	if (in->wrong != NULL) {
		return;
	}
	in->depth++;
	if (in->depth == 1) {
		if (!pay_slice_equal(name, in->root)) {
			refuse(in, "has another root element");
		}
	} else if (in->value_depth > 0) {
		refuse(in, "has an element inside another");
	} else if (in->depth > 2 || pay_slice_equal(name, in->nests)) {
		begin_nested(in, name);
	} else {
		begin_value(in, name);
	}
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	reader *in = context;

	(void) local, (void) prefix, (void) uri;
	if (in->wrong != NULL) {
		return;
	}
	if (in->value_depth == in->depth) {
		in->pairs[in->count - 1].value = (pay_slice) {in->text + in->start, in->used - in->start};
		in->text[in->used++] = '\0';
		in->value_depth = 0;
	}
	in->depth--;
	in->ended = in->depth == 0;
}

/* Called as often as libxml2 likes: a value is what comes between its tags, joined. */
static void on_text(void *context, const xmlChar *bytes, int size)
{
	reader *in = context;
	pay_slice text = {(const char *) bytes, (size_t) size};

	if (in->wrong != NULL) {
		return;
	}
	if (in->value_depth == 0) {
		if (pay_trim(text).size > 0) {
			refuse(in, "has text outside its elements");
		}
	} else if (text.size > in->room - in->used) {
		refuse(in, "is too large");
	} else {
		memcpy(in->text + in->used, text.data, text.size);
		in->used += text.size;
	}
}

static pay_status parse(reader *in, pay_slice text)
{
	const xmlSAXHandler handlers = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = ON_ERROR,
	};
	bool is_fine;

	in->parser = xmlNewParserCtxt();
	if (in->parser == NULL) {
		return PAY_E_MEMORY;
	}
	*in->parser->sax = handlers;
	in->parser->userData = in;
	/* Not in push mode, which is quicker: there libxml2 loses line ends. */
	(void) xmlCtxtReadMemory(
		in->parser, text.data, (int) text.size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	is_fine = in->parser->wellFormed != 0;
	xmlFreeParserCtxt(in->parser);
	if (in->wrong != NULL) {
		xmlResetLastError(); /* libxml_get_last_error() would tell the caller's page about it */
	} else if (!is_fine || !in->ended) {
		return PAY_E_MEMORY; /* it stopped, and had no memory to say why */
	}
	return in->status;
}

pay_status pay_xml_read(pay_slice text, const char *root, const char *nests, pay_arena *arena,
	pay_pair **pairs, size_t *count, pay_error *error)
{
	reader in = {
		.arena = arena,
		.root = pay_slice_from(root),
		.nests = pay_slice_from(nests != NULL ? nests : ""),
		.wrong = pay_xml_check_document(text),
	};

	if (in.wrong == NULL) {
		/* No value is longer than what it was written as: references are longer than what they stand for. */
		in.room = text.size;
		in.most = pay_count_up_to(text, '<', PAY_XML_FIELDS_MAX);
		in.pairs = pay_arena_take(arena, in.most * sizeof(pay_pair));
		in.text = pay_arena_take(arena, in.room + in.most);
		if (in.pairs == NULL || in.text == NULL) {
			return PAY_E_MEMORY;
		}
		PAY_TRY(parse(&in, text));
	}
	if (in.wrong != NULL) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The XML %s", in.wrong);
	}
	*pairs = in.pairs;
	*count = in.count;
	return PAY_OK;
}

/* ------------------------------------------------------------------ writing */

#define RETURN_WRITTEN PAY_LIT("]]>&#13;<![CDATA[")
#define CLOSE_WRITTEN PAY_LIT("]]]]><![CDATA[>")

static char *put(char *to, pay_slice text)
{
	memcpy(to, text.data, text.size);
	return to + text.size;
}

/* How much of the value may stand in a CDATA section as it is. */
static size_t plain_run(pay_slice value)
{
	const char *found = memchr(value.data, '\r', value.size);

	if (found != NULL) {
		value.size = (size_t) (found - value.data);
	}
	for (size_t run = 0; (found = memchr(value.data + run, ']', value.size - run)) != NULL; run++) {
		run = (size_t) (found - value.data);
		if (pay_slice_starts(pay_slice_after(value, run), PAY_CDATA_CLOSE)) {
			return run;
		}
	}
	return value.size;
}

/*
 * In a CDATA section "]]>" would be its end, and a reader takes "\r" for "\n". Both are written around its edge. is_plain: there is
 * nothing of either.
 */
static char *put_value(char *to, pay_slice value, bool is_plain)
{
	to = put(to, PAY_CDATA_OPEN);
	for (;;) {
		size_t run = is_plain ? value.size : plain_run(value);

		to = put(to, (pay_slice) {value.data, run});
		value = pay_slice_after(value, run);
		if (value.size == 0) {
			return put(to, PAY_CDATA_CLOSE);
		}
		if (value.data[0] == '\r') {
			to = put(to, RETURN_WRITTEN);
			value = pay_slice_after(value, 1);
		} else {
			to = put(to, CLOSE_WRITTEN);
			value = pay_slice_after(value, PAY_CDATA_CLOSE.size);
		}
	}
}

static char *put_element(char *to, const pay_pair *pair, bool is_plain)
{
	*to++ = '<';
	to = put(to, pair->name);
	*to++ = '>';
	to = put_value(to, pair->value, is_plain);
	to = put(to, PAY_LIT("</"));
	to = put(to, pair->name);
	*to++ = '>';
	return to;
}

/* How many bytes may have to be written around the edge. */
static uint64_t count_edges(pay_slice value)
{
	return pay_count_up_to(value, '\r', value.size) + pay_count_up_to(value, ']', value.size);
}

static uint64_t element_room(const pay_pair *pair)
{
	return strlen("<></>") + 2 * pair->name.size + PAY_CDATA_OPEN.size + pair->value.size
		+ PAY_CDATA_CLOSE.size;
}

static pay_status check_pair(const pay_pair *pair, pay_error *error)
{
	const char *wrong;

	if (!pay_xml_is_name(pair->name)) {
		return pay_fail(error, PAY_E_VALUE, "value", "A field has a name that XML cannot carry");
	}
	wrong = pay_xml_check_text(pair->value);
	return wrong == NULL ? PAY_OK
						 : pay_fail(error, PAY_E_VALUE, "value", "%.*s %s", (int) pair->name.size,
							 pair->name.data, wrong);
}

pay_status pay_xml_write(
	pay_arena *arena, pay_slice *out, const pay_pair *pairs, size_t count, pay_error *error)
{
	uint64_t room = strlen("<xml></xml>") + 1, edges = 0;
	char *text, *end;

	for (size_t i = 0; i < count; i++) {
		PAY_TRY(check_pair(&pairs[i], error));
		room += element_room(&pairs[i]);
		edges += count_edges(pairs[i].value);
	}
	room += edges * RETURN_WRITTEN.size;
	text = (size_t) room == room ? pay_arena_take(arena, (size_t) room) : NULL;
	if (text == NULL) {
		return PAY_E_MEMORY;
	}
	end = put(text, PAY_LIT("<xml>"));
	for (size_t i = 0; i < count; i++) {
		end = put_element(end, &pairs[i], edges == 0);
	}
	end = put(end, PAY_LIT("</xml>"));
	*out = (pay_slice) {text, (size_t) (end - text)};
	return PAY_OK;
}
