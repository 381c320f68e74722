/* SPDX-License-Identifier: MIT */
#include "core/error.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>

/* Text from outside may stand in a message: a log line must stay one line. */
static void make_printable(char *text)
{
	pay_blank_controls(text, strlen(text));
}

pay_status pay_fail(
	pay_error *error, pay_status status, const char *reason, const char *format, ...)
{
	va_list arguments;

	error->status = status;
	(void) snprintf(error->reason, sizeof(error->reason), "%s", reason);
	va_start(arguments, format);
	(void) vsnprintf(error->message, sizeof(error->message), format, arguments);
	va_end(arguments);
	make_printable(error->message);
	return status;
}

void pay_error_serial(pay_error *error, pay_slice serial)
{
	size_t size = serial.size < sizeof(error->serial) ? serial.size : sizeof(error->serial) - 1;

	memcpy(error->serial, serial.data, size);
	error->serial[size] = '\0';
	make_printable(error->serial);
}
