--TEST--
A notification may be 300 seconds old or early, and no more
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

$pay = client();
foreach ([0, -295, 295, -305, 305, -86400, 86400] as $seconds) {
    printf("%+d s: %s\n", $seconds, verdict(fn () => $pay->notification(...message([], ['time' => time() + $seconds]))));
}
$now = time();
foreach (['0', '-1', '', " $now", "$now ", "0$now", "+$now", "$now.0", '1e9', '9999999999', '99999999999', '18446744073709551616'] as $time) {
    printf("\"%s\": %s\n", str_replace((string) $now, 'NOW', $time), verdict(fn () => $pay->notification(...message([], ['time' => $time]))));
}
// What is stale is not looked at further: neither its serial nor its signature.
echo verdict(fn () => $pay->notification(...message([], ['time' => time() - 305, 'signer' => pem('attacker.key')]))), "\n";
?>
--EXPECT--
+0 s: accepted
-295 s: accepted
+295 s: accepted
-305 s: SignatureException signature.stale
+305 s: SignatureException signature.stale
-86400 s: SignatureException signature.stale
+86400 s: SignatureException signature.stale
"0": SignatureException signature.stale
"-1": SignatureException signature.malformed
"": SignatureException signature.missing
" NOW": SignatureException signature.malformed
"NOW ": SignatureException signature.malformed
"0NOW": SignatureException signature.malformed
"+NOW": SignatureException signature.malformed
"NOW.0": SignatureException signature.malformed
"1e9": SignatureException signature.malformed
"9999999999": SignatureException signature.stale
"99999999999": SignatureException signature.malformed
"18446744073709551616": SignatureException signature.malformed
SignatureException signature.stale
