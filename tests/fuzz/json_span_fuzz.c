/* SPDX-License-Identifier: MIT */
#include "core/charset.h"
#include "core/json_span.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * The scanner of JSON against what it promises. The first byte of an input says what is done with the rest:
 *   0  the members of a document in UTF-8
 *   1  the members of a document in GB18030, and of the same document converted
 *   2  a string is unescaped, written and unescaped again
 */
typedef struct document {
	pay_json_member *members;
	size_t count;
} document;

#define MUST(condition) must((condition), #condition, __LINE__)

static void must(bool holds, const char *what, int line)
{
	if (!holds) {
		(void) fprintf(stderr, "%s:%d: %s\n", __FILE__, line, what);
		abort();
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static bool read_members(pay_slice text, bool is_gbk, pay_arena *arena, document *read)
{
	pay_error error = PAY_ERROR_INIT;
	pay_status status = pay_json_members(text, is_gbk, arena, &read->members, &read->count, &error);

	MUST(status == PAY_OK || status == PAY_E_SIGNATURE);
	if (status != PAY_OK) {
		MUST(error.status == status && strcmp(error.reason, "signature.malformed") == 0);
		MUST(strncmp(error.message, "The JSON ", 9) == 0);
	}
	return status == PAY_OK;
}

/* A value alone in a document is the same value: it begins and ends where it was said to. */
static void check_value(pay_slice raw, bool is_gbk, pay_arena *arena)
{
	document alone;
	pay_slice text;

	MUST(raw.size > 0 && pay_trim(raw).size == raw.size);
	MUST(PAY_JOIN(arena, &text, PAY_LIT("{\"a\":"), raw, PAY_LIT("}")) == PAY_OK);
	MUST(read_members(text, is_gbk, arena, &alone));
	MUST(alone.count == 1 && pay_slice_equal(alone.members[0].raw, raw));
	MUST(alone.members[0].raw.data == text.data + 5);
}

static void check_document(pay_slice text, bool is_gbk, const document *read, pay_arena *arena)
{
	const char *end = text.data;

	MUST(read->count <= PAY_JSON_MEMBERS_MAX);
	MUST(is_gbk || pay_is_utf8(text));
	for (size_t i = 0; i < read->count; i++) {
		pay_slice raw = read->members[i].raw;

		MUST(raw.data > end && raw.data + raw.size < text.data + text.size);
		end = raw.data + raw.size;
		check_value(raw, is_gbk, arena);
		for (size_t k = 0; k < i; k++) {
			MUST(!pay_slice_equal(read->members[k].name, read->members[i].name));
		}
	}
}

static void check_string(pay_slice raw, pay_arena *arena)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice text, again;
	char *bytes, *end;

	if (pay_json_unescape(raw, arena, &text, &error) != PAY_OK) {
		MUST(strcmp(error.reason, "signature.malformed") == 0);
		return;
	}
	MUST(pay_is_utf8(text) && text.size <= raw.size - 2);
	end = bytes = pay_arena_take(arena, text.size * 6 + 2);
	*end++ = '"';
	for (size_t i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char) text.data[i];

		if (byte < 0x20 || byte == '"' || byte == '\\') {
			end += snprintf(end, 7, "\\u%04x", byte);
		} else {
			*end++ = (char) byte;
		}
	}
	*end++ = '"';
	MUST(pay_json_unescape((pay_slice) {bytes, (size_t) (end - bytes)}, arena, &again, &error)
		== PAY_OK);
	MUST(pay_slice_equal(again, text));
}

static void check_same(pay_slice before, pay_slice after, pay_arena *arena)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice converted;

	MUST(pay_gb18030_to_utf8(arena, &converted, before, &error) == PAY_OK);
	MUST(pay_slice_equal(converted, after));
}

/* Whoever converts first and then looks sees the same members. */
static void check_converted(pay_slice text, const document *read, pay_arena *arena)
{
	pay_error error = PAY_ERROR_INIT;
	pay_slice utf8;
	document again;

	MUST(pay_gb18030_to_utf8(arena, &utf8, text, &error) == PAY_OK);
	MUST(read_members(utf8, false, arena, &again));
	MUST(again.count == read->count);
	for (size_t i = 0; i < read->count; i++) {
		check_same(read->members[i].name, again.members[i].name, arena);
		check_same(read->members[i].raw, again.members[i].raw, arena);
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	pay_slice input = {(const char *) data + 1, size > 0 ? size - 1 : 0};
	pay_arena arena = {0};
	document read;

	if (size == 0) {
		return -1;
	}
	switch (data[0] % 3) {
	case 0:
		if (read_members(input, false, &arena, &read)) {
			check_document(input, false, &read, &arena);
		}
		break;
	case 1:
		if (read_members(input, true, &arena, &read)) {
			check_document(input, true, &read, &arena);
			check_converted(input, &read, &arena);
		}
		break;
	default:
		check_string(input, &arena);
	}
	pay_arena_reset(&arena);
	return 0;
}
