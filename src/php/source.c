/* SPDX-License-Identifier: MIT */
#include "php/source.h"

#include "php/globals.h"

#include "core/p12.h"
#include "core/text.h"

#include "main/php_open_temporary_file.h"
#include "zend_virtual_cwd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#ifndef O_NONBLOCK
#define O_NONBLOCK 0
#endif

#define BASE64_KEY_MIN 200 /* characters: shorter text cannot be an RSA key */
#define SHOWN_PATH_MAX 200 /* characters of a path in a message */

/* "scheme:" of two letters or more; one letter is a Windows drive. */
static bool has_scheme(pay_slice text)
{
	size_t size = 0;

	while (size < text.size
		&& (pay_is_alnum(text.data[size]) || strchr("+.-", text.data[size]) != NULL)
		&& text.data[size] != '\0') {
		size++;
	}
	return size >= 2 && size < text.size && text.data[size] == ':';
}

/* DER of a key or certificate is a SEQUENCE, which in base64 begins with "MI". */
static bool is_base64_key(pay_slice text)
{
	text = pay_trim(text);
	return text.size >= BASE64_KEY_MIN && pay_slice_starts(text, PAY_LIT("MI"))
		&& pay_is_word(text, 1, text.size, "+/=\r\n\\ \t");
}

static bool is_key_text(pay_slice text)
{
	bool is_der = text.size > 4 && (unsigned char) text.data[0] == 0x30
		&& (unsigned char) text.data[1] >= 0x80;
	bool is_pem = false;

	for (size_t i = 0; !is_pem && i + 11 <= text.size; i++) {
		is_pem = memcmp(text.data + i, "-----BEGIN ", 11) == 0;
	}
	return is_der || is_pem || is_base64_key(text);
}

static pay_status refuse_path(pay_slice path, const char *name, pay_error *error)
{
	if (pay_slice_has(path, '\0')) {
		return pay_fail(
			error, PAY_E_CONFIG, "config.path-nul", "%s is a path with a NUL byte", name);
	}
	if (has_scheme(path)) {
		return pay_fail(error, PAY_E_CONFIG, "config.path-scheme",
			"%s must be key text, a path or file://; stream wrappers are not opened", name);
	}
	/* What does not look like a path may be a mangled secret: it is not repeated. */
	if (path.size > MAXPATHLEN || pay_slice_has(path, '\n')
		|| (!pay_slice_has(path, '/') && !pay_slice_has(path, '.') && !pay_slice_has(path, '\\'))) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-format",
			"%s is neither key text (PEM, bare base64, DER) nor a path", name);
	}
	return PAY_OK;
}

static pay_status refuse_file(
	const char *path, const char *name, int code, const zend_stat_t *facts, pay_error *error)
{
	if (code == ENOENT || code == ENOTDIR) {
		return pay_fail(error, PAY_E_CONFIG, "config.path-missing", "%s: there is no file %.*s",
			name, SHOWN_PATH_MAX, path);
	}
	if (code != 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.path-unreadable",
			"%s: the file %.*s cannot be opened by this process: %s", name, SHOWN_PATH_MAX, path,
			strerror(code));
	}
	if (!S_ISREG(facts->st_mode)) {
		return pay_fail(error, PAY_E_CONFIG, "config.path-type", "%s: %.*s is not a regular file",
			name, SHOWN_PATH_MAX, path);
	}
	return PAY_OK;
}

static pay_status check_basedir(const char *path, const char *name, pay_error *error)
{
	return php_check_open_basedir_ex(path, 0) == 0
		? PAY_OK
		: pay_fail(error, PAY_E_CONFIG, "config.path-forbidden",
			"%s: open_basedir forbids the file %.*s", name, SHOWN_PATH_MAX, path);
}

/* Non-blocking, so that a FIFO does not hang the worker. The descriptor is the caller's to close. */
static pay_status open_file(
	const char *path, const char *name, int *handle, zend_stat_t *facts, pay_error *error)
{
	pay_status status;

	PAY_TRY(check_basedir(path, name, error));
	*handle = VCWD_OPEN(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (*handle < 0) {
		return refuse_file(path, name, errno, facts, error);
	}
	status = refuse_file(path, name, zend_fstat(*handle, facts) == 0 ? 0 : errno, facts, error);
	if (status != PAY_OK) {
		close(*handle);
	}
	return status;
}

static pay_status find_path(zend_string *value, const char *name, pay_slice *path, pay_error *error)
{
	*path = php_pay_slice(value);
	if (pay_slice_starts(*path, PAY_LIT("file://"))) {
		*path = pay_slice_after(*path, strlen("file://"));
	}
	return refuse_path(*path, name, error);
}

pay_status php_pay_path_resolve(
	zend_string *value, const char *name, zend_string **resolved, pay_error *error)
{
	char absolute[MAXPATHLEN];
	zend_stat_t facts;
	pay_slice path;
	int handle;

	PAY_TRY(find_path(value, name, &path, error));
	PAY_TRY(open_file(path.data, name, &handle, &facts, error));
	close(handle);
	if (expand_filepath(path.data, absolute) == NULL) {
		return pay_fail(
			error, PAY_E_CONFIG, "config.path-missing", "%s is not a usable path", name);
	}
	*resolved = zend_string_init(absolute, strlen(absolute), 0);
	return PAY_OK;
}

pay_status php_pay_path_check(zend_string *path, const char *name, pay_error *error)
{
	if (has_scheme(php_pay_slice(path))) {
		return pay_fail(error, PAY_E_CONFIG, "config.path-scheme",
			"%s must be the path of a file; stream wrappers are not opened", name);
	}
	return check_basedir(ZSTR_VAL(path), name, error);
}

static pay_status read_file(
	pay_arena *arena, zend_string *value, const char *name, pay_slice *text, pay_error *error)
{
	zend_stat_t facts;
	pay_slice path;
	char *bytes;
	size_t size = 0;
	ssize_t got;
	int handle;

	PAY_TRY(find_path(value, name, &path, error));
	PAY_TRY(open_file(path.data, name, &handle, &facts, error));
	bytes =
		facts.st_size > PAY_KEY_TEXT_MAX ? NULL : pay_arena_take(arena, (size_t) facts.st_size + 1);
	while (bytes != NULL && size < (size_t) facts.st_size
		&& (got = read(handle, bytes + size, (size_t) facts.st_size - size)) > 0) {
		size += (size_t) got;
	}
	close(handle);
	if (facts.st_size > PAY_KEY_TEXT_MAX) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-format",
			"%s: the file is larger than %d bytes", name, PAY_KEY_TEXT_MAX);
	}
	*text = (pay_slice) {bytes != NULL ? bytes : "", size};
	return bytes != NULL ? PAY_OK : PAY_E_MEMORY;
}

/* The bytes of key text, or of the file at a path. */
static pay_status load_text(
	pay_arena *arena, zend_string *value, const char *name, pay_slice *text, pay_error *error)
{
	*text = php_pay_slice(value);
	if (pay_trim(*text).size == 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-empty", "%s is empty", name);
	}
	return is_key_text(*text) ? PAY_OK : read_file(arena, value, name, text, error);
}

static pay_status get(
	pay_key_kind kind, pay_slice text, const char *name, pay_key **key, pay_error *error)
{
	return pay_key_cache_get(
		&PAY_G(keys), (size_t) PAY_G(key_cache_limit), kind, text, name, key, error);
}

static pay_status load(pay_arena *arena, pay_key_kind kind, zend_string *value, const char *name,
	pay_key **key, pay_error *error)
{
	pay_slice text;

	PAY_TRY(load_text(arena, value, name, &text, error));
	return get(kind, text, name, key, error);
}

pay_status php_pay_key_load(
	pay_key_kind kind, zend_string *value, const char *name, pay_key **key, pay_error *error)
{
	pay_status status = load(php_pay_scope_open(), kind, value, name, key, error);

	php_pay_scope_close();
	return status;
}

static pay_status load_p12(pay_arena *arena, zend_string *value, pay_slice password,
	const char *name, pay_key **private_key, pay_key **certificate, pay_error *error)
{
	pay_slice text, both;
	pay_status status;

	PAY_TRY(load_text(arena, value, name, &text, error));
	if (!pay_is_p12(text)) {
		return get(PAY_KEY_CERTIFICATE, text, name, certificate, error);
	}
	PAY_TRY(PAY_JOIN(arena, &both, password, (pay_slice) {"\0", 1}, text));
	PAY_TRY(get(PAY_KEY_P12_CERTIFICATE, both, name, certificate, error));
	status = get(PAY_KEY_P12_PRIVATE, both, name, private_key, error);
	if (status != PAY_OK) {
		pay_key_release(*certificate);
		*certificate = NULL;
	}
	return status;
}

pay_status php_pay_certificate_load(zend_string *value, pay_slice password, const char *name,
	pay_key **private_key, pay_key **certificate, pay_error *error)
{
	pay_status status;

	*private_key = NULL;
	status = load_p12(php_pay_scope_open(), value, password, name, private_key, certificate, error);
	php_pay_scope_close();
	return status;
}
