/* SPDX-License-Identifier: MIT */
#ifndef PAY_PHP_ERRORS_H
#define PAY_PHP_ERRORS_H

#include "php.h"

#include "php/reply.h"

#include "core/error.h"

/* True while PHP is about to end the request for lack of memory: throw nothing on top of it. */
bool php_pay_oom_pending(void);

/* What an exception of a call or a notification tells beside its reason. */
typedef struct php_pay_context {
	const char *method; /* "POST"; NULL outside a call */
	pay_slice path;     /* without query */
	int attempts;
	php_pay_reply_style style; /* of a notification: how its sender wants to be answered */
} php_pay_context;

/*
 * Throws the class that stands for error->status; what a transport threw is its previous one. Leaves any other exception in flight
 * as it is. context may be NULL.
 */
void php_pay_throw(const pay_error *error, const php_pay_context *context);

/*
 * php_pay_throw() for a call that an answer came to. Where money moves, an answer that fails a check says nothing about
 * what happened: UnknownOutcomeException, with what was wrong as its previous.
 */
void php_pay_throw_call(const pay_error *error, const php_pay_context *context, bool moves_money);

/*
 * Takes the exception in flight and throws UnknownOutcomeException with it as previous: an answer came, and proves nothing; or
 * what the message says.
 */
void php_pay_throw_unknown(const php_pay_context *context);
void php_pay_throw_unknown_because(const php_pay_context *context, const char *message);

/* Drops what the shop's own transport threw for a status that nobody throws anything for. */
void php_pay_drop_cause(pay_status status);

/* "Pay\TransportException: no answer", on one line. The caller's. */
zend_string *php_pay_exception_text(zend_object *exception);

/* Whether the exception in flight leaves open what happened. */
bool php_pay_is_open(void);

/*
 * Drops the exception in flight if it is one of ours, so that it is no reason to stop. False: it goes on to the caller, and so does
 * one that says that a call was broken off.
 */
bool php_pay_shrug(void);

/* What the gateway said when it said no. */
typedef struct php_pay_refusal {
	zend_long status;
	zend_string *code;    /* borrowed */
	zend_string *message; /* borrowed */
	pay_slice request_id; /* "" if none */
	HashTable *body;      /* borrowed, may be NULL */
	bool retryable;
	bool verified;
} php_pay_refusal;

void php_pay_throw_refusal(const php_pay_refusal *refusal, const php_pay_context *context);

/* A bool of an ApiException, "verified" or "retryable"; its errorCode, borrowed. */
bool php_pay_refusal_is(zend_object *exception, const char *property);
zend_string *php_pay_refusal_code(zend_object *exception);

/* ConfigException from a constructor: php_pay_throw() of PAY_E_CONFIG with this text. */
ZEND_ATTRIBUTE_FORMAT(printf, 2, 3)
void php_pay_throw_config(const char *reason, const char *format, ...);

#endif
