/* SPDX-License-Identifier: MIT */
/*
 * A contestant as bench/src/Contestant.php asks for it, one line a command, one line an answer:
 *   prepare CASE DIR   "ok", or "missing" where there is no such case
 *   show               runs once; base64 of what came out, or "refused"
 *   time N             runs N times; "CPU WALL" in nanoseconds
 */
#include "limit.h"

#include <libxml/parser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const limit_case *find(const char *name)
{
	const limit_case *const tables[] = {
		limit_wechat_cases, limit_alipay_cases, limit_exchange_cases};

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		for (const limit_case *entry = tables[i]; entry->name != NULL; entry++) {
			if (strcmp(entry->name, name) == 0) {
				return entry;
			}
		}
	}
	return NULL;
}

static int64_t nanoseconds(clockid_t clock)
{
	struct timespec now;

	(void) clock_gettime(clock, &now);
	return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void show(const limit_case *chosen)
{
	static unsigned char base64[LIMIT_OUT_MAX * 4 / 3 + 8];

	if (chosen == NULL || !chosen->run()) {
		puts("refused");
		return;
	}
	(void) EVP_EncodeBlock(base64, (const unsigned char *) limit_out, (int) strlen(limit_out));
	puts((const char *) base64);
}

static void measure(const limit_case *chosen, long times)
{
	int64_t wall = nanoseconds(CLOCK_MONOTONIC), cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);

	limit_child_cpu = 0;

	for (long i = 0; i < times; i++) {
		if (!chosen->run()) {
			puts("refused");
			return;
		}
	}
	cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	printf("%lld %lld\n", (long long) cpu + limit_child_cpu,
		(long long) (nanoseconds(CLOCK_MONOTONIC) - wall));
}

int main(void)
{
	char line[8192], name[64], dir[4096];
	const limit_case *chosen = NULL;
	long times;

	xmlInitParser();
	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (sscanf(line, "prepare %63s %4095s", name, dir) == 2) {
			chosen = find(name);
			puts(chosen == NULL ? "missing" : chosen->prepare(dir) ? "ok" : "refused");
		} else if (chosen != NULL && sscanf(line, "time %ld", &times) == 1) {
			measure(chosen, times);
		} else {
			show(chosen);
		}
		(void) fflush(stdout);
	}
	return 0;
}
