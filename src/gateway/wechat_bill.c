/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_bill.h"

#include "core/text.h"

#define BOM PAY_LIT("\xEF\xBB\xBF")
#define SEPARATOR PAY_LIT(",`") /* a bare comma may stand in a name or a remark */

static pay_status malformed(const pay_bill_reader *reader, const char *what, pay_error *error)
{
	return pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-format", "Line %zu of the bill %s",
		reader->lines, what);
}

pay_status pay_bill_open(pay_bill_reader *reader, FILE *file)
{
	reader->text = pay_text_file_open(file);
	return reader->text != NULL ? PAY_OK : PAY_E_MEMORY;
}

void pay_bill_close(pay_bill_reader *reader)
{
	pay_text_file_close(reader->text);
	pay_arena_reset(&reader->arena);
	*reader = (pay_bill_reader) {0};
}

/* The bytes before the separator; *left is what follows it. *more is false where there was none. */
static pay_slice cut(pay_slice *left, pay_slice separator, bool *more)
{
	pay_slice rest = *left;

	*more = false;
	for (;;) {
		const char *found = memchr(rest.data, separator.data[0], rest.size);
		pay_slice head = *left;

		if (found == NULL) {
			*left = pay_slice_after(*left, left->size);
			return head;
		}
		rest = pay_slice_after(rest, (size_t) (found - rest.data));
		if (pay_slice_starts(rest, separator)) {
			head.size = (size_t) (found - head.data);
			*left = pay_slice_after(rest, separator.size);
			*more = true;
			return head;
		}
		rest = pay_slice_after(rest, 1);
	}
}

static bool has_title(const pay_bill_reader *reader, pay_slice title)
{
	for (size_t i = 0; i < reader->title_count; i++) {
		if (pay_slice_equal(reader->titles[i], title)) {
			return true;
		}
	}
	return false;
}

/* The line is the reader's buffer, so titles are copied. */
static pay_status take_titles(pay_bill_reader *reader, pay_slice line, pay_error *error)
{
	bool more = true;

	if (reader->part == PAY_BILL_SUMMARY) {
		return malformed(reader, "holds titles a third time", error);
	}
	reader->part = reader->part == PAY_BILL_END ? PAY_BILL_ROW : PAY_BILL_SUMMARY;
	reader->title_count = 0;
	while (more) {
		if (reader->title_count == PAY_BILL_COLUMNS_MAX) {
			return malformed(reader, "has more than 64 columns", error);
		}
		pay_slice title = pay_trim(cut(&line, PAY_LIT(","), &more));

		if (has_title(reader, title)) {
			return malformed(reader, "has a column twice", error);
		}
		PAY_TRY(pay_copy(&reader->arena, &reader->titles[reader->title_count++], title));
	}
	return PAY_OK;
}

static pay_status take_fields(pay_bill_reader *reader, pay_slice line, pay_error *error)
{
	size_t count = 0;
	bool more = true;

	if (reader->part == PAY_BILL_END) {
		return malformed(reader, "holds values before any titles", error);
	}
	line = pay_slice_after(line, 1);
	while (more && count < reader->title_count) {
		reader->fields[count++] = cut(&line, SEPARATOR, &more);
	}
	return !more && count == reader->title_count
		? PAY_OK
		: malformed(reader, "has another number of values than there are titles", error);
}

pay_status pay_bill_next(pay_bill_reader *reader, pay_bill_part *part, pay_error *error)
{
	*part = PAY_BILL_END;
	for (;;) {
		pay_slice line;
		bool found;

		PAY_TRY(pay_text_file_line(reader->text, &line, &found, error));
		if (!found) {
			return PAY_OK;
		}
		if (reader->lines++ == 0 && pay_slice_starts(line, BOM)) {
			line = pay_slice_after(line, BOM.size);
		}
		if (line.size == 0) {
			continue;
		}
		if (line.data[0] == '`') {
			PAY_TRY(take_fields(reader, line, error));
			*part = reader->part;
			return PAY_OK;
		}
		PAY_TRY(take_titles(reader, line, error));
	}
}

static pay_status read_all(pay_bill_reader *reader, FILE *file, pay_error *error)
{
	pay_bill_part part = PAY_BILL_ROW, last = PAY_BILL_END;

	PAY_TRY(pay_bill_open(reader, file));
	while (part != PAY_BILL_END) {
		PAY_TRY(pay_bill_next(reader, &part, error));
		last = part != PAY_BILL_END ? part : last;
	}
	return reader->part == PAY_BILL_END || last == PAY_BILL_SUMMARY
		? PAY_OK
		: pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-truncated",
			"The bill ends before its summary: it was cut on its way");
}

pay_status pay_bill_check(FILE *file, pay_error *error)
{
	pay_bill_reader reader = {0};
	pay_status status = read_all(&reader, file, error);

	pay_bill_close(&reader);
	return status;
}
