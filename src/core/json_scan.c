/* SPDX-License-Identifier: MIT */
#include "core/json_scan.h"

#include "core/charset.h"
#include "core/text.h"

#include <stdint.h>

#define ONES UINT64_C(0x0101010101010101)

bool pay_json_refuse(pay_json_scan *in, const char *wrong)
{
	if (in->wrong == NULL) {
		in->wrong = wrong;
	}
	return false;
}

static bool is_next(const pay_json_scan *in, char byte)
{
	return in->left.size > 0 && in->left.data[0] == byte;
}

bool pay_json_take(pay_json_scan *in, char byte)
{
	bool found = is_next(in, byte);

	if (found) {
		in->left = pay_slice_after(in->left, 1);
	}
	return found;
}

void pay_json_skip_blanks(pay_json_scan *in)
{
	while (pay_json_take(in, ' ') || pay_json_take(in, '\t') || pay_json_take(in, '\n')
		|| pay_json_take(in, '\r')) {
	}
}

static int hex_value(char byte)
{
	return pay_is_digit(byte)        ? byte - '0'
		: byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
		: byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
									 : -1;
}

/* The four digits after \u. */
static bool take_unit(pay_json_scan *in, unsigned *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		int value = in->left.size > 0 ? hex_value(in->left.data[0]) : -1;

		if (value < 0) {
			return pay_json_refuse(in, "has an escape \\u without four hexadecimal digits");
		}
		*unit = *unit << 4 | (unsigned) value;
		in->left = pay_slice_after(in->left, 1);
	}
	return true;
}

/* What \u begins: one unit, or the two of a pair. */
static bool take_code_point(pay_json_scan *in, unsigned *point)
{
	unsigned low;

	if (!take_unit(in, point)) {
		return false;
	}
	if (*point < 0xd800 || *point > 0xdfff) {
		return true;
	}
	if (*point > 0xdbff || !pay_json_take(in, '\\') || !pay_json_take(in, 'u')
		|| !take_unit(in, &low) || low < 0xdc00 || low > 0xdfff) {
		return pay_json_refuse(in, "has half of a surrogate pair");
	}
	*point = 0x10000 + ((*point - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

static void put_utf8(char **to, unsigned point)
{
	int more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
	static const unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};

	*(*to)++ = (char) (first[more] | point >> (6 * more));
	while (more-- > 0) {
		*(*to)++ = (char) (0x80 | (point >> (6 * more) & 0x3f));
	}
}

/* After a backslash. to is NULL where the text is not wanted. */
static bool take_escape(pay_json_scan *in, char **to)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	unsigned point;
	const char *found;

	if (pay_json_take(in, 'u')) {
		if (!take_code_point(in, &point)) {
			return false;
		}
	} else {
		found = in->left.size > 0 ? memchr(names, in->left.data[0], sizeof(names) - 1) : NULL;
		if (found == NULL) {
			return pay_json_refuse(in, "has an escape that JSON does not know");
		}
		point = (unsigned char) values[found - names];
		in->left = pay_slice_after(in->left, 1);
	}
	if (to == NULL) {
		return true;
	}
	if (in->is_gbk && point >= 0x80) {
		return pay_json_refuse(in, "has a name in GB18030 that escapes a character");
	}
	put_utf8(to, point);
	return true;
}

static void take_run(pay_json_scan *in, char **to, size_t size)
{
	if (to != NULL) {
		memcpy(*to, in->left.data, size);
		*to += size;
	}
	in->left = pay_slice_after(in->left, size);
}

/* One character of a string as it lies: in GB18030 with all its bytes, of which the second may be a backslash. */
static bool take_character(pay_json_scan *in, char **to)
{
	size_t size = in->is_gbk ? pay_gb18030_size(in->left) : 1;

	if (size == 0) {
		return pay_json_refuse(in, "has bytes that are not GB18030");
	}
	if ((unsigned char) in->left.data[0] < 0x20) {
		return pay_json_refuse(in, "has a control character in a string");
	}
	take_run(in, to, size);
	return true;
}

static bool is_plain(const pay_json_scan *in, unsigned char byte)
{
	return byte >= 0x20 && byte != '"' && byte != '\\' && (byte < 0x80 || !in->is_gbk);
}

/* Not 0 where one of eight bytes is less than bound, which is at most 0x80: taking bound off all of them borrows into a top bit. */
static uint64_t less_than(uint64_t eight, uint64_t bound)
{
	return (eight - ONES * bound) & ~eight & ONES * 0x80;
}

static bool are_plain(const pay_json_scan *in, uint64_t eight)
{
	return (less_than(eight, 0x20) | less_than(eight ^ ONES * '"', 1)
			   | less_than(eight ^ ONES * '\\', 1) | (in->is_gbk ? eight & ONES * 0x80 : 0))
		== 0;
}

/* How many bytes stand for themselves, looked at eight at a time: in GB18030 only what is ASCII. */
static size_t plain_run(const pay_json_scan *in)
{
	size_t run = 0;
	uint64_t eight;

	for (; in->left.size - run >= sizeof(eight); run += sizeof(eight)) {
		memcpy(&eight, in->left.data + run, sizeof(eight));
		if (!are_plain(in, eight)) {
			break;
		}
	}
	while (run < in->left.size && is_plain(in, (unsigned char) in->left.data[run])) {
		run++;
	}
	return run;
}

bool pay_json_take_string(pay_json_scan *in, char **to)
{
	if (!pay_json_take(in, '"')) {
		return pay_json_refuse(in, "lacks a string where one belongs");
	}
	for (;;) {
		take_run(in, to, plain_run(in));
		if (in->left.size == 0) {
			break;
		}
		if (pay_json_take(in, '"')) {
			return true;
		}
		if (pay_json_take(in, '\\') ? !take_escape(in, to) : !take_character(in, to)) {
			return false;
		}
	}
	return pay_json_refuse(in, "ends within a string");
}

static bool take_digits(pay_json_scan *in)
{
	size_t before = in->left.size;

	while (in->left.size > 0 && pay_is_digit(in->left.data[0])) {
		in->left = pay_slice_after(in->left, 1);
	}
	return in->left.size < before || pay_json_refuse(in, "has a number that is none");
}

static bool take_number(pay_json_scan *in)
{
	(void) pay_json_take(in, '-');
	if (!pay_json_take(in, '0') && !take_digits(in)) {
		return false;
	}
	if (pay_json_take(in, '.') && !take_digits(in)) {
		return false;
	}
	if (!pay_json_take(in, 'e') && !pay_json_take(in, 'E')) {
		return true;
	}
	if (!pay_json_take(in, '+')) {
		(void) pay_json_take(in, '-');
	}
	return take_digits(in);
}

static bool take_literal(pay_json_scan *in)
{
	static const pay_slice literals[] = {
		PAY_LIT_INIT("true"), PAY_LIT_INIT("false"), PAY_LIT_INIT("null")};

	for (size_t i = 0; i < sizeof(literals) / sizeof(*literals); i++) {
		if (pay_slice_starts(in->left, literals[i])) {
			in->left = pay_slice_after(in->left, literals[i].size);
			return true;
		}
	}
	return pay_json_refuse(in, "lacks a value where one belongs");
}

bool pay_json_take_name(pay_json_scan *in, char **to)
{
	pay_json_skip_blanks(in);
	if (!pay_json_take_string(in, to)) {
		return false;
	}
	pay_json_skip_blanks(in);
	return pay_json_take(in, ':') || pay_json_refuse(in, "lacks a colon after a name");
}

/* After the opening byte. */
static bool take_container(pay_json_scan *in, char close)
{
	if (++in->depth > PAY_JSON_DEPTH_MAX) {
		return pay_json_refuse(in, "is nested too deep");
	}
	pay_json_skip_blanks(in);
	if (!pay_json_take(in, close)) {
		do {
			if ((close == '}' && !pay_json_take_name(in, NULL)) || !pay_json_take_value(in)) {
				return false;
			}
		} while (pay_json_take(in, ','));
		if (!pay_json_take(in, close)) {
			return pay_json_refuse(in, "lacks a comma or the end of an object or array");
		}
	}
	in->depth--;
	return true;
}

bool pay_json_take_value(pay_json_scan *in)
{
	bool taken;

	pay_json_skip_blanks(in);
	if (pay_json_take(in, '{')) {
		taken = take_container(in, '}');
	} else if (pay_json_take(in, '[')) {
		taken = take_container(in, ']');
	} else if (is_next(in, '"')) {
		taken = pay_json_take_string(in, NULL);
	} else if (in->left.size > 0 && (is_next(in, '-') || pay_is_digit(in->left.data[0]))) {
		taken = take_number(in);
	} else {
		taken = take_literal(in);
	}
	pay_json_skip_blanks(in);
	return taken;
}
