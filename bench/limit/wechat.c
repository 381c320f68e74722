/* SPDX-License-Identifier: MIT */
/* WeChat Pay: APIv2 order and notification, APIv3 Authorization, notification and bridge. */
#include "limit.h"

#include <libxml/parser.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HMAC_SIZE 32
#define MD5_SIZE 16

/* ------------------------------------------------------------------ APIv2: digests */

static char *key, *fields_text;
static limit_pair fields[LIMIT_PAIRS_MAX];
static size_t field_count;
static EVP_MD *md5;
static EVP_MD_CTX *md5_context;
static EVP_MAC_CTX *hmac;

static bool prepare_digests(const char *dir)
{
	OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA256", 0),
		OSSL_PARAM_construct_end()};
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);

	free(key);
	key = limit_read(dir, "api_v2_key", NULL);
	md5 = EVP_MD_fetch(NULL, "MD5", NULL);
	md5_context = EVP_MD_CTX_new();
	hmac = EVP_MAC_CTX_new(mac);
	return key != NULL && md5 != NULL
		&& EVP_MAC_init(hmac, (const unsigned char *) key, strlen(key), params) == 1;
}

/* Upper-case hex over text, which has room for "&key=" after it. */
static char *sign_v2(char *to, char *text, char *end, bool with_md5)
{
	unsigned char digest[HMAC_SIZE];
	size_t size = sizeof(digest);

	end = limit_puts(limit_puts(end, "&key="), key);
	if (with_md5) {
		(void) EVP_DigestInit_ex2(md5_context, md5, NULL);
		(void) EVP_DigestUpdate(md5_context, text, (size_t) (end - text));
		(void) EVP_DigestFinal_ex(md5_context, digest, NULL);
		return limit_hex(to, digest, MD5_SIZE, true);
	}
	(void) EVP_MAC_init(hmac, NULL, 0, NULL);
	(void) EVP_MAC_update(hmac, (const unsigned char *) text, (size_t) (end - text));
	(void) EVP_MAC_final(hmac, digest, &size, sizeof(digest));
	return limit_hex(to, digest, HMAC_SIZE, true);
}

/* ------------------------------------------------------------------ APIv2: order */

static bool prepare_order(const char *dir)
{
	free(fields_text);
	fields_text = limit_read(dir, "order_v2.txt", NULL);
	field_count = fields_text != NULL ? limit_lines(fields_text, fields) : 0;
	return prepare_digests(dir) && field_count > 0;
}

static char *element(char *to, const limit_pair *pair)
{
	*to++ = '<';
	to = limit_put(to, pair->name, pair->name_size);
	to = limit_put(to, "><![CDATA[", 10);
	to = limit_put(to, pair->value, pair->value_size);
	to = limit_put(to, "]]></", 5);
	to = limit_put(to, pair->name, pair->name_size);
	*to++ = '>';
	return to;
}

static bool order(bool with_md5)
{
	char text[4096], nonce[32], sign[2 * HMAC_SIZE];
	const char *type = with_md5 ? "MD5" : "HMAC-SHA256";
	limit_pair sorted[LIMIT_PAIRS_MAX + 2], signed_by;
	size_t count = field_count;
	char *to = limit_put(limit_out, "<xml>", 5);

	memcpy(sorted, fields, count * sizeof(*fields));
	(void) limit_nonce(nonce);
	sorted[count++] = (limit_pair) {"nonce_str", nonce, 9, sizeof(nonce)};
	sorted[count++] = (limit_pair) {"sign_type", type, 9, strlen(type)};
	limit_sort(sorted, count);
	signed_by = (limit_pair) {"sign", sign, 4,
		(size_t) (sign_v2(sign, text, limit_join(text, sorted, count), with_md5) - sign)};
	for (size_t i = 0; i < count; i++) {
		to = element(to, &sorted[i]);
	}
	to = limit_put(element(to, &signed_by), "</xml>", 7);
	return true;
}

static bool order_md5(void)
{
	return order(true);
}

static bool order_hmac(void)
{
	return order(false);
}

/* ------------------------------------------------------------------ APIv2: notification */

static char *notice;
static size_t notice_size;
static xmlParserCtxtPtr parser;

/* What the parser has found; values lie in one buffer. */
static struct {
	limit_pair pairs[LIMIT_PAIRS_MAX];
	char values[65536], names[4096];
	size_t count;
	char *value, *name;
	int depth;
} found;

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
	const xmlChar **attribute_list)
{
	size_t size = strlen((const char *) name);

	(void) context, (void) prefix, (void) uri, (void) namespaces, (void) namespace_list;
	(void) attributes, (void) defaulted, (void) attribute_list;
	if (found.depth++ == 1 && found.count < LIMIT_PAIRS_MAX) {
		found.pairs[found.count] = (limit_pair) {found.name, found.value, size, 0};
		found.name = limit_put(found.name, (const char *) name, size);
	}
}

static void on_text(void *context, const xmlChar *text, int size)
{
	(void) context;
	if (found.depth == 2) {
		found.value = limit_put(found.value, (const char *) text, (size_t) size);
	}
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void) context, (void) name, (void) prefix, (void) uri;
	if (--found.depth == 1) {
		limit_pair *pair = &found.pairs[found.count++];

		pair->value_size = (size_t) (found.value - pair->value);
	}
}

static bool prepare_notice(const char *dir)
{
	free(notice);
	notice = limit_read(dir, "notify_v2.xml", &notice_size);
	return notice != NULL && prepare_digests(dir);
}

static void parse_by_libxml2(void)
{
	static xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text};

	if (parser == NULL) {
		parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
	} else {
		(void) xmlCtxtResetPush(parser, NULL, 0, NULL, NULL);
	}
	(void) xmlParseChunk(parser, notice, (int) notice_size, 1);
}

/* Only what WeChat Pay sends: <name><![CDATA[value]]></name> and <name>value</name>. */
static void parse_by_hand(void)
{
	const char *at = strstr(notice, "<xml>") + 5;

	while (at[0] == '<' && at[1] != '/') {
		limit_pair *pair = &found.pairs[found.count++];
		const char *close = strchr(at, '>'), *end;

		pair->name = at + 1;
		pair->name_size = (size_t) (close - at) - 1;
		pair->value = close + 1;
		if (strncmp(pair->value, "<![CDATA[", 9) == 0) {
			pair->value += 9;
			end = strstr(pair->value, "]]>");
			at = end + 3;
		} else {
			at = end = strchr(pair->value, '<');
		}
		pair->value_size = (size_t) (end - pair->value);
		at += pair->name_size + 3;
	}
}

static bool prove_notice(void (*parse)(void))
{
	char text[8192], sign[2 * HMAC_SIZE];
	const limit_pair *given = NULL;
	size_t kept = 0;
	char *to = limit_out;

	found.count = 0, found.depth = 0;
	found.value = found.values, found.name = found.names;
	parse();
	for (size_t i = 0; i < found.count; i++) {
		const limit_pair *pair = &found.pairs[i];

		to = limit_put(limit_put(to, pair->name, pair->name_size), "=", 1);
		to = limit_put(limit_put(to, pair->value, pair->value_size), "\n", 1);
	}
	*to = '\0';
	for (size_t i = 0; i < found.count; i++) {
		static limit_pair sign_pair;

		if (found.pairs[i].name_size == 4 && memcmp(found.pairs[i].name, "sign", 4) == 0) {
			sign_pair = found.pairs[i];
			given = &sign_pair;
		} else if (found.pairs[i].value_size > 0) {
			found.pairs[kept++] = found.pairs[i];
		}
	}
	limit_sort(found.pairs, kept);
	to = sign_v2(sign, text, limit_join(text, found.pairs, kept), true);
	return given != NULL && given->value_size == (size_t) (to - sign)
		&& memcmp(given->value, sign, given->value_size) == 0;
}

static bool notify_v2(void)
{
	return prove_notice(parse_by_libxml2);
}

static bool notify_v2_by_hand(void)
{
	return prove_notice(parse_by_hand);
}

/* ------------------------------------------------------------------ APIv3 */

static limit_pair identity[LIMIT_PAIRS_MAX];
static char *identity_text;

static const char *identity_of(const char *name)
{
	for (const limit_pair *pair = identity; pair->name != NULL; pair++) {
		if (strlen(name) == pair->name_size && memcmp(pair->name, name, pair->name_size) == 0) {
			return pair->value;
		}
	}
	return "";
}

static bool prepare_signer(const char *dir)
{
	char *pem = limit_read(dir, "merchant.key.pem", NULL);
	bool done = limit_sign_prepare(pem);
	size_t count;

	free(pem);
	free(identity_text);
	identity_text = limit_read(dir, "identity.txt", NULL);
	count = identity_text != NULL ? limit_lines(identity_text, identity) : 0;
	identity[count] = (limit_pair) {0};
	return done && count > 0;
}

static const char *mchid, *appid, *serial, *description, *number, *total, *openid, *notify_url,
	*prepay_id;

static bool prepare_authorization(const char *dir)
{
	if (!prepare_signer(dir)) {
		return false;
	}
	mchid = identity_of("mchid"), appid = identity_of("appid"), serial = identity_of("serial");
	description = identity_of("description"), number = identity_of("out_trade_no");
	total = identity_of("total"), openid = identity_of("openid"),
	notify_url = identity_of("notify_url");
	prepay_id = identity_of("prepay_id");
	return true;
}

/* The body of an order and its Authorization header, a line feed between. */
static bool authorization(void)
{
	char message[4096], nonce[33], seconds[24];
	char *to = limit_out, *end, *body;
	size_t size;

	(void) snprintf(seconds, sizeof(seconds), "%lld", (long long) time(NULL));
	*limit_nonce(nonce) = '\0';
	end = limit_puts(message, "POST\n/v3/pay/transactions/jsapi\n");
	end = limit_puts(limit_puts(end, seconds), "\n");
	end = limit_puts(limit_puts(end, nonce), "\n");
	body = end;
	end = limit_puts(limit_puts(end, "{\"description\":\""), description);
	end = limit_puts(limit_puts(end, "\",\"out_trade_no\":\""), number);
	end = limit_puts(limit_puts(end, "\",\"amount\":{\"total\":"), total);
	end = limit_puts(limit_puts(end, "},\"payer\":{\"openid\":\""), openid);
	end = limit_puts(limit_puts(end, "\"},\"appid\":\""), appid);
	end = limit_puts(limit_puts(end, "\",\"mchid\":\""), mchid);
	end = limit_puts(limit_puts(end, "\",\"notify_url\":\""), notify_url);
	end = limit_puts(end, "\"}");
	size = (size_t) (end - body);
	end = limit_puts(end, "\n");
	to = limit_puts(
		limit_put(to, body, size), "\nAuthorization: WECHATPAY2-SHA256-RSA2048 mchid=\"");
	to = limit_puts(limit_puts(to, mchid), "\",nonce_str=\"");
	to = limit_puts(limit_puts(to, nonce), "\",timestamp=\"");
	to = limit_puts(limit_puts(to, seconds), "\",serial_no=\"");
	to = limit_puts(limit_puts(to, serial), "\",signature=\"");
	to = limit_sign(to, message, (size_t) (end - message));
	return to != NULL && limit_put(to, "\"", 2) != NULL;
}

/* What the page hands to WeChat, "name=value" lines. */
static bool bridge(void)
{
	char message[1024], nonce[33], seconds[24];
	char *to = limit_out, *end;

	(void) snprintf(seconds, sizeof(seconds), "%lld", (long long) time(NULL));
	*limit_nonce(nonce) = '\0';
	end = limit_puts(limit_puts(message, appid), "\n");
	end = limit_puts(limit_puts(end, seconds), "\n");
	end = limit_puts(limit_puts(end, nonce), "\nprepay_id=");
	end = limit_puts(limit_puts(end, prepay_id), "\n");
	to = limit_puts(limit_puts(to, "appId="), appid);
	to = limit_puts(limit_puts(to, "\ntimeStamp="), seconds);
	to = limit_puts(limit_puts(to, "\nnonceStr="), nonce);
	to = limit_puts(limit_puts(to, "\npackage=prepay_id="), prepay_id);
	to = limit_puts(to, "\nsignType=RSA\npaySign=");
	to = limit_sign(to, message, (size_t) (end - message));
	return to != NULL && limit_put(to, "", 1) != NULL;
}

/* ------------------------------------------------------------------ APIv3: notification */

static limit_pair headers[LIMIT_PAIRS_MAX];
static char *headers_text, *event;
static size_t event_size, header_count;
static EVP_CIPHER_CTX *gcm;

static bool prepare_event(const char *dir)
{
	char *pem = limit_read(dir, "platform.cert.pem", NULL);
	char *secret = limit_read(dir, "api_v3_key", NULL);
	bool done = limit_verify_prepare(pem) && secret != NULL;

	free(headers_text), free(event);
	headers_text = limit_read(dir, "notify_v3.headers", NULL);
	event = limit_read(dir, "notify_v3.json", &event_size);
	header_count = headers_text != NULL ? limit_lines(headers_text, headers) : 0;
	gcm = EVP_CIPHER_CTX_new();
	done = done
		&& EVP_DecryptInit_ex(gcm, EVP_aes_256_gcm(), NULL, (unsigned char *) secret, NULL) == 1;
	free(pem), free(secret);
	return done && event != NULL && header_count == 4;
}

/* A text of the event's resource. Its writer escapes nothing in these. */
static const char *member(const char *in, const char *name, size_t *size)
{
	const char *start = strstr(in, name), *end;

	start = start != NULL ? strchr(start + strlen(name), '"') : NULL;
	end = start != NULL ? strchr(start + 1, '"') : NULL;
	*size = end != NULL ? (size_t) (end - start) - 1 : 0;
	return end != NULL ? start + 1 : NULL;
}

static bool open_resource(void)
{
	static unsigned char sealed[65536];
	size_t size, aad_size, nonce_size;
	int length = 0;
	const char *resource = strstr(event, "\"resource\":");
	const char *cipher = member(resource, "\"ciphertext\":", &size);
	const char *aad = member(resource, "\"associated_data\":", &aad_size);
	const char *nonce = member(resource, "\"nonce\":", &nonce_size);
	size_t bytes = limit_base64_decode(sealed, cipher, size);
	bool done = bytes > 16
		&& EVP_DecryptInit_ex(gcm, NULL, NULL, NULL, (const unsigned char *) nonce) == 1
		&& EVP_DecryptUpdate(gcm, NULL, &length, (const unsigned char *) aad, (int) aad_size) == 1
		&& EVP_DecryptUpdate(gcm, (unsigned char *) limit_out, &length, sealed, (int) bytes - 16)
			== 1
		&& EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_SET_TAG, 16, sealed + bytes - 16) == 1;

	limit_out[length] = '\0';
	return done && EVP_DecryptFinal_ex(gcm, (unsigned char *) limit_out + length, &length) == 1;
}

/* Headers in the file: timestamp, nonce, serial, signature. */
static bool notify_v3(void)
{
	static char message[65536];
	char *end = limit_put(limit_put(message, headers[0].value, headers[0].value_size), "\n", 1);

	end = limit_put(limit_put(end, headers[1].value, headers[1].value_size), "\n", 1);
	end = limit_put(limit_put(end, event, event_size), "\n", 1);
	return limit_verify(message, (size_t) (end - message), headers[3].value, headers[3].value_size)
		&& open_resource();
}

const limit_case limit_wechat_cases[] = {
	{"order_md5", prepare_order, order_md5},
	{"order_hmac", prepare_order, order_hmac},
	{"notify_v2", prepare_notice, notify_v2},
	{"notify_v2_by_hand", prepare_notice, notify_v2_by_hand},
	{"authorization", prepare_authorization, authorization},
	{"bridge", prepare_authorization, bridge},
	{"notify_v3", prepare_event, notify_v3},
	{NULL, NULL, NULL},
};
