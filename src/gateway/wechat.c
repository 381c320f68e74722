/* SPDX-License-Identifier: MIT */
#include "gateway/wechat.h"

#include "core/sign.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdio.h>

/*
 * WeChat Pay APIv3: how a request is signed and how an answer or a notification is proven.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012365342 (signing), .../4013053249 (proving)
 */
#define ALGORITHM "WECHATPAY2-SHA256-RSA2048"
#define PROBE PAY_LIT("WECHATPAY/SIGNTEST/")
#define PUBLIC_KEY_ID PAY_LIT("PUB_KEY_ID_")
#define NL PAY_LIT("\n")
#define FIELD(name, value) PAY_LIT(name "=\""), (value), PAY_LIT("\"")

bool pay_wechat_is_serial(pay_slice serial)
{
	if (pay_slice_starts(serial, PUBLIC_KEY_ID)) {
		serial = pay_slice_after(serial, PUBLIC_KEY_ID.size);
		for (size_t i = 0; i < serial.size; i++) {
			if (!pay_is_digit(serial.data[i])) {
				return false;
			}
		}
		return serial.size >= 1 && serial.size <= 64;
	}
	for (size_t i = 0; i < serial.size; i++) {
		if (!pay_is_digit(serial.data[i]) && !(serial.data[i] >= 'A' && serial.data[i] <= 'F')) {
			return false;
		}
	}
	return serial.size >= 1 && serial.size <= 40;
}

const pay_platform_key *pay_platform_key_find(const pay_account *account, pay_slice id)
{
	for (size_t i = 0; i < account->platform_count; i++) {
		if (pay_serial_equal(account->platform[i].id, id)) {
			return &account->platform[i];
		}
	}
	return NULL;
}

/* A public key id first: it does not expire. Then the certificate that was issued last. */
const pay_platform_key *pay_platform_key_preferred(const pay_account *account, int64_t now)
{
	const pay_platform_key *best = NULL;

	for (size_t i = 0; i < account->platform_count; i++) {
		const pay_platform_key *candidate = &account->platform[i];

		if (pay_slice_starts(candidate->id, PUBLIC_KEY_ID)) {
			return candidate;
		}
		if (now >= candidate->key->not_before && now <= candidate->key->not_after
			&& (best == NULL || candidate->key->not_before > best->key->not_before)) {
			best = candidate;
		}
	}
	return best;
}

pay_status pay_wechat_request_text(const char *method, pay_slice target, pay_slice timestamp,
	pay_slice nonce, pay_slice body, pay_arena *arena, pay_slice *text)
{
	return PAY_JOIN(
		arena, text, pay_slice_from(method), NL, target, NL, timestamp, NL, nonce, NL, body, NL);
}

static pay_status print_seconds(pay_arena *arena, int64_t seconds, pay_slice *out)
{
	char digits[24];

	(void) snprintf(digits, sizeof(digits), "%" PRId64, seconds);
	return pay_copy(arena, out, pay_slice_from(digits));
}

static pay_status text_to_sign(
	const pay_call *call, pay_slice timestamp, pay_arena *arena, pay_slice *text)
{
	return pay_wechat_request_text(
		call->method, call->target, timestamp, call->nonce, call->body, arena, text);
}

static pay_status show(const pay_account *account, const pay_call *call, pay_arena *arena,
	pay_slice *body, pay_slice *text)
{
	pay_slice timestamp;

	(void) account;
	*body = call->body;
	PAY_TRY(print_seconds(arena, call->timestamp, &timestamp));
	return text_to_sign(call, timestamp, arena, text);
}

/* The platform key that the request names; "" without one. */
static pay_slice named_key(const pay_account *account, const pay_call *call)
{
	const pay_platform_key *preferred = pay_platform_key_preferred(account, call->timestamp);

	if (call->sealed_for.size > 0) {
		return call->sealed_for;
	}
	return preferred != NULL ? preferred->id : PAY_LIT("");
}

static pay_status build(const pay_account *account, const pay_call *call, pay_slice origin,
	pay_arena *arena, pay_request *request, pay_error *error)
{
	pay_slice timestamp, text, signature, key = named_key(account, call);
	size_t count = 0;

	PAY_TRY(print_seconds(arena, call->timestamp, &timestamp));
	PAY_TRY(text_to_sign(call, timestamp, arena, &text));
	PAY_TRY(pay_rsa_sign(account->private_key, text, arena, &signature, error));
	PAY_TRY(PAY_JOIN(arena, &request->url, origin, call->target));
	PAY_TRY(PAY_JOIN(arena, &request->headers[count++], PAY_LIT("Authorization: " ALGORITHM " "),
		FIELD("mchid", account->merchant), FIELD(",nonce_str", call->nonce),
		FIELD(",timestamp", timestamp), FIELD(",serial_no", account->serial),
		FIELD(",signature", signature)));
	PAY_TRY(PAY_JOIN(
		arena, &request->headers[count++], PAY_LIT("User-Agent: "), account->travel.user_agent));
	request->headers[count++] =
		call->endpoint->is_unsigned ? PAY_LIT("Accept: */*") : PAY_LIT("Accept: application/json");
	if (call->has_body) {
		request->headers[count++] = PAY_LIT("Content-Type: application/json");
	}
	/* Tells the gateway which key we can prove its answer with; without it a success could look forged. */
	if (key.size > 0) {
		PAY_TRY(PAY_JOIN(arena, &request->headers[count++], PAY_LIT("Wechatpay-Serial: "), key));
	}
	request->header_count = count;
	request->body = call->body;
	request->has_body = call->has_body;
	return PAY_OK;
}

pay_slice *pay_wechat_proof_field(pay_wechat_proof *proof, pay_slice header)
{
	const struct {
		pay_slice name;
		pay_slice *field;
	} fields[] = {
		{PAY_LIT("Wechatpay-Timestamp"), &proof->timestamp},
		{PAY_LIT("Wechatpay-Nonce"), &proof->nonce},
		{PAY_LIT("Wechatpay-Serial"), &proof->serial},
		{PAY_LIT("Wechatpay-Signature"), &proof->signature},
		{PAY_LIT("Wechatpay-Signature-Type"), &proof->signature_type},
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (pay_equal_ignore_case(fields[i].name, header)) {
			return fields[i].field;
		}
	}
	return NULL;
}

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "%s", what);
}

static bool is_visible(pay_slice text, size_t most)
{
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] < '!' || text.data[i] > '~') {
			return false;
		}
	}
	return text.size >= 1 && text.size <= most;
}

/* Decimal, no sign, no leading zero, at most ten digits. */
static bool read_seconds(pay_slice text, int64_t *seconds)
{
	*seconds = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (!pay_is_digit(text.data[i])) {
			return false;
		}
		*seconds = *seconds * 10 + (text.data[i] - '0');
		if (i >= 10) {
			return false;
		}
	}
	return text.size == 1 || (text.size > 1 && text.data[0] != '0');
}

/* What can be refused without a key: cheap, and before any certificate is asked for. */
static pay_status check_shape(const pay_wechat_proof *proof, int64_t now, pay_error *error)
{
	int64_t seconds = 0, apart;

	if (proof->is_duplicated) {
		return malformed(error, "A Wechatpay-* header came more than once");
	}
	if (proof->timestamp.size == 0 || proof->nonce.size == 0 || proof->serial.size == 0
		|| proof->signature.size == 0) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.missing",
			"A Wechatpay-Timestamp, -Nonce, -Serial or -Signature header is missing");
	}
	if (pay_slice_starts(proof->signature, PROBE)) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.probe",
			"WeChat Pay tests whether signatures are checked (WECHATPAY/SIGNTEST/)");
	}
	if (proof->signature_type.size > 0
		&& !pay_slice_equal(proof->signature_type, PAY_LIT(ALGORITHM))) {
		return malformed(error, "Wechatpay-Signature-Type is not " ALGORITHM);
	}
	if (!read_seconds(proof->timestamp, &seconds)) {
		return malformed(error, "Wechatpay-Timestamp is not a Unix time in seconds");
	}
	if (!is_visible(proof->nonce, 128)) {
		return malformed(error, "Wechatpay-Nonce holds characters that a header cannot carry");
	}
	if (!pay_wechat_is_serial(proof->serial)) {
		return malformed(
			error, "Wechatpay-Serial is neither a certificate serial nor a public key id");
	}
	apart = now > seconds ? now - seconds : seconds - now;
	if (apart > PAY_WECHAT_WINDOW) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.stale",
			"The message's time is %" PRId64 " s %s this machine's; %d s are allowed", apart,
			now > seconds ? "behind" : "ahead of", PAY_WECHAT_WINDOW);
	}
	return PAY_OK;
}

pay_status pay_wechat_prove(const pay_account *account, const pay_wechat_proof *proof,
	pay_slice body, int64_t now, pay_arena *arena, pay_error *error)
{
	const pay_platform_key *key;
	pay_slice text;

	pay_error_serial(error, proof->serial);
	PAY_TRY(check_shape(proof, now, error));
	key = pay_platform_key_find(account, proof->serial);
	if (key == NULL) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.unknown-serial",
			"The message names the platform key %s, which is not configured", error->serial);
	}
	if (now > key->key->not_after || now < key->key->not_before) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.unknown-serial",
			"The message names the platform certificate %s, which is not valid now", error->serial);
	}
	PAY_TRY(PAY_JOIN(arena, &text, proof->timestamp, NL, proof->nonce, NL, body, NL));
	return pay_rsa_verify(key->key, text, proof->signature, arena, error);
}

static pay_wechat_proof proof_of(const pay_response *response)
{
	pay_wechat_proof proof = {
		PAY_LIT(""), PAY_LIT(""), PAY_LIT(""), PAY_LIT(""), PAY_LIT(""), false};

	for (size_t i = 0; i < response->header_count; i++) {
		pay_slice *field = pay_wechat_proof_field(&proof, response->headers[i].name);

		if (field != NULL) {
			proof.is_duplicated = proof.is_duplicated || field->size > 0;
			*field = response->headers[i].value;
		}
	}
	return proof;
}

/*
 * A refusal that carries no proof, or names a key that we lack, is still reported: what the gateway said helps,
 * and verified = false says how far to trust it. A refusal with a wrong signature is a forgery.
 */
static pay_status check_refusal(
	const pay_account *account, pay_answer *answer, int64_t now, pay_arena *arena, pay_error *error)
{
	pay_wechat_proof proof = proof_of(&answer->response);
	pay_status status = pay_wechat_prove(account, &proof, answer->response.body, now, arena, error);

	if (status == PAY_E_SIGNATURE
		&& (strcmp(error->reason, "signature.mismatch") == 0
			|| strcmp(error->reason, "signature.probe") == 0)) {
		return status;
	}
	if (status != PAY_OK && status != PAY_E_SIGNATURE) {
		return status;
	}
	answer->verified = status == PAY_OK;
	return pay_fail(error, PAY_E_API, "api", "WeChat Pay refused the call");
}

static pay_status check(const pay_account *account, const pay_call *call, pay_answer *answer,
	int64_t now, pay_arena *arena, pay_error *error)
{
	const pay_response *response = &answer->response;
	pay_wechat_proof proof = proof_of(response);

	(void) pay_response_header(response, "Request-ID", &answer->request_id);
	answer->verified = false;
	/* A file is filled by a 200 only: any other success has brought none. */
	if (call->file != NULL ? response->status != 200
						   : response->status < 200 || response->status > 299) {
		return check_refusal(account, answer, now, arena, error);
	}
	if (call->endpoint->is_unsigned) {
		return PAY_OK;
	}
	PAY_TRY(pay_wechat_prove(account, &proof, response->body, now, arena, error));
	answer->verified = true;
	return PAY_OK;
}

pay_status pay_wechat_invoke(const pay_key *private_key, pay_slice app, pay_slice prepay_id,
	bool is_app, int64_t now, pay_arena *arena, pay_wechat_invocation *invocation, pay_error *error)
{
	pay_slice text;

	PAY_TRY(print_seconds(arena, now, &invocation->timestamp));
	PAY_TRY(pay_nonce(arena, &invocation->nonce));
	PAY_TRY(PAY_JOIN(arena, &invocation->package, PAY_LIT("prepay_id="), prepay_id));
	PAY_TRY(PAY_JOIN(arena, &text, app, NL, invocation->timestamp, NL, invocation->nonce, NL,
		is_app ? prepay_id : invocation->package, NL));
	return pay_rsa_sign(private_key, text, arena, &invocation->signature, error);
}

static const char *const hosts[] = {
	"https://api.mch.weixin.qq.com",
	"https://api2.mch.weixin.qq.com", /* at another site, for when the first cannot be reached */
	NULL,
};

pay_status pay_wechat_own_url(
	const pay_account *account, pay_arena *arena, pay_slice text, pay_url *url, pay_error *error)
{
	pay_status status = PAY_E_VALUE;

	for (size_t i = 0; status != PAY_OK && hosts[i] != NULL; i++) {
		status = pay_download_url_check(arena, url, text,
			pay_slice_from(hosts[i] + strlen("https://")), account->travel.base_url, error);
	}
	return status;
}

const pay_gateway pay_gateway_wechat = {
	.name = "wechat",
	.hosts = hosts,
	.build = build,
	.check = check,
	.show = show,
};
