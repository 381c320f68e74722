/* SPDX-License-Identifier: MIT */
#include "core/url.h"

#include "core/kept.h"
#include "core/libraries.h"
#include "core/text.h"

static pay_status refuse_bytes(
	pay_slice text, const char *name, pay_status status, pay_error *error)
{
	if (text.size == 0 || text.size > 2048) {
		return pay_fail(error, status, "config.url", "%s must be 1 to 2048 bytes", name);
	}
	for (size_t i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char) text.data[i];

		if (byte <= ' ' || byte == 0x7f) {
			return pay_fail(
				error, status, "config.url", "%s holds a blank or a control character", name);
		}
		if (byte > 0x7e || byte == '\\') {
			return pay_fail(
				error, status, "config.url", "%s holds a character that a URL cannot hold", name);
		}
	}
	return PAY_OK;
}

/* Copies one part; a part that is not there is "". */
static pay_status part(pay_arena *arena, CURLU *handle, CURLUPart what, pay_slice *out)
{
	char *text = NULL;
	pay_status status;

	if (curl_url_get(handle, what, &text, 0) != CURLUE_OK) {
		*out = PAY_LIT("");
		return PAY_OK;
	}
	status = pay_copy(arena, out, pay_slice_from(text));
	curl_free(text);
	return status;
}

/* The arena's own copy, so it may be written. */
static void lower_case(pay_slice text)
{
	for (size_t i = 0; i < text.size; i++) {
		((char *) text.data)[i] = pay_lower(text.data[i]);
	}
}

static bool is_loopback(pay_slice host)
{
	return pay_slice_equal(host, PAY_LIT("localhost")) || pay_slice_equal(host, PAY_LIT("::1"))
		|| (pay_slice_starts(host, PAY_LIT("127."))
			&& strspn(host.data, "0123456789.") == host.size);
}

static pay_status take_parts(pay_arena *arena, CURLU *handle, pay_url *url, bool *odd)
{
	pay_slice scheme, user, password, fragment, host;

	PAY_TRY(part(arena, handle, CURLUPART_SCHEME, &scheme));
	PAY_TRY(part(arena, handle, CURLUPART_USER, &user));
	PAY_TRY(part(arena, handle, CURLUPART_PASSWORD, &password));
	PAY_TRY(part(arena, handle, CURLUPART_FRAGMENT, &fragment));
	PAY_TRY(part(arena, handle, CURLUPART_HOST, &host));
	PAY_TRY(part(arena, handle, CURLUPART_PORT, &url->port));
	PAY_TRY(part(arena, handle, CURLUPART_PATH, &url->path));
	PAY_TRY(part(arena, handle, CURLUPART_QUERY, &url->query));
	lower_case(scheme);
	lower_case(host);
	url->https = pay_slice_equal(scheme, PAY_LIT("https"));
	if (pay_slice_equal(url->port, url->https ? PAY_LIT("443") : PAY_LIT("80"))) {
		url->port = PAY_LIT("");
	}
	PAY_TRY(PAY_JOIN(arena, &url->origin, scheme, PAY_LIT("://"), host,
		url->port.size > 0 ? PAY_LIT(":") : PAY_LIT(""), url->port));
	url->host = host;
	if (host.size > 2 && host.data[0] == '[') {
		PAY_TRY(pay_copy(arena, &url->host, (pay_slice) {host.data + 1, host.size - 2}));
	}
	url->loopback = is_loopback(url->host);
	*odd = user.size + password.size + fragment.size > 0;
	return PAY_OK;
}

static bool is_http(pay_slice text)
{
	pay_slice scheme = {text.data, 0};

	while (scheme.size < text.size && text.data[scheme.size] != ':') {
		scheme.size++;
	}
	return pay_equal_ignore_case(scheme, PAY_LIT("https"))
		|| pay_equal_ignore_case(scheme, PAY_LIT("http"));
}

pay_status pay_url_parse(pay_arena *arena, pay_url *url, pay_slice text, const char *name,
	pay_status status, pay_error *error)
{
	pay_slice copy;
	CURLU *handle;
	CURLUcode code;
	pay_status taken = PAY_E_MEMORY;
	bool odd = false;

	PAY_TRY(refuse_bytes(text, name, status, error));
	if (!pay_slice_has(text, ':') || text.data[0] == '/' || text.data[0] == '.') {
		return pay_fail(error, status, "config.url", "%s must be an absolute URL", name);
	}
	if (!is_http(text)) {
		return pay_fail(error, status, "config.url", "%s must be an http or https URL", name);
	}
	PAY_TRY(pay_copy(arena, &copy, text));
	handle = curl_url();
	if (handle == NULL) {
		return PAY_E_MEMORY;
	}
	code = curl_url_set(handle, CURLUPART_URL, copy.data, CURLU_PATH_AS_IS);
	if (code == CURLUE_OK) {
		taken = take_parts(arena, handle, url, &odd);
	}
	curl_url_cleanup(handle);
	if (code != CURLUE_OK) {
		return pay_fail(error, status, "config.url", "%s is not a URL", name);
	}
	PAY_TRY(taken);
	if (odd) {
		return pay_fail(
			error, status, "config.url", "%s must not hold a user, a password or a fragment", name);
	}
	return PAY_OK;
}

pay_status pay_url_check(
	pay_arena *arena, pay_slice text, const char *name, pay_status status, pay_error *error)
{
	pay_url url;

	if (!pay_kept_knows_url(arena->kept, text)) {
		PAY_TRY(pay_url_parse(arena, &url, text, name, status, error));
		pay_kept_remember_url(arena->kept, text);
	}
	return PAY_OK;
}

pay_status pay_base_url_parse(pay_arena *arena, pay_slice *base, pay_slice text, pay_error *error)
{
	pay_url url;

	PAY_TRY(pay_url_parse(arena, &url, text, "baseUrl", PAY_E_CONFIG, error));
	if (!url.https && !url.loopback) {
		return pay_fail(error, PAY_E_CONFIG, "config.url",
			"baseUrl must begin with https:// (plain http is for loopback only)");
	}
	if (url.query.size > 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.url", "baseUrl must not have a query");
	}
	while (url.path.size > 0 && url.path.data[url.path.size - 1] == '/') {
		url.path.size--;
	}
	return PAY_JOIN(arena, base, url.origin, url.path);
}

pay_status pay_download_url_check(pay_arena *arena, pay_url *url, pay_slice text, pay_slice host,
	pay_slice base, pay_error *error)
{
	pay_url base_url;

	PAY_TRY(pay_url_parse(arena, url, text, "The download URL", PAY_E_VALUE, error));
	if (base.size > 0) {
		PAY_TRY(pay_url_parse(arena, &base_url, base, "baseUrl", PAY_E_CONFIG, error));
		if (pay_slice_equal(url->origin, base_url.origin)) {
			return PAY_OK;
		}
	}
	if (!url->https) {
		return pay_fail(error, PAY_E_VALUE, "config.url", "The download URL is not https");
	}
	if (url->port.size > 0) {
		return pay_fail(error, PAY_E_VALUE, "config.url", "The download URL names a port");
	}
	if (!pay_slice_equal(url->host, host)) {
		return pay_fail(error, PAY_E_VALUE, "config.url",
			"The download URL is on another host than the gateway's");
	}
	return PAY_OK;
}
