/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gateway/wechat_bill.h"

#include "files.h"

#define BOM "\xEF\xBB\xBF"
#define HEAD BOM "time,app,remark\r\n"
#define FOOT "count,total\r\n`2.0,`45.00\r\n"

/* What the parts of a bill read as: "R time=a app=b; S count=2.0; ". */
static pay_status read_bill(const char *text, char got[1024], pay_error *error)
{
	FILE *file = file_with(pay_slice_from(text));
	pay_bill_reader reader = {0};
	pay_bill_part part = PAY_BILL_ROW;
	pay_status status = pay_bill_open(&reader, file);
	size_t size = 0;

	got[0] = '\0';
	while (status == PAY_OK && part != PAY_BILL_END) {
		status = pay_bill_format_wechat.next(&reader, &part, error);
		if (status != PAY_OK || part == PAY_BILL_END) {
			break;
		}
		size +=
			(size_t) snprintf(got + size, 1024 - size, "%c", part == PAY_BILL_SUMMARY ? 'S' : 'R');
		for (size_t i = 0; i < reader.title_count; i++) {
			size += (size_t) snprintf(got + size, 1024 - size, " %.*s=%.*s",
				(int) reader.titles[i].size, reader.titles[i].data, (int) reader.fields[i].size,
				reader.fields[i].data);
		}
		size += (size_t) snprintf(got + size, 1024 - size, "; ");
	}
	pay_bill_close(&reader);
	(void) fclose(file);
	return status;
}

static void whole(void)
{
	static const struct {
		const char *text;
		const char *parts;
	} cases[] = {
		{"", ""},
		{BOM, ""},
		{"\r\n\r\n", ""},
		{HEAD FOOT, "S count=2.0 total=45.00; "},
		{HEAD "`a,`b,`c\r\n" FOOT, "R time=a app=b remark=c; S count=2.0 total=45.00; "},
		{"time,app,remark\n`a,`b,`c\n" FOOT, "R time=a app=b remark=c; S count=2.0 total=45.00; "},
		/* a bare comma and a bare backtick are part of what is between separators */
		{HEAD "`a,`b, c,`d`e, \r\n", "R time=a app=b, c remark=d`e, ; "},
		{HEAD "`,`,`\r\n", "R time= app= remark=; "},
		{"one\r\n`1\r\n", "R one=1; "},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_error error = PAY_ERROR_INIT;
		char got[1024];

		CHECK_OK(read_bill(cases[i].text, got, &error));
		CHECK_TEXT(pay_slice_from(got), pay_slice_from(cases[i].parts));
	}
}

static void odd(void)
{
	static const char *const texts[] = {
		"`a,`b\r\n",                  /* values before titles */
		HEAD "`a,`b\r\n",             /* fewer values than titles */
		HEAD "`a,`b,`c,`d\r\n",       /* more */
		HEAD FOOT "again,titles\r\n", /* titles a third time */
		HEAD FOOT "<html>not a bill", /* likewise */
		"<xml><return_code>FAIL</return_code></xml>\n`1,`2\n",
		"time,app,time\r\n`1,`2,`3\r\n", /* which one would a row's key be */
	};
	pay_error error;
	char got[1024];

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		CHECK_FAILS(read_bill(texts[i], got, &error), PAY_E_INTEGRITY, "integrity.bill-format");
	}
}

static void many_columns(void)
{
	char text[PAY_BILL_COLUMNS_MAX * 8] = "";
	pay_error error;
	char got[1024];

	for (size_t i = 0; i < PAY_BILL_COLUMNS_MAX; i++) {
		(void) snprintf(text + strlen(text), 8, "c%zu,", i);
	}
	CHECK_FAILS(read_bill(text, got, &error), PAY_E_INTEGRITY, "integrity.bill-format");
}

static pay_status check_text_as_bill(const char *text, pay_error *error)
{
	FILE *file = file_with(pay_slice_from(text));
	pay_status status = pay_bill_check(file, error);

	(void) fclose(file);
	return status;
}

static void completeness(void)
{
	pay_error error = PAY_ERROR_INIT;

	CHECK_OK(check_text_as_bill("", &error));
	CHECK_OK(check_text_as_bill(BOM, &error));
	CHECK_OK(check_text_as_bill(HEAD "`a,`b,`c\r\n" FOOT, &error));
	CHECK_OK(check_text_as_bill(HEAD FOOT, &error));
	CHECK_FAILS(check_text_as_bill(HEAD, &error), PAY_E_INTEGRITY, "integrity.bill-truncated");
	CHECK_FAILS(check_text_as_bill(HEAD "`a,`b,`c\r\n", &error), PAY_E_INTEGRITY,
		"integrity.bill-truncated");
	CHECK_FAILS(check_text_as_bill(HEAD "`a,`b,`c\r\ncount,total\r\n", &error), PAY_E_INTEGRITY,
		"integrity.bill-truncated");
	CHECK_FAILS(check_text_as_bill(HEAD "`a,`b,`c\r\n`a,`", &error), PAY_E_INTEGRITY,
		"integrity.bill-format");
}

int main(void)
{
	whole();
	odd();
	many_columns();
	completeness();
	return check_done();
}
