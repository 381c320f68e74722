/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "server.h"

#include "core/platform.h"
#include "gateway/gateway.h"

/*
 * pay_run() with a protocol of our own: what an answer's body says is what the check answers. The server's script
 * decides what becomes of each attempt.
 */
#define ANSWER(text) PAY_LIT_INIT("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" text)
#define FINE \
	{ \
		ANSWER("fine."), false, false \
	}
#define PROBE \
	{ \
		ANSWER("probe"), false, false \
	}
#define FORGED \
	{ \
		ANSWER("forge"), false, false \
	}
#define REFUSED \
	{ \
		ANSWER("no..."), false, false \
	}
#define LOST \
	{ \
		PAY_LIT_INIT(""), true, false \
	}
#define LOST_AND_GONE \
	{ \
		PAY_LIT_INIT(""), true, true \
	}
#define SILENT \
	{ \
		PAY_LIT_INIT(""), false, false \
	}

static pay_slice nonces[8];
static size_t builds;

static pay_status build(const pay_account *account, const pay_call *call, pay_slice origin,
	pay_arena *arena, pay_request *request, pay_error *error)
{
	(void) account, (void) error;
	nonces[builds++ % 8] = call->nonce;
	return PAY_JOIN(arena, &request->url, origin, call->target);
}

static pay_status check(const pay_account *account, const pay_call *call, pay_answer *answer,
	int64_t now, pay_arena *arena, pay_error *error)
{
	char first = answer->response.body.data[0];

	(void) account, (void) call, (void) now, (void) arena;
	answer->verified = first == 'f' && answer->response.body.data[1] == 'i';
	if (first == 'p') {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.probe", "probe");
	}
	if (first == 'n') {
		return pay_fail(error, PAY_E_API, "api", "no");
	}
	return answer->verified ? PAY_OK
							: pay_fail(error, PAY_E_SIGNATURE, "signature.mismatch", "forged");
}

static const pay_endpoint reads = {.method = "GET", .path = "/", .effect = PAY_EFFECT_READ};
static const pay_endpoint orders = {
	.method = "POST", .path = "/", .effect = PAY_EFFECT_ORDER, .number = "out_trade_no"};
static const pay_endpoint pays_by_number = {
	.method = "POST", .path = "/", .effect = PAY_EFFECT_MONEY, .number = "out_refund_no"};
/* The same, of callers that gave no number. */
static const pay_endpoint orders_nameless = {
	.method = "POST", .path = "/", .effect = PAY_EFFECT_ORDER, .number = "out_trade_no"};
static const pay_endpoint pays_nameless = {
	.method = "POST", .path = "/", .effect = PAY_EFFECT_MONEY, .number = "out_refund_no"};
static const pay_endpoint pays = {.method = "POST", .path = "/", .effect = PAY_EFFECT_MONEY};

static const struct {
	const char *what;
	const pay_endpoint *endpoint;
	int retries;
	server_step steps[4];
	pay_status status;
	const char *reason;
	int attempts;
	size_t requests;
} cases[] = {
	{"a read that arrives", &reads, 2, {FINE}, PAY_OK, "memory", 1, 1},
	{"a lost read is repeated", &reads, 2, {LOST, FINE}, PAY_OK, "memory", 2, 2},
	{"a read lost each time moved nothing", &reads, 2, {LOST, LOST, LOST}, PAY_E_TRANSPORT,
		"transport.closed", 3, 3},
	{"without retries", &reads, 0, {LOST, FINE}, PAY_E_TRANSPORT, "transport.closed", 1, 1},
	{"an order is repeated by its number", &orders, 2, {LOST, FINE}, PAY_OK, "memory", 2, 2},
	{"money is repeated by its number", &pays_by_number, 2, {LOST, FINE}, PAY_OK, "memory", 2, 2},
	{"but not when no number was given", &pays_nameless, 2, {LOST, FINE}, PAY_E_UNKNOWN,
		"transport.closed", 1, 1},
	{"an order that names no number makes another", &orders_nameless, 2, {LOST, FINE},
		PAY_E_UNKNOWN, "transport.closed", 1, 1},
	{"refused after lost speaks of either", &pays_by_number, 2, {LOST, REFUSED}, PAY_E_API, "api",
		2, 2},
	{"refused after a probe speaks of this", &pays_by_number, 2, {PROBE, REFUSED}, PAY_E_API, "api",
		2, 2},
	{"a refusal alone leaves no doubt", &pays_by_number, 2, {REFUSED}, PAY_E_API, "api", 1, 1},
	{"money lost each time may have moved", &pays_by_number, 1, {LOST, LOST, FINE}, PAY_E_UNKNOWN,
		"transport.closed", 2, 2},
	{"money without a number is never repeated", &pays, 5, {LOST, FINE}, PAY_E_UNKNOWN,
		"transport.closed", 1, 1},
	{"not sent after lost stays in doubt", &pays_by_number, 1, {LOST_AND_GONE}, PAY_E_UNKNOWN,
		"transport.connect", 2, 1},
	{"a probe is answered by asking again", &reads, 2, {PROBE, FINE}, PAY_OK, "memory", 2, 2},
	{"but once only", &reads, 2, {PROBE, PROBE, FINE}, PAY_E_SIGNATURE, "signature.probe", 2, 2},
	{"and not for money without a number", &pays, 2, {PROBE, FINE}, PAY_E_SIGNATURE,
		"signature.probe", 1, 1},
	{"a forgery is not asked again", &reads, 2, {FORGED, FINE}, PAY_E_SIGNATURE,
		"signature.mismatch", 1, 1},
	{"a refusal is an answer", &reads, 2, {REFUSED, FINE}, PAY_E_API, "api", 1, 1},
};

static pay_status send_now(void *context, const pay_request *request, pay_arena *arena,
	pay_response *response, pay_error *error)
{
	return pay_http_send(pay_http_get(context), request, arena, response, error);
}

static bool pause_now(void *context, int64_t milliseconds)
{
	(void) context;
	pay_sleep(milliseconds);
	return true;
}

static pay_status run(const pay_gateway *gateway, const pay_account *account, pay_call *call,
	pay_http **http, pay_arena *arena, pay_answer *answer, uint64_t *repeats, pay_error *error)
{
	const pay_carrier carrier = {.send = send_now, .pause = pause_now, .context = http};

	return pay_run(gateway, account, call, &carrier, arena, answer, repeats, error);
}

static void attempts_and_outcomes(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_gateway gateway = {.name = "test", .build = build, .check = check};
		pay_account account = {
			.travel = {.timeout = 3000, .connect_timeout = 1000, .retries = cases[i].retries}};
		pay_call call = {.endpoint = cases[i].endpoint,
			.method = "GET",
			.target = PAY_LIT("/x"),
			.has_number = cases[i].endpoint == &orders || cases[i].endpoint == &pays_by_number};
		pay_arena arena = {0};
		pay_answer answer = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_http *http = NULL;
		uint64_t repeats = 0;
		pay_status status;
		server on;

		SERVER_START(&on, cases[i].steps);
		account.travel.base_url = pay_slice_from(on.origin);
		builds = 0;
		status = run(&gateway, &account, &call, &http, &arena, &answer, &repeats, &error);
		if (status != cases[i].status || call.attempts != cases[i].attempts
			|| on.requests != cases[i].requests
			|| (status != PAY_OK
				&& (error.status != status || strcmp(error.reason, cases[i].reason) != 0))) {
			(void) fprintf(stderr, "%s: status %d %s, %d attempts, %zu requests\n", cases[i].what,
				(int) status, error.reason, call.attempts, (size_t) on.requests);
			check_failures++;
		}
		CHECK(repeats == (uint64_t) call.attempts - 1 && builds == (size_t) call.attempts);
		/* Each repeat follows an attempt that arrived, or may have. */
		CHECK(call.in_doubt == (call.attempts > 1));
		CHECK(builds < 2 || !pay_slice_equal(nonces[0], nonces[1]));
		server_stop(&on);
		pay_http_free(&http);
		pay_arena_reset(&arena);
	}
}

static void another_host_takes_over(void)
{
	static const server_step steps[] = {FINE};
	pay_gateway gateway = {.name = "test", .build = build, .check = check};
	pay_account account = {.travel = {.timeout = 3000, .connect_timeout = 1000, .retries = 1}};
	pay_call call = {.endpoint = &pays, .method = "GET", .target = PAY_LIT("/x")};
	pay_arena arena = {0};
	pay_answer answer = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_http *http = NULL;
	uint64_t repeats = 0;
	server gone, on;

	server_start(&gone, NULL, 0);
	server_stop(&gone);
	SERVER_START(&on, steps);
	gateway.hosts = (const char *const[]) {gone.origin, on.origin, NULL};
	/* Money without a number: the first host was never reached, so the second may be asked. */
	CHECK_OK(run(&gateway, &account, &call, &http, &arena, &answer, &repeats, &error));
	CHECK(call.attempts == 2 && on.requests == 1 && answer.verified && !call.in_doubt);
	server_stop(&on);
	pay_http_free(&http);
	pay_arena_reset(&arena);
}

static void the_timeout_is_for_all_attempts(void)
{
	static const server_step steps[] = {SILENT, FINE};
	pay_gateway gateway = {.name = "test", .build = build, .check = check};
	pay_account account = {.travel = {.timeout = 200, .connect_timeout = 200, .retries = 5}};
	pay_call call = {.endpoint = &reads, .method = "GET", .target = PAY_LIT("/x")};
	pay_arena arena = {0};
	pay_answer answer = {0};
	pay_error error;
	pay_http *http = NULL;
	uint64_t repeats = 0;
	server on;

	SERVER_START(&on, steps);
	account.travel.base_url = pay_slice_from(on.origin);
	CHECK_FAILS(run(&gateway, &account, &call, &http, &arena, &answer, &repeats, &error),
		PAY_E_TRANSPORT, "transport.timeout");
	CHECK(call.attempts == 1);
	server_stop(&on);
	pay_http_free(&http);
	pay_arena_reset(&arena);
}

static void nonces_are_letters_and_digits(void)
{
	pay_arena arena = {0};
	pay_slice a, b;

	CHECK_OK(pay_nonce(&arena, &a));
	CHECK_OK(pay_nonce(&arena, &b));
	CHECK(a.size == 32 && strspn(a.data, "0123456789ABCDEF") == 32 && !pay_slice_equal(a, b));
	pay_arena_reset(&arena);
}

int main(void)
{
	attempts_and_outcomes();
	another_host_takes_over();
	the_timeout_is_for_all_attempts();
	nonces_are_letters_and_digits();
	return check_done();
}
