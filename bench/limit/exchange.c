/* SPDX-License-Identifier: MIT */
/* Bare libcurl, each request signed: one order on a kept connection or a new one, and fifty queries at once. Answers are not verified. */
#include "limit.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define QUERIES 50

static limit_pair target[LIMIT_PAIRS_MAX];
static char *target_text, *order_body, fixture[4096];
static CURL *kept;
static CURLM *multi;
static size_t received;

static const char *setting(const char *name)
{
	for (const limit_pair *pair = target; pair->name != NULL; pair++) {
		if (strlen(name) == pair->name_size && memcmp(pair->name, name, pair->name_size) == 0) {
			return pair->value;
		}
	}
	return NULL;
}

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
	(void) context;
	if (received + size * count < LIMIT_OUT_MAX) {
		memcpy(limit_out + received, bytes, size * count);
		received += size * count;
	}
	return size * count;
}

static CURL *handle(const char *url)
{
	CURL *curl = curl_easy_init();

	(void) curl_easy_setopt(curl, CURLOPT_URL, url);
	(void) curl_easy_setopt(curl, CURLOPT_CAINFO, setting("ca"));
	(void) curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	(void) curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
	(void) curl_easy_setopt(curl, CURLOPT_USERAGENT, "limit");
	return curl;
}

/* An Authorization header for the request. */
static void authorization(char *header, const char *method, const char *path, const char *body)
{
	char message[4096], nonce[33], signature[512];
	long long now = (long long) time(NULL);
	char *end;

	*limit_nonce(nonce) = '\0';
	(void) snprintf(
		message, sizeof(message), "%s\n%s\n%lld\n%s\n%s\n", method, path, now, nonce, body);
	end = limit_sign(signature, message, strlen(message));
	*(end != NULL ? end : signature) = '\0';
	(void) sprintf(header,
		"Authorization: WECHATPAY2-SHA256-RSA2048 "
		"mchid=\"%s\",nonce_str=\"%s\",timestamp=\"%lld\",serial_no=\"%s\","
		"signature=\"%s\"",
		setting("mchid"), nonce, now, setting("serial"), signature);
}

static CURLcode set_signed(
	CURL *curl, const char *method, const char *path, const char *body, struct curl_slist **headers)
{
	char header[2048];

	authorization(header, method, path, body);
	*headers = curl_slist_append(NULL, header);
	return curl_easy_setopt(curl, CURLOPT_HTTPHEADER, *headers);
}

static bool prepare_target(const char *dir)
{
	char *pem = limit_read(dir, "merchant.key.pem", NULL);
	size_t count;

	if (!limit_sign_prepare(pem)) {
		return false;
	}
	free(pem);

	free(target_text);
	target_text = limit_read(dir, "target.txt", NULL);
	count = target_text != NULL ? limit_lines(target_text, target) : 0;
	target[count] = (limit_pair) {0};
	return setting("url") != NULL && setting("ca") != NULL;
}

static bool prepare_order(const char *dir)
{
	char url[512];

	if (!prepare_target(dir) || (order_body = limit_read(dir, "order_v3.json", NULL)) == NULL) {
		return false;
	}
	(void) snprintf(url, sizeof(url), "%s/v3/pay/transactions/jsapi", setting("url"));
	kept = handle(url);
	(void) curl_easy_setopt(kept, CURLOPT_POSTFIELDS, order_body);
	return true;
}

static bool order(void)
{
	struct curl_slist *headers = NULL;
	long status = 0;
	bool done;

	received = 0;
	done = set_signed(kept, "POST", "/v3/pay/transactions/jsapi", order_body, &headers) == CURLE_OK
		&& curl_easy_perform(kept) == CURLE_OK
		&& curl_easy_getinfo(kept, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status == 200;
	curl_slist_free_all(headers);
	return done;
}

/*
 * In a process of its own, forked from one in which OpenSSL and libcurl have done all this before: a key is parsed, a connection made
 * whose certificate is measured by its own authority alone, an order signed and sent.
 */
static bool cold_order(int report)
{
	char *pem = limit_read(fixture, "merchant.key.pem", NULL), url[512];
	struct timespec took;
	bool done;

	(void) snprintf(url, sizeof(url), "%s/v3/pay/transactions/jsapi", setting("url"));
	kept = handle(url);
	(void) curl_easy_setopt(kept, CURLOPT_CAINFO, setting("authority"));
	(void) curl_easy_setopt(kept, CURLOPT_POSTFIELDS, order_body);
	done = limit_sign_prepare(pem) && order();
	(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &took);
	return done && write(report, &took, sizeof(took)) == sizeof(took);
}

static bool prepare_cold(const char *dir)
{
	(void) snprintf(fixture, sizeof(fixture), "%s", dir);
	return prepare_order(dir) && order();
}

static bool cold(void)
{
	struct timespec took;
	int ends[2];
	pid_t child;
	bool done;

	if (pipe(ends) != 0 || (child = fork()) < 0) {
		return false;
	}
	if (child == 0) {
		_exit(cold_order(ends[1]) ? 0 : 1);
	}
	(void) close(ends[1]);
	done = read(ends[0], &took, sizeof(took)) == sizeof(took);
	(void) close(ends[0]);
	(void) waitpid(child, NULL, 0);
	limit_child_cpu += done ? (long long) took.tv_sec * 1000000000 + took.tv_nsec : 0;
	return done;
}

static bool prepare_queries(const char *dir)
{
	if (!prepare_target(dir)) {
		return false;
	}
	multi = curl_multi_init();
	(void) curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	return true;
}

static bool queries(void)
{
	CURL *curls[QUERIES];
	struct curl_slist *headers[QUERIES];
	int running = QUERIES;
	bool done = true;

	received = 0;
	for (int i = 0; i < QUERIES; i++) {
		char url[512], path[256];

		(void) snprintf(path, sizeof(path), "/v3/pay/transactions/out-trade-no/bench-%03d?mchid=%s",
			i, setting("mchid"));
		(void) snprintf(url, sizeof(url), "%s%s", setting("url"), path);
		curls[i] = handle(url);
		(void) set_signed(curls[i], "GET", path, "", &headers[i]);
		(void) curl_easy_setopt(curls[i], CURLOPT_PIPEWAIT, 1L);
		(void) curl_multi_add_handle(multi, curls[i]);
	}
	while (curl_multi_perform(multi, &running) == CURLM_OK && running > 0) {
		(void) curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
	for (int i = 0; i < QUERIES; i++) {
		long status = 0;

		(void) curl_easy_getinfo(curls[i], CURLINFO_RESPONSE_CODE, &status);
		done = done && status == 200;
		(void) curl_multi_remove_handle(multi, curls[i]);
		curl_easy_cleanup(curls[i]);
		curl_slist_free_all(headers[i]);
	}
	return done;
}

const limit_case limit_exchange_cases[] = {
	{"exchange", prepare_order, order},
	{"exchange_cold", prepare_cold, cold},
	{"queries", prepare_queries, queries},
	{NULL, NULL, NULL},
};
