/* SPDX-License-Identifier: MIT */
/* Alipay: page URL, notification, gateway answer, certificate numbers. */
#include "limit.h"

#include <openssl/bn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ------------------------------------------------------------------ page */

static limit_pair parameters[LIMIT_PAIRS_MAX];
static char *parameters_text;
static size_t parameter_count;

static bool prepare_page(const char *dir, const char *name)
{
	char *pem = limit_read(dir, "merchant.key.pem", NULL);
	bool done = limit_sign_prepare(pem);

	free(pem), free(parameters_text);
	parameters_text = limit_read(dir, name, NULL);
	parameter_count = parameters_text != NULL ? limit_lines(parameters_text, parameters) : 0;
	return done && parameter_count > 0;
}

static bool prepare_key_page(const char *dir)
{
	return prepare_page(dir, "page_key.txt");
}

static bool prepare_certificate_page(const char *dir)
{
	return prepare_page(dir, "page_cert.txt");
}

static bool page(void)
{
	char text[4096], when[20], signature[512], *end;
	limit_pair sorted[LIMIT_PAIRS_MAX + 1];
	size_t count = parameter_count;
	time_t now = time(NULL) + 8 * 3600;
	struct tm parts;
	char *to = limit_puts(limit_out, "https://openapi.alipay.com/gateway.do?");

	memcpy(sorted, parameters, count * sizeof(*sorted));
	(void) gmtime_r(&now, &parts);
	(void) strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", &parts);
	sorted[count++] = (limit_pair) {"timestamp", when, 9, 19};
	limit_sort(sorted, count);
	end = limit_join(text, sorted, count);
	end = limit_sign(signature, text, (size_t) (end - text));
	for (size_t i = 0; i < count; i++) {
		to = limit_put(limit_put(to, sorted[i].name, sorted[i].name_size), "=", 1);
		to = limit_put(limit_url_encode(to, sorted[i].value, sorted[i].value_size), "&", 1);
	}
	if (end == NULL) {
		return false;
	}
	to = limit_url_encode(limit_puts(to, "sign="), signature, (size_t) (end - signature));
	*to = '\0';
	return true;
}

/* ------------------------------------------------------------------ messages */

static char *message;
static size_t message_size;

static bool prepare_message(const char *dir, const char *name)
{
	char *pem = limit_read(dir, "platform.cert.pem", NULL);
	bool done = limit_verify_prepare(pem);

	free(pem), free(message);
	message = limit_read(dir, name, &message_size);
	return done && message != NULL;
}

static bool prepare_notice(const char *dir)
{
	return prepare_message(dir, "notify_alipay.form");
}

static bool prepare_answer(const char *dir)
{
	return prepare_message(dir, "answer_alipay.json");
}

static int digit(char hex)
{
	return hex <= '9' ? hex - '0' : (hex | 32) - 'a' + 10;
}

/* Decodes up to the next & or the end; *at is then behind it. */
static char *decode(char *to, const char **at)
{
	const char *from = *at;

	for (; *from != '\0' && *from != '&' && *from != '='; from++) {
		if (*from == '%') {
			*to++ = (char) (digit(from[1]) << 4 | digit(from[2]));
			from += 2;
		} else {
			*to++ = *from == '+' ? ' ' : *from;
		}
	}
	*at = *from != '\0' ? from + 1 : from;
	return to;
}

static bool is(const limit_pair *pair, const char *name)
{
	return pair->name_size == strlen(name) && memcmp(pair->name, name, pair->name_size) == 0;
}

static bool notify(void)
{
	static char text[65536];
	limit_pair pairs[LIMIT_PAIRS_MAX], sign = {0};
	const char *at = message;
	char *to = limit_out, *end;
	size_t count = 0;

	while (*at != '\0' && count < LIMIT_PAIRS_MAX) {
		limit_pair *pair = &pairs[count];

		pair->name = to;
		to = decode(to, &at);
		pair->name_size = (size_t) (to - pair->name);
		*to++ = '=';
		pair->value = to;
		to = decode(to, &at);
		pair->value_size = (size_t) (to - pair->value);
		*to++ = '\n';
		if (is(pair, "sign")) {
			sign = *pair;
		} else if (!is(pair, "sign_type") && pair->value_size > 0) {
			count++;
		}
	}
	*to = '\0';
	limit_sort(pairs, count);
	end = limit_join(text, pairs, count);
	return sign.value_size > 0
		&& limit_verify(text, (size_t) (end - text), sign.value, sign.value_size);
}

/* The node by its braces: its texts hold none. */
static bool answer(void)
{
	const char *node = strchr(message + 1, '{'), *end = node != NULL ? strchr(node, '}') : NULL;
	const char *sign = end != NULL ? strstr(end, "\"sign\":\"") : NULL;
	const char *close = sign != NULL ? strchr(sign + 8, '"') : NULL;

	if (close == NULL) {
		return false;
	}
	*limit_put(limit_out, node, (size_t) (end - node) + 1) = '\0';
	return limit_verify(node, (size_t) (end - node) + 1, sign + 8, (size_t) (close - sign) - 8);
}

/* ------------------------------------------------------------------ certificate numbers */

/* DER, walked with bounds. */
typedef struct span {
	const unsigned char *at, *end;
} span;

static char *app_text, *root_text;
static EVP_MD *md5;
static EVP_MD_CTX *md5_context;

static bool prepare_serials(const char *dir)
{
	free(app_text), free(root_text);
	app_text = limit_read(dir, "app.cert.pem", NULL);
	root_text = limit_read(dir, "roots.pem", NULL);
	md5 = EVP_MD_fetch(NULL, "MD5", NULL);
	md5_context = EVP_MD_CTX_new();
	return app_text != NULL && root_text != NULL && md5 != NULL;
}

/* The next element: its content in *content, *in moved behind it. Returns its tag, 0 where the bytes end. */
static unsigned char next(span *in, span *content)
{
	unsigned char tag;
	size_t size, bytes;

	if (in->end - in->at < 2) {
		return 0;
	}
	tag = *in->at++;
	size = *in->at++;
	if (size & 0x80) {
		bytes = size & 0x7f;
		if (bytes == 0 || bytes > 3 || (size_t) (in->end - in->at) < bytes) {
			return 0;
		}
		for (size = 0; bytes > 0; bytes--) {
			size = size << 8 | *in->at++;
		}
	}
	if ((size_t) (in->end - in->at) < size) {
		return 0;
	}
	*content = (span) {in->at, in->at + size};
	in->at += size;
	return tag;
}

/* What Alipay writes for an attribute, by the last byte of 2.5.4.x */
static const char *attribute(unsigned char last)
{
	switch (last) {
	case 3:
		return "CN";
	case 6:
		return "C";
	case 7:
		return "L";
	case 8:
		return "ST";
	case 10:
		return "O";
	case 11:
		return "OU";
	default:
		return "?";
	}
}

/* "CN=...,O=...,C=...": the last first. */
static char *issuer(char *to, span name)
{
	struct {
		unsigned char type;
		span value;
	} parts[16];
	size_t count = 0;
	span set, pair, oid, value;

	while (count < 16 && next(&name, &set) == 0x31 && next(&set, &pair) == 0x30
		&& next(&pair, &oid) == 0x06 && next(&pair, &value) != 0) {
		parts[count].type = oid.end > oid.at ? oid.end[-1] : 0;
		parts[count++].value = value;
	}
	while (count-- > 0) {
		to = limit_put(limit_puts(to, attribute(parts[count].type)), "=", 1);
		to = limit_put(to, (const char *) parts[count].value.at,
			(size_t) (parts[count].value.end - parts[count].value.at));
		if (count > 0) {
			*to++ = ',';
		}
	}
	return to;
}

/* Decimal digits of a big number, nine at a time. */
static char *decimal(char *to, span number)
{
	unsigned int words[8] = {0}, digits[16];
	size_t count = 0, size = (size_t) (number.end - number.at);
	bool more = size <= sizeof(words);

	for (size_t i = 0; i < size && more; i++) {
		words[(size - 1 - i) / 4] |= (unsigned) number.at[i] << 8 * ((size - 1 - i) % 4);
	}
	while (more && count < 16) {
		unsigned long long rest = 0;

		more = false;
		for (size_t i = 8; i-- > 0;) {
			rest = rest << 32 | words[i];
			words[i] = (unsigned) (rest / 1000000000);
			rest %= 1000000000;
			more = more || words[i] != 0;
		}
		digits[count++] = (unsigned) rest;
	}
	to += sprintf(to, "%u", count > 0 ? digits[--count] : 0);
	while (count-- > 0) {
		to += sprintf(to, "%09u", digits[count]);
	}
	return to;
}

/* Appends the number of one certificate; unchanged where it is not signed with RSA. NULL: no certificate. */
static char *number_of(char *to, span der)
{
	static const unsigned char rsa[] = {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01};
	char text[1024], *end;
	unsigned char digest[16];
	span certificate, body, serial, algorithm, oid, name;

	if (next(&der, &certificate) != 0x30 || next(&certificate, &body) != 0x30
		|| next(&body, &serial) == 0) {
		return NULL;
	}
	/* the version, if it is there, comes before */
	if (serial.at[-2] == 0xa0 && next(&body, &serial) != 0x02) {
		return NULL;
	}
	if (next(&body, &algorithm) != 0x30 || next(&algorithm, &oid) != 0x06
		|| next(&body, &name) != 0x30) {
		return NULL;
	}
	if ((size_t) (oid.end - oid.at) <= sizeof(rsa) || memcmp(oid.at, rsa, sizeof(rsa)) != 0) {
		return to;
	}
	end = decimal(issuer(text, name), serial);
	(void) EVP_DigestInit_ex2(md5_context, md5, NULL);
	(void) EVP_DigestUpdate(md5_context, text, (size_t) (end - text));
	(void) EVP_DigestFinal_ex(md5_context, digest, NULL);
	return limit_hex(to, digest, sizeof(digest), false);
}

static char *numbers_of(char *to, const char *pem)
{
	static const char begin[] = "-----BEGIN CERTIFICATE-----\n";
	unsigned char der[8192];
	char line_free[8192];
	const char *at = pem;
	char *before = to;

	while ((at = strstr(at, begin)) != NULL) {
		char *end = line_free, *after;
		size_t size;

		for (at += sizeof(begin) - 1; *at != '-' && *at != '\0'; at++) {
			if (*at != '\n') {
				*end++ = *at;
			}
		}
		size = limit_base64_decode(der, line_free, (size_t) (end - line_free));
		after = number_of(to > before ? limit_put(to, "_", 1) : to, (span) {der, der + size});
		if (after == NULL) {
			return NULL;
		}
		to = after > to + 1 ? after : to;
	}
	return to;
}

static bool serials(void)
{
	char *to = numbers_of(limit_out, app_text);

	to = to != NULL ? numbers_of(limit_put(to, "\n", 1), root_text) : NULL;
	return to != NULL && limit_put(to, "", 1) != NULL;
}

const limit_case limit_alipay_cases[] = {
	{"page_key", prepare_key_page, page},
	{"page_cert", prepare_certificate_page, page},
	{"notify_alipay", prepare_notice, notify},
	{"answer_alipay", prepare_answer, answer},
	{"serials", prepare_serials, serials},
	{NULL, NULL, NULL},
};
