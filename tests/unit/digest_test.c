/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/digest.h"
#include "core/text.h"

static void check_hex(pay_slice digest, const char *expected)
{
	pay_arena arena = {0};
	pay_slice hex;

	CHECK_OK(pay_hex_encode(&arena, &hex, digest, false));
	CHECK_TEXT(hex, pay_slice_from(expected));
	pay_arena_reset(&arena);
}

int main(void)
{
	const pay_slice parts[] = {PAY_LIT("a"), PAY_LIT(""), PAY_LIT("bc")};
	unsigned char digest[PAY_SHA256_SIZE];
	pay_arena arena = {0};
	pay_slice out;
	char key[131];

	/* FIPS 180-2, appendix B.1: however it is cut into parts */
	CHECK_OK(pay_sha256(NULL, digest, 3, parts));
	check_hex((pay_slice) {(const char *) digest, sizeof(digest)},
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	CHECK_OK(pay_sha256(NULL, digest, 0, NULL));
	check_hex((pay_slice) {(const char *) digest, sizeof(digest)},
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

	/* RFC 1321, A.5 */
	CHECK_OK(pay_md5(&arena, &out, PAY_LIT("")));
	check_hex(out, "d41d8cd98f00b204e9800998ecf8427e");
	CHECK_OK(pay_md5(&arena, &out, PAY_LIT("message digest")));
	check_hex(out, "f96b697d7cb7938d525a2f31aaf161d0");

	/* RFC 4231, 4.2, 4.3 and 4.7 */
	memset(key, 0x0b, 20);
	CHECK_OK(pay_hmac_sha256(&arena, &out, (pay_slice) {key, 20}, PAY_LIT("Hi There")));
	check_hex(out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	CHECK_OK(
		pay_hmac_sha256(&arena, &out, PAY_LIT("Jefe"), PAY_LIT("what do ya want for nothing?")));
	check_hex(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	CHECK_OK(pay_hmac_sha256(&arena, &out, (pay_slice) {key, sizeof(key)},
		PAY_LIT("Test Using Larger Than Block-Size Key - Hash Key First")));
	check_hex(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	pay_arena_reset(&arena);
	return check_done();
}
