/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_ERROR_H
#define PAY_CORE_ERROR_H

#include "core/slice.h"

/* What the caller must do next; src/php/errors.c maps each to an exception class. */
typedef enum pay_status {
	PAY_OK = 0,
	PAY_E_MEMORY,
	PAY_E_VALUE,     /* the caller's argument; nothing was sent */
	PAY_E_CONFIG,    /* a key, certificate or option */
	PAY_E_TRANSPORT, /* not sent, or a read: repeating is safe */
	PAY_E_UNKNOWN,   /* may have been carried out */
	PAY_E_SIGNATURE, /* not proven to come from the gateway */
	PAY_E_INTEGRITY, /* proven, but about something else */
	PAY_E_API,       /* the gateway said no */
	PAY_E_STOPPED,   /* what carried the call was ended from outside, and says why itself */
} pay_status;

#define PAY_REASON_MAX 64   /* bytes, with the NUL */
#define PAY_MESSAGE_MAX 512 /* bytes, with the NUL */
#define PAY_SERIAL_MAX 96   /* bytes, with the NUL: a certificate serial or a public key id */

/* Owned by the caller. Holds no key, body, signature or account number. */
typedef struct pay_error {
	pay_status status;
	char reason[PAY_REASON_MAX];
	char message[PAY_MESSAGE_MAX];
	char serial[PAY_SERIAL_MAX]; /* what a message named, "" if nothing */
} pay_error;

/* Says "out of memory", so that running out of it needs no words. */
#define PAY_ERROR_INIT \
	{ \
		.status = PAY_E_MEMORY, .reason = "memory", .message = "Out of memory" \
	}

#if defined(__GNUC__)
#define PAY_MUST_USE __attribute__((warn_unused_result))
#define PAY_FORMAT(text, first) __attribute__((format(printf, text, first)))
#else
#define PAY_MUST_USE
#define PAY_FORMAT(text, first)
#endif

/* Fills *error and returns the status, so that failing is one statement. */
PAY_FORMAT(4, 5)
pay_status pay_fail(
	pay_error *error, pay_status status, const char *reason, const char *format, ...);

/* Notes the serial that a message named, made printable. */
void pay_error_serial(pay_error *error, pay_slice serial);

/* Returns early on failure. Not to be used while holding anything but arena memory. */
#define PAY_TRY(call) \
	do { \
		pay_status try_status = (call); \
		if (try_status != PAY_OK) { \
			return try_status; \
		} \
	} while (0)

#endif
