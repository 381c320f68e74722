/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/xml.h"
#include "gateway/wechat_v2.h"

#include <stdlib.h>

/*
 * Ten notifications that WeChat Pay could have sent, each changed at every byte: each bit flipped, the byte left out,
 * doubled, and the rest cut off. What is still accepted must say the same.
 */
#define KEY PAY_LIT("192006250b4c09247ec02edce69f6a2d")
#define FIELDS_MAX 32

typedef struct field {
	const char *name;
	const char *value;
	const char *written; /* NULL: as CDATA */
} field;

typedef struct message {
	bool md5;
	const char *before;
	const char *between; /* the elements */
	const char *after;
	field fields[FIELDS_MAX]; /* up to one without a name */
} message;

#define PLAIN(name, value) \
	{ \
		name, value, value \
	}
#define CDATA(name, value) \
	{ \
		name, value, NULL \
	}
#define SUCCESS \
	CDATA("return_code", "SUCCESS"), CDATA("result_code", "SUCCESS"), \
		CDATA("nonce_str", "5d2b6c2a8db53831f7eda20af46e531c")
#define PARTIES CDATA("appid", "wx2421b1c4370ec43b"), CDATA("mch_id", "10000100")
#define ORDER \
	CDATA("out_trade_no", "1409811653"), CDATA("transaction_id", "1004400740201409030005092168"), \
		CDATA("total_fee", "100")

static const message messages[] = {
	{true, "<xml>", "", "</xml>",
		{PARTIES, SUCCESS, ORDER, CDATA("bank_type", "CFT"), CDATA("is_subscribe", "Y"),
			CDATA("openid", "oUpF8uMEb4qRXf22hE3X68TekukE"), CDATA("time_end", "20140903131540")}},
	{true, "<xml>\n", "\n", "</xml>\n",
		{PLAIN("appid", "wx2421b1c4370ec43b"), PLAIN("mch_id", "10000100"),
			PLAIN("return_code", "SUCCESS"), PLAIN("result_code", "SUCCESS"),
			PLAIN("out_trade_no", "1409811653"), PLAIN("total_fee", "1"), PLAIN("cash_fee", "1"),
			PLAIN("trade_type", "NATIVE")}},
	{false, "<xml>", "", "</xml>",
		{PARTIES, SUCCESS, ORDER, CDATA("sign_type", "HMAC-SHA256"), CDATA("fee_type", "CNY")}},
	{true, "<xml>", "\n", "</xml>",
		{PARTIES, SUCCESS, ORDER, PLAIN("coupon_count", "2"), PLAIN("coupon_fee", "30"),
			PLAIN("coupon_fee_0", "10"), PLAIN("coupon_fee_1", "20"), CDATA("coupon_id_0", "10000"),
			CDATA("coupon_id_1", "10001"), CDATA("coupon_type_0", "CASH"),
			CDATA("coupon_type_1", "NO_CASH")}},
	{true, "<xml>", "", "</xml>",
		{PARTIES, SUCCESS, ORDER,
			CDATA("attach", "\xe6\x94\xaf\xe4\xbb\x98\xe6\xb5\x8b\xe8\xaf\x95 \xf0\x9f\x8d\xb5"),
			{"body", "<\xe8\x8c\xb6> & \"1\"", "&lt;&#x8336;&#62; &amp; &quot;1&quot;"}}},
	{false, "<xml>", " ", "</xml>",
		{PARTIES, SUCCESS, ORDER, {"device_info", "", NULL}, {"attach", "", ""},
			{"err_code", "", "<![CDATA[]]><![CDATA[]]>"}}},
	{false, "<xml>", "", "</xml>",
		{PARTIES, SUCCESS, ORDER, CDATA("sub_mch_id", "1900000109"),
			CDATA("sub_appid", "wx8888888888888888"), CDATA("sub_openid", "oUpF8uMuAJ"),
			CDATA("sub_is_subscribe", "N")}},
	{false, "<xml>", "", "</xml>",
		{SUCCESS, CDATA("combine_appid", "wx2421b1c4370ec43b"), CDATA("combine_mch_id", "10000100"),
			CDATA("combine_out_trade_no", "P20150806125346"),
			CDATA("sub_order_list",
				"{\"order_num\":2,\"order_list\":[{\"mch_id\":\"1900000109\",\"out_trade_no\":"
				"\"20150806125346\",\"total_fee\":100,\"attach\":\"a\\\"b\"},{\"mch_id\":"
				"\"1900000110\",\"total_fee\":200}]}")}},
	{true, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<xml>\r\n", "\r\n", "\r\n</xml>\r\n",
		{PARTIES, SUCCESS, {"total_fee", "100", "1<![CDATA[0]]>0"},
			{"out_trade_no", "1409811653", "<![CDATA[14098]]><![CDATA[11653]]>"},
			{"attach", "1\n2\n", "1\r\n<![CDATA[2\r]]>"}}},
	{true, "<xml>", "", "</xml>",
		{PARTIES, CDATA("return_code", "SUCCESS"), CDATA("result_code", "FAIL"),
			CDATA("err_code", "ORDERPAID"), CDATA("err_code_des", "order paid"),
			CDATA("attach", "a=1&b=2&&c=<d>"),
			{"detail", "x]]>y&lt;", "<![CDATA[x]]]]><![CDATA[>y&lt;]]>"},
			PLAIN("out_trade_no", "1409811653"), PLAIN("total_fee", "99999999")}},
};

/* What a message says. */
typedef struct facts {
	pay_pair pairs[FIELDS_MAX];
	size_t count;
} facts;

static pay_slice element(pay_arena *arena, const field *from)
{
	pay_slice name = pay_slice_from(from->name), out;
	bool is_cdata = from->written == NULL;

	CHECK_OK(PAY_JOIN(arena, &out, PAY_LIT("<"), name, PAY_LIT(">"),
		is_cdata ? PAY_LIT("<![CDATA[") : PAY_LIT(""),
		pay_slice_from(is_cdata ? from->value : from->written),
		is_cdata ? PAY_LIT("]]>") : PAY_LIT(""), PAY_LIT("</"), name, PAY_LIT(">")));
	return out;
}

static pay_slice compose(pay_arena *arena, const message *from, facts *says)
{
	pay_slice text = pay_slice_from(from->before), sign;
	field last;

	says->count = 0;
	for (const field *next = from->fields; next->name != NULL; next++) {
		CHECK_OK(PAY_JOIN(arena, &text, text, element(arena, next), pay_slice_from(from->between)));
		if (next->value[0] != '\0') {
			says->pairs[says->count++] =
				(pay_pair) {pay_slice_from(next->name), pay_slice_from(next->value)};
		}
	}
	CHECK_OK(pay_v2_sign(KEY, from->md5, says->pairs, says->count, arena, &sign));
	says->pairs[says->count++] = (pay_pair) {PAY_LIT("sign"), sign};
	last = (field) {"sign", sign.data, NULL};
	CHECK_OK(PAY_JOIN(arena, &text, text, element(arena, &last), pay_slice_from(from->after)));
	return text;
}

static bool says_the_same(const facts *says, const pay_pair *pairs, size_t count)
{
	for (size_t i = 0; i < says->count; i++) {
		if (!pay_slice_equal(
				pay_v2_find(pairs, count, says->pairs[i].name.data), says->pairs[i].value)) {
			return false;
		}
	}
	return count == says->count;
}

static size_t tried, accepted;

/* bytes has no NUL and nothing else behind it. */
static void try(
	const message *from, const facts *says, pay_slice bytes, const char *what, size_t at)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair *pairs;
	size_t count;

	tried++;
	if (pay_xml_read(bytes, "xml", NULL, &arena, &pairs, &count, &error) == PAY_OK) {
		count = pay_v2_drop_empty(pairs, count);
		if (pay_v2_prove(KEY, from->md5, pairs, count, &arena, &error) == PAY_OK) {
			accepted++;
			if (!says_the_same(says, pairs, count)) {
				(void) fprintf(stderr, "message %td, %s at byte %zu: %.*s\n", from - messages, what,
					at, (int) bytes.size, bytes.data);
				check_failures++;
			}
		}
	}
	check_failures += error.status != PAY_E_SIGNATURE && error.status != PAY_E_MEMORY;
	pay_arena_reset(&arena);
}

static void change_each_byte(const message *from, const facts *says, pay_slice text)
{
	char *changed = malloc(text.size + 1);

	CHECK(changed != NULL);
	for (size_t at = 0; at < text.size; at++) {
		size_t behind = text.size - at - 1;

		memcpy(changed, text.data, text.size);
		for (int bit = 0; bit < 8; bit++) {
			changed[at] = (char) (text.data[at] ^ (1 << bit));
			try(from, says, (pay_slice) {changed, text.size}, "bit flipped", at);
		}
		memcpy(changed + at, text.data + at + 1, behind);
		try(from, says, (pay_slice) {changed, text.size - 1}, "left out", at);
		try(from, says, (pay_slice) {changed, at}, "cut off", at);
		changed[at] = text.data[at];
		memcpy(changed + at + 1, text.data + at, behind + 1);
		try(from, says, (pay_slice) {changed, text.size + 1}, "doubled", at);
	}
	free(changed);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		pay_arena arena = {0};
		facts says;
		pay_slice text = compose(&arena, &messages[i], &says);

		accepted = 0;
		try(&messages[i], &says, text, "nothing changed", 0);
		CHECK(accepted == 1);
		change_each_byte(&messages[i], &says, text);
		/* Blanks between elements are not the message; all else is. */
		CHECK(accepted < text.size);
		pay_arena_reset(&arena);
	}
	CHECK(tried > 50000);
	(void) printf("%zu changes, ", tried);
	return check_done();
}
