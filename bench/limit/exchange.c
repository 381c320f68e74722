/* SPDX-License-Identifier: MIT */
/* Bare libcurl: one order on a kept connection, and fifty queries at once. */
#include "limit.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUERIES 50

static limit_pair target[LIMIT_PAIRS_MAX];
static char *target_text, *order_body;
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

static bool prepare_target(const char *dir)
{
	size_t count;

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
	long status = 0;

	received = 0;
	return curl_easy_perform(kept) == CURLE_OK
		&& curl_easy_getinfo(kept, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status == 200;
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
	int running = QUERIES;
	bool done = true;

	received = 0;
	for (int i = 0; i < QUERIES; i++) {
		char url[512];

		(void) snprintf(url, sizeof(url), "%s/v3/pay/transactions/out-trade-no/bench-%03d?mchid=%s",
			setting("url"), i, setting("mchid"));
		curls[i] = handle(url);
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
	}
	return done;
}

const limit_case limit_exchange_cases[] = {
	{"exchange", prepare_order, order},
	{"queries", prepare_queries, queries},
	{NULL, NULL, NULL},
};
