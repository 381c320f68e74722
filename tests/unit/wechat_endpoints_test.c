/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gateway/wechat_endpoints.h"

static const pay_endpoint *find(const char *method, const char *path)
{
	return pay_wechat_endpoint_find(pay_slice_from(method), pay_slice_from(path));
}

int main(void)
{
	for (int i = 0; i < PAY_WECHAT_OPERATIONS; i++) {
		const pay_endpoint *row = pay_wechat_endpoint((pay_wechat_operation) i);

		CHECK(row->path != NULL && strncmp(row->path, "/v3/", 4) == 0);
		CHECK((row->effect == PAY_EFFECT_READ) == (strcmp(row->method, "GET") == 0));
		/* What moves money can be repeated by its number; a payment code cannot. */
		CHECK(row->effect != PAY_EFFECT_MONEY || row->number != NULL || i == PAY_WECHAT_MICROPAY);
		CHECK(find(row->method, row->path) == row);
		CHECK(row->partner_path == NULL || find(row->method, row->partner_path) == row);
	}
	CHECK(find("GET", "/v3/pay/transactions/out-trade-no/order-1")
		== pay_wechat_endpoint(PAY_WECHAT_QUERY));
	CHECK(find("GET", "/v3/pay/transactions/id/42") == pay_wechat_endpoint(PAY_WECHAT_QUERY_BY_ID));
	CHECK(find("POST", "/v3/pay/transactions/out-trade-no/order-1/close")
		== pay_wechat_endpoint(PAY_WECHAT_CLOSE));
	CHECK(find("GET", "/v3/billdownload/file")->is_unsigned);

	/* Near misses are what the default says, and the default expects the worst. */
	CHECK(find("POST", "/v3/pay/transactions/id/42")->effect == PAY_EFFECT_MONEY);
	CHECK(find("GET", "/v3/pay/transactions/out-trade-no/")->path[0] == '\0');
	CHECK(find("GET", "/v3/pay/transactions/out-trade-no/a/b")->path[0] == '\0');
	CHECK(!find("GET", "/v3/billdownload/file/")->is_unsigned);
	CHECK(!find("POST", "/v3/billdownload/file")->is_unsigned);
	CHECK(find("GET", "/v3/new")->effect == PAY_EFFECT_READ);
	CHECK(find("DELETE", "/v3/new")->effect == PAY_EFFECT_MONEY
		&& find("DELETE", "/v3/new")->number == NULL);
	CHECK(find("PATCH", "")->effect == PAY_EFFECT_MONEY);
	return check_done();
}
