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

/* A pass over the text. names is where unescaped names go. */
typedef struct pass {
	pay_json_scan in;
	char *names;
	pay_slice opened;        /* the name of the member that within is of */
	pay_json_object *within; /* NULL: that of no member is wanted */
} pass;

static bool take_object(pass *on, pay_json_object *to);

/* The value of a member; that of the one that is opened with its members. */
static bool take_value(pass *on, const pay_json_object *of, pay_slice name)
{
	bool is_opened = on->within != NULL && of != on->within && pay_slice_equal(name, on->opened);

	if (!is_opened || !pay_json_take(&on->in, '{')) {
		return pay_json_take_value(&on->in);
	}
	if (!take_object(on, on->within)) {
		return false;
	}
	pay_json_skip_blanks(&on->in);
	return true;
}

static bool take_member(pass *on, pay_json_object *to)
{
	pay_json_member *member = &to->members[to->count];
	const char *name = on->names, *start;

	if (!pay_json_take_name(&on->in, &on->names)) {
		return false;
	}
	member->name = (pay_slice) {name, (size_t) (on->names - name)};
	if (is_taken(to->members, to->count, member->name)) {
		return pay_json_refuse(&on->in, "has a member twice");
	}
	pay_json_skip_blanks(&on->in);
	start = on->in.left.data;
	if (!take_value(on, to, member->name)) {
		return false;
	}
	member->raw = pay_trim((pay_slice) {start, (size_t) (on->in.left.data - start)});
	to->count++;
	return true;
}

/* After the opening brace. */
static bool take_object(pass *on, pay_json_object *to)
{
	on->in.depth++;
	pay_json_skip_blanks(&on->in);
	if (!pay_json_take(&on->in, '}')) {
		do {
			if (to->count == PAY_JSON_MEMBERS_MAX) {
				return pay_json_refuse(&on->in, "has too many members");
			}
			if (!take_member(on, to)) {
				return false;
			}
		} while (pay_json_take(&on->in, ','));
		if (!pay_json_take(&on->in, '}')) {
			return pay_json_refuse(&on->in, "lacks a comma or the end of an object or array");
		}
	}
	on->in.depth--;
	return true;
}

static bool take_document(pass *on, pay_json_object *to)
{
	pay_json_skip_blanks(&on->in);
	if (!pay_json_take(&on->in, '{')) {
		return pay_json_refuse(&on->in, "is not an object");
	}
	if (!take_object(on, to)) {
		return false;
	}
	pay_json_skip_blanks(&on->in);
	return on->in.left.size == 0 || pay_json_refuse(&on->in, "has bytes after its end");
}

static bool make_room(pay_json_object *for_members, pay_slice text, pay_arena *arena)
{
	size_t most = pay_count_up_to(text, ':', PAY_JSON_MEMBERS_MAX);

	*for_members = (pay_json_object) {pay_arena_take(arena, most * sizeof(pay_json_member)), 0};
	return for_members->members != NULL;
}

static pay_status read(
	pass *on, pay_slice text, pay_arena *arena, pay_json_object *outer, pay_error *error)
{
	on->names = pay_arena_take(arena, text.size + 1);
	if (on->names == NULL || !make_room(outer, text, arena)) {
		return PAY_E_MEMORY;
	}
	if (!on->in.is_gbk && !pay_is_utf8(text)) {
		(void) pay_json_refuse(&on->in, "is not UTF-8");
		return malformed(&on->in, error);
	}
	return take_document(on, outer) ? PAY_OK : malformed(&on->in, error);
}

pay_status pay_json_members(pay_slice text, bool is_gbk, pay_arena *arena,
	pay_json_member **members, size_t *count, pay_error *error)
{
	pass on = {.in = {.left = text, .is_gbk = is_gbk}, .opened = PAY_LIT("")};
	pay_json_object outer;

	PAY_TRY(read(&on, text, arena, &outer, error));
	*members = outer.members;
	*count = outer.count;
	return PAY_OK;
}

pay_status pay_json_members_within(pay_slice text, pay_slice name, pay_arena *arena,
	pay_json_object *outer, pay_json_object *within, pay_error *error)
{
	pass on = {.in = {.left = text}, .opened = name, .within = within};

	return make_room(within, text, arena) ? read(&on, text, arena, outer, error) : PAY_E_MEMORY;
}

/* ASCII without escapes says what lies between its quotes. */
static bool is_bare(pay_slice raw, pay_slice *inside)
{
	if (raw.size < 2 || raw.data[0] != '"' || raw.data[raw.size - 1] != '"') {
		return false;
	}
	*inside = (pay_slice) {raw.data + 1, raw.size - 2};
	return pay_plain_run(*inside) == inside->size && !pay_slice_has(*inside, '"')
		&& !pay_slice_has(*inside, '\\');
}

pay_status pay_json_unescape(pay_slice raw, pay_arena *arena, pay_slice *text, pay_error *error)
{
	pay_json_scan in = {.left = raw};
	char *start, *end;

	if (is_bare(raw, text)) {
		return PAY_OK;
	}
	start = end = pay_arena_take(arena, raw.size + 1);
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
