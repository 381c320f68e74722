/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_SORTER_H
#define PAY_CORE_SORTER_H

#include "core/error.h"

#include <stdio.h>

#define PAY_SORTER_RECORD_MAX 4096 /* bytes */

/*
 * Sorts any number of records by their bytes in a fixed amount of memory: what does not fit is written to a temporary file in
 * sorted runs, which are merged while they are read. PAY_E_CONFIG "config.temporary-file" where the disk takes no more. After
 * a failure it can only be closed.
 */
typedef struct pay_sorter pay_sorter;

/* A new file that goes when it is closed. NULL: *error says why. */
typedef FILE *pay_sorter_file(pay_error *error);

/* memory is in bytes, a few times a record's size at least. NULL: memory is out. */
PAY_MUST_USE pay_sorter *pay_sorter_open(size_t memory, pay_sorter_file *make_file);
void pay_sorter_close(pay_sorter *sorter);

/* A record of up to PAY_SORTER_RECORD_MAX bytes, which is copied. Not after the first rewind. */
PAY_MUST_USE pay_status pay_sorter_add(pay_sorter *sorter, pay_slice record, pay_error *error);

/* Before reading, and to read once more from the first. */
PAY_MUST_USE pay_status pay_sorter_rewind(pay_sorter *sorter, pay_error *error);

/* The next record in order, good until the next call. *found is false at the end. */
PAY_MUST_USE pay_status pay_sorter_next(
	pay_sorter *sorter, pay_slice *record, bool *found, pay_error *error);

#endif
