/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "keys.h"
#include "server.h"

#include "core/http.h"
#include "core/trust.h"

#include <openssl/x509v3.h>
#include <sys/wait.h>

#define OK PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRequest-ID: r1\r\n\r\nhi")

static pay_http *http;

static pay_status exchange(const server *to, const char *path, bool repeatable, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	pay_request request = {.method = "GET",
		.repeatable = repeatable,
		.timeout = 2000,
		.connect_timeout = 1000,
		.idle_timeout = 60};

	*error = (pay_error) PAY_ERROR_INIT;
	CHECK_OK(PAY_JOIN(arena, &request.url, pay_slice_from(to->origin), pay_slice_from(path)));
	request.headers[request.header_count++] = PAY_LIT("Accept: application/json");
	return pay_http_send(pay_http_get(&http), &request, arena, response, error);
}

static void keeps_its_connection(void)
{
	static const server_step steps[] = {{OK, false, false}, {OK, false, false}, {OK, false, false}};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;

	SERVER_START(&on, steps);
	CHECK_OK(exchange(&on, "/a", true, &arena, &response, &error));
	CHECK(response.status == 200 && !response.reused_connection);
	CHECK_TEXT(response.body, PAY_LIT("hi"));
	CHECK_OK(exchange(&on, "/b?x=1", true, &arena, &response, &error));
	CHECK(response.reused_connection);
	CHECK(strncmp(on.last, "GET /b?x=1 HTTP/1.1\r\n", 21) == 0);
	CHECK(strstr(on.last, "Accept: application/json\r\n") != NULL);
	CHECK(strstr(on.last, "User-Agent: ") == NULL && strstr(on.last, "Expect") == NULL);
	/* What must not be repeated is not sent on a connection that may have died. */
	CHECK_OK(exchange(&on, "/c", false, &arena, &response, &error));
	CHECK(!response.reused_connection && on.requests == 3 && on.connections == 2);
	server_stop(&on);
	pay_arena_reset(&arena);
}

static void a_dead_connection_is_no_failure(void)
{
	static const server_step steps[] = {{OK, true, false}, {OK, true, false}};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;

	SERVER_START(&on, steps);
	CHECK_OK(exchange(&on, "/a", true, &arena, &response, &error));
	(void) poll(NULL, 0, 50);
	CHECK_OK(exchange(&on, "/b", true, &arena, &response, &error));
	CHECK(on.requests == 2 && on.connections == 2);
	server_stop(&on);
	pay_arena_reset(&arena);
}

static void doubt_is_unknown(void)
{
	static const struct {
		server_step step;
		const char *reason;
	} cases[] = {
		{{PAY_LIT_INIT(""), true, false}, "transport.closed"},
		{{PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi"), true, false},
			"transport.truncated"},
		{{PAY_LIT_INIT("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi"), true,
			 false},
			"transport.truncated"},
		{{PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Le"), true, false}, "transport.truncated"},
		{{PAY_LIT_INIT("SSH-2.0-OpenSSH_9.2\r\n"), true, false}, "transport.http"},
		{{PAY_LIT_INIT(""), false, false}, "transport.timeout"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_response response;
		server on;

		server_start(&on, &cases[i].step, 1);
		check_status(exchange(&on, "/", false, &arena, &response, &error), PAY_E_UNKNOWN, &error,
			cases[i].reason, __FILE__, __LINE__);
		CHECK(on.requests == 1);
		server_stop(&on);
		pay_arena_reset(&arena);
	}
}

static void bounds_hold(void)
{
	char *large = malloc(PAY_HTTP_BODY_MAX + 200), *lines = malloc(8000);
	server_step steps[] = {{PAY_LIT_INIT(""), true, false}, {PAY_LIT_INIT(""), true, false}};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;
	size_t size;

	CHECK(large != NULL && lines != NULL);
	size = (size_t) snprintf(
		large, 200, "HTTP/1.1 200 OK\r\n\r\n"); /* as long as the connection stands */
	memset(large + size, 'x', PAY_HTTP_BODY_MAX + 1);
	steps[0].answer = (pay_slice) {large, size + PAY_HTTP_BODY_MAX + 1};
	size = (size_t) snprintf(lines, 200, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < PAY_HTTP_LINES_MAX; i++) {
		size += (size_t) snprintf(lines + size, 40, "X-%d: y\r\n", i);
	}
	size += (size_t) snprintf(lines + size, 40, "Content-Length: 0\r\n\r\n");
	steps[1].answer = (pay_slice) {lines, size};
	SERVER_START(&on, steps);
	CHECK(exchange(&on, "/", false, &arena, &response, &error) == PAY_E_UNKNOWN);
	CHECK_TEXT(pay_slice_from(error.reason), PAY_LIT("transport.too-large"));
	CHECK(exchange(&on, "/", false, &arena, &response, &error) == PAY_E_UNKNOWN);
	CHECK_TEXT(pay_slice_from(error.reason), PAY_LIT("transport.too-large"));
	server_stop(&on);
	free(large);
	free(lines);
	pay_arena_reset(&arena);
}

/* Lengths, chunks and interim answers as nobody should send them. No reason: it is an answer, and its body is "hi". */
static void strange_answers(void)
{
	static const struct {
		const char *what;
		pay_slice answer;
		const char *reason;
		bool kept; /* may the connection serve another request? */
	} cases[] = {
		{"more than announced", PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhihi"),
			NULL, false},
		{"another answer behind it",
			PAY_LIT_INIT(
				"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: "
				"4\r\n\r\nevil"),
			NULL, false},
		{"a length below zero", PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhi"),
			"transport.http", false},
		{"a chunk of no hexadecimal size",
			PAY_LIT_INIT(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n0\r\n\r\n"),
			"transport.closed", false},
		{"a chunk without an end",
			PAY_LIT_INIT("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi"),
			"transport.truncated", false},
		{"no last chunk",
			PAY_LIT_INIT("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"),
			"transport.truncated", false},
		{"a chunk of any size",
			PAY_LIT_INIT(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhi"),
			"transport.closed", false},
		{"chunked and a length",
			PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: "
						 "chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"),
			NULL, true},
		{"compressed on the way",
			PAY_LIT_INIT(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"),
			"transport.encoding", false},
		{"compressed in its second header",
			PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Encoding: "
						 "br\r\nContent-Length: 2\r\n\r\nhi"),
			"transport.encoding", false},
		{"an interim answer",
			PAY_LIT_INIT("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
						 "2\r\n\r\nhi"),
			NULL, true},
		{"an interim answer and no other", PAY_LIT_INIT("HTTP/1.1 102 Processing\r\n\r\n"),
			"transport.closed", false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		server_step steps[] = {{cases[i].answer, !cases[i].kept, false}, {OK, false, false}};
		pay_arena arena = {0};
		pay_error error;
		pay_response response;
		pay_status status;
		server on;

		SERVER_START(&on, steps);
		status = exchange(&on, "/", true, &arena, &response, &error);
		if (cases[i].reason == NULL
				? status != PAY_OK || !pay_slice_equal(response.body, PAY_LIT("hi"))
				: status != PAY_E_UNKNOWN || strcmp(error.reason, cases[i].reason) != 0) {
			(void) fprintf(stderr, "%s: %d %s, %s\n", cases[i].what, (int) status, error.reason,
				error.message);
			check_failures++;
		}
		/* What follows gets its own answer. */
		CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
		CHECK_TEXT(response.body, PAY_LIT("hi"));
		CHECK(response.reused_connection == cases[i].kept && on.requests == 2);
		server_stop(&on);
		pay_arena_reset(&arena);
	}
}

static void floods_of_headers_end(void)
{
	static const char interim[] = "HTTP/1.1 103 Early Hints\r\n\r\n";
	char *line = malloc(PAY_HTTP_HEADERS_MAX + 100),
		 *hints = malloc(PAY_HTTP_LINES_MAX * sizeof(interim));
	server_step steps[] = {{PAY_LIT_INIT(""), true, false}, {PAY_LIT_INIT(""), true, false}};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;
	size_t size;

	CHECK(line != NULL && hints != NULL);
	size = (size_t) snprintf(line, 100, "HTTP/1.1 200 OK\r\nX-Long: ");
	memset(line + size, 'x', PAY_HTTP_HEADERS_MAX);
	memcpy(line + size + PAY_HTTP_HEADERS_MAX, "\r\n\r\n", 4);
	steps[0].answer = (pay_slice) {line, size + PAY_HTTP_HEADERS_MAX + 4};
	for (size_t i = 0; i < PAY_HTTP_LINES_MAX; i++) {
		memcpy(hints + i * (sizeof(interim) - 1), interim, sizeof(interim));
	}
	steps[1].answer = (pay_slice) {hints, PAY_HTTP_LINES_MAX * (sizeof(interim) - 1)};
	SERVER_START(&on, steps);
	for (size_t i = 0; i < 2; i++) {
		CHECK_FAILS(exchange(&on, "/", false, &arena, &response, &error), PAY_E_UNKNOWN,
			"transport.too-large");
	}
	server_stop(&on);
	free(line);
	free(hints);
	pay_arena_reset(&arena);
}

static void what_was_not_sent_is_said_so(void)
{
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;

	server_start(&on, NULL, 0);
	server_stop(&on); /* nothing listens there now */
	CHECK(exchange(&on, "/", false, &arena, &response, &error) == PAY_E_TRANSPORT);
	CHECK_TEXT(pay_slice_from(error.reason), PAY_LIT("transport.connect"));
	pay_arena_reset(&arena);
}

static void answers_are_taken_as_they_are(void)
{
	static const server_step steps[] = {
		{PAY_LIT_INIT(
			 "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"),
			false, false},
		{PAY_LIT_INIT("HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-B: "
					  "1\r\nx-b:\t 2 \r\nX-C:\r\nContent-Length: 3\r\n\r\na\0b"),
			false, false},
		{PAY_LIT_INIT("HTTP/1.1 204 No Content\r\n\r\n"), false, false},
		{PAY_LIT_INIT(
			 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-D: 1\r\n\r\n"),
			false, false},
	};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	pay_slice value = PAY_LIT("");
	server on;

	SERVER_START(&on, steps);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK(response.status == 302);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK_TEXT(response.body, PAY_LIT("a\0b"));
	CHECK(pay_response_header(&response, "X-A", &value) == 0);
	CHECK(pay_response_header(&response, "X-B", &value) == 2);
	CHECK_TEXT(value, PAY_LIT("1"));
	CHECK_TEXT(response.headers[1].value, PAY_LIT("2"));
	CHECK(pay_response_header(&response, "x-c", &value) == 1);
	CHECK_TEXT(value, PAY_LIT(""));
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK(response.status == 204 && response.body.size == 0);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK_TEXT(response.body, PAY_LIT("hi"));
	CHECK(pay_response_header(&response, "X-D", &value) == 0);
	CHECK(on.requests == 4 && on.connections == 1);
	server_stop(&on);
	pay_arena_reset(&arena);
}

static void a_body_goes_out_whole(void)
{
	static const server_step steps[] = {{OK, false, false}, {OK, false, false}};
	pay_request request = {.method = "POST",
		.body = PAY_LIT("{\"a\":\"\xe8\x8c\xb6\"}"),
		.has_body = true,
		.repeatable = true,
		.timeout = 2000,
		.connect_timeout = 1000,
		.idle_timeout = 60};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_response response;
	server on;

	SERVER_START(&on, steps);
	CHECK_OK(PAY_JOIN(&arena, &request.url, pay_slice_from(on.origin), PAY_LIT("/x")));
	request.headers[request.header_count++] = PAY_LIT("Content-Type: application/json");
	CHECK_OK(pay_http_send(pay_http_get(&http), &request, &arena, &response, &error));
	CHECK(strncmp(on.last, "POST /x HTTP/1.1\r\n", 18) == 0);
	CHECK(strstr(on.last, "\r\n\r\n{\"a\":\"\xe8\x8c\xb6\"}") != NULL);
	CHECK(strstr(on.last, "Content-Length: 11\r\n") != NULL);
	request.body = PAY_LIT("");
	CHECK_OK(pay_http_send(pay_http_get(&http), &request, &arena, &response, &error));
	CHECK(strstr(on.last, "Content-Length: 0\r\n") != NULL);
	server_stop(&on);
	pay_arena_reset(&arena);
}

/* Proxies that lead nowhere, an exception from ours, passwords, and a file to trust. */
static void environment_set(const char *trusted, const char *home)
{
	const char *const proxies[] = {
		"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
	char netrc[64];
	FILE *file;

	for (size_t i = 0; i < sizeof(proxies) / sizeof(*proxies); i++) {
		CHECK(setenv(proxies[i], "http://127.0.0.1:9", 1) == 0);
	}
	(void) snprintf(netrc, sizeof(netrc), "%s/.netrc", home);
	file = fopen(netrc, "w");
	CHECK(file != NULL && fputs("machine 127.0.0.1 login a password b\n", file) >= 0
		&& fclose(file) == 0);
	CHECK(setenv("no_proxy", "*", 1) == 0 && setenv("NO_PROXY", "*", 1) == 0
		&& setenv("HOME", home, 1) == 0 && setenv("NETRC", netrc, 1) == 0
		&& setenv("SSL_CERT_FILE", trusted, 1) == 0 && setenv("SSL_CERT_DIR", home, 1) == 0
		&& setenv("CURL_CA_BUNDLE", trusted, 1) == 0);
}

static void environment_unset(const char *home)
{
	const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
		"ALL_PROXY", "no_proxy", "NO_PROXY", "NETRC", "SSL_CERT_FILE", "SSL_CERT_DIR",
		"CURL_CA_BUNDLE"};
	char netrc[64];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		CHECK(unsetenv(names[i]) == 0);
	}
	(void) snprintf(netrc, sizeof(netrc), "%s/.netrc", home);
	CHECK(remove(netrc) == 0 && remove(home) == 0);
}

static void the_environment_says_nothing(void)
{
	static const server_step steps[] = {{OK, false, false}, {OK, false, false}};
	char home[] = "/tmp/pay-test-XXXXXX";
	pay_request request = {.method = "GET",
		.url = PAY_LIT("http://127.0.0.1:9/x"),
		.timeout = 2000,
		.connect_timeout = 1000};
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_response response;
	server on;

	CHECK(mkdtemp(home) != NULL);
	SERVER_START(&on, steps);
	environment_set("tests/data/keys/platform.cert.pem", home);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK(strstr(on.last, "Authorization") == NULL);
	/* The proxy that we were given is used, whatever is said about exceptions. */
	request.proxy = on.origin;
	CHECK_OK(pay_http_send(pay_http_get(&http), &request, &arena, &response, &error));
	CHECK(strncmp(on.last, "GET http://127.0.0.1:9/x HTTP/1.1\r\n", 35) == 0);
	CHECK(strstr(on.last, "uthorization") == NULL);
	environment_unset(home);
	server_stop(&on);
	pay_arena_reset(&arena);
}

/* A child that inherits the state makes its own and leaves the parent's connection alone. */
static void a_child_starts_anew(void)
{
	static const server_step steps[] = {{OK, false, false}, {OK, false, false}, {OK, false, false}};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;
	pid_t child;
	int status = -1;

	pay_http_free(&http);
	SERVER_START(&on, steps);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	child = fork();
	if (child == 0) {
		bool fine = pay_http_count(http).opened == 0
			&& exchange(&on, "/", true, &arena, &response, &error) == PAY_OK
			&& !response.reused_connection && pay_http_count(http).opened == 1;

		pay_http_free(&http);
		_exit(fine ? 0 : 1);
	}
	CHECK(waitpid(child, &status, 0) == child && status == 0);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK(response.reused_connection && pay_http_count(http).opened == 1
		&& pay_http_count(http).reused == 1);
	server_stop(&on);
	pay_arena_reset(&arena);
}

/* ------------------------------------------------------------------ client certificates */

/* A certificate of its own for 127.0.0.1, which is also the CA bundle; made here, since such a file would run out. */
static X509 *own_certificate(EVP_PKEY *key)
{
	X509 *made = X509_new();
	X509_NAME *name = X509_get_subject_name(made);
	X509_EXTENSION *address = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1");

	if (address == NULL || X509_set_version(made, 2) != 1
		|| ASN1_INTEGER_set(X509_get_serialNumber(made), 1) != 1
		|| X509_gmtime_adj(X509_getm_notBefore(made), -3600) == NULL
		|| X509_gmtime_adj(X509_getm_notAfter(made), 3600) == NULL
		|| X509_NAME_add_entry_by_txt(
			   name, "CN", MBSTRING_ASC, (const unsigned char *) "test server", -1, -1, 0)
			!= 1
		|| X509_set_issuer_name(made, name) != 1 || X509_set_pubkey(made, key) != 1
		|| X509_add_ext(made, address, -1) != 1 || X509_sign(made, key, EVP_sha256()) == 0) {
		server_die("certificate");
	}
	X509_EXTENSION_free(address);
	return made;
}

static int any_client_will_do(int proven, X509_STORE_CTX *store)
{
	(void) proven, (void) store;
	return 1;
}

/* Asks for a client certificate, takes any, and none as well. The bundle that trusts it is written to ca_file. */
static SSL_CTX *tls_context(char *ca_file)
{
	EVP_PKEY *key = EVP_RSA_gen(2048);
	X509 *certificate = own_certificate(key);
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	FILE *bundle = fdopen(mkstemp(ca_file), "w");

	if (bundle == NULL || PEM_write_X509(bundle, certificate) != 1 || fclose(bundle) != 0
		|| SSL_CTX_use_certificate(context, certificate) != 1
		|| SSL_CTX_use_PrivateKey(context, key) != 1
		|| SSL_CTX_set_session_id_context(context, (const unsigned char *) "test", 4) != 1) {
		server_die("tls");
	}
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, any_client_will_do);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return context;
}

static pay_key *load(pay_key_kind kind, const char *path)
{
	pay_error error = PAY_ERROR_INIT;
	pay_key *key = NULL;
	size_t size;
	char *bytes = file_read(path, &size);

	CHECK_OK(pay_key_read(kind, (pay_slice) {bytes, size}, "key", &key, &error));
	free(bytes);
	return key;
}

typedef struct identity {
	pay_key *private_key;
	pay_key *certificate;
} identity;

static identity identity_of(const char *private_key, const char *certificate)
{
	return (identity) {load(PAY_KEY_PRIVATE, private_key), load(PAY_KEY_CERTIFICATE, certificate)};
}

static void identity_free(identity *whose)
{
	CHECK(whose->private_key->references == 1 && whose->certificate->references == 1);
	pay_key_release(whose->private_key);
	pay_key_release(whose->certificate);
}

static pay_status exchange_as(const server *to, const char *ca_file, const identity *whose,
	bool repeatable, pay_response *response, pay_error *error)
{
	pay_request request = {.method = "GET",
		.repeatable = repeatable,
		.timeout = 5000,
		.connect_timeout = 5000,
		.idle_timeout = 60,
		.ca_file = ca_file,
		.private_key = whose != NULL ? whose->private_key : NULL,
		.certificate = whose != NULL ? whose->certificate : NULL};
	pay_arena arena = {0};
	pay_status status;

	*error = (pay_error) PAY_ERROR_INIT;
	CHECK_OK(PAY_JOIN(&arena, &request.url, pay_slice_from(to->origin), PAY_LIT("/")));
	status = pay_http_send(pay_http_get(&http), &request, &arena, response, error);
	pay_arena_reset(&arena);
	return status;
}

static void identities_never_meet(void)
{
	static const server_step steps[] = {{OK, false, false}, {OK, false, false}, {OK, false, false},
		{OK, false, false}, {OK, false, false}, {OK, false, false}, {OK, false, false}};
	char ca_file[] = "/tmp/pay-test-XXXXXX";
	identity merchant =
		identity_of("tests/data/keys/merchant.key.pem", "tests/data/keys/merchant.cert.pem");
	identity other =
		identity_of("tests/data/keys/platform.key.pem", "tests/data/keys/platform.cert.pem");
	const identity *const clients[] = {&merchant, &other, NULL};
	pay_error error;
	pay_response response;
	server on;

	server_start_tls(&on, steps, sizeof(steps) / sizeof(*steps), tls_context(ca_file));
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 3; i++) {
			unsigned long expected = clients[i] != NULL
				? X509_subject_name_hash(clients[i]->certificate->certificate)
				: 0;

			CHECK_OK(exchange_as(&on, ca_file, clients[i], true, &response, &error));
			CHECK(response.reused_connection == (round == 1) && on.identity == expected);
		}
	}
	CHECK(on.connections == 3 && pay_http_count(http).trust_store_parses == 3);
	/* A connection of its own may resume a TLS session, and whose it was counts. */
	CHECK_OK(exchange_as(&on, ca_file, &merchant, false, &response, &error));
	CHECK(on.connections == 4
		&& on.identity == X509_subject_name_hash(merchant.certificate->certificate));
	server_stop(&on);
	pay_http_free(&http);
	(void) remove(ca_file);
	identity_free(&merchant);
	identity_free(&other);
}

static void a_certificate_needs_its_own_key(void)
{
	static const server_step steps[] = {{OK, false, false}};
	char ca_file[] = "/tmp/pay-test-XXXXXX";
	identity mixed =
		identity_of("tests/data/keys/platform.key.pem", "tests/data/keys/merchant.cert.pem");
	pay_error error;
	pay_response response;
	server on;

	server_start_tls(&on, steps, sizeof(steps) / sizeof(*steps), tls_context(ca_file));
	CHECK(exchange_as(&on, ca_file, &mixed, true, &response, &error) == PAY_E_TRANSPORT);
	CHECK_TEXT(pay_slice_from(error.reason), PAY_LIT("transport.tls"));
	CHECK(on.requests == 0);
	server_stop(&on);
	pay_http_free(&http);
	(void) remove(ca_file);
	identity_free(&mixed);
}

/* What lies unread on it, here TLS's farewell, must not pass for a sign of life. */
static void a_dead_tls_connection_is_no_failure(void)
{
	static const server_step steps[] = {{OK, true, false}, {OK, true, false}, {OK, false, false}};
	char ca_file[] = "/tmp/pay-test-XXXXXX";
	pay_error error;
	pay_response response;
	server on;

	server_start_tls(&on, steps, sizeof(steps) / sizeof(*steps), tls_context(ca_file));
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		CHECK_OK(exchange_as(&on, ca_file, NULL, true, &response, &error));
		CHECK(on.requests == i + 1 && on.connections == i + 1);
		(void) poll(NULL, 0, 50);
	}
	server_stop(&on);
	pay_http_free(&http);
	(void) remove(ca_file);
}

static void the_environment_vouches_for_nobody(void)
{
	static const server_step steps[] = {{OK, false, false}};
	char ca_file[] = "/tmp/pay-test-XXXXXX", home[] = "/tmp/pay-test-XXXXXX";
	pay_error error;
	pay_response response;
	server on;

	server_start_tls(&on, steps, sizeof(steps) / sizeof(*steps), tls_context(ca_file));
	CHECK(mkdtemp(home) != NULL);
	environment_set(ca_file, home);
	CHECK_FAILS(
		exchange_as(&on, "tests/data/keys/platform.cert.pem", NULL, true, &response, &error),
		PAY_E_TRANSPORT, "transport.tls-verify");
	CHECK(on.requests == 0);
	CHECK_OK(exchange_as(&on, ca_file, NULL, true, &response, &error));
	environment_unset(home);
	server_stop(&on);
	pay_http_free(&http);
	(void) remove(ca_file);
}

/* A certificate that left the key cache and came back is another object, and the same identity. */
static void identities_are_known_by_content(void)
{
	static const server_step steps[] = {{OK, false, false}, {OK, false, false}};
	char ca_file[] = "/tmp/pay-test-XXXXXX";
	identity twice[] = {
		identity_of("tests/data/keys/merchant.key.pem", "tests/data/keys/merchant.cert.pem"),
		identity_of("tests/data/keys/merchant.key.pem", "tests/data/keys/merchant.cert.pem"),
	};
	pay_error error;
	pay_response response;
	server on;

	server_start_tls(&on, steps, sizeof(steps) / sizeof(*steps), tls_context(ca_file));
	for (size_t i = 0; i < 2; i++) {
		CHECK_OK(exchange_as(&on, ca_file, &twice[i], true, &response, &error));
		CHECK(response.reused_connection == (i == 1));
	}
	CHECK(on.connections == 1 && twice[1].certificate->references == 1);
	server_stop(&on);
	pay_http_free(&http);
	(void) remove(ca_file);
	identity_free(&twice[0]);
	identity_free(&twice[1]);
}

/* The least recently used pool goes, with its connections and its hold on the keys. */
static void so_many_identities_are_kept(void)
{
	enum { COUNT = PAY_HTTP_POOLS_MAX + 1 };
	server_step steps[COUNT + 1];
	char ca_file[] = "/tmp/pay-test-XXXXXX";
	char stores[COUNT][sizeof(ca_file) + COUNT]; /* one file by as many names: more slashes */
	identity clients[COUNT];
	pay_error error;
	pay_response response;
	server on;

	for (size_t i = 0; i <= COUNT; i++) {
		steps[i] = (server_step) {OK, false, false};
	}
	server_start_tls(&on, steps, COUNT + 1, tls_context(ca_file));
	for (size_t i = 0; i < COUNT; i++) {
		clients[i] =
			identity_of("tests/data/keys/merchant.key.pem", "tests/data/keys/merchant.cert.pem");
		memset(stores[i], '/', i);
		memcpy(stores[i] + i, ca_file, sizeof(ca_file));
		CHECK_OK(exchange_as(&on, stores[i], &clients[i], true, &response, &error));
		CHECK(!response.reused_connection && clients[i].certificate->references == 2);
	}
	CHECK(clients[0].certificate->references == 1 && clients[1].certificate->references == 2);
	CHECK(pay_http_count(http).open == PAY_HTTP_POOLS_MAX);
	CHECK_OK(exchange_as(&on, stores[1], &clients[1], true, &response, &error));
	CHECK(response.reused_connection);
	server_stop(&on);
	pay_http_free(&http);
	(void) remove(ca_file);
	for (size_t i = 0; i < COUNT; i++) {
		identity_free(&clients[i]);
	}
}

static void client_certificates(void)
{
	char ca_file[] = "/tmp/pay-test-XXXXXX";
	identity merchant;
	pay_error error;
	pay_response response;
	server nowhere = {.origin = "https://127.0.0.1:9"};

	if (pay_trust_is_shareable()) {
		identities_never_meet();
		identities_are_known_by_content();
		a_certificate_needs_its_own_key();
		so_many_identities_are_kept();
		return;
	}
	merchant = identity_of("tests/data/keys/merchant.key.pem", "tests/data/keys/merchant.cert.pem");
	SSL_CTX_free(tls_context(ca_file));
	CHECK_FAILS(exchange_as(&nowhere, ca_file, &merchant, true, &response, &error), PAY_E_CONFIG,
		"config.client-certificate");
	(void) remove(ca_file);
	pay_http_free(&http);
	identity_free(&merchant);
}

int main(void)
{
	keeps_its_connection();
	a_dead_connection_is_no_failure();
	doubt_is_unknown();
	bounds_hold();
	strange_answers();
	floods_of_headers_end();
	what_was_not_sent_is_said_so();
	answers_are_taken_as_they_are();
	a_body_goes_out_whole();
	the_environment_says_nothing();
	a_child_starts_anew();
	pay_http_free(&http);
	a_dead_tls_connection_is_no_failure();
	the_environment_vouches_for_nobody();
	pay_http_free(&http);
	client_certificates();
	pay_http_free(&http);
	CHECK(http == NULL);
	return check_done();
}
