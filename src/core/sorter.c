/* SPDX-License-Identifier: MIT */
#include "core/sorter.h"

#include "core/platform.h"

#include <stdint.h>
#include <stdlib.h>

#define FAN_IN 64   /* runs merged at once */
#define BLOCK 32768 /* bytes of a run in memory while it is merged */

/* In memory and in a file a record is its size and its bytes. */
typedef uint32_t record_size;

typedef struct run {
	int64_t offset;
	int64_t end;
} run;

/* Where in a run the merge is. */
typedef struct cursor {
	run left; /* what of the run is still in the file alone */
	size_t start;
	size_t end;
	pay_slice record;
	char bytes[BLOCK];
} cursor;

struct pay_sorter {
	pay_sorter_file *make_file;
	size_t memory;
	char *buffer;    /* records from its front on, pointers to them from its end back */
	size_t used;     /* by records */
	size_t count;    /* of records */
	size_t position; /* of the next one to hand out */
	bool is_sorted;
	FILE *file; /* runs, one after another; NULL while all fits into the buffer */
	int64_t file_size;
	run *runs;
	size_t run_count;
	size_t run_room;
	cursor *cursors;
	cursor *heap[FAN_IN]; /* the one with the least record first */
	size_t heap_size;
	bool is_handed_out; /* the record of heap[0] */
};

static pay_status unusable(pay_error *error)
{
	return pay_fail(error, PAY_E_CONFIG, "config.temporary-file",
		"A temporary file cannot be written or read: the folder for them (sys_temp_dir) may be "
		"full");
}

pay_sorter *pay_sorter_open(size_t memory, pay_sorter_file *make_file)
{
	pay_sorter *sorter = calloc(1, sizeof(*sorter));
	size_t unit = sizeof(char *);

	if (sorter == NULL) {
		return NULL;
	}
	sorter->make_file = make_file;
	sorter->memory = memory / unit * unit;
	sorter->buffer = malloc(sorter->memory);
	if (sorter->buffer == NULL) {
		pay_sorter_close(sorter);
		return NULL;
	}
	return sorter;
}

static void close_file(FILE *file)
{
	if (file != NULL) {
		(void) fclose(file);
	}
}

void pay_sorter_close(pay_sorter *sorter)
{
	if (sorter != NULL) {
		close_file(sorter->file);
		free(sorter->buffer);
		free(sorter->runs);
		free(sorter->cursors);
		free(sorter);
	}
}

/* ------------------------------------------------------------------ in memory */

static int compare(pay_slice a, pay_slice b)
{
	int order = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);

	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static pay_slice record_at(const char *place)
{
	record_size size;

	memcpy(&size, place, sizeof(size));
	return (pay_slice) {place + sizeof(size), size};
}

static int compare_places(const void *a, const void *b)
{
	return compare(record_at(*(char *const *) a), record_at(*(char *const *) b));
}

/* Of the records in the buffer. */
static char **places(const pay_sorter *sorter)
{
	return (char **) (void *) (sorter->buffer + sorter->memory) - sorter->count;
}

static void sort_buffer(pay_sorter *sorter)
{
	qsort(places(sorter), sorter->count, sizeof(char *), compare_places);
}

/* ------------------------------------------------------------------ runs in a file */

static pay_status write_record(FILE *file, pay_slice record, int64_t *file_size, pay_error *error)
{
	record_size size = (record_size) record.size;

	if (fwrite(&size, sizeof(size), 1, file) != 1
		|| fwrite(record.data, 1, record.size, file) != record.size) {
		return unusable(error);
	}
	*file_size += (int64_t) (sizeof(size) + record.size);
	return PAY_OK;
}

static pay_status add_run(pay_sorter *sorter, int64_t offset, int64_t end)
{
	if (sorter->run_count == sorter->run_room) {
		size_t room = sorter->run_room * 2 + FAN_IN;
		run *grown = realloc(sorter->runs, room * sizeof(*grown));

		if (grown == NULL) {
			return PAY_E_MEMORY;
		}
		sorter->runs = grown;
		sorter->run_room = room;
	}
	sorter->runs[sorter->run_count++] = (run) {offset, end};
	return PAY_OK;
}

/* Makes a run of what is in the buffer. */
static pay_status spill(pay_sorter *sorter, pay_error *error)
{
	int64_t offset = sorter->file_size;

	if (sorter->file == NULL) {
		sorter->file = sorter->make_file(error);
		if (sorter->file == NULL) {
			return error->status;
		}
	}
	sort_buffer(sorter);
	for (size_t i = 0; i < sorter->count; i++) {
		PAY_TRY(
			write_record(sorter->file, record_at(places(sorter)[i]), &sorter->file_size, error));
	}
	sorter->used = 0;
	sorter->count = 0;
	return add_run(sorter, offset, sorter->file_size);
}

pay_status pay_sorter_add(pay_sorter *sorter, pay_slice record, pay_error *error)
{
	size_t size = sizeof(record_size) + record.size;
	record_size prefix = (record_size) record.size;
	char *place;

	if (record.size > PAY_SORTER_RECORD_MAX || sorter->is_sorted) {
		return pay_fail(error, PAY_E_VALUE, "value", "The record cannot be added");
	}
	if (sorter->used + size + (sorter->count + 1) * sizeof(char *) > sorter->memory) {
		PAY_TRY(spill(sorter, error));
	}
	place = sorter->buffer + sorter->used;
	memcpy(place, &prefix, sizeof(prefix));
	memcpy(place + sizeof(prefix), record.data, record.size);
	sorter->used += size;
	sorter->count++;
	places(sorter)[0] = place;
	return PAY_OK;
}

/* ------------------------------------------------------------------ merging */

/* Reads on until size bytes are there. */
static pay_status fill(FILE *file, cursor *at, size_t size, pay_error *error)
{
	memmove(at->bytes, at->bytes + at->start, at->end - at->start);
	at->end -= at->start;
	at->start = 0;
	while (at->end < size) {
		int64_t left = at->left.end - at->left.offset, room = (int64_t) (BLOCK - at->end);
		int64_t got = pay_file_read_at(
			file, at->bytes + at->end, (size_t) (left < room ? left : room), at->left.offset);

		if (got <= 0) {
			return unusable(error);
		}
		at->end += (size_t) got;
		at->left.offset += got;
	}
	return PAY_OK;
}

/* The next record of the run. *found is false at its end. */
static pay_status advance(FILE *file, cursor *at, bool *found, pay_error *error)
{
	record_size size;

	*found = at->start < at->end || at->left.offset < at->left.end;
	if (!*found) {
		return PAY_OK;
	}
	if (at->end - at->start < sizeof(size)) {
		PAY_TRY(fill(file, at, sizeof(size), error));
	}
	memcpy(&size, at->bytes + at->start, sizeof(size));
	if (size > PAY_SORTER_RECORD_MAX) {
		return unusable(error);
	}
	if (at->end - at->start < sizeof(size) + size) {
		PAY_TRY(fill(file, at, sizeof(size) + size, error));
	}
	at->record = record_at(at->bytes + at->start);
	at->start += sizeof(size) + size;
	return PAY_OK;
}

/* Lets the cursor at this place of the heap sink to where it belongs. */
static void sink(pay_sorter *sorter, size_t place)
{
	cursor **heap = sorter->heap;

	for (;;) {
		size_t least = place;
		cursor *swapped = heap[place];

		for (size_t child = 2 * place + 1; child <= 2 * place + 2; child++) {
			if (child < sorter->heap_size
				&& compare(heap[child]->record, heap[least]->record) < 0) {
				least = child;
			}
		}
		if (least == place) {
			return;
		}
		heap[place] = heap[least];
		heap[least] = swapped;
		place = least;
	}
}

/* Begins to merge these runs. */
static pay_status open_runs(pay_sorter *sorter, const run *runs, size_t count, pay_error *error)
{
	sorter->heap_size = 0;
	sorter->is_handed_out = false;
	for (size_t i = 0; i < count; i++) {
		cursor *at = &sorter->cursors[i];
		bool found;

		at->left = runs[i];
		at->start = at->end = 0;
		PAY_TRY(advance(sorter->file, at, &found, error));
		if (found) {
			sorter->heap[sorter->heap_size++] = at;
		}
	}
	for (size_t i = sorter->heap_size / 2; i > 0; i--) {
		sink(sorter, i - 1);
	}
	return PAY_OK;
}

static pay_status next_merged(pay_sorter *sorter, pay_slice *record, bool *found, pay_error *error)
{
	if (sorter->is_handed_out) {
		PAY_TRY(advance(sorter->file, sorter->heap[0], found, error));
		if (!*found) {
			sorter->heap[0] = sorter->heap[--sorter->heap_size];
		}
		sink(sorter, 0);
	}
	*found = sorter->heap_size > 0;
	sorter->is_handed_out = *found;
	if (*found) {
		*record = sorter->heap[0]->record;
	}
	return PAY_OK;
}

/* Merges runs, FAN_IN at a time, into longer ones in another file. */
static pay_status merge_into(
	pay_sorter *sorter, FILE *file, const run *runs, size_t count, pay_error *error)
{
	int64_t file_size = 0;

	for (size_t i = 0; i < count; i += FAN_IN) {
		int64_t offset = file_size;
		pay_slice record;
		bool found;

		PAY_TRY(open_runs(sorter, runs + i, count - i < FAN_IN ? count - i : FAN_IN, error));
		PAY_TRY(next_merged(sorter, &record, &found, error));
		while (found) {
			PAY_TRY(write_record(file, record, &file_size, error));
			PAY_TRY(next_merged(sorter, &record, &found, error));
		}
		sorter->runs[sorter->run_count++] = (run) {offset, file_size};
	}
	return fflush(file) == 0 ? PAY_OK : unusable(error);
}

/* The runs that are made are fewer than those that are read, and take their places. */
static pay_status merge_once(pay_sorter *sorter, pay_error *error)
{
	FILE *file = sorter->make_file(error);
	size_t count = sorter->run_count;
	pay_status status;

	if (file == NULL) {
		return error->status;
	}
	sorter->run_count = 0;
	status = merge_into(sorter, file, sorter->runs, count, error);
	(void) fclose(status == PAY_OK ? sorter->file : file);
	if (status == PAY_OK) {
		sorter->file = file;
	}
	return status;
}

/* ------------------------------------------------------------------ reading */

static pay_status end_adding(pay_sorter *sorter, pay_error *error)
{
	if (sorter->file == NULL) {
		sort_buffer(sorter);
		return PAY_OK;
	}
	PAY_TRY(spill(sorter, error));
	free(sorter->buffer);
	sorter->buffer = NULL;
	sorter->cursors = malloc(FAN_IN * sizeof(*sorter->cursors));
	if (sorter->cursors == NULL) {
		return PAY_E_MEMORY;
	}
	if (fflush(sorter->file) != 0) {
		return unusable(error);
	}
	while (sorter->run_count > FAN_IN) {
		PAY_TRY(merge_once(sorter, error));
	}
	return PAY_OK;
}

pay_status pay_sorter_rewind(pay_sorter *sorter, pay_error *error)
{
	if (!sorter->is_sorted) {
		PAY_TRY(end_adding(sorter, error));
		sorter->is_sorted = true;
	}
	sorter->position = 0;
	return sorter->file == NULL ? PAY_OK
								: open_runs(sorter, sorter->runs, sorter->run_count, error);
}

pay_status pay_sorter_next(pay_sorter *sorter, pay_slice *record, bool *found, pay_error *error)
{
	if (sorter->file != NULL) {
		return next_merged(sorter, record, found, error);
	}
	*found = sorter->position < sorter->count;
	if (*found) {
		*record = record_at(places(sorter)[sorter->position++]);
	}
	return PAY_OK;
}
