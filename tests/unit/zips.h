/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_ZIPS_H
#define PAY_TESTS_ZIPS_H

#include "files.h"

/* An entry of an archive that is written by hand, so that it can be wrong where a library's would be right. */
typedef struct zip_entry {
	pay_slice name;
	pay_slice bytes;
	bool is_deflated;
	bool is_encrypted;    /* says so; the bytes are as they are */
	uint32_t crc_error;   /* is added to its checksum */
	uint32_t said_size;   /* in place of its size; 0: the true one */
	uint16_t said_method; /* in place of its method; 0: the true one */
} zip_entry;

static inline void put_number(FILE *file, uint64_t number, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		(void) fputc((int) (number >> 8 * i & 255), file);
	}
}

/* Raw, as archives have it. The caller frees it. */
static inline unsigned char *deflated(pay_slice bytes, size_t *size)
{
	z_stream stream = {0};
	size_t room = bytes.size + bytes.size / 2 + 256;
	unsigned char *packed = malloc(room);

	if (packed == NULL
		|| deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY)
			!= Z_OK) {
		abort();
	}
	stream.next_in = (Bytef *) (uintptr_t) bytes.data;
	stream.avail_in = (uInt) bytes.size;
	stream.next_out = packed;
	stream.avail_out = (uInt) room;
	if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
		abort();
	}
	*size = stream.total_out;
	(void) deflateEnd(&stream);
	return packed;
}

/* From "version needed" to the length of the extra field, which the entry and the directory have in common. */
static inline void put_common(FILE *file, const zip_entry *entry, size_t packed_size)
{
	uint32_t method = entry->is_deflated ? 8 : 0;
	uLong crc = crc32(0, (const Bytef *) entry->bytes.data, (uInt) entry->bytes.size);

	put_number(file, 20, 2);
	put_number(file, entry->is_encrypted ? 1 : 0, 2);
	put_number(file, entry->said_method != 0 ? entry->said_method : method, 2);
	put_number(file, 0, 4);
	put_number(file, (uint32_t) crc + entry->crc_error, 4);
	put_number(file, (uint32_t) packed_size, 4);
	put_number(file, entry->said_size != 0 ? entry->said_size : (uint32_t) entry->bytes.size, 4);
	put_number(file, (uint32_t) entry->name.size, 2);
	put_number(file, 0, 2);
}

static inline void put_directory(FILE *file, const zip_entry *entries, size_t count,
	const uint32_t offsets[], const size_t sizes[])
{
	uint32_t start = (uint32_t) ftell(file), end;

	for (size_t i = 0; i < count; i++) {
		put_number(file, 0x02014b50, 4);
		put_number(file, 20, 2);
		put_common(file, &entries[i], sizes[i]);
		put_number(file, 0, 8);
		put_number(file, 0, 2);
		put_number(file, offsets[i], 4);
		(void) fwrite(entries[i].name.data, 1, entries[i].name.size, file);
	}
	end = (uint32_t) ftell(file);
	put_number(file, 0x06054b50, 4);
	put_number(file, 0, 2 + 2);
	put_number(file, (uint32_t) count, 2);
	put_number(file, (uint32_t) count, 2);
	put_number(file, end - start, 4);
	put_number(file, start, 4);
	put_number(file, 0, 2);
}

static inline FILE *zip_with(const zip_entry *entries, size_t count)
{
	FILE *file = file_with(PAY_LIT(""));
	uint32_t *offsets = calloc(count + 1, sizeof(*offsets));
	size_t *sizes = calloc(count + 1, sizeof(*sizes));

	if (offsets == NULL || sizes == NULL) {
		abort();
	}
	for (size_t i = 0; i < count; i++) {
		unsigned char *packed = deflated(entries[i].bytes, &sizes[i]);

		offsets[i] = (uint32_t) ftell(file);
		sizes[i] = entries[i].is_deflated ? sizes[i] : entries[i].bytes.size;
		put_number(file, 0x04034b50, 4);
		put_common(file, &entries[i], sizes[i]);
		(void) fwrite(entries[i].name.data, 1, entries[i].name.size, file);
		(void) fwrite(entries[i].is_deflated ? (const char *) packed : entries[i].bytes.data, 1,
			sizes[i], file);
		free(packed);
	}
	put_directory(file, entries, count, offsets, sizes);
	free(offsets);
	free(sizes);
	return file;
}

#endif
