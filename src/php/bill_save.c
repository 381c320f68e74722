/* SPDX-License-Identifier: MIT */
#include "php/bill.h"

#include "php/errors.h"
#include "php/globals.h"
#include "php/source.h"

#include "core/platform.h"

#include "zend_virtual_cwd.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/rand.h>

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#ifndef O_BINARY
#define O_BINARY 0
#endif

#define CHUNK_SIZE 65536
#define SHOWN_PATH_MAX 200 /* characters of a path in a message */

static void throw_unwritable(const char *path, int code)
{
	php_pay_throw_config("config.path-unwritable", "The file %.*s cannot be written: %s",
		SHOWN_PATH_MAX, path, strerror(code));
}

/* A name beside the target, so that the rename stays within one file system. False: thrown. */
static bool find_names(zend_string *path, char target[MAXPATHLEN], char part[MAXPATHLEN])
{
	pay_error error = PAY_ERROR_INIT;
	unsigned char random[8];

	if (php_pay_path_check(path, "The path", &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
		return false;
	}
	if (expand_filepath(ZSTR_VAL(path), target) == NULL || RAND_bytes(random, sizeof(random)) != 1
		|| strlen(target) + 2 * sizeof(random) + 6 >= MAXPATHLEN) {
		throw_unwritable(ZSTR_VAL(path), ENAMETOOLONG);
		return false;
	}
	(void) snprintf(part, MAXPATHLEN, "%s.%02x%02x%02x%02x%02x%02x%02x%02x.part", target, random[0],
		random[1], random[2], random[3], random[4], random[5], random[6], random[7]);
	return true;
}

static bool write_all(int to, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(to, bytes, size);

		if (written < 0 && errno != EINTR) {
			return false;
		}
		bytes += written > 0 ? written : 0;
		size -= written > 0 ? (size_t) written : 0;
	}
	return true;
}

/* Returns the bytes copied; -1 with errno set. */
static zend_long copy_bytes(FILE *from, int to)
{
	char chunk[CHUNK_SIZE];
	zend_long total = 0;
	int64_t size;

	if (fflush(from) != 0) {
		return -1;
	}
	while ((size = pay_file_read_at(from, chunk, sizeof(chunk), total)) > 0) {
		if (!write_all(to, chunk, (size_t) size)) {
			return -1;
		}
		total += (zend_long) size;
	}
	return size == 0 && pay_file_sync(to) == 0 ? total : -1;
}

zend_long php_pay_file_save(FILE *file, zend_string *path)
{
	char target[MAXPATHLEN], part[MAXPATHLEN];
	zend_long size;
	int handle, code;

	if (!find_names(path, target, part)) {
		return -1;
	}
	handle = VCWD_OPEN_MODE(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_BINARY, 0666);
	if (handle < 0) {
		throw_unwritable(target, errno);
		return -1;
	}
	size = copy_bytes(file, handle);
	code = errno;
	if (close(handle) != 0 && size >= 0) {
		code = errno;
		size = -1;
	}
	if (size >= 0 && VCWD_RENAME(part, target) != 0) {
		code = errno;
		size = -1;
	}
	if (size < 0) {
		(void) VCWD_UNLINK(part);
		throw_unwritable(target, code);
	}
	return size;
}
