/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gateway/wechat_fields.h"

static pay_status try_field(const char *name, pay_slice value)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_status status = pay_wechat_field_check(&arena, pay_slice_from(name), value, &error);

	pay_arena_reset(&arena);
	return status;
}

int main(void)
{
	char text[600];

	memset(text, 'a', sizeof(text));
	CHECK_OK(try_field("out_trade_no", PAY_LIT("Az09_-|*")));
	CHECK_OK(try_field("out_trade_no", (pay_slice) {text, 32}));
	CHECK(try_field("out_trade_no", (pay_slice) {text, 33}) == PAY_E_VALUE);
	CHECK(try_field("out_trade_no", PAY_LIT("")) == PAY_E_VALUE);
	CHECK(try_field("out_trade_no", PAY_LIT("../../refund")) == PAY_E_VALUE);
	CHECK(try_field("out_trade_no", PAY_LIT("a?b")) == PAY_E_VALUE);
	CHECK(try_field("out_trade_no", PAY_LIT("a\0")) == PAY_E_VALUE);
	CHECK(try_field("out_trade_no", PAY_LIT("\xe8\x8c\xb6")) == PAY_E_VALUE);
	CHECK_OK(try_field("out_refund_no", (pay_slice) {text, 64}));
	CHECK(try_field("out_refund_no", (pay_slice) {text, 65}) == PAY_E_VALUE);
	CHECK_OK(try_field("mchid", PAY_LIT("1900000109")));
	CHECK(try_field("mchid", PAY_LIT("1900000109&sub_mchid=1")) == PAY_E_VALUE);
	CHECK(try_field("sub_mchid", PAY_LIT("x")) == PAY_E_VALUE);
	/* Characters, not bytes */
	for (size_t i = 0; i + 3 <= 381; i += 3) {
		memcpy(text + i, "\xe8\x8c\xb6", 3);
	}
	CHECK_OK(try_field("description", (pay_slice) {text, 381}));
	CHECK(try_field("description", (pay_slice) {text, 382}) == PAY_E_VALUE);
	CHECK(try_field("description", PAY_LIT("")) == PAY_E_VALUE);
	CHECK_OK(try_field("attach", PAY_LIT("")));
	CHECK_OK(try_field("notify_url", PAY_LIT("https://shop.example/notify")));
	CHECK(try_field("notify_url", PAY_LIT("https://shop.example/notify?x")) == PAY_E_VALUE);
	CHECK(try_field("notify_url", PAY_LIT("https://shop.example/notify?")) == PAY_E_VALUE);
	CHECK(try_field("notify_url", PAY_LIT("/notify")) == PAY_E_VALUE);
	memset(text, 'a', sizeof(text));
	memcpy(text, "https://shop.example/", 21);
	CHECK_OK(try_field("notify_url", (pay_slice) {text, 255}));
	CHECK(try_field("notify_url", (pay_slice) {text, 256}) == PAY_E_VALUE);
	CHECK_OK(try_field("anything_else", PAY_LIT("\x01 whatever")));
	return check_done();
}
