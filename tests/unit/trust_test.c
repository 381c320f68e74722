/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/trust.h"

#include <stdlib.h>

int main(void)
{
	pay_error error = PAY_ERROR_INIT;
	void *store = NULL;

	CHECK_OK(pay_trust_load("tests/data/keys/platform.cert.pem", &store, &error));
	CHECK(store != NULL);
	pay_trust_free(store);
	store = NULL;
	CHECK_FAILS(pay_trust_load("tests/data/keys/platform.key.pem", &store, &error), PAY_E_CONFIG,
		"config.ca-file");
	CHECK_FAILS(
		pay_trust_load("tests/data/none.pem", &store, &error), PAY_E_CONFIG, "config.ca-file");
	CHECK_FAILS(pay_trust_load("tests", &store, &error), PAY_E_CONFIG, "config.ca-file");
	CHECK(store == NULL);
	pay_trust_free(NULL);

	CHECK(setenv("SSL_CERT_FILE", "tests/data/keys/platform.cert.pem", 1) == 0);
	CHECK_TEXT(
		pay_slice_from(pay_trust_default_file()), PAY_LIT("tests/data/keys/platform.cert.pem"));
	CHECK(setenv("SSL_CERT_FILE", "tests/data/none.pem", 1) == 0);
	CHECK(pay_trust_default_file() == NULL
		|| strcmp(pay_trust_default_file(), "tests/data/none.pem") != 0);
	return check_done();
}
