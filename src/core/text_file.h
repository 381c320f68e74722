/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_TEXT_FILE_H
#define PAY_CORE_TEXT_FILE_H

#include "core/error.h"

#include <stdio.h>

#define PAY_LINE_MAX (128u << 10)       /* bytes of a line */
#define PAY_TEXT_FILE_MAX (16ull << 30) /* bytes of a text that was unpacked */
#define PAY_SHA1_HEX_SIZE 41            /* with the NUL */

/*
 * A downloaded text, plain or as a gzip member, read line by line in constant memory. Readers of one file do not
 * disturb each other: each seeks to where it was. PAY_E_INTEGRITY "integrity.file" for what is not one whole text.
 */
typedef struct pay_text_file pay_text_file;

/* file is borrowed and must outlive the reader. NULL: memory is out. */
PAY_MUST_USE pay_text_file *pay_text_file_open(FILE *file);
void pay_text_file_close(pay_text_file *reader);

/* The next line without its end, good until the next call. *found is false at the end. */
PAY_MUST_USE pay_status pay_text_file_line(
	pay_text_file *reader, pay_slice *line, bool *found, pay_error *error);

/* SHA-1 of the text, unpacked, in lower-case hex. Reads all of it, so that a damaged file is found here. */
PAY_MUST_USE pay_status pay_text_file_sha1(
	FILE *file, char hex[PAY_SHA1_HEX_SIZE], pay_error *error);

#endif
