/* SPDX-License-Identifier: MIT */
#include "php/bill.h"

#include "core/platform.h"
#include "core/unzip.h"
#include "gateway/alipay_bill.h"

#include "main/php_open_temporary_file.h"
#include "zend_virtual_cwd.h"

/* Gone with the last descriptor, whatever becomes of this process. */
static FILE *open_unnamed(void)
{
#ifdef PHP_WIN32
	return tmpfile();
#else
	zend_string *path = NULL;
	int handle = php_open_temporary_fd(NULL, "pay", &path);
	FILE *file;

	if (handle < 0) {
		return NULL;
	}
	(void) VCWD_UNLINK(ZSTR_VAL(path));
	zend_string_release(path);
	(void) fcntl(handle, F_SETFD, FD_CLOEXEC);
	file = fdopen(handle, "w+b");
	if (file == NULL) {
		close(handle);
	}
	return file;
#endif
}

FILE *php_pay_temporary_file(pay_error *error)
{
	FILE *file = open_unnamed();

	if (file == NULL) {
		(void) pay_fail(error, PAY_E_CONFIG, "config.temporary-file",
			"No file can be made in the folder for temporary files (sys_temp_dir)");
	}
	return file;
}

/* ------------------------------------------------------------------ Alipay's archive */

typedef struct contents {
	FILE *rows;
	FILE *summary;
	size_t row_files;
	size_t summary_files;
} contents;

static FILE *place(void *context, pay_slice name)
{
	contents *to = context;

	switch (pay_alipay_file_named(name)) {
	case PAY_ALIPAY_ROWS:
		return to->row_files++ == 0 ? to->rows : NULL;
	case PAY_ALIPAY_SUMMARY:
		return to->summary_files++ == 0 ? to->summary : NULL;
	case PAY_ALIPAY_OTHER:
		break;
	}
	return NULL;
}

static pay_status unpack(FILE *zip, contents *to, pay_error *error)
{
	to->rows = php_pay_temporary_file(error);
	to->summary = to->rows != NULL ? php_pay_temporary_file(error) : NULL;
	if (to->summary == NULL) {
		return error->status;
	}
	PAY_TRY(pay_unzip(zip, PAY_UNZIP_MAX, place, to, error));
	return to->row_files > 0 ? PAY_OK
							 : pay_fail(error, PAY_E_INTEGRITY, "integrity.file",
								 "The downloaded archive holds no statement");
}

/* Rows that nobody sees would be worse than none. */
static pay_status check_count(const contents *of, pay_error *error)
{
	return of->row_files == 1 && of->summary_files <= 1
		? PAY_OK
		: pay_fail(error, PAY_E_INTEGRITY, "integrity.bill-format",
			"The archive holds %zu statements and %zu summaries, so none is read; save() keeps it",
			of->row_files, of->summary_files);
}

pay_status php_pay_bill_unpack_alipay(zval *value, pay_error *error)
{
	php_pay_bill *bill = php_pay_bill_from(Z_OBJ_P(value));
	contents to = {0};
	pay_status status = unpack(bill->file, &to, error);

	bill->format = &pay_bill_format_alipay;
	bill->rows = to.rows;
	bill->summary = to.summary;
	if (status == PAY_OK && to.summary_files == 0) {
		(void) fclose(bill->summary);
		bill->summary = NULL;
	}
	if (status != PAY_OK || check_count(&to, error) != PAY_OK) {
		bill->unreadable = *error;
	}
	return status == PAY_E_CONFIG && strcmp(error->reason, "config.zip") == 0 ? PAY_OK : status;
}
