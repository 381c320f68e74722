/* SPDX-License-Identifier: MIT */
#include "gateway/alipay_bill.h"

#include "core/charset.h"
#include "core/text.h"
#include "core/url.h"

#define SUMMARY_UTF8 PAY_LIT("\xE6\xB1\x87\xE6\x80\xBB") /* 汇总 */
#define SUMMARY_GB18030 PAY_LIT("\xBB\xE3\xD7\xDC")
#define SUFFIX PAY_LIT(".csv")

/* ------------------------------------------------------------------ the archive */

/* The second byte of one character and the first of the next are no character. */
static bool contains(pay_slice text, pay_slice word, bool is_gb18030)
{
	while (text.size >= word.size) {
		size_t size = is_gb18030 ? pay_gb18030_size(text) : 1;

		if (pay_slice_starts(text, word)) {
			return true;
		}
		text = pay_slice_after(text, size > 0 ? size : 1);
	}
	return false;
}

pay_alipay_file pay_alipay_file_named(pay_slice name)
{
	bool is_gb18030 = !pay_is_utf8(name);

	if (name.size <= SUFFIX.size
		|| !pay_equal_ignore_case(pay_slice_after(name, name.size - SUFFIX.size), SUFFIX)) {
		return PAY_ALIPAY_OTHER;
	}
	return contains(name, is_gb18030 ? SUMMARY_GB18030 : SUMMARY_UTF8, is_gb18030)
		? PAY_ALIPAY_SUMMARY
		: PAY_ALIPAY_ROWS;
}

/* ------------------------------------------------------------------ the charset */

static pay_status read_to_find_out(pay_text_file *text, bool *is_gb18030, pay_error *error)
{
	bool found = true;

	while (found && !*is_gb18030) {
		pay_slice line;

		PAY_TRY(pay_text_file_line(text, &line, &found, error));
		*is_gb18030 = found && !pay_is_utf8(line);
	}
	return PAY_OK;
}

/* Text of a few characters in GB18030 may be UTF-8 by chance, so a line does not tell; nor does a mark at the front. */
static pay_status find_out_charset(pay_bill_reader *reader, pay_error *error)
{
	pay_text_file *text = pay_text_file_open(reader->file);
	pay_status status =
		text != NULL ? read_to_find_out(text, &reader->is_gb18030, error) : PAY_E_MEMORY;

	pay_text_file_close(text);
	return status;
}

static pay_status convert(pay_bill_reader *reader, pay_slice *line, pay_error *error)
{
	pay_status status = pay_gb18030_to_utf8(&reader->row, line, *line, error);

	return status == PAY_E_SIGNATURE
		? pay_bill_malformed(reader, "is neither UTF-8 nor GB18030", error)
		: status;
}

/* ------------------------------------------------------------------ values */

static pay_slice skip_blanks(pay_slice text)
{
	while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\t')) {
		text = pay_slice_after(text, 1);
	}
	return text;
}

/* The bytes from a quote to the one that ends it; 0 if there are none. A quote is written twice within. */
static size_t quoted_size(pay_slice text)
{
	if (text.size == 0 || text.data[0] != '"') {
		return 0;
	}
	for (size_t i = 1; i < text.size; i++) {
		if (text.data[i] == '"') {
			if (i + 1 == text.size || text.data[i + 1] != '"') {
				return i + 1;
			}
			i++;
		}
	}
	return 0;
}

static pay_status unquote(pay_arena *arena, pay_slice *value, pay_slice quoted)
{
	char *text = pay_arena_take(arena, quoted.size + 1);
	size_t size = 0;

	if (text == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 1; i + 1 < quoted.size; i++) {
		text[size++] = quoted.data[i];
		i += quoted.data[i] == '"' ? 1 : 0;
	}
	*value = pay_trim((pay_slice) {text, size});
	return PAY_OK;
}

/*
 * The next value of the line. Quotes are RFC 4180's only where they enclose all of it: Alipay writes the names of goods
 * as the shop gave them, and those may begin with a quote.
 */
static pay_status take_value(pay_bill_reader *reader, pay_slice *line, pay_slice *value, bool *more)
{
	pay_slice text = skip_blanks(*line);
	size_t size = quoted_size(text);
	pay_slice tail = skip_blanks(pay_slice_after(text, size));
	bool is_quoted = size > 0 && (tail.size == 0 || tail.data[0] == ',');
	const char *comma =
		is_quoted ? memchr(tail.data, ',', tail.size) : memchr(text.data, ',', text.size);
	size_t end = comma != NULL ? (size_t) (comma - text.data) : text.size;

	*more = comma != NULL;
	*line = pay_slice_after(text, *more ? end + 1 : end);
	if (is_quoted) {
		return unquote(&reader->row, value, (pay_slice) {text.data, size});
	}
	*value = pay_trim((pay_slice) {text.data, end});
	return PAY_OK;
}

/* ------------------------------------------------------------------ lines */

static pay_status take_titles(pay_bill_reader *reader, pay_slice line, pay_error *error)
{
	bool more = true;

	while (more) {
		pay_slice title;

		PAY_TRY(take_value(reader, &line, &title, &more));
		if (more || title.size > 0) {
			PAY_TRY(pay_bill_add_title(reader, title, error));
		}
	}
	reader->part = PAY_BILL_ROW;
	return reader->title_count > 1 ? PAY_OK : pay_bill_malformed(reader, "holds no titles", error);
}

/* A row may end in a comma of its own. */
static pay_status take_fields(pay_bill_reader *reader, pay_slice line, pay_error *error)
{
	size_t count = 0;
	bool more = true;

	while (more && count < reader->title_count) {
		PAY_TRY(take_value(reader, &line, &reader->fields[count++], &more));
	}
	return count == reader->title_count && (!more || skip_blanks(line).size == 0)
		? PAY_OK
		: pay_bill_malformed(reader, "has another number of values than there are titles", error);
}

static pay_status next(pay_bill_reader *reader, pay_bill_part *part, pay_error *error)
{
	*part = PAY_BILL_END;
	if (reader->lines == 0) {
		PAY_TRY(find_out_charset(reader, error));
	}
	for (;;) {
		pay_slice line;
		bool found;

		PAY_TRY(pay_bill_line(reader, &line, &found, error));
		line = pay_trim(line);
		if (!found) {
			return PAY_OK;
		}
		if (line.size == 0 || line.data[0] == '#') {
			continue;
		}
		pay_arena_reset(&reader->row);
		if (reader->is_gb18030) {
			PAY_TRY(convert(reader, &line, error));
		}
		if (reader->part == PAY_BILL_ROW) {
			*part = PAY_BILL_ROW;
			return take_fields(reader, line, error);
		}
		PAY_TRY(take_titles(reader, line, error));
	}
}

const pay_bill_format pay_bill_format_alipay = {
	.next = next,
	.has_summary_file = true,
};

/* ------------------------------------------------------------------ download */

static pay_status foreign(pay_error *error)
{
	return pay_fail(error, PAY_E_INTEGRITY, "integrity.download-url",
		"The answer names a bill_download_url that is not on a host of Alipay's");
}

static pay_status at_base(
	const pay_account *account, const pay_url *url, pay_arena *arena, pay_error *error)
{
	pay_url base;

	PAY_TRY(pay_url_parse(arena, &base, account->travel.base_url, "baseUrl", PAY_E_CONFIG, error));
	return pay_slice_equal(base.origin, url->origin) ? PAY_OK : foreign(error);
}

pay_status pay_alipay_bill_url(
	const pay_account *account, pay_slice text, pay_arena *arena, pay_slice *url, pay_error *error)
{
	pay_slice domain =
		account->origin.size > 0 ? PAY_LIT(".alipaydev.com") : PAY_LIT(".alipay.com");
	pay_url parsed;

	if (pay_url_parse(arena, &parsed, text, "bill_download_url", PAY_E_INTEGRITY, error)
		!= PAY_OK) {
		return error->status == PAY_E_INTEGRITY ? foreign(error) : error->status;
	}
	if (account->travel.base_url.size > 0) {
		PAY_TRY(at_base(account, &parsed, arena, error));
		return pay_copy(arena, url, text);
	}
	if (parsed.port.size > 0 || !pay_slice_ends(parsed.host, domain)) {
		return foreign(error);
	}
	return PAY_JOIN(arena, url, PAY_LIT("https://"), parsed.host, parsed.path,
		parsed.query.size > 0 ? PAY_LIT("?") : PAY_LIT(""), parsed.query);
}

static pay_status build(const pay_account *account, const pay_call *call, pay_slice origin,
	pay_arena *arena, pay_request *request, pay_error *error)
{
	(void) origin, (void) error;
	request->url = call->target;
	return PAY_JOIN(arena, &request->headers[request->header_count++], PAY_LIT("User-Agent: "),
		account->travel.user_agent);
}

static pay_status check(const pay_account *account, const pay_call *call, pay_answer *answer,
	int64_t now, pay_arena *arena, pay_error *error)
{
	(void) account, (void) call, (void) now, (void) arena;
	return answer->response.status == 200
		? PAY_OK
		: pay_fail(error, PAY_E_API, "api", "The statement was not handed out");
}

static const char *const hosts[] = {"https://dwbillcenter.alipay.com", NULL};

const pay_gateway pay_gateway_alipay_file = {
	.name = "alipay-file",
	.hosts = hosts,
	.build = build,
	.check = check,
};

const pay_endpoint pay_alipay_bill_file = {
	.method = "GET",
	.path = "/downloadBillFile.resource",
	.effect = PAY_EFFECT_READ,
	.is_unsigned = true,
};
