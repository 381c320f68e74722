/* SPDX-License-Identifier: MIT */
#include "core/text.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdint.h>

#define WHOLE_DIGITS_MAX 9 /* 999,999,999.99 yuan */

#define TWO(first) [first] = true, [first + 1] = true
#define TEN(first) TWO(first), TWO(first + 2), TWO(first + 4), TWO(first + 6), TWO(first + 8)
#define LETTERS(first) \
	TEN(first), TEN(first + 10), TWO(first + 20), TWO(first + 22), TWO(first + 24)

const bool pay_alnum[256] = {TEN('0'), LETTERS('A'), LETTERS('a')};

pay_status pay_base64_encode(pay_arena *arena, pay_slice *out, pay_slice bytes)
{
	unsigned char *text;
	int size;

	if (bytes.size > INT_MAX / 2) {
		return PAY_E_MEMORY;
	}
	text = pay_arena_take(arena, (bytes.size + 2) / 3 * 4 + 1);
	if (text == NULL) {
		return PAY_E_MEMORY;
	}
	size = EVP_EncodeBlock(text, (const unsigned char *) bytes.data, (int) bytes.size);
	*out = (pay_slice) {(const char *) text, (size_t) size};
	return PAY_OK;
}

static size_t padding_size(pay_slice text)
{
	size_t size = 0;

	while (size < 2 && size < text.size && text.data[text.size - 1 - size] == '=') {
		size++;
	}
	return size;
}

/*
 * OpenSSL passes over blanks at both ends, takes "=" for no bits wherever it stands, and loses the last bits of a last byte. What is
 * left whole by it, has "=" at its end alone, and ends as those bytes are written, is the one way to write them.
 */
static bool is_canonical(pay_slice text, const unsigned char *bytes, int size)
{
	const size_t padding = padding_size(text);
	unsigned char last[5];

	if (size < 0 || (size_t) size != text.size / 4 * 3
		|| memchr(text.data, '=', text.size - padding) != NULL) {
		return false;
	}
	return size == 0
		|| (EVP_EncodeBlock(last, bytes + size - 3, 3 - (int) padding) == 4
			&& memcmp(last, text.data + text.size - 4, 4) == 0);
}

pay_status pay_base64_decode(pay_arena *arena, pay_slice *out, pay_slice text, pay_error *error)
{
	unsigned char *bytes = NULL;
	int size = -1;

	if (text.size % 4 == 0 && text.size <= INT_MAX) {
		bytes = pay_arena_take(arena, text.size / 4 * 3 + 1);
		if (bytes == NULL) {
			return PAY_E_MEMORY;
		}
		size = EVP_DecodeBlock(bytes, (const unsigned char *) text.data, (int) text.size);
	}
	if (!is_canonical(text, bytes, size)) {
		return pay_fail(error, PAY_E_SIGNATURE, "signature.malformed", "Not canonical base64");
	}
	*out = (pay_slice) {(const char *) bytes, (size_t) size - padding_size(text)};
	return PAY_OK;
}

pay_status pay_hex_encode(pay_arena *arena, pay_slice *out, pay_slice bytes, bool upper_case)
{
	const char *digits = upper_case ? "0123456789ABCDEF" : "0123456789abcdef";
	char *text = bytes.size < SIZE_MAX / 2 ? pay_arena_take(arena, bytes.size * 2 + 1) : NULL;

	if (text == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < bytes.size; i++) {
		unsigned char byte = (unsigned char) bytes.data[i];

		text[2 * i] = digits[byte >> 4];
		text[2 * i + 1] = digits[byte & 15];
	}
	*out = (pay_slice) {text, bytes.size * 2};
	return PAY_OK;
}

static bool is_one_of(char byte, const char *bytes)
{
	while (*bytes != '\0' && *bytes != byte) {
		bytes++;
	}
	return *bytes != '\0';
}

pay_status pay_percent_encode(pay_arena *arena, pay_slice *out, pay_slice text)
{
	static const char digits[] = "0123456789ABCDEF";
	char *encoded = text.size < SIZE_MAX / 3 ? pay_arena_take(arena, text.size * 3 + 1) : NULL;
	char *end = encoded;

	if (encoded == NULL) {
		return PAY_E_MEMORY;
	}
	for (size_t i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char) text.data[i];

		if (pay_is_alnum(text.data[i]) || is_one_of(text.data[i], "-._~")) {
			*end++ = (char) byte;
		} else {
			*end++ = '%';
			*end++ = digits[byte >> 4];
			*end++ = digits[byte & 15];
		}
	}
	*out = (pay_slice) {encoded, (size_t) (end - encoded)};
	return PAY_OK;
}

bool pay_equal_constant_time(pay_slice a, pay_slice b)
{
	return a.size == b.size && CRYPTO_memcmp(a.data, b.data, a.size) == 0;
}

bool pay_equal_ignore_case(pay_slice a, pay_slice b)
{
	if (a.size != b.size) {
		return false;
	}
	if (memcmp(a.data, b.data, a.size) == 0) {
		return true;
	}
	for (size_t i = 0; i < a.size; i++) {
		if (pay_lower(a.data[i]) != pay_lower(b.data[i])) {
			return false;
		}
	}
	return true;
}

bool pay_is_word(pay_slice text, size_t least, size_t most, const char *extra)
{
	if (text.size < least || text.size > most) {
		return false;
	}
	for (size_t i = 0; i < text.size; i++) {
		if (!pay_is_alnum(text.data[i]) && !is_one_of(text.data[i], extra)) {
			return false;
		}
	}
	return true;
}

size_t pay_count_up_to(pay_slice text, char byte, size_t most)
{
	size_t count = 0;

	for (const char *at; count < most && (at = memchr(text.data, byte, text.size)) != NULL;
		 count++) {
		text = pay_slice_after(text, (size_t) (at - text.data) + 1);
	}
	return count;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Bytes of the control character that text begins with; 0: another character. */
static size_t control_size(const unsigned char *text, size_t size)
{
	if (text[0] < 0x20 || text[0] == 0x7f) {
		return 1;
	}
	if (size >= 2 && text[0] == 0xC2 && text[1] >= 0x80 && text[1] <= 0x9F) { /* U+0080 to 009F */
		return 2;
	}
	return size >= 3 && text[0] == 0xE2
			&& ((text[1] == 0x80 && text[2] >= 0xA8 && text[2] <= 0xAE)     /* U+2028 to 202E */
				|| (text[1] == 0x81 && text[2] >= 0xA6 && text[2] <= 0xA9)) /* U+2066 to 2069 */
		? 3
		: 0;
}

void pay_blank_controls(char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] < ' ' || text[i] > '~') {
			memset(text + i, ' ', control_size((const unsigned char *) text + i, size - i));
		}
	}
}

pay_slice pay_trim(pay_slice text)
{
	while (text.size > 0 && is_blank(text.data[0])) {
		text = pay_slice_after(text, 1);
	}
	while (text.size > 0 && is_blank(text.data[text.size - 1])) {
		text.size--;
	}
	return text;
}

/* How many bytes from here on are ASCII, looked at eight at a time. */
static size_t ascii_run(const unsigned char *bytes, size_t size)
{
	size_t run = 0;
	uint64_t eight;

	for (; size - run >= sizeof(eight); run += sizeof(eight)) {
		memcpy(&eight, bytes + run, sizeof(eight));
		if ((eight & UINT64_C(0x8080808080808080)) != 0) {
			return run;
		}
	}
	return run;
}

size_t pay_plain_run(pay_slice text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	size_t run = 0;
	uint64_t eight;

	for (; text.size - run >= sizeof(eight); run += sizeof(eight)) {
		memcpy(&eight, text.data + run, sizeof(eight));
		/* a byte's top bit is set where it is not ASCII, or is less than a blank, which then borrows */
		if (((eight | ((eight - ones * ' ') & ~eight)) & tops) != 0) {
			break;
		}
	}
	while (run < text.size && (unsigned char) (text.data[run] - ' ') < 0x60) {
		run++;
	}
	return run;
}

/* How many bytes a sequence has, by its first; 0 for a byte that begins none. least is the lowest second byte, most the highest. */
static size_t sequence_size(unsigned char first, unsigned char *least, unsigned char *most)
{
	*least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	*most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
	return first < 0x80 ? 1
		: first < 0xc2  ? 0
		: first < 0xe0  ? 2
		: first < 0xf0  ? 3
		: first < 0xf5  ? 4
						: 0;
}

bool pay_is_utf8(pay_slice text)
{
	const unsigned char *bytes = (const unsigned char *) text.data;
	size_t i;

	for (i = ascii_run(bytes, text.size); i < text.size; i += ascii_run(bytes + i, text.size - i)) {
		unsigned char least, most;
		size_t size = sequence_size(bytes[i], &least, &most);

		if (size == 0 || size > text.size - i) {
			return false;
		}
		for (size_t k = 1; k < size; k++) {
			if (bytes[i + k] < least || bytes[i + k] > most) {
				return false;
			}
			least = 0x80;
			most = 0xbf;
		}
		i += size;
	}
	return true;
}

bool pay_yuan_to_fen(pay_slice yuan, int64_t *fen)
{
	size_t digits = 0, decimals = 0;
	bool in_decimals = false;

	*fen = 0;
	for (size_t i = 0; i < yuan.size; i++) {
		if (yuan.data[i] == '.' && !in_decimals && digits > 0) {
			in_decimals = true;
			continue;
		}
		if (!pay_is_digit(yuan.data[i]) || digits > WHOLE_DIGITS_MAX || decimals > 2) {
			return false;
		}
		*fen = *fen * 10 + (yuan.data[i] - '0');
		digits += !in_decimals;
		decimals += in_decimals;
	}
	for (size_t i = decimals; i < 2; i++) {
		*fen *= 10;
	}
	return digits >= 1 && digits <= WHOLE_DIGITS_MAX && decimals <= 2
		&& !(in_decimals && decimals == 0) && !(digits > 1 && yuan.data[0] == '0');
}
