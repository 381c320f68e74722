/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_UNZIP_H
#define PAY_CORE_UNZIP_H

#include "core/error.h"

#include <stdint.h>
#include <stdio.h>

#define PAY_UNZIP_ENTRIES_MAX 100
#define PAY_UNZIP_MAX (16ull << 30) /* bytes of all entries that are copied */

/*
 * Says which file the entry of this name goes to, at its position; NULL: to none. The name is as the archive spells it,
 * in no known charset, and nothing on disk is ever called so. Must return: no longjmp.
 */
typedef FILE *(*pay_unzip_place)(void *context, pay_slice name);

/*
 * Copies entries of a downloaded zip archive, up to size_max bytes in all, and checks their CRC. PAY_E_INTEGRITY
 * "integrity.file" for what is no sound archive, is encrypted or exceeds a bound; PAY_E_TRANSPORT "transport.file" where
 * a file takes no more; PAY_E_CONFIG "config.zip" where this build has no libzip. What was copied by then stays.
 */
PAY_MUST_USE pay_status pay_unzip(
	FILE *zip, uint64_t size_max, pay_unzip_place place, void *context, pay_error *error);

#endif
