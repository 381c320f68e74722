/* SPDX-License-Identifier: MIT */
#include "php/alipay.h"

#include "php/call.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/platform_set.h"

#include "core/certificate.h"
#include "core/cipher.h"
#include "core/text.h"
#include "gateway/alipay.h"

#include <time.h>

/*
 * Alipay renews its certificate now and then, and answers name the one that they are signed with. One that is not at hand is
 * fetched. Nothing proves that answer but the certificate in it. https://opendocs.alipay.com/common/02kf5q
 */
#define OWNER PAY_LIT("支付宝(中国)网络技术有限公司")
#define SN_MAX 64

/* Roots decide what is believed, so that sets are kept apart by them. */
static pay_status set_id(const pay_account *account, unsigned char id[PAY_SHA256_SIZE])
{
	const pay_slice separator = {"", 1};
	const pay_slice parts[] = {PAY_LIT("alipay"), separator, account->app, separator,
		pay_slice_from(account->roots->sn), separator, account->origin, separator,
		account->travel.base_url};

	return pay_sha256(&PAY_G(kept), id, sizeof(parts) / sizeof(*parts), parts);
}

/* Beside those that were given. The number lies in the key, of which the account has a reference. */
static void lend(pay_account *account, pay_key *key)
{
	if (account->platform_count == PAY_PLATFORM_KEYS_MAX
		|| pay_alipay_key_find(account, pay_slice_from(key->sn)) != NULL) {
		return;
	}
	account->platform[account->platform_count++] =
		(pay_platform_key) {.id = pay_slice_from(key->sn), .key = pay_key_retain(key)};
}

static void lend_all(php_pay_client *client, const php_pay_platform_set *set)
{
	for (size_t i = 0; client->platform_generation != set->generation && i < set->count; i++) {
		lend(&client->account, set->keys[i]);
	}
	client->platform_generation = set->generation;
}

void php_pay_alipay_certificates_kept(php_pay_client *client)
{
	unsigned char id[PAY_SHA256_SIZE];
	const php_pay_platform_set *set;

	if (client->account.roots != NULL && set_id(&client->account, id) == PAY_OK
		&& (set = php_pay_platform_set_peek(id)) != NULL) {
		lend_all(client, set);
	}
}

/* ------------------------------------------------------------------ the fetch */

static pay_status refuse(pay_error *error, const char *why)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.certificate", "%s", why);
}

static pay_status call_gateway(
	php_pay_client *client, pay_slice sn, pay_arena *arena, pay_answer *answer, pay_error *error)
{
	const pay_endpoint *endpoint = pay_alipay_endpoint(PAY_ALIPAY_CERTIFICATE);
	pay_pair content = {.name = PAY_LIT("biz_content")};
	pay_call call = {
		.endpoint = endpoint,
		.method = "POST",
		.name = pay_slice_from(endpoint->path),
		.target = PAY_LIT("/gateway.do"),
		.body = PAY_LIT(""),
		.has_body = true,
		.fields = &content,
		.field_count = 1,
		.body_field_count = 1,
		.unproven = true,
	};
	pay_status status;

	PAY_TRY(PAY_JOIN(arena, &content.value, PAY_LIT("{\"alipay_cert_sn\":\""), sn, PAY_LIT("\"}")));
	PAY_G(certificate_fetches)++;
	status = php_pay_exchange(client, &pay_gateway_alipay, &call, arena, answer, error);
	php_pay_drop_cause(status);
	php_pay_report(client, &pay_gateway_alipay, &call, answer, arena);
	return status;
}

static pay_status read_certificate(
	const pay_answer *answer, pay_arena *arena, pay_key **key, pay_error *error)
{
	zend_string *content = NULL;
	pay_slice text;
	pay_status status;
	zval body;

	if (answer->response.status != 200
		|| php_pay_json_decode(&body, answer->response.body) != NULL) {
		return refuse(error, "it could not be fetched");
	}
	content = php_pay_find_string(
		Z_ARRVAL(body), "alipay_open_app_alipaycert_download_response.alipay_cert_content");
	status = content == NULL ? refuse(error, "Alipay did not hand it out")
							 : pay_base64_decode(arena, &text, php_pay_slice(content), error);
	zval_ptr_dtor(&body);
	return status != PAY_OK ? status
							: pay_key_cache_get(&PAY_G(keys), (size_t) PAY_G(key_cache_limit),
								PAY_KEY_CHAIN, text, "The platform certificate", key, error);
}

/* Merchants have certificates under the same roots, so that a chain alone says nothing of whose it is. */
static pay_status check_certificate(
	const pay_account *account, pay_key *key, pay_slice sn, pay_error *error)
{
	if (!pay_equal_ignore_case(pay_slice_from(key->sn), sn)) {
		return refuse(error, "what was handed out has another number");
	}
	if (!pay_certificate_subject_has(key, OWNER)
		|| !pay_certificate_same_issuer(key, account->platform[0].key)) {
		return refuse(error, "what was handed out is not a certificate of Alipay's");
	}
	/* Alipay hands out the certificate alone, or with the authority that issued it. */
	return pay_certificate_check_chain(
		key, account->platform[0].key, account->roots, (int64_t) time(NULL), error);
}

static pay_status fetch(php_pay_client *client, pay_slice sn, pay_key **key, pay_error *error)
{
	pay_arena *arena = php_pay_scope_open();
	pay_answer answer = {.response = {.body = PAY_LIT("")}, .request_id = PAY_LIT("")};
	pay_status status = call_gateway(client, sn, arena, &answer, error);

	if (status == PAY_OK) {
		status = read_certificate(&answer, arena, key, error);
	}
	if (status == PAY_OK) {
		status = check_certificate(&client->account, *key, sn, error);
		if (status != PAY_OK) {
			pay_key_release(*key);
		}
	}
	php_pay_scope_close_of(arena);
	return status;
}

/* Takes over the reference. The one fetched first makes room. */
static void keep(php_pay_platform_set *set, pay_key *key)
{
	if (set->count == PHP_PAY_PLATFORM_SET_KEYS_MAX) {
		pay_key_release(set->keys[0]);
		memmove(&set->keys[0], &set->keys[1], --set->count * sizeof(set->keys[0]));
	}
	set->keys[set->count++] = key;
	php_pay_platform_set_changed(set);
}

/* As for WeChat Pay's: no other task's call goes on meanwhile; under the shop's own transport one may. */
static pay_status fetch_into(
	php_pay_client *client, const unsigned char id[PAY_SHA256_SIZE], pay_slice sn, pay_error *error)
{
	php_pay_platform_set *set = php_pay_platform_set_find(id);
	pay_status status;
	pay_key *key;

	if (!php_pay_platform_set_may_ask(set, time(NULL))) {
		return refuse(error, "one was asked for less than a minute ago");
	}
	set->attempted = time(NULL);
	PAY_G(undivided)++;
	status = fetch(client, sn, &key, error);
	PAY_G(undivided)--;
	set = php_pay_platform_set_find(id);
	if (status == PAY_E_TRANSPORT) { /* nothing was answered, so that a minute would be too long */
		php_pay_platform_set_retry_soon(set);
	}
	if (status == PAY_OK) {
		keep(set, key);
	}
	return status;
}

bool php_pay_alipay_certificate(php_pay_client *client, pay_slice sn, pay_error *error)
{
	unsigned char id[PAY_SHA256_SIZE];
	pay_error why = PAY_ERROR_INIT;

	if (client->account.roots == NULL || !pay_is_word(sn, 1, SN_MAX, "")
		|| set_id(&client->account, id) != PAY_OK) {
		return false;
	}
	lend_all(client, php_pay_platform_set_find(id));
	if (pay_alipay_key_find(&client->account, sn) == NULL
		&& fetch_into(client, id, sn, &why) != PAY_OK) {
		(void) pay_fail(error, PAY_E_SIGNATURE, "signature.unknown-serial",
			"The answer names the certificate %.*s, which is not at hand: %s", (int) sn.size,
			sn.data, why.message);
		pay_error_serial(error, sn);
		return false;
	}
	lend_all(client, php_pay_platform_set_find(id));
	return pay_alipay_key_find(&client->account, sn) != NULL;
}
