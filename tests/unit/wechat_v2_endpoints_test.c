/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gateway/wechat_v2_endpoints.h"

/*
 * All endpoints that the published description of APIv2 has (https://github.com/TheNorthMemory/wechatpay-openapi,
 * docs/v2), read anew and not copied from the table under test: what a call does, and
 * C client certificate, M MD5 and no sign_type, H HMAC-SHA256 only, N no nonce_str, U unsigned answer, T a success is
 * text, G a GET. No M and no H: as the account says.
 */
/* clang-format off */
static const struct {
	const char *path;
	pay_effect effect;
	const char *flags;
} known[] = {
	{"/appauth/authindex", PAY_EFFECT_READ, "GMNTU"},
	{"/appauth/getaccesstoken", PAY_EFFECT_READ, "GHNTU"},
	{"/applyment/micro/getstate", PAY_EFFECT_READ, "CH"},
	{"/applyment/micro/getupgradestate", PAY_EFFECT_READ, "CH"},
	{"/applyment/micro/modifyarchives", PAY_EFFECT_ORDER, "CH"},
	{"/applyment/micro/modifycontactinfo", PAY_EFFECT_ORDER, "CH"},
	{"/applyment/micro/signcontract", PAY_EFFECT_ORDER, "CHN"},
	{"/applyment/micro/submit", PAY_EFFECT_ORDER, "CH"},
	{"/applyment/micro/submitupgrade", PAY_EFFECT_ORDER, "CH"},
	{"/billcommentsp/batchquerycomment", PAY_EFFECT_READ, "CHTU"},
	{"/cgi-bin/mch/customs/customdeclareorder", PAY_EFFECT_ORDER, "MN"},
	{"/cgi-bin/mch/customs/customdeclarequery", PAY_EFFECT_READ, "MN"},
	{"/cgi-bin/mch/newcustoms/customdeclareredeclare", PAY_EFFECT_ORDER, "MN"},
	{"/deposit/consume", PAY_EFFECT_MONEY, "CH"},
	{"/deposit/facepay", PAY_EFFECT_MONEY, "H"},
	{"/deposit/micropay", PAY_EFFECT_MONEY, ""},
	{"/deposit/orderquery", PAY_EFFECT_READ, ""},
	{"/deposit/refund", PAY_EFFECT_MONEY, "C"},
	{"/deposit/refundquery", PAY_EFFECT_READ, ""},
	{"/deposit/reverse", PAY_EFFECT_MONEY, "C"},
	{"/deposit/unifiedorder", PAY_EFFECT_ORDER, ""},
	{"/face/get_wxpayface_authinfo", PAY_EFFECT_READ, ""},
	{"/fund/queryautowithdrawbydate", PAY_EFFECT_READ, "CH"},
	{"/fund/reautowithdrawbydate", PAY_EFFECT_MONEY, "CH"},
	{"/mchrisk/bankquerymchauditinfo", PAY_EFFECT_READ, "H"},
	{"/mchrisk/channelquerymchauditinfo", PAY_EFFECT_READ, "H"},
	{"/mchrisk/querymchrisk", PAY_EFFECT_READ, "CHU"},
	{"/mchrisk/setmchriskcallback", PAY_EFFECT_ORDER, "HU"},
	{"/mchrisk/syncmchriskresult", PAY_EFFECT_ORDER, "CHU"},
	{"/mmpaymkttransfers/gethbinfo", PAY_EFFECT_READ, "CMU"},
	{"/mmpaymkttransfers/gettransferinfo", PAY_EFFECT_READ, "CMU"},
	{"/mmpaymkttransfers/promotion/paywwsptrans2pocket", PAY_EFFECT_MONEY, "CMU"},
	{"/mmpaymkttransfers/promotion/querywwsptrans2pocket", PAY_EFFECT_READ, "CMU"},
	{"/mmpaymkttransfers/promotion/transfers", PAY_EFFECT_MONEY, "CMU"},
	{"/mmpaymkttransfers/query_coupon_stock", PAY_EFFECT_READ, "M"},
	{"/mmpaymkttransfers/querycouponsinfo", PAY_EFFECT_READ, "M"},
	{"/mmpaymkttransfers/queryworkwxredpack", PAY_EFFECT_READ, "CM"},
	{"/mmpaymkttransfers/send_coupon", PAY_EFFECT_MONEY, "CM"},
	{"/mmpaymkttransfers/sendgroupredpack", PAY_EFFECT_MONEY, "CMU"},
	{"/mmpaymkttransfers/sendminiprogramhb", PAY_EFFECT_MONEY, "CMU"},
	{"/mmpaymkttransfers/sendredpack", PAY_EFFECT_MONEY, "CMU"},
	{"/mmpaymkttransfers/sendworkwxredpack", PAY_EFFECT_MONEY, "CM"},
	{"/mmpaysptrans/pay_bank", PAY_EFFECT_MONEY, "CMU"},
	{"/mmpaysptrans/query_bank", PAY_EFFECT_READ, "CMU"},
	{"/papay/deletecontract", PAY_EFFECT_ORDER, "MN"},
	{"/papay/entrustweb", PAY_EFFECT_READ, "GMNTU"},
	{"/papay/h5entrustweb", PAY_EFFECT_READ, "GMNTU"},
	{"/papay/partner/deletecontract", PAY_EFFECT_ORDER, "MN"},
	{"/papay/partner/entrustweb", PAY_EFFECT_READ, "GMNTU"},
	{"/papay/partner/h5entrustweb", PAY_EFFECT_READ, "GMNTU"},
	{"/papay/partner/preentrustweb", PAY_EFFECT_ORDER, "N"},
	{"/papay/partner/querycontract", PAY_EFFECT_READ, "MN"},
	{"/papay/preentrustweb", PAY_EFFECT_ORDER, "N"},
	{"/papay/querycontract", PAY_EFFECT_READ, "MN"},
	{"/pay/closecombinedorder", PAY_EFFECT_ORDER, "H"},
	{"/pay/closeorder", PAY_EFFECT_ORDER, ""},
	{"/pay/combinedorder", PAY_EFFECT_ORDER, "H"},
	{"/pay/contractorder", PAY_EFFECT_ORDER, "M"},
	{"/pay/downloadbill", PAY_EFFECT_READ, "MTU"},
	{"/pay/downloadfundflow", PAY_EFFECT_READ, "CHTU"},
	{"/pay/facepay", PAY_EFFECT_MONEY, "H"},
	{"/pay/facepayquery", PAY_EFFECT_READ, ""},
	{"/pay/micropay", PAY_EFFECT_MONEY, ""},
	{"/pay/orderquery", PAY_EFFECT_READ, ""},
	{"/pay/paporderquery", PAY_EFFECT_READ, "M"},
	{"/pay/pappayapply", PAY_EFFECT_MONEY, "M"},
	{"/pay/partner/paporderquery", PAY_EFFECT_READ, "M"},
	{"/pay/partner/pappayapply", PAY_EFFECT_MONEY, "M"},
	{"/pay/profitsharingaddreceiver", PAY_EFFECT_ORDER, "H"},
	{"/pay/profitsharingmerchantratioquery", PAY_EFFECT_READ, "H"},
	{"/pay/profitsharingorderamountquery", PAY_EFFECT_READ, "H"},
	{"/pay/profitsharingquery", PAY_EFFECT_READ, "H"},
	{"/pay/profitsharingremovereceiver", PAY_EFFECT_ORDER, "H"},
	{"/pay/profitsharingreturnquery", PAY_EFFECT_READ, "H"},
	{"/pay/querycombinedorder", PAY_EFFECT_READ, "H"},
	{"/pay/queryexchagerate", PAY_EFFECT_READ, "MN"},
	{"/pay/refundquery", PAY_EFFECT_READ, ""},
	{"/pay/refundqueryv2", PAY_EFFECT_READ, ""},
	{"/pay/settlementquery", PAY_EFFECT_READ, "M"},
	{"/pay/unifiedorder", PAY_EFFECT_ORDER, ""},
	{"/payitil/report", PAY_EFFECT_ORDER, "MU"},
	{"/risk/getcertficates", PAY_EFFECT_READ, "H"},
	{"/risk/getpublickey", PAY_EFFECT_READ, "CU"},
	{"/risk/getviolation", PAY_EFFECT_READ, "CHU"},
	{"/sandboxnew/pay/downloadbill", PAY_EFFECT_READ, "MTU"},
	{"/sandboxnew/pay/getsignkey", PAY_EFFECT_READ, "MU"},
	{"/sandboxnew/pay/micropay", PAY_EFFECT_MONEY, ""},
	{"/sandboxnew/pay/orderquery", PAY_EFFECT_READ, ""},
	{"/sandboxnew/pay/refund", PAY_EFFECT_MONEY, ""},
	{"/sandboxnew/pay/refundquery", PAY_EFFECT_READ, ""},
	{"/sandboxnew/pay/unifiedorder", PAY_EFFECT_ORDER, ""},
	{"/secapi/mch/addInstitutionsub", PAY_EFFECT_ORDER, "CMN"},
	{"/secapi/mch/addsubdevconfig", PAY_EFFECT_ORDER, "CMN"},
	{"/secapi/mch/channelsetting", PAY_EFFECT_ORDER, "CMN"},
	{"/secapi/mch/modifyInstitutionsub", PAY_EFFECT_ORDER, "CMN"},
	{"/secapi/mch/modifymchinfo", PAY_EFFECT_ORDER, "CMN"},
	{"/secapi/mch/queryInstitutionsub", PAY_EFFECT_READ, "CMN"},
	{"/secapi/mch/querysubdevconfig", PAY_EFFECT_READ, "CMN"},
	{"/secapi/mch/submchmanage", PAY_EFFECT_ORDER, "CMNU"},
	{"/secapi/mch/uploadmedia", PAY_EFFECT_ORDER, "CM"},
	{"/secapi/mkt/addrecommendconf", PAY_EFFECT_ORDER, "CM"},
	{"/secapi/pay/facepayreverse", PAY_EFFECT_MONEY, "C"},
	{"/secapi/pay/multiprofitsharing", PAY_EFFECT_MONEY, "CH"},
	{"/secapi/pay/profitsharing", PAY_EFFECT_MONEY, "CH"},
	{"/secapi/pay/profitsharingfinish", PAY_EFFECT_MONEY, "CH"},
	{"/secapi/pay/profitsharingreturn", PAY_EFFECT_MONEY, "CH"},
	{"/secapi/pay/refund", PAY_EFFECT_MONEY, "C"},
	{"/secapi/pay/refundv2", PAY_EFFECT_MONEY, "C"},
	{"/secapi/pay/reverse", PAY_EFFECT_MONEY, "C"},
	{"/secsvc/getrealnameinfo", PAY_EFFECT_READ, "H"},
	{"/secsvc/realnameauth", PAY_EFFECT_READ, "H"},
	{"/tools/authcodetoopenid", PAY_EFFECT_ORDER, "M"},
	{"/tools/shorturl", PAY_EFFECT_READ, ""},
	{"/transit/partnerpay/payapply", PAY_EFFECT_MONEY, "H"},
	{"/transit/partnerpay/queryorder", PAY_EFFECT_READ, "H"},
	{"/transit/partnerpay/querystate", PAY_EFFECT_READ, "H"},
	{"/transit/pay/payapply", PAY_EFFECT_MONEY, "H"},
	{"/transit/pay/querystate", PAY_EFFECT_READ, "H"},
	{"/transit/queryorder", PAY_EFFECT_READ, "H"},
	{"/vehicle/partnerpay/notification", PAY_EFFECT_ORDER, "H"},
	{"/vehicle/partnerpay/payapply", PAY_EFFECT_MONEY, "H"},
	{"/vehicle/partnerpay/querystate", PAY_EFFECT_READ, "H"},
	{"/vehicle/pay/notification", PAY_EFFECT_ORDER, "H"},
	{"/vehicle/pay/payapply", PAY_EFFECT_MONEY, "H"},
	{"/vehicle/pay/querystate", PAY_EFFECT_READ, "H"},
	{"/wxv/cancelbill", PAY_EFFECT_ORDER, "CH"},
	{"/wxv/changerentmoney", PAY_EFFECT_MONEY, "CH"},
	{"/wxv/createhotelbill", PAY_EFFECT_ORDER, "CH"},
	{"/wxv/createrentbill", PAY_EFFECT_ORDER, "CH"},
	{"/wxv/finishhotelbill", PAY_EFFECT_MONEY, "CH"},
	{"/wxv/finishrentbill", PAY_EFFECT_MONEY, "CH"},
	{"/wxv/queryhotelbill", PAY_EFFECT_READ, "CH"},
	{"/wxv/queryrentbill", PAY_EFFECT_READ, "CH"},
	{"/xdc/apiv2getsignkey/sign/getsignkey", PAY_EFFECT_READ, "MU"},
	{"/xdc/apiv2sandbox/pay/micropay", PAY_EFFECT_MONEY, ""},
	{"/xdc/apiv2sandbox/pay/orderquery", PAY_EFFECT_READ, ""},
};
/* clang-format on */

static const pay_endpoint *find(const char *path)
{
	return pay_wechat_v2_endpoint_find(pay_slice_from(path));
}

static bool is_default(const pay_endpoint *row)
{
	return row->path[0] == '\0';
}

static void check_row(const char *path, pay_effect effect, const char *flags)
{
	const pay_endpoint *row = find(path);
	const struct {
		char flag;
		bool is_set;
	} properties[] = {
		{'C', row->certificate},
		{'M', (row->v2 & PAY_V2_MD5) != 0},
		{'H', (row->v2 & PAY_V2_HMAC) != 0},
		{'N', (row->v2 & PAY_V2_NO_NONCE) != 0},
		{'T', (row->v2 & PAY_V2_TEXT) != 0},
		{'U', row->is_unsigned},
		{'G', row->method != NULL && strcmp(row->method, "GET") == 0},
	};
	bool holds = row->effect == effect;

	for (size_t i = 0; i < sizeof(properties) / sizeof(*properties); i++) {
		holds = holds && properties[i].is_set == (strchr(flags, properties[i].flag) != NULL);
	}
	if (!holds) {
		(void) fprintf(stderr, "%s is not \"%s\" with effect %d\n", path, flags, (int) effect);
	}
	CHECK(holds);
}

static void every_published_endpoint(void)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		const pay_endpoint *row = find(known[i].path);

		check_row(known[i].path, known[i].effect, known[i].flags);
		CHECK((row->v2 & (PAY_V2_MD5 | PAY_V2_HMAC)) != (PAY_V2_MD5 | PAY_V2_HMAC));
		/* The default row may serve none of them: it names no field to repeat by. */
		CHECK(!is_default(row));
	}
	CHECK(sizeof(known) / sizeof(*known) == 136);
}

/* A payment code is spent by its use, and withdrawing has no number of the merchant's. */
static void money_is_repeated_by_a_number_only(void)
{
	static const char *const without[] = {"/pay/micropay", "/pay/facepay", "/deposit/micropay",
		"/deposit/facepay", "/sandboxnew/pay/micropay", "/xdc/apiv2sandbox/pay/micropay",
		"/fund/reautowithdrawbydate"};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		bool has_none = false;

		for (size_t k = 0; k < sizeof(without) / sizeof(*without); k++) {
			has_none = has_none || strcmp(known[i].path, without[k]) == 0;
		}
		if (known[i].effect == PAY_EFFECT_MONEY) {
			CHECK((find(known[i].path)->number == NULL) == has_none);
		}
	}
}

static void who_is_named_how(void)
{
	static const struct {
		const char *path, *merchant, *app;
	} cases[] = {
		{"/pay/unifiedorder", NULL, NULL},
		{"/mmpaymkttransfers/promotion/transfers", "mchid", "mch_appid"},
		{"/mmpaymkttransfers/gettransferinfo", NULL, NULL},
		{"/mmpaymkttransfers/sendredpack", NULL, "wxappid"},
		{"/mmpaymkttransfers/sendgroupredpack", NULL, "wxappid"},
		{"/mmpaymkttransfers/sendminiprogramhb", NULL, "wxappid"},
		{"/mmpaymkttransfers/sendworkwxredpack", NULL, "wxappid"},
		{"/mmpaymkttransfers/gethbinfo", NULL, NULL},
		{"/pay/combinedorder", "combine_mch_id", "combine_appid"},
		{"/pay/querycombinedorder", "combine_mch_id", "combine_appid"},
		{"/pay/closecombinedorder", "combine_mch_id", "combine_appid"},
		{"/pay/settlementquery", "mchid", NULL},
		{"/secapi/mch/addInstitutionsub", NULL, "app_id"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const pay_endpoint *row = find(cases[i].path);

		CHECK_TEXT(pay_slice_from(row->merchant_field != NULL ? row->merchant_field : "mch_id"),
			pay_slice_from(cases[i].merchant != NULL ? cases[i].merchant : "mch_id"));
		CHECK_TEXT(pay_slice_from(row->app_field != NULL ? row->app_field : "appid"),
			pay_slice_from(cases[i].app != NULL ? cases[i].app : "appid"));
		CHECK((row->fill & PAY_FILL_MERCHANT) != 0);
	}
	CHECK((find("/mmpaysptrans/pay_bank")->fill & PAY_FILL_APP) == 0);
	CHECK_TEXT(pay_slice_from(find("/mmpaymkttransfers/gethbinfo")->nests), PAY_LIT("hblist"));
}

static void hosts_of_their_own(void)
{
	CHECK_TEXT(pay_slice_from(find("/risk/getpublickey")->host),
		PAY_LIT("https://fraud.mch.weixin.qq.com"));
	CHECK_TEXT(pay_slice_from(find("/secsvc/realnameauth")->host),
		PAY_LIT("https://fraud.mch.weixin.qq.com"));
	CHECK_TEXT(pay_slice_from(find("/face/get_wxpayface_authinfo")->host),
		PAY_LIT("https://payapp.weixin.qq.com"));
	CHECK(find("/risk/getviolation")->host == NULL && find("/pay/unifiedorder")->host == NULL);
}

/* What nobody has heard of is signed, may move money and is not repeated. */
static void near_misses_are_what_the_default_says(void)
{
	static const char *const paths[] = {"", "/", "/pay", "/pay/", "/pay/orderquery/",
		"/pay/OrderQuery", "/pay/orderquery2", "/secapi/pay/refund/x", "/secapi/mch/", "/wxv/",
		"pay/orderquery", "//pay/orderquery", "/v3/pay/transactions/id/1"};

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		const pay_endpoint *row = find(paths[i]);

		CHECK(is_default(row) && row->effect == PAY_EFFECT_MONEY && row->number == NULL
			&& !row->is_unsigned && row->v2 == 0);
	}
	CHECK(find("/papay/new")->effect == PAY_EFFECT_MONEY);
	CHECK(find("/wxv/new")->effect == PAY_EFFECT_MONEY && find("/wxv/new")->certificate);
}

static void operations_have_their_rows(void)
{
	for (int i = 0; i < PAY_WECHAT_OPERATIONS; i++) {
		pay_v2_operation operation = pay_wechat_v2_operation((pay_wechat_operation) i);

		CHECK((operation.endpoint == NULL) == (i == PAY_WECHAT_CERTIFICATES));
		CHECK(operation.endpoint == NULL || !is_default(operation.endpoint));
		CHECK(operation.endpoint == NULL
			|| (operation.trade_type != NULL)
				== (strcmp(operation.endpoint->path, "/pay/unifiedorder") == 0));
	}
	CHECK_TEXT(pay_slice_from(pay_wechat_v2_operation(PAY_WECHAT_H5).trade_type), PAY_LIT("MWEB"));
}

int main(void)
{
	every_published_endpoint();
	money_is_repeated_by_a_number_only();
	who_is_named_how();
	hosts_of_their_own();
	near_misses_are_what_the_default_says();
	operations_have_their_rows();
	return check_done();
}
