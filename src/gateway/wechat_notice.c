/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_notice.h"

#include "core/cipher.h"
#include "core/json_span.h"
#include "core/text.h"

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "The notification %s", what);
}

static pay_status not_opened(pay_error *error, const char *why)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.decrypt", "%s", why);
}

/* The value's bytes; "" where there is none. */
static pay_slice raw_of(const pay_json_object *in, const char *name)
{
	for (size_t i = 0; i < in->count; i++) {
		if (pay_slice_equal(in->members[i].name, pay_slice_from(name))) {
			return in->members[i].raw;
		}
	}
	return PAY_LIT("");
}

static pay_status take_text(const pay_json_object *in, const char *name, pay_arena *arena,
	pay_slice *text, pay_error *error)
{
	pay_slice raw = raw_of(in, name);

	if (!pay_slice_starts(raw, PAY_LIT("\""))) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed",
			"The notification has no text called %s", name);
	}
	PAY_TRY(pay_json_unescape(raw, arena, text, error));
	return pay_slice_has(*text, '\0') ? malformed(error, "holds a NUL character") : PAY_OK;
}

/* What is not there is nothing, as AES-GCM has it. */
static pay_status take_associated_data(
	const pay_json_object *resource, pay_arena *arena, pay_slice *text, pay_error *error)
{
	*text = PAY_LIT("");
	return raw_of(resource, "associated_data").size > 0
		? take_text(resource, "associated_data", arena, text, error)
		: PAY_OK;
}

static pay_status open_resource(const pay_account *account, const pay_json_object *resource,
	pay_arena *arena, pay_slice *content, pay_error *error)
{
	pay_slice algorithm, nonce, ciphertext, associated_data, sealed;
	pay_status status;

	PAY_TRY(take_text(resource, "algorithm", arena, &algorithm, error));
	PAY_TRY(take_text(resource, "nonce", arena, &nonce, error));
	PAY_TRY(take_text(resource, "ciphertext", arena, &ciphertext, error));
	PAY_TRY(take_associated_data(resource, arena, &associated_data, error));
	if (!pay_slice_equal(algorithm, PAY_LIT("AEAD_AES_256_GCM"))) {
		return not_opened(error, "The resource is not encrypted with AEAD_AES_256_GCM");
	}
	status = pay_base64_decode(arena, &sealed, ciphertext, error);
	if (status == PAY_E_SIGNATURE) {
		return not_opened(error, "The ciphertext is not base64");
	}
	PAY_TRY(status);
	return pay_gcm_open(account->api_key, nonce, associated_data, sealed, arena, content, error);
}

pay_status pay_wechat_open_notice(const pay_account *account, pay_slice body, pay_arena *arena,
	pay_wechat_notice *notice, pay_error *error)
{
	pay_json_object envelope, resource;

	PAY_TRY(pay_json_members_within(body, PAY_LIT("resource"), arena, &envelope, &resource, error));
	if (!pay_slice_starts(raw_of(&envelope, "resource"), PAY_LIT("{"))) {
		return malformed(error, "has no encrypted resource");
	}
	PAY_TRY(take_text(&envelope, "id", arena, &notice->id, error));
	PAY_TRY(take_text(&envelope, "event_type", arena, &notice->event_type, error));
	return open_resource(account, &resource, arena, &notice->content, error);
}
