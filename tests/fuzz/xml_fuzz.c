/* SPDX-License-Identifier: MIT */
#include "core/text.h"
#include "core/xml.h"
#include "gateway/wechat_v2.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * The reader of XML and the proof of APIv2 messages against what they promise. The first byte of an input says what is
 * done with the rest:
 *   0  read as <xml>, written and read again
 *   1  read as <xml> with records in <hblist>
 *   2  read as <root>, what is inside a refund notification
 *   3  read as <xml>, signed, written; then byte p is changed by x, and p and x are the next three bytes
 */
#define KEY PAY_LIT("192006250b4c09247ec02edce69f6a2d")

typedef struct message {
	pay_pair *pairs;
	size_t count;
} message;

#define MUST(condition) must((condition), #condition, __LINE__)

static void must(bool holds, const char *what, int line)
{
	if (!holds) {
		(void) fprintf(stderr, "%s:%d: %s\n", __FILE__, line, what);
		abort();
	}
}

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void on_generic_error(void *context, const char *format, ...)
{
	(void) context;
	must(false, format, __LINE__);
}

static xmlParserInputPtr on_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void) id, (void) parser;
	must(false, url, __LINE__);
	return NULL;
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	(void) count, (void) arguments;
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, on_generic_error);
	xmlSetExternalEntityLoader(on_entity);
	return 0;
}

/* Told apart without the code under test: is there markup other than elements outside of CDATA? */
static bool has_other_markup(pay_slice text)
{
	size_t i = 0;

	while (i < text.size) {
		pay_slice left = pay_slice_after(text, i);

		if (pay_slice_starts(left, PAY_LIT("<![CDATA["))) {
			while (i < text.size && !pay_slice_starts(pay_slice_after(text, i), PAY_LIT("]]>"))) {
				i++;
			}
		} else if (pay_slice_starts(left, PAY_LIT("<!"))
			|| (i > 0 && pay_slice_starts(left, PAY_LIT("<?")))) {
			return true;
		}
		i++;
	}
	return false;
}

static void check_value(pay_slice value)
{
	MUST(pay_is_utf8(value) && value.data[value.size] == '\0');
	for (size_t i = 0; i < value.size; i++) {
		unsigned char byte = (unsigned char) value.data[i];

		MUST(byte >= ' ' || byte == '\t' || byte == '\n' || byte == '\r');
	}
}

static void check_message(pay_slice document, const message *read, bool is_flat)
{
	size_t size = 0;

	MUST(read->count <= PAY_XML_FIELDS_MAX);
	MUST(!has_other_markup(document) && !pay_slice_has(document, '\0'));
	for (size_t i = 0; i < read->count; i++) {
		pay_slice name = read->pairs[i].name;

		MUST(pay_is_word(name, 1, is_flat ? PAY_XML_NAME_MAX : 256, is_flat ? "_-" : "_-."));
		check_value(read->pairs[i].value);
		size += read->pairs[i].value.size;
		for (size_t k = 0; k < i && i < 64; k++) {
			MUST(!pay_slice_equal(read->pairs[k].name, name));
		}
	}
	MUST(size < document.size);
}

static bool is_same(const message *a, const message *b)
{
	for (size_t i = 0; i < a->count && a->count == b->count; i++) {
		if (!pay_slice_equal(a->pairs[i].name, b->pairs[i].name)
			|| !pay_slice_equal(a->pairs[i].value, b->pairs[i].value)) {
			return false;
		}
	}
	return a->count == b->count;
}

static bool read_message(
	pay_slice document, const char *root, const char *nests, pay_arena *arena, message *read)
{
	pay_error error = PAY_ERROR_INIT;
	pay_status status =
		pay_xml_read(document, root, nests, arena, &read->pairs, &read->count, &error);

	MUST(status == PAY_OK || status == PAY_E_SIGNATURE);
	if (status != PAY_OK) {
		MUST(error.status == status && strncmp(error.message, "The XML ", 8) == 0);
		return false;
	}
	check_message(document, read, nests == NULL);
	return true;
}

static void check_rewritten(const message *read, pay_arena *arena)
{
	pay_error error = PAY_ERROR_INIT;
	message again;
	pay_slice text;

	MUST(pay_xml_write(arena, &text, read->pairs, read->count, &error) == PAY_OK);
	MUST(read_message(text, "xml", NULL, arena, &again));
	MUST(is_same(read, &again));
}

/* The message as the holder of the key would send it. */
static pay_slice sign_message(const message *read, bool md5, pay_arena *arena, message *sent)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice sign, text;

	sent->pairs = pay_arena_take(arena, (read->count + 1) * sizeof(pay_pair));
	sent->count = 0;
	for (size_t i = 0; i < read->count; i++) {
		pay_slice name = read->pairs[i].name;

		if (!pay_slice_equal(name, PAY_LIT("sign"))
			&& !pay_slice_equal(name, PAY_LIT("sign_type"))) {
			sent->pairs[sent->count++] = read->pairs[i];
		}
	}
	MUST(pay_v2_sign(KEY, md5, sent->pairs, sent->count, arena, &sign) == PAY_OK);
	sent->pairs[sent->count++] = (pay_pair) {PAY_LIT("sign"), sign};
	MUST(pay_xml_write(arena, &text, sent->pairs, sent->count, &error) == PAY_OK);
	return text;
}

static bool prove_message(pay_slice text, bool md5, pay_arena *arena, message *proven)
{
	pay_error error = PAY_ERROR_INIT;

	if (!read_message(text, "xml", NULL, arena, proven)) {
		return false;
	}
	proven->count = pay_v2_drop_empty(proven->pairs, proven->count);
	return pay_v2_prove(KEY, md5, proven->pairs, proven->count, arena, &error) == PAY_OK;
}

static void check_proof(pay_slice input, pay_arena *arena)
{
	const unsigned char *bytes = (const unsigned char *) input.data;
	size_t at = (size_t) bytes[0] << 8 | bytes[1];
	bool md5 = (bytes[2] & 1) == 0;
	message read, sent, proven;
	pay_slice text;

	if (!read_message(pay_slice_after(input, 3), "xml", NULL, arena, &read)
		|| read.count >= PAY_XML_FIELDS_MAX) {
		return;
	}
	read.count = pay_v2_drop_empty(read.pairs, read.count);
	text = sign_message(&read, md5, arena, &sent);
	/* What the writer made is proven, unless a value could be read as several fields. */
	if (!prove_message(text, md5, arena, &proven)) {
		return;
	}
	MUST(is_same(&sent, &proven));
	((char *) text.data)[at % text.size] ^= (char) bytes[2];
	if (prove_message(text, md5, arena, &proven)) {
		MUST(is_same(&sent, &proven));
	}
	MUST(!prove_message(text, !md5, arena, &proven));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	pay_slice input = {(const char *) data + 1, size > 0 ? size - 1 : 0};
	pay_arena arena = {0};
	message read;

	if (size == 0) {
		return -1;
	}
	switch (data[0] % 4) {
	case 0:
		if (read_message(input, "xml", NULL, &arena, &read)) {
			check_rewritten(&read, &arena);
		}
		break;
	case 1:
		(void) read_message(input, "xml", "hblist", &arena, &read);
		break;
	case 2:
		(void) read_message(input, "root", NULL, &arena, &read);
		break;
	default:
		if (input.size >= 3) {
			check_proof(input, &arena);
		}
	}
	pay_arena_reset(&arena);
	return 0;
}
