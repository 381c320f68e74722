/* SPDX-License-Identifier: MIT */
#include "core/json_span.h"

#include "core/json_scan.h"
#include "core/text.h"

static pay_status malformed(const pay_json_scan *in, pay_error *error)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The JSON %s", in->wrong);
}

static bool is_taken(const pay_json_member *members, size_t count, pay_slice name)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(members[i].name, name)) {
			return true;
		}
	}
	return false;
}

/* names is where unescaped names go. */
static bool take_member(pay_json_scan *in, char **names, pay_json_member *members, size_t count)
{
	pay_json_member *member = &members[count];
	const char *name = *names, *start;

	if (!pay_json_take_name(in, names)) {
		return false;
	}
	member->name = (pay_slice) {name, (size_t) (*names - name)};
	if (is_taken(members, count, member->name)) {
		return pay_json_refuse(in, "has a member twice");
	}
	pay_json_skip_blanks(in);
	start = in->left.data;
	if (!pay_json_take_value(in)) {
		return false;
	}
	member->raw = pay_trim((pay_slice) {start, (size_t) (in->left.data - start)});
	return true;
}

/* After the opening brace, where at least one member follows. */
static bool take_members(pay_json_scan *in, char *names, pay_json_member *members, size_t *count)
{
	do {
		if (*count == PAY_JSON_MEMBERS_MAX) {
			return pay_json_refuse(in, "has too many members");
		}
		if (!take_member(in, &names, members, *count)) {
			return false;
		}
		(*count)++;
	} while (pay_json_take(in, ','));
	return pay_json_take(in, '}')
		|| pay_json_refuse(in, "lacks a comma or the end of an object or array");
}

static bool take_document(pay_json_scan *in, char *names, pay_json_member *members, size_t *count)
{
	pay_json_skip_blanks(in);
	if (!pay_json_take(in, '{')) {
		return pay_json_refuse(in, "is not an object");
	}
	in->depth = 1;
	*count = 0;
	pay_json_skip_blanks(in);
	if (!pay_json_take(in, '}') && !take_members(in, names, members, count)) {
		return false;
	}
	pay_json_skip_blanks(in);
	return in->left.size == 0 || pay_json_refuse(in, "has bytes after its end");
}

pay_status pay_json_members(pay_slice text, bool is_gbk, pay_arena *arena,
	pay_json_member **members, size_t *count, pay_error *error)
{
	pay_json_scan in = {.left = text, .is_gbk = is_gbk};
	size_t most = pay_count_up_to(text, ':', PAY_JSON_MEMBERS_MAX);
	pay_json_member *found = pay_arena_take(arena, most * sizeof(*found));
	char *names = pay_arena_take(arena, text.size + 1);
	size_t found_count = 0;

	if (found == NULL || names == NULL) {
		return PAY_E_MEMORY;
	}
	if (!is_gbk && !pay_is_utf8(text)) {
		(void) pay_json_refuse(&in, "is not UTF-8");
		return malformed(&in, error);
	}
	if (!take_document(&in, names, found, &found_count)) {
		return malformed(&in, error);
	}
	*members = found;
	*count = found_count;
	return PAY_OK;
}

pay_status pay_json_unescape(pay_slice raw, pay_arena *arena, pay_slice *text, pay_error *error)
{
	pay_json_scan in = {.left = raw};
	char *start = pay_arena_take(arena, raw.size + 1), *end = start;

	if (start == NULL) {
		return PAY_E_MEMORY;
	}
	if (!pay_is_utf8(raw)) {
		(void) pay_json_refuse(&in, "is not UTF-8");
		return malformed(&in, error);
	}
	if (!pay_json_take_string(&in, &end)) {
		return malformed(&in, error);
	}
	if (in.left.size > 0) {
		(void) pay_json_refuse(&in, "has bytes after its end");
		return malformed(&in, error);
	}
	*text = (pay_slice) {start, (size_t) (end - start)};
	return PAY_OK;
}
