/* SPDX-License-Identifier: MIT */
#include "gateway/wechat_bill.h"

#include "core/text.h"

#define SEPARATOR PAY_LIT(",`") /* a bare comma may stand in a name or a remark */

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

static pay_status take_titles(pay_bill_reader *reader, pay_slice line, pay_error *error)
{
	bool more = true;

	if (reader->part == PAY_BILL_SUMMARY) {
		return pay_bill_malformed(reader, "holds titles a third time", error);
	}
	reader->part = reader->part == PAY_BILL_END ? PAY_BILL_ROW : PAY_BILL_SUMMARY;
	reader->title_count = 0;
	while (more) {
		PAY_TRY(pay_bill_add_title(reader, pay_trim(cut(&line, PAY_LIT(","), &more)), error));
	}
	return PAY_OK;
}

static pay_status take_fields(pay_bill_reader *reader, pay_slice line, pay_error *error)
{
	size_t count = 0;
	bool more = true;

	if (reader->part == PAY_BILL_END) {
		return pay_bill_malformed(reader, "holds values before any titles", error);
	}
	line = pay_slice_after(line, 1);
	while (more && count < reader->title_count) {
		reader->fields[count++] = cut(&line, SEPARATOR, &more);
	}
	return !more && count == reader->title_count
		? PAY_OK
		: pay_bill_malformed(reader, "has another number of values than there are titles", error);
}

static pay_status next(pay_bill_reader *reader, pay_bill_part *part, pay_error *error)
{
	*part = PAY_BILL_END;
	for (;;) {
		pay_slice line;
		bool found;

		PAY_TRY(pay_bill_line(reader, &line, &found, error));
		if (!found) {
			return PAY_OK;
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

const pay_bill_format pay_bill_format_wechat = {
	.next = next,
};

static pay_status read_all(pay_bill_reader *reader, FILE *file, pay_error *error)
{
	pay_bill_part part = PAY_BILL_ROW, last = PAY_BILL_END;

	PAY_TRY(pay_bill_open(reader, file));
	while (part != PAY_BILL_END) {
		PAY_TRY(next(reader, &part, error));
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
