/* SPDX-License-Identifier: MIT */
#include "php/wechat.h"

#include "php/call.h"
#include "php/convert.h"
#include "php/exchange.h"
#include "php/globals.h"
#include "php/platform_set.h"

#include "core/cipher.h"
#include "core/text.h"
#include "gateway/wechat.h"

#include "zend_exceptions.h"

#include <time.h>

#define FRESH_SECONDS (12 * 3600) /* WeChat Pay asks for a look within 12 hours */

/* What one fetch works on. The keys are references of its own until they move into the worker's set. */
typedef struct fetch {
	php_pay_client *client;
	pay_arena *arena;
	pay_call call;
	pay_answer answer;
	pay_key *keys[PHP_PAY_PLATFORM_SET_KEYS_MAX];
	size_t count;
} fetch;

/* One account may decrypt what another may not, so sets are kept by everything that makes the account. */
static pay_status set_id(const pay_account *account, unsigned char id[PAY_SHA256_SIZE])
{
	const pay_slice separator = {"", 1};
	const pay_slice parts[] = {account->merchant, separator, account->serial, separator,
		account->api_key, separator, account->travel.base_url};

	return pay_sha256(&PAY_G(kept), id, sizeof(parts) / sizeof(*parts), parts);
}

static bool set_names(const php_pay_platform_set *set, pay_slice serial)
{
	for (size_t i = 0; i < set->count; i++) {
		if (pay_serial_equal(pay_slice_from(set->keys[i]->serial), serial)) {
			return true;
		}
	}
	return false;
}

static bool is_fetch_due(const php_pay_platform_set *set, pay_slice serial, time_t now)
{
	bool waited = php_pay_platform_set_may_ask(set, now);

	if (serial.size > 0) {
		return !set_names(set, serial) && waited;
	}
	return set->count == 0 || (now - set->fetched >= FRESH_SECONDS && waited);
}

static pay_status malformed(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "/v3/certificates %s", what);
}

static pay_status open_certificate(
	const fetch *on, HashTable *item, pay_slice *pem, pay_error *error)
{
	zend_string *algorithm = php_pay_find_string(item, "encrypt_certificate.algorithm");
	zend_string *nonce = php_pay_find_string(item, "encrypt_certificate.nonce");
	zend_string *ciphertext = php_pay_find_string(item, "encrypt_certificate.ciphertext");
	zend_string *associated = php_pay_find_string(item, "encrypt_certificate.associated_data");
	pay_slice sealed;

	if (algorithm == NULL || nonce == NULL || ciphertext == NULL
		|| !zend_string_equals_literal(algorithm, "AEAD_AES_256_GCM")) {
		return malformed(error, "names no AEAD_AES_256_GCM certificate");
	}
	PAY_TRY(pay_base64_decode(on->arena, &sealed, php_pay_slice(ciphertext), error));
	return pay_gcm_open(on->client->account.api_key, php_pay_slice(nonce),
		associated != NULL ? php_pay_slice(associated) : PAY_LIT(""), sealed, on->arena, pem,
		error);
}

static pay_status take_certificate(fetch *on, zval *item, int64_t now, pay_error *error)
{
	zend_string *serial;
	pay_slice pem;
	pay_key *key;

	if (Z_TYPE_P(item) != IS_ARRAY
		|| (serial = php_pay_find_string(Z_ARRVAL_P(item), "serial_no")) == NULL) {
		return malformed(error, "holds an entry without serial_no");
	}
	PAY_TRY(open_certificate(on, Z_ARRVAL_P(item), &pem, error));
	PAY_TRY(pay_key_cache_get(&PAY_G(keys), (size_t) PAY_G(key_cache_limit), PAY_KEY_CERTIFICATE,
		pem, "The platform certificate", &key, error));
	if (!pay_serial_equal(pay_slice_from(key->serial), php_pay_slice(serial))) {
		pay_key_release(key);
		return malformed(error, "names a certificate by another serial than its own");
	}
	if (now > key->not_after || on->count == PHP_PAY_PLATFORM_SET_KEYS_MAX) {
		pay_key_release(key);
		return PAY_OK;
	}
	on->keys[on->count++] = key;
	return PAY_OK;
}

/* The certificates themselves prove the answer that brought them: it must be signed by one of them. */
static pay_status prove(fetch *on, int64_t now, pay_error *error)
{
	pay_account with_these = on->client->account;

	with_these.platform_count = on->count;
	for (size_t i = 0; i < on->count; i++) {
		with_these.platform[i] =
			(pay_platform_key) {.id = pay_slice_from(on->keys[i]->serial), .key = on->keys[i]};
	}
	return pay_gateway_wechat.check(&with_these, &on->call, &on->answer, now, on->arena, error);
}

static pay_status read_answer(fetch *on, zval *body, int64_t now, pay_error *error)
{
	const char *wrong = php_pay_json_decode(body, on->answer.response.body);
	zval *list, *item;

	if (wrong != NULL) {
		return malformed(error, wrong);
	}
	list = php_pay_find(Z_ARRVAL_P(body), PAY_LIT("data"));
	if (list == NULL || Z_TYPE_P(list) != IS_ARRAY) {
		return malformed(error, "has no list of certificates");
	}
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(list), item) {
		PAY_TRY(take_certificate(on, item, now, error));
	}
	ZEND_HASH_FOREACH_END();
	if (on->count == 0) {
		return malformed(error, "names no certificate that is valid");
	}
	return prove(on, now, error);
}

static pay_status refused(const fetch *on, zval *body, pay_error *error)
{
	zend_string *code = NULL, *message = NULL;

	if (on->answer.response.status == 404) {
		return pay_fail(error, PAY_E_CONFIG, "config.platform-keys",
			"This merchant has no platform certificates: give WeChat Pay's public key, "
			"platformKeys: "
			"['PUB_KEY_ID_...' => 'pub_key.pem']");
	}
	if (php_pay_json_decode(body, on->answer.response.body) == NULL) {
		code = php_pay_find_string(Z_ARRVAL_P(body), "code");
		message = php_pay_find_string(Z_ARRVAL_P(body), "message");
	}
	return pay_fail(error, PAY_E_CONFIG, "config.platform-keys",
		"The platform certificates could not be fetched: %ld %s: %s", on->answer.response.status,
		code != NULL ? ZSTR_VAL(code) : "",
		message != NULL ? ZSTR_VAL(message) : "check mchId, serial and privateKey");
}

static pay_status fetch_certificates(fetch *on, zval *body, pay_error *error)
{
	PAY_G(certificate_fetches)++;
	PAY_TRY(php_pay_exchange(
		on->client, &pay_gateway_wechat, &on->call, on->arena, &on->answer, error));
	if (on->answer.response.status != 200) {
		return refused(on, body, error);
	}
	return read_answer(on, body, (int64_t) time(NULL), error);
}

/* Swaps a whole set for a whole set: old and new certificates stand in it side by side as the gateway lists them. */
static void set_replace(php_pay_platform_set *set, fetch *on)
{
	for (size_t i = 0; i < set->count; i++) {
		pay_key_release(set->keys[i]);
	}
	memcpy(set->keys, on->keys, sizeof(set->keys));
	set->count = on->count;
	php_pay_platform_set_changed(set);
	on->count = 0;
}

/*
 * While this goes on, no other task's call does, which would fetch the same. Under the shop's own transport one may, so that the set
 * is looked for again.
 */
static bool refresh(php_pay_client *client, const unsigned char id[PAY_SHA256_SIZE])
{
	const pay_endpoint *endpoint = pay_wechat_endpoint(PAY_WECHAT_CERTIFICATES);
	fetch on = {
		.client = client,
		.arena = php_pay_scope_open(),
		.call = {.endpoint = endpoint,
			.method = endpoint->method,
			.target = pay_slice_from(endpoint->path),
			.body = PAY_LIT(""),
			.unproven = true},
	};
	pay_error error = PAY_ERROR_INIT;
	php_pay_platform_set *set;
	pay_status status;
	bool has_some;
	zval body;

	ZVAL_UNDEF(&body);
	php_pay_platform_set_find(id)->attempted = time(NULL);
	PAY_G(undivided)++;
	status = fetch_certificates(&on, &body, &error);
	PAY_G(undivided)--;
	set = php_pay_platform_set_find(id);
	if (status == PAY_OK) {
		set_replace(set, &on);
	} else if (set->count == 0) {
		php_pay_throw(&error,
			&(php_pay_context) {
				.method = on.call.method, .path = on.call.target, .attempts = on.call.attempts});
	} else {
		php_pay_drop_cause(status);
	}
	has_some = set->count > 0; /* what onCall does may move the sets */
	php_pay_report(client, &pay_gateway_wechat, &on.call, &on.answer, on.arena);
	for (size_t i = 0; i < on.count; i++) {
		pay_key_release(on.keys[i]);
	}
	zval_ptr_dtor(&body);
	php_pay_scope_close_of(on.arena);
	return EG(exception) == NULL && has_some;
}

/* Lends the worker's set to the account. */
static void take_over(php_pay_client *client, const php_pay_platform_set *set)
{
	pay_account *account = &client->account;

	if (client->platform_generation == set->generation) {
		return;
	}
	for (size_t i = 0; i < account->platform_count; i++) {
		pay_key_release(account->platform[i].key);
	}
	for (size_t i = 0; i < set->count; i++) {
		account->platform[i].key = pay_key_retain(set->keys[i]);
		account->platform[i].id = pay_slice_from(set->keys[i]->serial);
	}
	account->platform_count = set->count;
	client->platform_generation = set->generation;
}

bool php_pay_wechat_certificates(php_pay_client *client, pay_slice serial)
{
	unsigned char id[PAY_SHA256_SIZE];

	if (!client->fetches_certificates || set_id(&client->account, id) != PAY_OK) {
		return true;
	}
	take_over(client, php_pay_platform_set_find(id));
	if (is_fetch_due(php_pay_platform_set_find(id), serial, time(NULL)) && !refresh(client, id)) {
		return false;
	}
	take_over(client, php_pay_platform_set_find(id));
	return true;
}
