/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_FILES_H
#define PAY_TESTS_FILES_H

#include "core/slice.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

/* A file that holds these bytes; gone when it is closed. */
static inline FILE *file_with(pay_slice bytes)
{
	FILE *file = tmpfile();

	if (file == NULL || fwrite(bytes.data, 1, bytes.size, file) != bytes.size) {
		abort();
	}
	return file;
}

/* The same as a gzip member, written behind what the file holds. size is cut off its end. */
static inline void add_gzip(FILE *file, pay_slice bytes, size_t cut)
{
	z_stream stream = {0};
	size_t room = bytes.size + bytes.size / 2 + 256;
	unsigned char *packed = malloc(room);

	if (packed == NULL
		|| deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY)
			!= Z_OK) {
		abort();
	}
	stream.next_in = (Bytef *) (uintptr_t) bytes.data;
	stream.avail_in = (uInt) bytes.size;
	stream.next_out = packed;
	stream.avail_out = (uInt) room;
	if (deflate(&stream, Z_FINISH) != Z_STREAM_END
		|| fwrite(packed, 1, stream.total_out - cut, file) != stream.total_out - cut) {
		abort();
	}
	(void) deflateEnd(&stream);
	free(packed);
}

static inline FILE *gzip_with(pay_slice bytes)
{
	FILE *file = file_with(PAY_LIT(""));

	add_gzip(file, bytes, 0);
	return file;
}

#endif
