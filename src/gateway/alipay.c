/* SPDX-License-Identifier: MIT */
#include "gateway/alipay.h"

#include "core/charset.h"
#include "core/cipher.h"
#include "core/json_span.h"
#include "core/pairs.h"
#include "core/platform.h"
#include "core/sign.h"
#include "core/text.h"
#include "gateway/shown.h"

#include <stdio.h>

/*
 * Alipay's v2 gateway: how a request is signed and how an answer is proven.
 * https://opendocs.alipay.com/common/02kf5q (signing), https://opendocs.alipay.com/common/02mse7 (proving)
 */
#define BEIJING_SECONDS (8 * 3600)
#define GATEWAY PAY_LIT("/gateway.do")

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "%s", what);
}

/* ------------------------------------------------------------------ signing */

static bool is_signed_field(const pay_pair *field, bool with_sign_type)
{
	return field->value.size > 0 && !pay_slice_equal(field->name, PAY_LIT("sign"))
		&& (with_sign_type || !pay_slice_equal(field->name, PAY_LIT("sign_type")));
}

pay_status pay_alipay_text(
	const pay_pair *fields, size_t count, bool with_sign_type, pay_arena *arena, pay_slice *text)
{
	pay_pair *sorted = pay_arena_take(arena, (count + 1) * sizeof(*sorted));
	size_t kept = 0;

	if (sorted == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		if (is_signed_field(&fields[i], with_sign_type)) {
			sorted[kept++] = fields[i];
		}
	}
	pay_pairs_sort(sorted, kept);
	return pay_pairs_join(arena, text, sorted, kept);
}

pay_status pay_alipay_sign(const pay_account *account, pay_slice text, pay_arena *arena,
	pay_slice *signature, pay_error *error)
{
	return pay_rsa_sign_hash(account->private_key, account->rsa1 ? PAY_HASH_SHA1 : PAY_HASH_SHA256,
		text, arena, signature, error);
}

/* Beijing's clock, whatever this machine's zone is. */
static pay_status beijing(int64_t now, pay_arena *arena, pay_slice *text)
{
	time_t shifted = (time_t) (now + BEIJING_SECONDS);
	struct tm parts;
	char shown[32];

	if (!pay_utc(&shifted, &parts)
		|| strftime(shown, sizeof(shown), "%Y-%m-%d %H:%M:%S", &parts) == 0) {
		return PAY_E_MEMORY;
	}
	return pay_copy(arena, text, pay_slice_from(shown));
}

static pay_slice sn_of(const pay_key *key)
{
	return pay_slice_from(key != NULL && key->sn != NULL ? key->sn : "");
}

static bool is_given(const pay_pair *given, size_t count, pay_slice name)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(given[i].name, name)) {
			return true;
		}
	}
	return false;
}

/* All parameters but the sign, for which there is room. */
static pay_status fill(const pay_account *account, const pay_call *call, int64_t now,
	pay_arena *arena, pay_pair **complete, size_t *count, size_t *body_count)
{
	const pay_pair *given = call->fields;
	const size_t given_count = call->field_count;
	pay_slice timestamp;

	PAY_TRY(beijing(now, arena, &timestamp));

	const pay_pair filled[] = {
		{PAY_LIT("app_id"), account->app},
		{PAY_LIT("method"), call->name},
		{PAY_LIT("format"), PAY_LIT("JSON")},
		{PAY_LIT("charset"), PAY_LIT("utf-8")},
		{PAY_LIT("sign_type"), account->rsa1 ? PAY_LIT("RSA") : PAY_LIT("RSA2")},
		{PAY_LIT("timestamp"), timestamp},
		{PAY_LIT("version"), PAY_LIT("1.0")},
		{PAY_LIT("app_auth_token"), account->auth_token},
		{PAY_LIT("app_cert_sn"), sn_of(account->certificate)},
		{PAY_LIT("alipay_root_cert_sn"), sn_of(account->roots)},
	};

	*complete = pay_arena_take(arena, (given_count + PAY_ALIPAY_PUBLIC_MAX) * sizeof(**complete));
	if (*complete == NULL) {
		return PAY_E_MEMORY;
	}
	*count = *body_count = 0;
	/* Alipay leaves blank values out of the text, so they are not sent either. */
	for (size_t i = 0; i < given_count; i++) {
		if (pay_trim(given[i].value).size > 0) {
			(*complete)[(*count)++] = given[i];
			*body_count += i < call->body_field_count;
		}
	}
	for (size_t i = 0; i < sizeof(filled) / sizeof(*filled); i++) {
		if (filled[i].value.size > 0 && !is_given(given, given_count, filled[i].name)) {
			(*complete)[(*count)++] = filled[i];
		}
	}
	return PAY_OK;
}

pay_status pay_alipay_complete(const pay_account *account, const pay_call *call, int64_t now,
	pay_arena *arena, pay_pair **complete, size_t *count, size_t *body_count, pay_error *error)
{
	pay_slice text, signature;

	PAY_TRY(fill(account, call, now, arena, complete, count, body_count));
	PAY_TRY(pay_alipay_text(*complete, *count, true, arena, &text));
	PAY_TRY(pay_alipay_sign(account, text, arena, &signature, error));
	(*complete)[(*count)++] = (pay_pair) {PAY_LIT("sign"), signature};
	return PAY_OK;
}

static pay_status show(const pay_account *account, const pay_call *call, pay_arena *arena,
	pay_slice *body, pay_slice *text)
{
	size_t count, body_count;
	pay_pair *fields;

	PAY_TRY(fill(account, call, call->timestamp, arena, &fields, &count, &body_count));
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(fields[i].name, PAY_LIT("app_auth_token"))) {
			fields[i].value = PAY_MASK;
		}
	}
	PAY_TRY(pay_pairs_join(arena, body, fields, body_count));
	return pay_alipay_text(fields, count, true, arena, text);
}

pay_status pay_alipay_gateway_url(pay_slice origin, pay_arena *arena, pay_slice *url)
{
	return PAY_JOIN(arena, url, origin, pay_slice_ends(origin, GATEWAY) ? PAY_LIT("") : GATEWAY);
}

/* The public parameters travel in the URL, charset among them, without which the body would be read as GBK. */
static pay_status build(const pay_account *account, const pay_call *call, pay_slice origin,
	pay_arena *arena, pay_request *request, pay_error *error)
{
	pay_pair *all;
	size_t count, split;
	pay_slice gateway, query;

	PAY_TRY(
		pay_alipay_complete(account, call, call->timestamp, arena, &all, &count, &split, error));
	PAY_TRY(pay_alipay_gateway_url(origin, arena, &gateway));
	PAY_TRY(pay_pairs_query(arena, &query, all + split, count - split));
	PAY_TRY(PAY_JOIN(arena, &request->url, gateway, PAY_LIT("?"), query));
	PAY_TRY(PAY_JOIN(arena, &request->headers[request->header_count++], PAY_LIT("User-Agent: "),
		account->travel.user_agent));
	request->headers[request->header_count++] =
		PAY_LIT("Content-Type: application/x-www-form-urlencoded;charset=utf-8");
	request->has_body = true;
	return pay_pairs_query(arena, &request->body, all, split);
}

/* ------------------------------------------------------------------ proving */

const pay_platform_key *pay_alipay_key_find(const pay_account *account, pay_slice sn)
{
	for (size_t i = 0; i < account->platform_count; i++) {
		if (pay_slice_equal(account->platform[i].id, sn)) {
			return &account->platform[i];
		}
	}
	return NULL;
}

static pay_status verify_with(const pay_account *account, const pay_key *key, pay_slice text,
	pay_slice signature, pay_arena *arena, pay_error *error)
{
	return pay_rsa_verify_hash(
		key, account->rsa1 ? PAY_HASH_SHA1 : PAY_HASH_SHA256, text, signature, arena, error);
}

static bool is_valid(const pay_platform_key *platform, int64_t now)
{
	return now <= platform->key->not_after;
}

pay_status pay_alipay_verify(const pay_account *account, pay_slice text, pay_slice signature,
	int64_t now, pay_arena *arena, pay_error *error)
{
	pay_error last = PAY_ERROR_INIT;
	bool is_tried = false;

	for (size_t i = 0; i < account->platform_count; i++) {
		if (!is_valid(&account->platform[i], now)) {
			continue;
		}
		if (verify_with(account, account->platform[i].key, text, signature, arena, &last)
			== PAY_OK) {
			return PAY_OK;
		}
		/* A signature of another key's size is no reason to stop: that key is not the one. */
		if (!is_tried || strcmp(error->reason, "signature.mismatch") != 0) {
			*error = last;
		}
		is_tried = true;
	}
	return is_tried ? error->status
					: pay_fail(error, PAY_E_SIGNATURE, "signature.unknown-serial",
						"No key of Alipay's is at hand that is valid now");
}

pay_status pay_alipay_utf8(pay_arena *arena, pay_slice *out, pay_slice bytes, pay_error *error)
{
	if (pay_is_utf8(bytes)) {
		*out = bytes;
		return PAY_OK;
	}
	return pay_gb18030_to_utf8(arena, out, bytes, error);
}

pay_status pay_alipay_open(const pay_account *account, pay_slice base64, pay_arena *arena,
	pay_slice *plain, pay_error *error)
{
	if (account->api_key.size == 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.missing",
			"encryptKey is missing: what Alipay sent is encrypted with it");
	}
	return pay_cbc_open(account->api_key, base64, arena, plain, error);
}

/* The members of an answer that count. raw is "" for what is not there. */
typedef struct envelope {
	pay_slice node;
	pay_slice sign;
	pay_slice certificate;
	bool is_error;  /* error_response in the node's place */
	pay_slice seen; /* the node as it came in UTF-8, or "", and what is in it */
	pay_json_object within;
} envelope;

static pay_slice raw_of(const pay_json_object *in, pay_slice name)
{
	for (size_t i = 0; i < in->count; i++) {
		if (pay_slice_equal(in->members[i].name, name)) {
			return in->members[i].raw;
		}
	}
	return PAY_LIT("");
}

static pay_status members_of(
	pay_slice text, pay_arena *arena, pay_json_object *out, pay_error *error)
{
	return pay_json_members(text, false, arena, &out->members, &out->count, error);
}

/* alipay.trade.query answers with alipay_trade_query_response. */
static pay_status node_name(pay_slice method, pay_arena *arena, pay_slice *name)
{
	char *bytes = pay_arena_take(arena, method.size + 1);

	if (bytes == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < method.size; i++) {
		bytes[i] = method.data[i] == '.' ? '_' : method.data[i];
	}
	return PAY_JOIN(arena, name, (pay_slice) {bytes, method.size}, PAY_LIT("_response"));
}

static pay_status read_envelope(
	const pay_call *call, pay_slice body, pay_arena *arena, envelope *out, pay_error *error)
{
	const bool is_utf8 = pay_is_utf8(body);
	pay_json_object members, within = {NULL, 0};
	pay_slice name, error_node;

	PAY_TRY(node_name(call->name, arena, &name));
	/* In GB18030 what is in the node is looked for when it has been converted. */
	PAY_TRY(is_utf8 ? pay_json_members_within(body, name, arena, &members, &within, error)
					: pay_json_members(body, true, arena, &members.members, &members.count, error));
	error_node = raw_of(&members, PAY_LIT("error_response"));
	*out = (envelope) {
		.node = raw_of(&members, name),
		.sign = raw_of(&members, PAY_LIT("sign")),
		.certificate = raw_of(&members, PAY_LIT("alipay_cert_sn")),
		.seen = is_utf8 ? raw_of(&members, name) : PAY_LIT(""),
		.within = within,
	};
	if (out->node.size > 0 && error_node.size > 0) {
		return malformed(error, "The answer holds both its node and error_response");
	}
	out->is_error = error_node.size > 0;
	out->node = out->is_error ? error_node : out->node;
	if (out->node.size == 0) {
		return malformed(error, "The answer does not hold the node of the method that was called");
	}
	return out->node.data[0] == '{' || out->node.data[0] == '"'
		? PAY_OK
		: malformed(error, "The node of the answer is neither an object nor a string");
}

static bool is_nothing(pay_slice raw)
{
	return raw.size == 0 || pay_slice_equal(raw, PAY_LIT("null"))
		|| pay_slice_equal(raw, PAY_LIT("\"\""));
}

static pay_status unquote(pay_slice raw, pay_arena *arena, pay_slice *text, pay_error *error)
{
	if (raw.size == 0 || raw.data[0] != '"') {
		return malformed(error, "A member of the answer that should be a string is none");
	}
	return pay_json_unescape(raw, arena, text, error);
}

/* In certificate mode the answer names the certificate, and no other than that one counts. */
static pay_status find_key(const pay_account *account, const envelope *in, int64_t now,
	pay_arena *arena, const pay_key **key, pay_error *error)
{
	const pay_platform_key *found = &account->platform[0];
	pay_slice sn;

	if (account->roots != NULL) {
		if (is_nothing(in->certificate)) {
			return pay_fail(error, PAY_E_SIGNATURE, "signature.missing",
				"The answer names no alipay_cert_sn, as it must in certificate mode");
		}
		PAY_TRY(unquote(in->certificate, arena, &sn, error));
		pay_error_serial(error, sn);
		found = pay_alipay_key_find(account, sn);
	}
	if (found == NULL || account->platform_count == 0) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.unknown-serial",
			"The answer names the certificate %s, which is not at hand", error->serial);
	}
	if (!is_valid(found, now)) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.certificate-expired",
			"The certificate %s, which the answer names, has expired", error->serial);
	}
	*key = found->key;
	return PAY_OK;
}

/* Replaces "\/" by "/". */
static pay_status without_escapes(pay_slice text, pay_arena *arena, pay_slice *out)
{
	char *bytes = pay_arena_take(arena, text.size + 1);
	size_t size = 0;

	if (bytes == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '\\' && i + 1 < text.size && text.data[i + 1] == '/') {
			i++;
		} else if (text.data[i] == '\\' && i + 1 < text.size) {
			bytes[size++] = text.data[i++];
		}
		bytes[size++] = text.data[i];
	}
	*out = (pay_slice) {bytes, size};
	return PAY_OK;
}

/*
 * The bytes of the node as they lie. Some of Alipay's systems sign the text before they write "/" as "\/"; then that text is
 * what was proven, and what counts from here.
 */
static pay_status prove(const pay_account *account, const pay_key *key, envelope *in,
	pay_arena *arena, pay_error *error)
{
	pay_slice signature, other;
	pay_error first;

	PAY_TRY(unquote(in->sign, arena, &signature, error));
	if (verify_with(account, key, in->node, signature, arena, error) == PAY_OK) {
		return PAY_OK;
	}
	first = *error;
	PAY_TRY(without_escapes(in->node, arena, &other));
	if (other.size == in->node.size || first.status != PAY_E_SIGNATURE
		|| verify_with(account, key, other, signature, arena, error) != PAY_OK) {
		*error = first;
		return first.status;
	}
	in->node = other;
	return PAY_OK;
}

/* The JSON that the caller gets: opened where it was encrypted, in UTF-8. */
static pay_status open_node(const pay_account *account, pay_slice node, pay_arena *arena,
	pay_slice *payload, pay_error *error)
{
	pay_slice text = node;

	if (node.data[0] == '"') {
		PAY_TRY(pay_json_unescape(node, arena, &text, error));
		if (account->api_key.size == 0) {
			return pay_fail(error, PAY_E_SIGNATURE, "signature.decrypt",
				"The answer is encrypted, and this client has no encryptKey");
		}
		PAY_TRY(pay_alipay_open(account, text, arena, &text, error));
	}
	PAY_TRY(pay_alipay_utf8(arena, payload, text, error));
	return payload->size > 0 && payload->data[0] == '{'
		? PAY_OK
		: malformed(error, "The node of the answer is not an object");
}

static bool is_success(pay_slice code)
{
	static const pay_slice codes[] = {PAY_LIT_INIT("\"10000\""), PAY_LIT_INIT("\"10003\""),
		PAY_LIT_INIT("10000"), PAY_LIT_INIT("10003")};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (pay_slice_equal(code, codes[i])) {
			return true;
		}
	}
	return false;
}

/* A few methods answer without a code, all of them without biz_content as far as the table knows. */
static bool needs_code(const pay_endpoint *endpoint)
{
	return endpoint->path[0] != '\0' && !endpoint->is_flat;
}

/*
 * A success says 10000, or 10003 while the buyer is paying. The name
 * of the node is not signed, so that error_response alone refuses nothing.
 */
static pay_status judge(const envelope *in, const pay_call *call, pay_slice payload, bool verified,
	pay_arena *arena, pay_error *error)
{
	const bool is_seen = payload.data == in->seen.data && payload.size == in->seen.size;
	pay_json_object members = in->within;
	pay_slice code, sub_code;

	PAY_TRY(is_seen ? PAY_OK : members_of(payload, arena, &members, error));
	code = raw_of(&members, PAY_LIT("code"));
	sub_code = raw_of(&members, PAY_LIT("sub_code"));
	if (is_nothing(code) ? !is_nothing(sub_code) : !is_success(code)) {
		return pay_fail(error, PAY_E_API, "api", "Alipay refused the call");
	}
	if (!verified) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.missing",
			"The answer carries no sign, and no code of a refusal");
	}
	if (in->is_error || (is_nothing(code) && needs_code(call->endpoint))) {
		return malformed(error, "The answer names neither a success nor a refusal");
	}
	return PAY_OK;
}

static pay_status check(const pay_account *account, const pay_call *call, pay_answer *answer,
	int64_t now, pay_arena *arena, pay_error *error)
{
	const pay_response *response = &answer->response;
	const pay_key *key = NULL;
	envelope in;

	(void) pay_response_header(response, "trace_id", &answer->request_id);
	answer->verified = false;
	answer->payload = PAY_LIT("");
	if (response->status != 200) {
		return pay_fail(error, PAY_E_API, "api", "Alipay refused the call");
	}
	PAY_TRY(read_envelope(call, response->body, arena, &in, error));
	if (!is_nothing(in.sign)) {
		PAY_TRY(find_key(account, &in, now, arena, &key, error));
		PAY_TRY(prove(account, key, &in, arena, error));
		answer->verified = true;
	} else if (in.node.data[0] == '"') {
		/* What nobody signed is not opened: its padding would tell a forger about the key's texts. */
		return pay_fail(error, PAY_E_SIGNATURE, "signature.missing",
			"The answer is encrypted and carries no sign");
	}
	PAY_TRY(open_node(account, in.node, arena, &answer->payload, error));
	return judge(&in, call, answer->payload, answer->verified, arena, error);
}

pay_status pay_alipay_open_payload(const pay_account *account, pay_slice json, int64_t now,
	pay_arena *arena, pay_slice *plain, pay_error *error)
{
	pay_json_object members;
	pay_slice response, sign, signed_text, text;

	PAY_TRY(members_of(json, arena, &members, error));
	response = raw_of(&members, PAY_LIT("response"));
	sign = raw_of(&members, PAY_LIT("sign"));
	if (is_nothing(sign)) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.missing", "The payload carries no sign");
	}
	PAY_TRY(unquote(response, arena, &text, error));
	PAY_TRY(unquote(sign, arena, &sign, error));
	signed_text = text;
	if (text.size == 0 || text.data[0] != '{') {
		PAY_TRY(PAY_JOIN(arena, &signed_text, PAY_LIT("\""), text, PAY_LIT("\"")));
	}
	PAY_TRY(pay_alipay_verify(account, signed_text, sign, now, arena, error));
	*plain = text;
	return text.size > 0 && text.data[0] == '{'
		? PAY_OK
		: pay_alipay_open(account, text, arena, plain, error);
}

static const char *const hosts[] = {"https://openapi.alipay.com", NULL};

const pay_gateway pay_gateway_alipay = {
	.name = "alipay",
	.hosts = hosts,
	.build = build,
	.check = check,
	.show = show,
};
