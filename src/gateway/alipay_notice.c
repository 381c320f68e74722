/* SPDX-License-Identifier: MIT */
#include "gateway/alipay_notice.h"

#include "core/charset.h"
#include "core/form.h"
#include "core/pairs.h"
#include "core/text.h"

/* What decides whose order it is and what was paid. A buyer can have a say in what subject and body hold. */
static const pay_slice decisive[] = {PAY_LIT_INIT("app_id"), PAY_LIT_INIT("auth_app_id"),
	PAY_LIT_INIT("buyer_pay_amount"), PAY_LIT_INIT("charset"), PAY_LIT_INIT("gmt_refund"),
	PAY_LIT_INIT("out_biz_no"), PAY_LIT_INIT("out_request_no"), PAY_LIT_INIT("out_trade_no"),
	PAY_LIT_INIT("receipt_amount"), PAY_LIT_INIT("refund_amount"), PAY_LIT_INIT("refund_fee"),
	PAY_LIT_INIT("refund_status"), PAY_LIT_INIT("seller_id"), PAY_LIT_INIT("total_amount"),
	PAY_LIT_INIT("trade_no"), PAY_LIT_INIT("trade_status")};

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The notification %s", what);
}

pay_slice pay_alipay_field(const pay_pair *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(fields[i].name, pay_slice_from(name))) {
			return fields[i].value;
		}
	}
	return PAY_LIT("");
}

/* ------------------------------------------------------------------ proof */

static bool has_sound_names(const pay_pair *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!pay_is_word(fields[i].name, 1, 64, "_.-")) {
			return false;
		}
	}
	return true;
}

/* Every field but sign, and sign_type in the notices of payments; empty ones as they are. */
static pay_status raw_text(
	const pay_pair *fields, size_t count, bool with_sign_type, pay_arena *arena, pay_slice *text)
{
	pay_pair *sorted = pay_arena_take(arena, (count + 1) * sizeof(*sorted));
	pay_slice *parts = pay_arena_take(arena, (count + 1) * 4 * sizeof(*parts));
	size_t kept = 0;

	if (sorted == NULL || parts == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		if (!pay_slice_equal(fields[i].name, PAY_LIT("sign"))
			&& (with_sign_type || !pay_slice_equal(fields[i].name, PAY_LIT("sign_type")))) {
			sorted[kept++] = fields[i];
		}
	}
	pay_pairs_sort(sorted, kept);
	for (size_t i = 0; i < kept; i++) {
		parts[4 * i] = i > 0 ? PAY_LIT("&") : PAY_LIT("");
		parts[4 * i + 1] = sorted[i].name;
		parts[4 * i + 2] = PAY_LIT("=");
		parts[4 * i + 3] = sorted[i].value;
	}
	return pay_join(arena, text, 4 * kept, parts);
}

static bool has_empty(const pay_pair *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fields[i].value.size == 0) {
			return true;
		}
	}
	return false;
}

/*
 * Alipay's own documents disagree on whether empty fields are signed, and messages sign sign_type where payments do not. Each
 * reading is a text that only Alipay can have signed; what is empty is not handed out in any of them.
 */
static pay_status prove(const pay_account *account, const pay_pair *fields, size_t count,
	int64_t now, bool *with_sign_type, pay_arena *arena, pay_error *error)
{
	pay_slice sign = pay_alipay_field(fields, count, "sign"), text;
	bool is_sparse = has_empty(fields, count);
	pay_status status = PAY_E_SIGNATURE;

	for (int rule = 0; rule < 4 && status == PAY_E_SIGNATURE; rule++) {
		*with_sign_type = rule >= 2;
		if (rule % 2 == 0) {
			PAY_TRY(pay_alipay_text(fields, count, *with_sign_type, arena, &text));
		} else if (is_sparse) {
			PAY_TRY(raw_text(fields, count, *with_sign_type, arena, &text));
		} else {
			continue;
		}
		status = pay_alipay_verify(account, text, sign, now, arena, error);
		if (status == PAY_E_SIGNATURE && strcmp(error->reason, "signature.mismatch") != 0) {
			return status;
		}
	}
	return status;
}

static pay_status check_shape(
	const pay_account *account, const pay_pair *fields, size_t count, pay_error *error)
{
	pay_slice named = pay_alipay_field(fields, count, "sign_type");

	if (!has_sound_names(fields, count)) {
		return malformed(error, "has a field with an odd name");
	}
	if (pay_alipay_field(fields, count, "sign").size == 0) {
		return pay_fail(
			error, PAY_E_SIGNATURE, "signature.missing", "The notification carries no sign");
	}
	return named.size == 0
			|| pay_slice_equal(named, account->rsa1 ? PAY_LIT("RSA") : PAY_LIT("RSA2"))
		? PAY_OK
		: malformed(error, "names another sign_type than is in use");
}

/* ------------------------------------------------------------------ content */

static bool is_signed(const pay_pair *field, bool with_sign_type)
{
	return field->value.size > 0 && !pay_slice_equal(field->name, PAY_LIT("sign"))
		&& (with_sign_type || !pay_slice_equal(field->name, PAY_LIT("sign_type")));
}

static pay_status read_charset(const pay_pair *fields, size_t count, bool *is_gbk, pay_error *error)
{
	static const pay_slice names[] = {PAY_LIT_INIT("gbk"), PAY_LIT_INIT("gb2312"),
		PAY_LIT_INIT("gb18030"), PAY_LIT_INIT("utf-8"), PAY_LIT_INIT("utf8")};
	pay_slice named = pay_alipay_field(fields, count, "charset");

	*is_gbk = false;
	if (named.size == 0) {
		return PAY_OK;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (pay_equal_ignore_case(named, names[i])) {
			*is_gbk = i < 3;
			return PAY_OK;
		}
	}
	return malformed(error, "is in a charset that nobody asked for");
}

/* Free text may be GBK in a message that says UTF-8; ASCII reads the same either way. */
static pay_status take_field(
	const pay_pair *field, bool is_gbk, pay_arena *arena, pay_pair *out, pay_error *error)
{
	out->name = field->name;
	return is_gbk ? pay_gb18030_to_utf8(arena, &out->value, field->value, error)
				  : pay_alipay_utf8(arena, &out->value, field->value, error);
}

static pay_status take_fields(const pay_pair *raw, size_t raw_count, bool with_sign_type,
	pay_arena *arena, pay_pair **fields, size_t *count, pay_error *error)
{
	bool is_gbk;

	PAY_TRY(read_charset(raw, raw_count, &is_gbk, error));
	*fields = pay_arena_take(arena, (raw_count + 1) * sizeof(**fields));
	if (*fields == NULL) {
		return PAY_E_MEMORY;
	}
	*count = 0;
	for (size_t i = 0; i < raw_count; i++) {
		if (is_signed(&raw[i], with_sign_type)) {
			PAY_TRY(take_field(&raw[i], is_gbk, arena, &(*fields)[(*count)++], error));
		}
	}
	return PAY_OK;
}

static bool is_decisive(pay_slice name)
{
	for (size_t i = 0; i < sizeof(decisive) / sizeof(*decisive); i++) {
		if (pay_slice_equal(name, decisive[i])) {
			return true;
		}
	}
	return false;
}

/* Only free text may come in another charset than the message says. */
static bool has_plain_numbers(const pay_pair *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_decisive(fields[i].name)
			&& (pay_plain_run(fields[i].value) < fields[i].value.size
				|| pay_slice_has(fields[i].value, '\x7f'))) {
			return false;
		}
	}
	return true;
}

pay_status pay_alipay_prove_form(const pay_account *account, pay_slice form, int64_t now,
	pay_arena *arena, pay_pair **fields, size_t *count, pay_error *error)
{
	pay_pair *raw;
	size_t raw_count;
	bool with_sign_type;

	PAY_TRY(pay_form_read(form, arena, &raw, &raw_count, error));
	PAY_TRY(check_shape(account, raw, raw_count, error));
	PAY_TRY(prove(account, raw, raw_count, now, &with_sign_type, arena, error));
	PAY_TRY(take_fields(raw, raw_count, with_sign_type, arena, fields, count, error));
	if (!has_plain_numbers(*fields, *count)) {
		return malformed(error, "has a number or an amount that is not plain ASCII");
	}
	return pay_pairs_have_one_reading(
			   *fields, *count, decisive, sizeof(decisive) / sizeof(*decisive))
		? PAY_OK
		: malformed(error, "has a value that can be read as several fields");
}
