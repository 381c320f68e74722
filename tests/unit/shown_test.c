/* SPDX-License-Identifier: MIT */
#include "check.h"

/* Once more under other names: its tables are its own. */
#define pay_field_is_shown is_shown
#define pay_segment_is_person is_person
#include "../../src/gateway/shown.c"

/* A name out of order would not be found. */
static void tables_are_sorted(void)
{
	for (size_t i = 1; i < sizeof(shown) / sizeof(*shown); i++) {
		CHECK(pay_slice_compare(shown[i - 1], shown[i]) < 0);
	}
	for (size_t i = 1; i < sizeof(shown_in_answers) / sizeof(*shown_in_answers); i++) {
		CHECK(pay_slice_compare(shown_in_answers[i - 1], shown_in_answers[i]) < 0);
		CHECK(!is_shown(shown_in_answers[i], false));
		CHECK(is_shown(shown_in_answers[i], true));
	}
}

static void numbers_are_left_out(void)
{
	CHECK(is_shown(PAY_LIT("coupon_fee_0"), true));
	CHECK(is_shown(PAY_LIT("coupon_refund_fee_0_12"), true));
	CHECK(is_shown(PAY_LIT("hblist.hbinfo.0.amount"), true));
	CHECK(!is_shown(PAY_LIT("hblist.hbinfo.0.openid"), true));
	CHECK(!is_shown(PAY_LIT("amount.openid"), true));
	CHECK(!is_shown(PAY_LIT("refund_recv_accout_0"), true));
	CHECK(!is_shown(PAY_LIT("openid_0"), true));
	CHECK(!is_shown(PAY_LIT("amount0"), true));
	CHECK(!is_shown(PAY_LIT("Amount"), true));
	CHECK(!is_shown(PAY_LIT("_0"), true));
	CHECK(!is_shown(PAY_LIT("0"), true));
	CHECK(!is_shown(PAY_LIT("."), true));
	CHECK(!is_shown(PAY_LIT(""), true));
}

static void a_login_code_is_no_error_code(void)
{
	CHECK(is_shown(PAY_LIT("code"), true));
	CHECK(!is_shown(PAY_LIT("code"), false));
	CHECK(!is_shown(PAY_LIT("message"), false));
}

static void persons_in_paths(void)
{
	const pay_slice openid = PAY_LIT("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");

	CHECK(is_person(PAY_LIT("anything"), openid));
	CHECK(is_person(PAY_LIT("users"), PAY_LIT("another-form-of-id")));
	CHECK(is_person(PAY_LIT("openid"), PAY_LIT("x")));
	CHECK(!is_person(PAY_LIT("out-trade-no"), PAY_LIT("order-0001")));
	CHECK(!is_person(PAY_LIT(""), PAY_LIT("users")));
	CHECK(!is_person(PAY_LIT(""), PAY_LIT("")));
}

int main(void)
{
	tables_are_sorted();
	numbers_are_left_out();
	a_login_code_is_no_error_code();
	persons_in_paths();
	return check_done();
}
