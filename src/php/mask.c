/* SPDX-License-Identifier: MIT */
#include "php/mask.h"

#include "php/convert.h"
#include "php/globals.h"

#include "core/form.h"
#include "core/pairs.h"
#include "gateway/shown.h"

#include "zend_exceptions.h"

/* True: something was masked. name: the member's own, or that of the list it is in. */
static bool mask_value(zval *value, pay_slice name, bool in_answer)
{
	bool masked = false;
	zend_string *key;
	zval *member;

	if (Z_TYPE_P(value) == IS_ARRAY) {
		SEPARATE_ARRAY(value);
		ZEND_HASH_FOREACH_STR_KEY_VAL (Z_ARRVAL_P(value), key, member) {
			masked |= mask_value(member, key != NULL ? php_pay_slice(key) : name, in_answer);
		}
		ZEND_HASH_FOREACH_END();
		return masked;
	}
	if (Z_TYPE_P(value) <= IS_TRUE || pay_field_is_shown(name, in_answer)) {
		return false;
	}
	zval_ptr_dtor(value);
	ZVAL_STRINGL(value, PAY_MASK.data, PAY_MASK.size);
	return true;
}

static pay_status note_size(pay_arena *arena, pay_slice *out, pay_slice text)
{
	char note[48];

	(void) snprintf(note, sizeof(note), "[%zu bytes that are no JSON]", text.size);
	return pay_copy(arena, out, pay_slice_from(note));
}

static pay_status encode(pay_arena *arena, pay_slice *out, zval *value)
{
	zend_string *text = php_pay_json_encode(value);
	pay_status status;

	if (text == NULL) { /* cannot be: it was JSON before */
		zend_clear_exception();
		return PAY_E_MEMORY;
	}
	status = pay_copy(arena, out, php_pay_slice(text));
	zend_string_release(text);
	return status;
}

pay_status php_pay_mask_json(pay_arena *arena, pay_slice *out, pay_slice text, bool in_answer)
{
	pay_status status = PAY_OK;
	zval value;

	*out = text;
	if (text.size == 0) {
		return PAY_OK;
	}
	if (php_pay_json_decode(&value, text) != NULL) {
		return note_size(arena, out, text);
	}
	if (mask_value(&value, PAY_LIT(""), in_answer)) {
		status = encode(arena, out, &value);
	}
	zval_ptr_dtor(&value);
	return status;
}

static pay_status mask_pair(pay_arena *arena, pay_pair *pair, bool in_answer)
{
	if (pay_slice_starts(pair->value, PAY_LIT("{"))) {
		return php_pay_mask_json(arena, &pair->value, pair->value, in_answer);
	}
	if (pair->value.size > 0 && !pay_field_is_shown(pair->name, in_answer)) {
		pair->value = PAY_MASK;
	}
	return PAY_OK;
}

pay_status php_pay_mask_pairs(
	pay_arena *arena, pay_pair **out, const pay_pair *pairs, size_t count, bool in_answer)
{
	*out = pay_arena_take(arena, (count + 1) * sizeof(**out));
	if (*out == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		(*out)[i] = pairs[i];
		PAY_TRY(mask_pair(arena, &(*out)[i], in_answer));
	}
	return PAY_OK;
}

static pay_status mask_path(pay_arena *arena, pay_slice *out, pay_slice path)
{
	pay_slice before = PAY_LIT("");

	*out = PAY_LIT("");
	while (path.size > 0) {
		const char *slash = memchr(path.data + 1, '/', path.size - 1);
		pay_slice segment = {path.data, slash != NULL ? (size_t) (slash - path.data) : path.size};
		bool is_person = pay_segment_is_person(before, pay_slice_after(segment, 1));

		PAY_TRY(PAY_JOIN(arena, out, *out, is_person ? PAY_LIT("/") : segment,
			is_person ? PAY_MASK : PAY_LIT("")));
		before = pay_slice_after(segment, 1);
		path = pay_slice_after(path, segment.size);
	}
	return PAY_OK;
}

/* As it is where nothing has to be masked: it was signed so. */
static pay_status mask_query(pay_arena *arena, pay_slice *out, pay_slice query)
{
	pay_error error = PAY_ERROR_INIT;
	pay_pair *pairs, *shown;
	bool masked = false;
	size_t count;

	*out = PAY_MASK;
	if (pay_form_read(query, arena, &pairs, &count, &error) != PAY_OK) {
		return PAY_OK;
	}
	PAY_TRY(php_pay_mask_pairs(arena, &shown, pairs, count, false));
	for (size_t i = 0; i < count; i++) {
		masked |= shown[i].value.data != pairs[i].value.data;
	}
	*out = query;
	return masked ? pay_pairs_join(arena, out, shown, count) : PAY_OK;
}

pay_status php_pay_mask_target(pay_arena *arena, pay_slice *out, pay_slice target)
{
	const char *mark = memchr(target.data, '?', target.size);
	pay_slice path = {target.data, mark != NULL ? (size_t) (mark - target.data) : target.size};
	pay_slice query;

	PAY_TRY(mask_path(arena, out, path));
	if (mark == NULL) {
		return PAY_OK;
	}
	PAY_TRY(mask_query(arena, &query, pay_slice_after(target, path.size + 1)));
	return PAY_JOIN(arena, out, *out, PAY_LIT("?"), query);
}
