/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "server.h"

#include "core/http.h"

#include <sys/wait.h>

#define OK PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRequest-ID: r1\r\n\r\nhi")

static pay_http *http;

static pay_status exchange(const server *to, const char *path, bool repeatable, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	pay_request request = {
		.method = "GET", .repeatable = repeatable, .timeout = 2000, .connect_timeout = 1000};

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
	CHECK(response.status == 200 && !response.reused_connection && response.seconds >= 0);
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
		.connect_timeout = 1000};
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

static void the_environment_says_nothing(void)
{
	static const server_step steps[] = {{OK, false, false}};
	pay_arena arena = {0};
	pay_error error;
	pay_response response;
	server on;

	SERVER_START(&on, steps);
	CHECK(setenv("http_proxy", "http://127.0.0.1:9", 1) == 0
		&& setenv("ALL_PROXY", "http://127.0.0.1:9", 1) == 0);
	CHECK_OK(exchange(&on, "/", true, &arena, &response, &error));
	CHECK(unsetenv("http_proxy") == 0 && unsetenv("ALL_PROXY") == 0);
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

int main(void)
{
	keeps_its_connection();
	a_dead_connection_is_no_failure();
	doubt_is_unknown();
	bounds_hold();
	what_was_not_sent_is_said_so();
	answers_are_taken_as_they_are();
	a_body_goes_out_whole();
	the_environment_says_nothing();
	a_child_starts_anew();
	pay_http_free(&http);
	CHECK(http == NULL);
	return check_done();
}
