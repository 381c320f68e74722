/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gateway/alipay_bill.h"

#include "files.h"

#define BOM "\xEF\xBB\xBF"
#define HEAD "#one\r\n#--------list--------\r\nnumber,goods,total\r\n"
#define FOOT "#--------end of list--------\r\n#2 of them, 3.00 in all\r\n"

/* The same in GB18030: 支付宝业务明细查询, 商品名称, 合计. */
#define GB_HEAD \
	"#\xd6\xa7\xb8\xb6\xb1\xa6\xd2\xb5\xce\xf1\xc3\xf7\xcf\xb8\xb2\xe9\xd1\xaf\r\n" \
	"number,\xc9\xcc\xc6\xb7\xc3\xfb\xb3\xc6,total\r\n"
#define GB_FOOT "#\xba\xcf\xbc\xc6\r\n"

/* What the rows of a table read as: "number=1 goods=a total=2.00; ". */
static pay_status read_file(FILE *file, char got[1024], pay_error *error)
{
	pay_bill_reader reader = {0};
	pay_bill_part part = PAY_BILL_ROW;
	pay_status status = pay_bill_open(&reader, file);
	size_t size = 0;

	got[0] = '\0';
	while (status == PAY_OK && part != PAY_BILL_END) {
		status = pay_bill_format_alipay.next(&reader, &part, error);
		for (size_t i = 0; status == PAY_OK && part == PAY_BILL_ROW && i < reader.title_count;
			 i++) {
			size += (size_t) snprintf(got + size, 1024 - size, "%.*s=%.*s%s",
				(int) reader.titles[i].size, reader.titles[i].data, (int) reader.fields[i].size,
				reader.fields[i].data, i + 1 < reader.title_count ? " " : "; ");
		}
	}
	pay_bill_close(&reader);
	return status;
}

static pay_status read_bill(pay_slice text, char got[1024], pay_error *error)
{
	FILE *file = file_with(text);
	pay_status status = read_file(file, got, error);

	(void) fclose(file);
	return status;
}

static void whole(void)
{
	static const struct {
		const char *text;
		const char *rows;
	} cases[] = {
		{"", ""},
		{BOM, ""},
		{"#nothing happened\r\n", ""},
		{HEAD FOOT, ""},
		{HEAD "1,tea,2.00\r\n" FOOT, "number=1 goods=tea total=2.00; "},
		{BOM HEAD "1,tea,2.00\n\n2,pot,3.00",
			"number=1 goods=tea total=2.00; number=2 goods=pot total=3.00; "},
		/* values are padded, empty, or followed by one comma more */
		{HEAD "1\t,  tea \t,\t 2.00\t\r\n", "number=1 goods=tea total=2.00; "},
		{HEAD "\t1\t,a b, \r\n", "number=1 goods=a b total=; "},
		{HEAD ",,\r\n", "number= goods= total=; "},
		{HEAD "1,tea,2.00,\r\n", "number=1 goods=tea total=2.00; "},
		{HEAD "1,tea,2.00,\t \r\n", "number=1 goods=tea total=2.00; "},
		{"number\t, goods,total,\t\r\n1,tea,2.00,\r\n2,tea,3.00\r\n",
			"number=1 goods=tea total=2.00; number=2 goods=tea total=3.00; "},
		/* quotes, as RFC 4180 has them */
		{HEAD "\"1\",\"tea, 100 g\",\"2.00\"\r\n", "number=1 goods=tea, 100 g total=2.00; "},
		{HEAD "1, \"a \"\"b\"\"\t\" \t,2.00\r\n", "number=1 goods=a \"b\" total=2.00; "},
		{HEAD "1,\"\",\"\"\r\n", "number=1 goods= total=; "},
		{HEAD "1,\"\"\"\",\"2.00\",\r\n", "number=1 goods=\" total=2.00; "},
		{"\"number\",\"goods, all\",total\r\n1,tea,2.00\r\n",
			"number=1 goods, all=tea total=2.00; "},
		/* and as goods have them */
		{HEAD "1,\"best\" tea,2.00\r\n", "number=1 goods=\"best\" tea total=2.00; "},
		{HEAD "1,12\" pot,2.00\r\n", "number=1 goods=12\" pot total=2.00; "},
		{HEAD "1,\"tea,2.00\r\n", "number=1 goods=\"tea total=2.00; "},
		{HEAD "1,\"tea\"\",2.00\r\n", "number=1 goods=\"tea\"\" total=2.00; "},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_error error = PAY_ERROR_INIT;
		char got[1024];

		CHECK_OK(read_bill(pay_slice_from(cases[i].text), got, &error));
		CHECK_TEXT(pay_slice_from(got), pay_slice_from(cases[i].rows));
	}
}

static void odd(void)
{
	static const char *const texts[] = {
		HEAD "1,tea\r\n",           /* fewer values than titles */
		HEAD "1,tea,2.00,3.00\r\n", /* more */
		HEAD "1,tea,2.00,,\r\n",    /* more than one comma more */
		HEAD "1,tea,2.00,\"\"\r\n", HEAD "1,tea, 100 g,2.00\r\n",
		HEAD "1,\"tea\r\n100 g\",2.00\r\n", /* a value of two lines */
		HEAD "1,tea,2.00\r\n" FOOT "<html>\r\n", "<html>not a bill</html>",
		"#one\r\n\xff\r\nnumber,goods\r\n1,\xff\r\n", /* no charset */
		GB_HEAD "1,\xc1\xfa\xbe,2.00\r\n",            /* half a character */
	};
	pay_error error;
	char got[1024];

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		CHECK_FAILS(read_bill(pay_slice_from(texts[i]), got, &error), PAY_E_INTEGRITY,
			"integrity.bill-format");
	}
}

static void charsets(void)
{
	static const struct {
		const char *text;
		const char *rows;
	} cases[] = {
		{GB_HEAD "1\t,\xc1\xfa\xbe\xae,2.00\r\n" GB_FOOT, "number=1 商品名称=龙井 total=2.00; "},
		/* a backslash as the second byte, a character of four bytes, a letter as the second byte */
		{GB_HEAD "1,\x95\x5c\x95\x32\x82\x36\xe9\x46,2.00\r\n",
			"number=1 商品名称=昞𠀀镕 total=2.00; "},
		{"number,商品名称,total\r\n1,龙井,2.00\r\n", "number=1 商品名称=龙井 total=2.00; "},
		/* two bytes that are UTF-8 by chance: what the rest of the file is decides, whichever comes first */
		{"number,\xd2\xb5,total\r\n1,\xd2\xb5,2.00\r\n", "number=1 ҵ=ҵ total=2.00; "},
		{"number,\xd2\xb5,total\r\n1,\xd2\xb5,2.00\r\n" GB_FOOT, "number=1 业=业 total=2.00; "},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_error error = PAY_ERROR_INIT;
		char got[1024];

		CHECK_OK(read_bill(pay_slice_from(cases[i].text), got, &error));
		CHECK_TEXT(pay_slice_from(got), pay_slice_from(cases[i].rows));
	}
}

static void many_columns(void)
{
	char text[PAY_BILL_COLUMNS_MAX * 2 + 8] = "";
	pay_error error;
	char got[1024];

	for (size_t i = 0; i < PAY_BILL_COLUMNS_MAX + 1; i++) {
		(void) strcat(text, "c,");
	}
	CHECK_FAILS(
		read_bill(pay_slice_from(text), got, &error), PAY_E_INTEGRITY, "integrity.bill-format");
}

/* The millionth row reads like the first, and two passes do not disturb each other. */
static void many_rows(size_t count)
{
	FILE *file = file_with(PAY_LIT(GB_HEAD));
	pay_bill_reader one = {0}, other = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_bill_part part = PAY_BILL_ROW;
	char number[32] = "";
	size_t rows = 0;

	for (size_t i = 1; i <= count; i++) {
		(void) fprintf(file, "%zu\t,\xc1\xfa\xbe\xae,2.00\t\r\n", i);
	}
	CHECK_OK(pay_bill_open(&one, file));
	CHECK_OK(pay_bill_open(&other, file));
	CHECK_OK(pay_bill_format_alipay.next(&one, &part, &error));
	while (part == PAY_BILL_ROW) {
		if (pay_bill_format_alipay.next(&other, &part, &error) != PAY_OK) {
			break;
		}
		rows += part == PAY_BILL_ROW ? 1 : 0;
		if (part == PAY_BILL_ROW) {
			(void) snprintf(
				number, sizeof(number), "%.*s", (int) other.fields[0].size, other.fields[0].data);
		}
	}
	CHECK(part == PAY_BILL_END && rows == count && strtoul(number, NULL, 10) == count);
	CHECK_OK(pay_bill_format_alipay.next(&one, &part, &error));
	CHECK_TEXT(one.fields[0], PAY_LIT("2"));
	CHECK_TEXT(one.fields[1], PAY_LIT("龙井"));
	pay_bill_close(&one);
	pay_bill_close(&other);
	(void) fclose(file);
}

static void names(void)
{
	static const struct {
		const char *name;
		pay_alipay_file file;
	} cases[] = {
		{"2088_20261124_业务明细.csv", PAY_ALIPAY_ROWS},
		{"2088_20261124_业务明细(汇总).csv", PAY_ALIPAY_SUMMARY},
		{"2088_20261124_\xd2\xb5\xce\xf1\xc3\xf7\xcf\xb8.csv", PAY_ALIPAY_ROWS},
		{"2088_20261124_\xd2\xb5\xce\xf1\xc3\xf7\xcf\xb8(\xbb\xe3\xd7\xdc).CSV",
			PAY_ALIPAY_SUMMARY},
		{"2088_20261124_\xd5\xcb\xce\xf1\xc3\xf7\xcf\xb8(\xbb\xe3\xd7\xdc).csv",
			PAY_ALIPAY_SUMMARY},
		/* the bytes of 汇总, but of other characters */
		{"\xd6\xbb\xe3\xd7\xdc\xb3.csv", PAY_ALIPAY_ROWS},
		{"汇总.txt", PAY_ALIPAY_OTHER},
		{"folder/", PAY_ALIPAY_OTHER},
		{".csv", PAY_ALIPAY_OTHER},
		{"", PAY_ALIPAY_OTHER},
		{"\xff\xff.csv", PAY_ALIPAY_ROWS},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK(pay_alipay_file_named(pay_slice_from(cases[i].name)) == cases[i].file);
	}
}

int main(void)
{
	whole();
	odd();
	charsets();
	many_columns();
	many_rows(20000);
	names();
	return check_done();
}
