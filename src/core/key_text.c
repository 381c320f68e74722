/* SPDX-License-Identifier: MIT */
#include "core/key_text.h"

#include "core/text.h"

#include <openssl/pem.h>

pay_status pay_key_text_unreadable(const pay_key_text *in, pay_error *error)
{
	static const char *const wanted[] = {
		[PAY_KEY_PRIVATE] = "a private key (PEM, bare base64 or DER)",
		[PAY_KEY_PUBLIC] = "a public key or certificate (PEM, bare base64 or DER)",
		[PAY_KEY_CERTIFICATE] = "a certificate (PEM, bare base64 or DER)",
		[PAY_KEY_CHAIN] = "a certificate with those that issued it (PEM)",
		[PAY_KEY_ROOTS] = "root certificates (PEM)",
	};

	return pay_fail(error, PAY_E_CONFIG, "config.key-format", "%s cannot be read as %s", in->name,
		wanted[in->kind]);
}

pay_status pay_key_text_wrong_kind(const pay_key_text *in, const char *holds, pay_error *error)
{
	static const char *const wanted[] = {
		[PAY_KEY_PRIVATE] = "a private key",
		[PAY_KEY_PUBLIC] = "a public key or certificate",
		[PAY_KEY_CERTIFICATE] = "a certificate",
		[PAY_KEY_CHAIN] = "a certificate",
		[PAY_KEY_ROOTS] = "root certificates",
	};

	return pay_fail(error, PAY_E_CONFIG, "config.key-kind", "%s holds %s where %s belongs",
		in->name, holds, wanted[in->kind]);
}

/* Environment files carry line ends as the two characters "\n". */
static pay_status unescape_lines(pay_arena *arena, pay_slice *text)
{
	char *copy;
	size_t size = 0;

	if (!pay_slice_has(*text, '\\')) {
		return PAY_OK;
	}
	copy = pay_arena_take(arena, text->size + 1);
	if (copy == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < text->size; i++) {
		bool escaped = text->data[i] == '\\' && i + 1 < text->size
			&& (text->data[i + 1] == 'n' || text->data[i + 1] == 'r');

		copy[size++] = escaped ? '\n' : text->data[i];
		i += escaped ? 1 : 0;
	}
	*text = (pay_slice) {copy, size};
	return PAY_OK;
}

static pay_status check_label(
	pay_key_text *in, const char *label, const char *header, pay_error *error)
{
	pay_slice text = pay_slice_from(label);
	bool is_private = strstr(label, "PRIVATE KEY") != NULL;
	bool is_certificate = strstr(label, "CERTIFICATE") != NULL;

	if (strstr(label, "ENCRYPTED") != NULL || header[0] != '\0') {
		return pay_fail(error, PAY_E_CONFIG, "config.key-encrypted",
			"%s is encrypted; decrypt it first: openssl pkey -in KEY -out PLAIN_KEY", in->name);
	}
	if (is_private != (in->kind == PAY_KEY_PRIVATE)) {
		return pay_key_text_wrong_kind(in,
			is_private           ? "a private key"
				: is_certificate ? "a certificate"
								 : "a public key",
			error);
	}
	if (in->kind != PAY_KEY_PRIVATE && in->kind != PAY_KEY_PUBLIC && !is_certificate) {
		return pay_key_text_wrong_kind(in, "a public key", error);
	}
	in->pkcs1 = pay_slice_starts(text, PAY_LIT("RSA "));
	return PAY_OK;
}

/* The next PEM block. *found is false where none begins. der is NULL to look only. */
static pay_status read_block(
	BIO *bio, pay_arena *arena, pay_key_text *in, pay_slice *der, bool *found, pay_error *error)
{
	char *label = NULL, *header = NULL;
	unsigned char *bytes = NULL;
	long size = 0;
	pay_status status = PAY_OK;

	*found = PEM_read_bio(bio, &label, &header, &bytes, &size) == 1;
	if (*found && der != NULL) {
		status = check_label(in, label, header, error);
		if (status == PAY_OK) {
			status = pay_copy(arena, der, (pay_slice) {(const char *) bytes, (size_t) size});
		}
	}
	OPENSSL_free(label);
	OPENSSL_free(header);
	OPENSSL_clear_free(bytes, (size_t) size);
	return status;
}

/* The first block is taken; a second one is an ambiguity, not a fallback. */
static pay_status read_single(BIO *bio, pay_arena *arena, pay_key_text *in, pay_error *error)
{
	bool found;

	PAY_TRY(read_block(bio, arena, in, &in->der, &found, error));
	if (!found) {
		return pay_key_text_unreadable(in, error);
	}
	PAY_TRY(read_block(bio, arena, in, NULL, &found, error));
	if (found) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-multiple",
			"%s holds more than one key or certificate", in->name);
	}
	return PAY_OK;
}

static size_t count_blocks(pay_slice text)
{
	const pay_slice begin = PAY_LIT("-----BEGIN ");
	const char *dash;
	size_t count = 0;

	while ((dash = memchr(text.data, '-', text.size)) != NULL) {
		text = pay_slice_after(text, (size_t) (dash - text.data));
		count += pay_slice_starts(text, begin);
		text = pay_slice_after(text, 1);
	}
	return count;
}

/* Without line ends, and blanks before them. */
static pay_status join_lines(pay_arena *arena, pay_slice *text)
{
	char *joined = pay_arena_take(arena, text->size + 1);
	size_t size = 0;

	if (joined == NULL) {
		return PAY_E_MEMORY;
	}
	while (text->size > 0) {
		const char *end = memchr(text->data, '\n', text->size);
		size_t taken = end != NULL ? (size_t) (end - text->data) + 1 : text->size;
		pay_slice line = pay_trim((pay_slice) {text->data, taken});

		memcpy(joined + size, line.data, line.size);
		size += line.size;
		*text = pay_slice_after(*text, taken);
	}
	*text = (pay_slice) {joined, size};
	return PAY_OK;
}

/* Takes a block as every tool writes it off text, with the blank lines behind it. False: OpenSSL has to say what it is. */
static bool take_regular(pay_arena *arena, pay_slice *text, pay_slice *der)
{
	const pay_slice begin = PAY_LIT("-----BEGIN CERTIFICATE-----\n"),
					end = PAY_LIT("\n-----END CERTIFICATE-----");
	pay_error ignored = PAY_ERROR_INIT;
	pay_slice body = *text;
	const char *dash;

	if (!pay_slice_starts(*text, begin)) {
		return false;
	}
	body = pay_slice_after(body, begin.size);
	dash = memchr(body.data, '-', body.size);
	if (dash == NULL || dash == body.data) {
		return false;
	}
	*text = pay_slice_after(body, (size_t) (dash - body.data) - 1);
	if (!pay_slice_starts(*text, end)) {
		return false;
	}
	body.size -= text->size;
	*text = pay_trim(pay_slice_after(*text, end.size));
	return join_lines(arena, &body) == PAY_OK
		&& pay_base64_decode(arena, der, body, &ignored) == PAY_OK;
}

/* So many blocks and nothing else. */
static bool read_regular(pay_arena *arena, pay_slice text, pay_slice *ders, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!take_regular(arena, &text, &ders[i])) {
			return false;
		}
	}
	return text.size == 0;
}

/* Every block that begins must be whole: one left out would not be missed until a number or a chain is wrong. */
static pay_status read_blocks(
	BIO *bio, pay_arena *arena, pay_key_text *in, pay_slice *ders, size_t count, pay_error *error)
{
	for (size_t i = 0; i < count; i++) {
		bool found;

		PAY_TRY(read_block(bio, arena, in, &ders[i], &found, error));
		if (!found) {
			return pay_key_text_unreadable(in, error);
		}
	}
	return PAY_OK;
}

static pay_status read_bundle(
	BIO *bio, pay_arena *arena, pay_key_text *in, pay_slice text, pay_error *error)
{
	size_t count = count_blocks(text);
	pay_slice *ders = pay_arena_take(arena, (count + 1) * sizeof(*ders));

	if (ders == NULL) {
		return PAY_E_MEMORY;
	}
	if (count == 0) {
		return pay_key_text_unreadable(in, error);
	}
	if (!read_regular(arena, text, ders, count)) {
		PAY_TRY(read_blocks(bio, arena, in, ders, count, error));
	}
	in->der = ders[0];
	in->others = ders + 1;
	in->other_count = count - 1;
	return PAY_OK;
}

static pay_status read_pem(pay_arena *arena, pay_key_text *in, pay_slice text, pay_error *error)
{
	BIO *bio = BIO_new_mem_buf(text.data, (int) text.size);
	pay_status status;

	if (bio == NULL) {
		return PAY_E_MEMORY;
	}
	status = in->kind == PAY_KEY_CHAIN || in->kind == PAY_KEY_ROOTS
		? read_bundle(bio, arena, in, text, error)
		: read_single(bio, arena, in, error);
	BIO_free(bio);
	return status;
}

static pay_status read_base64(pay_arena *arena, pay_key_text *in, pay_slice text, pay_error *error)
{
	char *joined = pay_arena_take(arena, text.size + 1);
	size_t size = 0;
	pay_error ignored = PAY_ERROR_INIT;

	if (joined == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < text.size; i++) {
		if (pay_trim((pay_slice) {text.data + i, 1}).size == 1) {
			joined[size++] = text.data[i];
		}
	}
	if (size == 0
		|| pay_base64_decode(arena, &in->der, (pay_slice) {joined, size}, &ignored) != PAY_OK) {
		return pay_key_text_unreadable(in, error);
	}
	return PAY_OK;
}

pay_status pay_key_text_find(pay_arena *arena, pay_key_text *in, pay_slice text, pay_error *error)
{
	if (text.size > PAY_KEY_TEXT_MAX) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-format", "%s is larger than %d bytes",
			in->name, PAY_KEY_TEXT_MAX);
	}
	if (text.size > 4 && (unsigned char) text.data[0] == 0x30
		&& (unsigned char) text.data[1] >= 0x80) {
		in->der = text;
		return PAY_OK;
	}
	if (pay_slice_starts(text, PAY_LIT("\xef\xbb\xbf"))) {
		text = pay_slice_after(text, 3);
	}
	PAY_TRY(unescape_lines(arena, &text));
	text = pay_trim(text);
	if (text.size == 0) {
		return pay_fail(error, PAY_E_CONFIG, "config.key-empty", "%s is empty", in->name);
	}
	if (pay_slice_has(text, '-')) {
		return read_pem(arena, in, text, error);
	}
	return read_base64(arena, in, text, error);
}
