/* SPDX-License-Identifier: MIT */
#include "core/unzip.h"

#ifndef PAY_HAVE_ZIP

pay_status pay_unzip(
	FILE *zip, uint64_t size_max, pay_unzip_place place, void *context, pay_error *error)
{
	(void) zip;
	(void) size_max;
	(void) place;
	(void) context;
	return pay_fail(error, PAY_E_CONFIG, "config.zip",
		"This build of the extension cannot open zip archives: install libzip-dev and build it "
		"again. "
		"save() works without");
}

#else

#include "core/libraries.h"
#include "core/platform.h"

#include <stdlib.h>

#define CHUNK_SIZE 16384
#define DIRECTORY_MAX (1u << 20) /* bytes of what describes the entries */

/* The record at the end of an archive, and what precedes it in one of 64 bits: APPNOTE.TXT, 4.3.14 to 4.3.16. */
#define END_SIZE 22
#define END_MAGIC 0x06054b50u
#define LOCATOR_SIZE 20
#define LOCATOR_MAGIC 0x07064b50u
#define WIDE_SIZE 56
#define TAIL_SIZE (LOCATOR_SIZE + END_SIZE + 65535) /* a comment may follow */

typedef struct unzipping {
	zip_t *archive;
	uint64_t left; /* bytes that may still be copied */
	pay_unzip_place place;
	void *context;
} unzipping;

static pay_status damaged(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_INTEGRITY, "integrity.file", "The downloaded archive %s", what);
}

/* ------------------------------------------------------------------ before libzip */

static uint64_t number(const unsigned char *bytes, size_t size)
{
	uint64_t value = 0;

	while (size > 0) {
		value = value << 8 | bytes[--size];
	}
	return value;
}

static bool read_at(FILE *file, int64_t offset, unsigned char *bytes, size_t size)
{
	return offset >= 0 && pay_file_seek(file, offset) == 0 && fread(bytes, 1, size, file) == size;
}

/* end is what may be the record, at this offset of the file. libzip believes none whose directory ends behind it. */
static bool is_bounded(FILE *zip, int64_t at, const unsigned char end[END_SIZE])
{
	uint64_t size = number(end + 12, 4), start = number(end + 16, 4);
	unsigned char locator[LOCATOR_SIZE], wide[WIDE_SIZE];

	if (read_at(zip, at - LOCATOR_SIZE, locator, sizeof(locator))
		&& number(locator, 4) == LOCATOR_MAGIC) {
		return read_at(zip, (int64_t) number(locator + 8, 8), wide, sizeof(wide))
			&& number(wide + 40, 8) <= DIRECTORY_MAX;
	}
	return size <= DIRECTORY_MAX || start + size > (uint64_t) at;
}

static bool is_tail_bounded(FILE *zip, int64_t start, const unsigned char *tail, size_t size)
{
	for (size_t i = 0; i + END_SIZE <= size; i++) {
		if (number(tail + i, 4) == END_MAGIC && !is_bounded(zip, start + (int64_t) i, tail + i)) {
			return false;
		}
	}
	return true;
}

/* libzip takes in all entries before it can be asked how many there are. */
static pay_status check_directory(FILE *zip, pay_error *error)
{
	unsigned char *tail = malloc(TAIL_SIZE);
	int64_t end = pay_file_seek_end(zip) == 0 ? pay_file_tell(zip) : 0;
	int64_t start = end > TAIL_SIZE ? end - TAIL_SIZE : 0;
	pay_status status = PAY_E_MEMORY;

	if (tail != NULL) {
		status = read_at(zip, start, tail, (size_t) (end - start))
				&& is_tail_bounded(zip, start, tail, (size_t) (end - start))
			? PAY_OK
			: damaged(error, "describes too many files");
	}
	free(tail);
	return status;
}

/* ------------------------------------------------------------------ with libzip */

/* What libzip reports as an entry is opened or read. */
static pay_status unreadable(int code, pay_error *error)
{
	return code == ZIP_ER_MEMORY ? PAY_E_MEMORY : damaged(error, "holds a damaged file");
}

static pay_status unwritable(pay_error *error)
{
	return pay_fail(
		error, PAY_E_TRANSPORT, "transport.file", "The unpacked file cannot be written");
}

/* libzip compares the CRC when it meets the end of the entry; that the size is another goes unnoticed. */
static pay_status copy_bytes(zip_file_t *from, uint64_t announced, FILE *to, pay_error *error)
{
	char chunk[CHUNK_SIZE];
	zip_int64_t size;
	uint64_t copied = 0;

	while ((size = zip_fread(from, chunk, sizeof(chunk))) > 0) {
		copied += (uint64_t) size;
		if (copied > announced) {
			return damaged(error, "holds a file that is longer than it says");
		}
		if (fwrite(chunk, 1, (size_t) size, to) != (size_t) size) {
			return unwritable(error);
		}
	}
	if (size < 0) {
		return unreadable(zip_error_code_zip(zip_file_get_error(from)), error);
	}
	if (copied != announced) {
		return damaged(error, "holds a file that is shorter than it says");
	}
	return fflush(to) == 0 ? PAY_OK : unwritable(error);
}

static pay_status check_entry(const unzipping *on, const zip_stat_t *entry, pay_error *error)
{
	const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;

	if ((entry->valid & needed) != needed) {
		return damaged(error, "does not describe its files");
	}
	if (entry->encryption_method != ZIP_EM_NONE) {
		return damaged(error, "is encrypted");
	}
	if (entry->comp_method != ZIP_CM_STORE && entry->comp_method != ZIP_CM_DEFLATE) {
		return damaged(error, "is compressed in an unusual way");
	}
	return entry->size <= on->left ? PAY_OK : damaged(error, "unpacks to more than is allowed");
}

static pay_status copy_entry(unzipping *on, zip_uint64_t index, pay_error *error)
{
	zip_stat_t entry;
	zip_file_t *from;
	FILE *to;
	pay_status status;

	if (zip_stat_index(on->archive, index, ZIP_FL_ENC_RAW, &entry) != 0
		|| (entry.valid & ZIP_STAT_NAME) == 0) {
		return damaged(error, "holds a file without a name");
	}
	to = on->place(on->context, pay_slice_from(entry.name));
	if (to == NULL) {
		return PAY_OK;
	}
	PAY_TRY(check_entry(on, &entry, error));
	from = zip_fopen_index(on->archive, index, 0);
	if (from == NULL) {
		return unreadable(zip_error_code_zip(zip_get_error(on->archive)), error);
	}
	on->left -= entry.size;
	status = copy_bytes(from, entry.size, to, error);
	(void) zip_fclose(from);
	return status;
}

static pay_status copy_all(unzipping *on, pay_error *error)
{
	zip_int64_t count = zip_get_num_entries(on->archive, 0);

	if (count < 0 || count > PAY_UNZIP_ENTRIES_MAX) {
		return damaged(error, "holds more than 100 files");
	}
	for (zip_int64_t i = 0; i < count; i++) {
		PAY_TRY(copy_entry(on, (zip_uint64_t) i, error));
	}
	return PAY_OK;
}

/* libzip closes the descriptor that it takes, so it gets one of its own. */
static pay_status open_archive(FILE *zip, zip_t **archive, pay_error *error)
{
	int code = ZIP_ER_OPEN;
	int handle = fflush(zip) == 0 ? pay_file_dup(zip) : -1;

	*archive = handle >= 0 ? zip_fdopen(handle, ZIP_RDONLY, &code) : NULL;
	if (*archive != NULL) {
		return PAY_OK;
	}
	if (handle >= 0) {
		(void) pay_handle_close(handle);
	}
	return code == ZIP_ER_MEMORY ? PAY_E_MEMORY : damaged(error, "is not a whole zip archive");
}

pay_status pay_unzip(
	FILE *zip, uint64_t size_max, pay_unzip_place place, void *context, pay_error *error)
{
	unzipping on = {.left = size_max, .place = place, .context = context};
	pay_status status;

	if (!pay_libzip_open()) {
		return pay_fail(error, PAY_E_CONFIG, "config.zip",
			"The library libzip, with which this extension was built, is not there");
	}
	PAY_TRY(check_directory(zip, error));
	PAY_TRY(open_archive(zip, &on.archive, error));
	status = copy_all(&on, error);
	zip_discard(on.archive);
	return status;
}

#endif
