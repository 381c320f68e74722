/* SPDX-License-Identifier: MIT */
/* What goes out: all that libcurl is told of a request. */
#include "core/http_transfer.h"

#include "core/trust.h"

static CURLcode on_ssl_context(CURL *easy, void *ssl_context, void *context)
{
	const pay_pool *pool = context;

	(void) easy;
	pay_trust_attach(ssl_context, pool->store);
	return pool->certificate == NULL
			|| pay_trust_present(ssl_context, pool->private_key, pool->certificate)
		? CURLE_OK
		: CURLE_SSL_CERTPROBLEM;
}

static bool set_protocols(CURL *easy, bool tls)
{
#if LIBCURL_VERSION_NUM >= 0x075500 /* 7.85 */
	const char *allowed = tls ? "https" : "http";

	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, allowed) == CURLE_OK;
#else
	long allowed = tls ? CURLPROTO_HTTPS : CURLPROTO_HTTP;

	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, allowed) == CURLE_OK;
#endif
}

static bool set_lifetimes(CURL *easy, const pay_request *request)
{
	bool done = curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, request->idle_timeout) == CURLE_OK;

#if LIBCURL_VERSION_NUM >= 0x075000 /* 7.80 */
	done = done
		&& curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, (long) PAY_HTTP_LIFETIME_MAX)
			== CURLE_OK;
#endif
	return done;
}

static bool set_trust(CURL *easy, pay_pool *pool)
{
	bool done = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2) == CURLE_OK;

	if (!done || pool->ca_file == NULL) {
		return done;
	}
	if (pool->store == NULL) {
		return curl_easy_setopt(easy, CURLOPT_CAINFO, pool->ca_file) == CURLE_OK;
	}
	/* The parsed store replaces libcurl's own loading; without it nothing is trusted. */
	return curl_easy_setopt(easy, CURLOPT_CAINFO, NULL) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_ssl_context) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, pool) == CURLE_OK;
}

/* What goes into a file may take long; only standing still for the timeout ends it. */
static bool set_timeouts(CURL *easy, const pay_request *request)
{
	bool done = curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long) request->connect_timeout)
		== CURLE_OK;

	if (request->file == NULL) {
		return done
			&& curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long) request->timeout) == CURLE_OK;
	}
	return done
		&& curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long) PAY_HTTP_FILE_SECONDS_MAX) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long) (request->timeout / 1000 + 1))
		== CURLE_OK;
}

/*
 * A stream that is refused libcurl sends again by itself, on a connection of its own as well, and before 7.80 it cannot be kept from
 * that. HTTP/1.1 has nothing of the kind.
 */
static bool may_speak_http2(const pay_request *request)
{
#if LIBCURL_VERSION_NUM < 0x075000 /* 7.80 */
	if (!request->repeatable) {
		return false;
	}
#endif
	return request->ca_file != NULL
		&& (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_HTTP2) != 0;
}

/*
 * HTTP/2 where TLS agrees on it, else HTTP/1.1. What waits beside others rather shares a connection that is being made than opens
 * its own: until TLS has agreed, which without TLS would be until the first answer.
 */
static bool set_version(CURL *easy, const pay_request *request)
{
	long version = may_speak_http2(request) ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;

	return curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, version) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_PIPEWAIT, request->ca_file != NULL ? 1L : 0L) == CURLE_OK;
}

static bool set_travel(CURL *easy, const pay_request *request)
{
	const char *proxy = request->proxy != NULL ? request->proxy : "";

	return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L) == CURLE_OK && set_version(easy, request)
		&& curl_easy_setopt(easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_PROXY, proxy) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_NOPROXY, "") == CURLE_OK && set_timeouts(easy, request)
		&& curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, request->repeatable ? 0L : 1L) == CURLE_OK
		&& set_protocols(easy, request->ca_file != NULL) && set_lifetimes(easy, request);
}

static bool set_message(CURL *easy, const pay_request *request, struct curl_slist *headers)
{
	bool done = curl_easy_setopt(easy, CURLOPT_URL, request->url.data) == CURLE_OK
		&& curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK;

	if (done && request->has_body) {
		done = curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK
			&& curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body.data) == CURLE_OK
			&& curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) request->body.size)
				== CURLE_OK;
	}
	return done && curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK;
}

/* Without "Expect", which costs a round trip, and without what libcurl would say of itself. */
static struct curl_slist *header_list(const pay_request *request)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	for (size_t i = 0; list != NULL && i < request->header_count; i++) {
		struct curl_slist *longer = curl_slist_append(list, request->headers[i].data);

		if (longer == NULL) {
			curl_slist_free_all(list);
		}
		list = longer;
	}
	return list;
}

bool pay_transfer_set(pay_transfer *transfer, const pay_request *request)
{
	CURL *easy = transfer->easy;

	transfer->headers = header_list(request);
	return transfer->headers != NULL && set_travel(easy, request) && set_trust(easy, transfer->pool)
		&& set_message(easy, request, transfer->headers);
}
