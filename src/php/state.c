/* SPDX-License-Identifier: MIT */
#include "php/state.h"

#include "php/classes.h"

#include "zend_enum.h"

static const struct {
	pay_slice word;
	const char *name;
} words[] = {
	{PAY_LIT_INIT("SUCCESS"), "Succeeded"},
	{PAY_LIT_INIT("FINISHED"), "Succeeded"},
	{PAY_LIT_INIT("RECEIVED"), "Succeeded"},
	{PAY_LIT_INIT("TRADE_SUCCESS"), "Succeeded"},
	{PAY_LIT_INIT("TRADE_FINISHED"), "Succeeded"},
	{PAY_LIT_INIT("REFUND_SUCCESS"), "Succeeded"},
	{PAY_LIT_INIT("NOTPAY"), "Pending"},
	{PAY_LIT_INIT("WAIT_BUYER_PAY"), "Pending"},
	{PAY_LIT_INIT("DEALING"), "Pending"},
	{PAY_LIT_INIT("REFUND_PROCESSING"), "Pending"},
	{PAY_LIT_INIT("INIT"), "Pending"},
	{PAY_LIT_INIT("USERPAYING"), "Pending"},
	{PAY_LIT_INIT("ACCEPT"), "Pending"},
	{PAY_LIT_INIT("ACCEPTED"), "Pending"},
	{PAY_LIT_INIT("PROCESSING"), "Pending"},
	{PAY_LIT_INIT("WAIT_USER_CONFIRM"), "Pending"},
	{PAY_LIT_INIT("TRANSFERING"), "Pending"},
	{PAY_LIT_INIT("SENDING"), "Pending"},
	{PAY_LIT_INIT("SENT"), "Pending"},
	{PAY_LIT_INIT("CANCELING"), "Pending"},
	{PAY_LIT_INIT("REFUND"), "Refunded"},
	{PAY_LIT_INIT("CLOSED"), "Closed"},
	{PAY_LIT_INIT("CLOSE"), "Closed"},
	{PAY_LIT_INIT("TRADE_CLOSED"), "Closed"},
	{PAY_LIT_INIT("REFUNDCLOSE"), "Closed"},
	{PAY_LIT_INIT("REVOKED"), "Closed"},
	{PAY_LIT_INIT("CANCELLED"), "Closed"},
	{PAY_LIT_INIT("PAYERROR"), "Failed"},
	{PAY_LIT_INIT("ABNORMAL"), "Failed"},
	{PAY_LIT_INIT("FAIL"), "Failed"},
	{PAY_LIT_INIT("FAILED"), "Failed"},
	{PAY_LIT_INIT("REFUND_FAIL"), "Failed"},
	{PAY_LIT_INIT("BANK_FAIL"), "Failed"},
	{PAY_LIT_INIT("CHANGE"), "Failed"},
};

static const char *name_of(pay_slice word)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (pay_slice_equal(words[i].word, word)) {
			return words[i].name;
		}
	}
	return "Unknown";
}

void php_pay_state(zval *state, pay_slice word)
{
	ZVAL_OBJ_COPY(state, zend_enum_get_case_cstr(pay_ce_State, name_of(word)));
}

bool php_pay_state_is(const zval *state, const char *name)
{
	return Z_TYPE_P(state) == IS_OBJECT
		&& Z_OBJ_P(state) == zend_enum_get_case_cstr(pay_ce_State, name);
}
