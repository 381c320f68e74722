/* SPDX-License-Identifier: MIT */
#include "core/form.h"

#include "core/text.h"

static pay_status malformed(pay_error *error, const char *wrong)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The form %s", wrong);
}

static int hex_value(char byte)
{
	byte = pay_lower(byte);
	return pay_is_digit(byte) ? byte - '0' : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Undoes the encoding in place. */
static pay_status decode(pay_slice *text, char *bytes, pay_error *error)
{
	size_t size = 0;

	if (!pay_slice_has(*text, '%') && !pay_slice_has(*text, '+') && !pay_slice_has(*text, '\0')) {
		return PAY_OK;
	}

	for (size_t i = 0; i < text->size; i++) {
		char byte = bytes[i] == '+' ? ' ' : bytes[i];

		if (byte == '%') {
			int high = i + 2 < text->size ? hex_value(bytes[i + 1]) : -1;
			int low = high >= 0 ? hex_value(bytes[i + 2]) : -1;

			if (low < 0) {
				return malformed(error, "has a % without two hexadecimal digits");
			}
			byte = (char) (high << 4 | low);
			i += 2;
		}
		if (byte == '\0') {
			return malformed(error, "holds a NUL");
		}
		bytes[size++] = byte;
	}
	*text = (pay_slice) {bytes, size};
	return PAY_OK;
}

static pay_status check_name(const pay_pair *pairs, size_t count, pay_slice name, pay_error *error)
{
	if (name.size == 0) {
		return malformed(error, "has a field without a name");
	}
	if (pay_slice_has(name, '[') || pay_slice_has(name, ']') || pay_slice_has(name, '&')
		|| pay_slice_has(name, '=')) {
		return malformed(error, "has a name that holds a bracket, & or =");
	}
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(pairs[i].name, name)) {
			return malformed(error, "has a field twice");
		}
	}
	return PAY_OK;
}

/* field is the bytes between two &, in a copy that may be written to. */
static pay_status read_field(
	char *field, size_t size, pay_pair *pairs, size_t count, pay_error *error)
{
	char *equals = memchr(field, '=', size);
	pay_slice name, value;

	if (equals == NULL) {
		return malformed(error, "has a field without =");
	}
	name = (pay_slice) {field, (size_t) (equals - field)};
	value = (pay_slice) {equals + 1, size - name.size - 1};
	PAY_TRY(decode(&name, field, error));
	PAY_TRY(decode(&value, equals + 1, error));
	PAY_TRY(check_name(pairs, count, name, error));
	pairs[count] = (pay_pair) {name, value};
	return PAY_OK;
}

static pay_status read_fields(
	char *bytes, size_t size, pay_pair *pairs, size_t *count, pay_error *error)
{
	for (*count = 0;; (*count)++) {
		char *end = memchr(bytes, '&', size);
		size_t field_size = end != NULL ? (size_t) (end - bytes) : size;

		if (*count == PAY_FORM_FIELDS_MAX) {
			return malformed(error, "has too many fields");
		}
		PAY_TRY(read_field(bytes, field_size, pairs, *count, error));
		if (end == NULL) {
			(*count)++;
			return PAY_OK;
		}
		bytes = end + 1;
		size -= field_size + 1;
	}
}

pay_status pay_form_read(
	pay_slice body, pay_arena *arena, pay_pair **pairs, size_t *count, pay_error *error)
{
	size_t most = pay_count_up_to(body, '&', PAY_FORM_FIELDS_MAX - 1) + 1, found_count;
	pay_pair *found;
	pay_slice copy;

	if (body.size > PAY_FORM_MAX) {
		return malformed(error, "is too large");
	}
	PAY_TRY(pay_copy(arena, &copy, body));
	found = pay_arena_take(arena, most * sizeof(*found));
	if (found == NULL) {
		return PAY_E_MEMORY;
	}
	PAY_TRY(read_fields((char *) copy.data, copy.size, found, &found_count, error));
	*pairs = found;
	*count = found_count;
	return PAY_OK;
}
