/* SPDX-License-Identifier: MIT */
#include "core/text_file.h"

#include "core/platform.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#define PACKED_SIZE 16384
#define GZIP_WINDOW (15 + 16) /* zlib: the largest window, with a gzip header */

struct pay_text_file {
	FILE *file;
	int64_t offset; /* of the next byte to read from the file */
	z_stream stream;
	bool begun;
	bool is_gzip;
	bool in_member; /* a gzip member has begun and has not ended */
	bool ended;     /* nothing is left in the file */
	uint64_t unpacked;
	unsigned char packed[PACKED_SIZE];
	/* what was unpacked and not yet handed out */
	size_t start;
	size_t end;
	char text[PAY_LINE_MAX];
};

static pay_status damaged(pay_error *error, const char *what)
{
	return pay_fail(error, PAY_E_INTEGRITY, "integrity.file", "The downloaded file %s", what);
}

pay_text_file *pay_text_file_open(FILE *file)
{
	pay_text_file *reader = calloc(1, sizeof(*reader));

	if (reader == NULL || fflush(file) != 0) {
		free(reader);
		return NULL;
	}
	reader->file = file;
	return reader;
}

void pay_text_file_close(pay_text_file *reader)
{
	if (reader != NULL && reader->is_gzip) {
		(void) inflateEnd(&reader->stream);
	}
	free(reader);
}

/* Bytes as they lie in the file. *size is 0 at its end. */
static pay_status read_file(
	pay_text_file *reader, void *bytes, size_t room, size_t *size, pay_error *error)
{
	int64_t got = pay_file_read_at(reader->file, bytes, room, reader->offset);

	if (got < 0) {
		return damaged(error, "cannot be read");
	}
	*size = (size_t) got;
	reader->offset += got;
	return PAY_OK;
}

/* The first two bytes tell. */
static pay_status begin(pay_text_file *reader, pay_error *error)
{
	unsigned char magic[2] = {0, 0};
	size_t size;

	PAY_TRY(read_file(reader, magic, sizeof(magic), &size, error));
	reader->offset = 0;
	reader->begun = true;
	if (size == 2 && magic[0] == 0x1f && magic[1] == 0x8b) {
		if (inflateInit2(&reader->stream, GZIP_WINDOW) != Z_OK) {
			return PAY_E_MEMORY;
		}
		reader->is_gzip = true;
	}
	return PAY_OK;
}

/* One step of zlib's: some input, some output, or the end of a member, after which another may follow. */
static pay_status inflate_step(pay_text_file *reader, pay_error *error)
{
	size_t size;
	int code;

	if (reader->stream.avail_in == 0) {
		PAY_TRY(read_file(reader, reader->packed, PACKED_SIZE, &size, error));
		reader->stream.next_in = reader->packed;
		reader->stream.avail_in = (uInt) size;
		if (size == 0) {
			reader->ended = true;
			return reader->in_member ? damaged(error, "is cut in its gzip data") : PAY_OK;
		}
	}
	reader->in_member = true;
	code = inflate(&reader->stream, Z_NO_FLUSH);
	if (code == Z_STREAM_END) {
		reader->in_member = false;
		return inflateReset(&reader->stream) == Z_OK ? PAY_OK : PAY_E_MEMORY;
	}
	if (code == Z_MEM_ERROR) {
		return PAY_E_MEMORY;
	}
	return code == Z_OK || code == Z_BUF_ERROR ? PAY_OK : damaged(error, "is not sound gzip");
}

static pay_status unpack(
	pay_text_file *reader, char *bytes, size_t room, size_t *size, pay_error *error)
{
	*size = 0;
	if (!reader->begun) {
		PAY_TRY(begin(reader, error));
	}
	if (!reader->is_gzip) {
		PAY_TRY(read_file(reader, bytes, room, size, error));
		reader->ended = *size == 0;
		return PAY_OK;
	}
	reader->stream.next_out = (Bytef *) bytes;
	reader->stream.avail_out = (uInt) room;
	while (!reader->ended && reader->stream.avail_out == room) {
		PAY_TRY(inflate_step(reader, error));
	}
	*size = room - reader->stream.avail_out;
	reader->unpacked += *size;
	return reader->unpacked <= PAY_TEXT_FILE_MAX ? PAY_OK
												 : damaged(error, "unpacks to more than 16 GiB");
}

/* Moves what is left to the front and reads behind it. */
static pay_status refill(pay_text_file *reader, pay_error *error)
{
	size_t left = reader->end - reader->start, size;

	if (left == sizeof(reader->text)) {
		return damaged(error, "has a line of more than 128 KiB");
	}
	memmove(reader->text, reader->text + reader->start, left);
	reader->start = 0;
	reader->end = left;
	PAY_TRY(unpack(reader, reader->text + left, sizeof(reader->text) - left, &size, error));
	reader->end += size;
	return PAY_OK;
}

pay_status pay_text_file_line(pay_text_file *reader, pay_slice *line, bool *found, pay_error *error)
{
	size_t seen = 0;
	const char *newline = NULL;

	for (;;) {
		pay_slice left = {reader->text + reader->start, reader->end - reader->start};

		newline = memchr(left.data + seen, '\n', left.size - seen);
		if (newline != NULL || reader->ended) {
			*line = left;
			break;
		}
		seen = left.size;
		PAY_TRY(refill(reader, error));
	}
	*found = newline != NULL || line->size > 0;
	if (newline != NULL) {
		line->size = (size_t) (newline - line->data);
		reader->start += 1;
	}
	reader->start += line->size;
	if (line->size > 0 && line->data[line->size - 1] == '\r') {
		line->size--;
	}
	return PAY_OK;
}

static pay_status digest_text(pay_text_file *reader, EVP_MD_CTX *context,
	unsigned char digest[EVP_MAX_MD_SIZE], pay_error *error)
{
	size_t size = 1;

	if (EVP_DigestInit_ex(context, EVP_sha1(), NULL) != 1) {
		return PAY_E_MEMORY;
	}
	while (size > 0) {
		PAY_TRY(unpack(reader, reader->text, sizeof(reader->text), &size, error));
		if (EVP_DigestUpdate(context, reader->text, size) != 1) {
			return PAY_E_MEMORY;
		}
	}
	return EVP_DigestFinal_ex(context, digest, NULL) == 1 ? PAY_OK : PAY_E_MEMORY;
}

pay_status pay_text_file_sha1(FILE *file, char hex[PAY_SHA1_HEX_SIZE], pay_error *error)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[EVP_MAX_MD_SIZE];
	pay_text_file *reader = pay_text_file_open(file);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	pay_status status = reader != NULL && context != NULL
		? digest_text(reader, context, digest, error)
		: PAY_E_MEMORY;

	for (size_t i = 0; status == PAY_OK && i < PAY_SHA1_HEX_SIZE - 1; i++) {
		hex[i] = digits[digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
	}
	hex[PAY_SHA1_HEX_SIZE - 1] = '\0';
	EVP_MD_CTX_free(context);
	pay_text_file_close(reader);
	ERR_clear_error();
	return status;
}
