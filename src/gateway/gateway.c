/* SPDX-License-Identifier: MIT */
#include "gateway/gateway.h"

#include "core/kept.h"
#include "core/platform.h"
#include "core/text.h"

#include <openssl/rand.h>
#include <time.h>

#define NONCE_SIZE 16           /* random bytes; twice as many characters */
#define BACKOFF_MILLISECONDS 50 /* before the first repeat; doubles, with jitter */

void pay_account_free(pay_account *account)
{
	for (size_t i = 0; i < account->platform_count; i++) {
		pay_key_release(account->platform[i].key);
	}
	pay_key_release(account->private_key);
	pay_key_release(account->certificate);
	pay_key_release(account->roots);
	pay_arena_reset(&account->arena);
	*account = (pay_account) {0};
}

pay_status pay_nonce(pay_arena *arena, pay_slice *nonce)
{
	unsigned char bytes[NONCE_SIZE];

	if (!pay_kept_random(arena->kept, bytes, sizeof(bytes))) {
		return PAY_E_MEMORY;
	}
	return pay_hex_encode(arena, nonce, (pay_slice) {(const char *) bytes, sizeof(bytes)}, true);
}

bool pay_call_is_repeatable(const pay_call *call)
{
	const pay_endpoint *endpoint = call->endpoint;

	return !endpoint->once && (endpoint->effect == PAY_EFFECT_READ || call->has_number);
}

/* The gateway's second host is tried when the first did not answer: the signature does not cover the host. */
static pay_slice origin_of(
	const pay_gateway *gateway, const pay_account *account, const pay_call *call)
{
	size_t count = 0;

	if (account->travel.base_url.size > 0) {
		return account->travel.base_url;
	}
	if (account->origin.size > 0) {
		return account->origin;
	}
	if (call->endpoint->host != NULL) {
		return pay_slice_from(call->endpoint->host);
	}
	while (gateway->hosts[count] != NULL) {
		count++;
	}
	return pay_slice_from(gateway->hosts[(size_t) call->attempts % count]);
}

/*
 * For a read "it may have arrived" says nothing: it is safe to repeat. For anything else a later attempt that came to nothing does
 * not take back an earlier one that may have been carried out.
 */
pay_status pay_call_outcome(const pay_call *call, pay_status status)
{
	bool nothing_came =
		status == PAY_E_TRANSPORT || status == PAY_E_MEMORY || status == PAY_E_CONFIG;

	if (call->endpoint->effect == PAY_EFFECT_READ) {
		return status == PAY_E_UNKNOWN ? PAY_E_TRANSPORT : status;
	}
	return nothing_came && call->in_doubt ? PAY_E_UNKNOWN : status;
}

static pay_status attempt(const pay_gateway *gateway, const pay_account *account, pay_call *call,
	const pay_carrier *carrier, int64_t left, pay_arena *arena, pay_answer *answer,
	pay_error *error)
{
	pay_request request = {
		.method = call->method,
		.repeatable = pay_call_is_repeatable(call),
		.timeout = left,
		.connect_timeout = account->travel.connect_timeout,
		.idle_timeout = account->travel.idle_timeout,
		.ca_file = account->travel.ca_file,
		.proxy = account->travel.proxy,
		.private_key = call->endpoint->certificate ? account->private_key : NULL,
		.certificate = call->endpoint->certificate ? account->certificate : NULL,
		.file = call->file,
	};
	pay_slice origin = origin_of(gateway, account, call);

	*answer = (pay_answer) {
		.response = {.body = PAY_LIT("")}, .request_id = PAY_LIT(""), .payload = PAY_LIT("")};
	call->attempts++;
	call->timestamp = (int64_t) time(NULL);
	PAY_TRY(pay_nonce(arena, &call->nonce));
	PAY_TRY(gateway->build(account, call, origin, arena, &request, error));
	return carrier->send(carrier->context, &request, arena, &answer->response, error);
}

/* Jitter keeps workers that failed together from coming back together. */
static int64_t backoff(int attempts)
{
	unsigned char random = 0;

	(void) RAND_bytes(&random, 1);
	return ((int64_t) BACKOFF_MILLISECONDS << (attempts - 1)) * (128 + random) / 256;
}

bool pay_call_may_repeat(const pay_call *call, pay_status status, const char *reason)
{
	bool lost =
		status == PAY_E_TRANSPORT || (status == PAY_E_UNKNOWN && pay_call_is_repeatable(call));
	/* WeChat Pay now and then answers with a wrong signature on purpose; the next answer is right. */
	bool probed = status == PAY_E_SIGNATURE && strcmp(reason, "signature.probe") == 0
		&& pay_call_is_repeatable(call) && call->attempts == 1;

	return lost || probed;
}

/* An answer came, so that whatever keeps us from proving it leaves open what it says. */
static pay_status prove(const pay_gateway *gateway, const pay_account *account, pay_call *call,
	pay_arena *arena, pay_answer *answer, pay_error *error)
{
	pay_status status = gateway->check(account, call, answer, (int64_t) time(NULL), arena, error);

	switch (status) {
	case PAY_E_MEMORY:
		return pay_fail(
			error, PAY_E_UNKNOWN, "memory", "Out of memory when the answer was checked");
	case PAY_E_CONFIG:
		error->status = PAY_E_UNKNOWN;
		return PAY_E_UNKNOWN;
	default:
		return status;
	}
}

pay_status pay_check(const pay_gateway *gateway, const pay_account *account, pay_call *call,
	pay_arena *arena, pay_answer *answer, pay_error *error)
{
	error->status = pay_call_outcome(call, prove(gateway, account, call, arena, answer, error));
	return error->status;
}

/* Whether another attempt follows, and after how long. */
static bool goes_on(const pay_account *account, const pay_call *call, int64_t deadline,
	pay_status status, const pay_error *error, int64_t *pause)
{
	if (call->attempts > account->travel.retries
		|| !pay_call_may_repeat(call, status, error->reason)) {
		return false;
	}
	*pause = backoff(call->attempts);
	return deadline - pay_clock_milliseconds() - *pause > 0;
}

static pay_status run(const pay_gateway *gateway, const pay_account *account, pay_call *call,
	const pay_carrier *carrier, pay_arena *arena, pay_answer *answer, uint64_t *repeats,
	pay_error *error)
{
	const int64_t deadline = pay_clock_milliseconds() + account->travel.timeout;

	for (;;) {
		int64_t left = deadline - pay_clock_milliseconds(), pause;
		pay_status status;

		status =
			attempt(gateway, account, call, carrier, left > 0 ? left : 1, arena, answer, error);
		if (status == PAY_OK && !call->unproven) {
			status = prove(gateway, account, call, arena, answer, error);
		}
		if (!goes_on(account, call, deadline, status, error, &pause)) {
			return pay_call_outcome(call, status);
		}
		call->in_doubt = call->in_doubt || status == PAY_E_UNKNOWN || status == PAY_E_SIGNATURE;
		if (!carrier->pause(carrier->context, pause)) {
			return PAY_E_STOPPED;
		}
		(*repeats)++;
	}
}

pay_status pay_run(const pay_gateway *gateway, const pay_account *account, pay_call *call,
	const pay_carrier *carrier, pay_arena *arena, pay_answer *answer, uint64_t *repeats,
	pay_error *error)
{
	const int64_t start = pay_clock_microseconds();

	error->status = run(gateway, account, call, carrier, arena, answer, repeats, error);
	call->microseconds = pay_clock_microseconds() - start;
	return error->status;
}
