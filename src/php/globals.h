/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_GLOBALS_H
#define PAY_PHP_GLOBALS_H

#include "php.h"
#include "php_pay.h"

#include "core/http.h"
#include "core/kept.h"
#include "core/key_cache.h"
#include "gateway/gateway.h"

#define PHP_PAY_IDLE_SECONDS_MAX 300
#define PHP_PAY_PLATFORM_SETS_MAX 8
#define PHP_PAY_PLATFORM_SET_KEYS_MAX 8

/* The platform certificates that one merchant account fetched. Keys are references of its own. */
typedef struct php_pay_platform_set {
	unsigned char id[PAY_SHA256_SIZE]; /* of the account that may decrypt them */
	pay_key *keys[PHP_PAY_PLATFORM_SET_KEYS_MAX];
	size_t count;
	time_t fetched;
	time_t attempted;
	uint64_t generation; /* changes with every new set; 0: this place is free */
} php_pay_platform_set;

/* An arena of the request in progress. Linked, so that RSHUTDOWN finds what a fatal error left behind. */
typedef struct php_pay_scope {
	pay_arena arena;
	struct php_pay_scope *next;
} php_pay_scope;

ZEND_BEGIN_MODULE_GLOBALS(pay)
	zend_long key_cache_limit;
	zend_long idle_timeout; /* seconds */
	char *locale;
	php_pay_scope *scopes;
	struct php_pay_group *groups; /* of Pay\concurrent() that are running, newest first */
	struct task *lost;            /* of those, by a fatal error */
	size_t undivided;             /* what is running that other tasks must not come between */
	struct report *reports;       /* callbacks of Http's onCall that are running */
	bool is_set_up;               /* libcurl */
	struct php_pay_bill_pass *bill_passes; /* loops over bills in this request */
	/* What outlives the request: of this process, or of this thread. */
	pay_kept kept;
	pay_key_cache keys;
	pay_http *http;
	const char *libcurl_version; /* libcurl's own text */
	const char *system_ca_file;  /* where it was found; not this module's */
	char *ca_file;     /* this machine's, read before workers are forked; NULL: it was not */
	void *trust_store; /* of it */
	php_pay_platform_set platform_sets[PHP_PAY_PLATFORM_SETS_MAX];
	uint64_t platform_generation;
	uint64_t certificate_fetches;
	uint64_t retries;
	uint64_t unknown_outcomes;
	uint64_t inbox_savepoints; /* made so far */
ZEND_END_MODULE_GLOBALS(pay)

ZEND_EXTERN_MODULE_GLOBALS(pay)
#define PAY_G(member) ZEND_MODULE_GLOBALS_ACCESSOR(pay, member)

#if defined(ZTS) && defined(COMPILE_DL_PAY)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

/* NULL with a fatal error pending when memory is out. */
static inline pay_arena *php_pay_scope_open(void)
{
	php_pay_scope *scope = calloc(1, sizeof(*scope));

	if (scope == NULL) {
		zend_error_noreturn(E_ERROR, "Out of memory");
	}
	scope->arena.kept = &PAY_G(kept);
	scope->next = PAY_G(scopes);
	PAY_G(scopes) = scope;
	return &scope->arena;
}

static inline void php_pay_scope_unlink(php_pay_scope **link)
{
	php_pay_scope *scope = *link;

	*link = scope->next;
	pay_arena_reset(&scope->arena);
	free(scope);
}

/* Closes the scope opened last. Where a call may have waited meanwhile, other fibers have opened theirs: see below. */
static inline void php_pay_scope_close(void)
{
	php_pay_scope_unlink(&PAY_G(scopes));
}

/* Closes the scope of this arena. */
static inline void php_pay_scope_close_of(pay_arena *arena)
{
	php_pay_scope **link = &PAY_G(scopes);

	while (&(*link)->arena != arena) {
		link = &(*link)->next;
	}
	php_pay_scope_unlink(link);
}

static inline pay_slice php_pay_slice(const zend_string *text)
{
	return (pay_slice) {ZSTR_VAL(text), ZSTR_LEN(text)};
}

static inline zend_string *php_pay_string(pay_slice bytes)
{
	return zend_string_init(bytes.data, bytes.size, 0);
}

#endif
