/* SPDX-License-Identifier: MIT */
#include "gateway/bill.h"

#include "core/text.h"

#define DATE_SIZE 10 /* YYYY-MM-DD */
#define BOM PAY_LIT("\xEF\xBB\xBF")

pay_status pay_bill_open(pay_bill_reader *reader, FILE *file)
{
	reader->file = file;
	reader->text = pay_text_file_open(file);
	return reader->text != NULL ? PAY_OK : PAY_E_MEMORY;
}

void pay_bill_close(pay_bill_reader *reader)
{
	pay_text_file_close(reader->text);
	pay_arena_reset(&reader->arena);
	pay_arena_reset(&reader->row);
	*reader = (pay_bill_reader) {0};
}

pay_status pay_bill_malformed(const pay_bill_reader *reader, const char *what, pay_error *error)
{
	return pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-format", "Line %zu of the bill %s",
		reader->lines, what);
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
pay_status pay_bill_add_title(pay_bill_reader *reader, pay_slice title, pay_error *error)
{
	if (reader->title_count == PAY_BILL_COLUMNS_MAX) {
		return pay_bill_malformed(reader, "has more than 64 columns", error);
	}
	if (has_title(reader, title)) {
		return pay_bill_malformed(reader, "has a column twice", error);
	}
	return pay_copy(&reader->arena, &reader->titles[reader->title_count++], title);
}

pay_status pay_bill_line(pay_bill_reader *reader, pay_slice *line, bool *found, pay_error *error)
{
	PAY_TRY(pay_text_file_line(reader->text, line, found, error));
	if (*found && reader->lines++ == 0 && pay_slice_starts(*line, BOM)) {
		*line = pay_slice_after(*line, BOM.size);
	}
	return PAY_OK;
}

/* ------------------------------------------------------------------ dates */

static int number(const char *digits, size_t size)
{
	int value = 0;

	for (size_t i = 0; i < size; i++) {
		value = value * 10 + (digits[i] - '0');
	}
	return value;
}

bool pay_bill_is_day(pay_slice text)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, day;

	if (text.size != DATE_SIZE) {
		return false;
	}
	for (size_t i = 0; i < text.size; i++) {
		if (i == 4 || i == 7 ? text.data[i] != '-' : !pay_is_digit(text.data[i])) {
			return false;
		}
	}
	year = number(text.data, 4);
	month = number(text.data + 5, 2);
	day = number(text.data + 8, 2);
	if (month < 1 || month > 12 || day < 1) {
		return false;
	}
	return day <= days[month - 1]
		|| (month == 2 && day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool pay_bill_is_month(pay_slice text)
{
	char day[DATE_SIZE];

	if (text.size != DATE_SIZE - strlen("-01")) {
		return false;
	}
	memcpy(day, text.data, text.size);
	memcpy(day + text.size, "-01", strlen("-01"));
	return pay_bill_is_day((pay_slice) {day, DATE_SIZE});
}
