--TEST--
Whatever was added to, moved in or taken from a signed notification of Alipay is refused, and so is what has two readings
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay.inc';

$pay = alipay();
$fields = alipay_trade();
$form = alipay_form($fields);
$sign = alipay_sign(alipay_text($fields));
$with = fn (string $sign) => http_build_query($fields + ['sign' => $sign]);
foreach ([
    'no sign' => http_build_query($fields),
    'an empty sign' => $with(''),
    'a field more' => "$form&x=1",
    'a field more, that begins with @' => "$form&refund_fee=@1.00",
    'an array beside' => "$form&total_amount[]=1",
    'an array of arrays' => "$form&total_amount[a][b]=1",
    'an array in percents' => "$form&total_amount%5B%5D=1",
    'an array with an open bracket' => "$form&total_amount[=1",
    'a name that PHP renames' => "$form&total.amount=1",
    'a name with a blank' => "$form&total+amount=1",
    'a name with NUL' => "$form&total_amount%00=1",
    'a name without' => "$form&=1",
    'no equals sign' => "$form&x",
    'an empty pair' => "$form&",
    'a field twice' => "$form&total_amount=0.01",
    'a field twice, the same' => "$form&total_amount=20.00",
    'a field twice, spelt with percents' => "$form&total%5Famount=0.01",
    'an empty field twice' => "$form&x=&x=",
    'sign twice' => "$form&sign=" . urlencode($sign),
    'sign_type twice' => "$form&sign_type=RSA2",
    'a semicolon for an ampersand' => str_replace('&', ';', $form),
    'sign with a line break' => $with(chunk_split($sign, 64, "\n")),
    'sign with a blank at its end' => $with("$sign "),
    'sign in the alphabet of urls' => $with(strtr($sign, '+/', '-_')),
    'sign without padding' => $with(rtrim($sign, '=')),
    'sign with stray bits' => $with(preg_replace_callback('~.(?===?$)~', fn ($m) => chr(ord($m[0]) + 1), $sign)),
    'sign of one byte less' => $with(base64_encode(substr(base64_decode($sign), 1))),
    'sign of nothing' => $with('AA=='),
    'sign by another key' => alipay_form($fields, key: 'attacker.key'),
    'sign by our own key' => alipay_form($fields, key: 'merchant.key'),
    'SHA-1, said so' => http_build_query(['sign' => alipay_sign(alipay_text($fields), hash: 'sha1'), 'sign_type' => 'RSA'] + $fields),
    'SHA-1, not said' => $with(alipay_sign(alipay_text($fields), hash: 'sha1')),
    'sign_type in lower case' => http_build_query(['sign_type' => 'rsa2', 'sign' => $sign] + $fields),
    'encoded twice' => http_build_query(['subject' => urlencode($fields['subject']), 'sign' => $sign] + $fields),
    'broken percents' => "$form&x=%zz",
    'nothing' => '',
    'JSON' => json_encode($fields + ['sign' => $sign]),
    'too many fields' => $form . implode('', array_map(fn ($i) => "&x$i=", range(1, 300))),
    'too long' => $form . '&x=' . str_repeat('x', 300000),
] as $name => $body) {
    echo $name, ': ', verdict(fn () => $pay->notification($body)), "\n";
}

echo "One text, other fields: the borders between values lie elsewhere:\n";
$own = alipay_trade(['body' => 'x&out_trade_no=VICTIM', 'sign_type' => null]);
$text = alipay_text($own);
preg_match('~&out_trade_no=(VICTIM&.*)&receipt_amount=~', $text, $match);
$moved = ['body' => 'x', 'out_trade_no' => $match[1]] + array_filter($own, fn ($name) => strcmp($name, 'body') < 0 || strcmp($name, 'out_trade_no') > 0, ARRAY_FILTER_USE_KEY);
var_dump(alipay_text($moved) === $text, count($moved) < count($own));
echo 'as it was signed: ', verdict(fn () => $pay->notification(alipay_form($own))), "\n";
echo 'moved: ', verdict(fn () => $pay->notification(alipay_form($moved))), "\n";
foreach (['out_trade_no', 'total_amount', 'trade_status', 'seller_id', 'app_id', 'refund_fee', 'gmt_refund'] as $name) {
    echo "a body that holds &$name=: ", verdict(fn () => $pay->notification(alipay_form(alipay_trade(['body' => "x&$name=1"])))), "\n";
}
echo "Signed amounts that are none:\n";
foreach (['2e1', '-20.00', '+20.00', ' 20.00', '20.001', '20,00', '0x14', '020.00', '.5', '5.', '٢٠', '99999999999999999999'] as $amount) {
    echo "$amount: ", verdict(fn () => $pay->notification(alipay_form(alipay_trade(['total_amount' => $amount])))),
        '; as a refund: ', verdict(fn () => $pay->notification(alipay_form(alipay_trade(['gmt_refund' => '2015-02-28 10:00:00', 'refund_fee' => $amount])))), "\n";
}
echo "Values that begin with @ are values:\n";
var_dump($pay->notification(alipay_form(alipay_trade(['body' => '@/etc/passwd'])))['body']);
?>
--EXPECT--
no sign: SignatureException signature.missing
an empty sign: SignatureException signature.missing
a field more: SignatureException signature.mismatch
a field more, that begins with @: SignatureException signature.mismatch
an array beside: SignatureException signature.malformed
an array of arrays: SignatureException signature.malformed
an array in percents: SignatureException signature.malformed
an array with an open bracket: SignatureException signature.malformed
a name that PHP renames: SignatureException signature.mismatch
a name with a blank: SignatureException signature.malformed
a name with NUL: SignatureException signature.malformed
a name without: SignatureException signature.malformed
no equals sign: SignatureException signature.malformed
an empty pair: SignatureException signature.malformed
a field twice: SignatureException signature.malformed
a field twice, the same: SignatureException signature.malformed
a field twice, spelt with percents: SignatureException signature.malformed
an empty field twice: SignatureException signature.malformed
sign twice: SignatureException signature.malformed
sign_type twice: SignatureException signature.malformed
a semicolon for an ampersand: SignatureException signature.missing
sign with a line break: SignatureException signature.malformed
sign with a blank at its end: SignatureException signature.malformed
sign in the alphabet of urls: SignatureException signature.malformed
sign without padding: SignatureException signature.malformed
sign with stray bits: SignatureException signature.malformed
sign of one byte less: SignatureException signature.malformed
sign of nothing: SignatureException signature.malformed
sign by another key: SignatureException signature.mismatch
sign by our own key: SignatureException signature.mismatch
SHA-1, said so: SignatureException signature.malformed
SHA-1, not said: SignatureException signature.mismatch
sign_type in lower case: SignatureException signature.malformed
encoded twice: SignatureException signature.mismatch
broken percents: SignatureException signature.malformed
nothing: SignatureException signature.malformed
JSON: SignatureException signature.malformed
too many fields: SignatureException signature.malformed
too long: SignatureException signature.malformed
One text, other fields: the borders between values lie elsewhere:
bool(true)
bool(true)
as it was signed: SignatureException signature.malformed
moved: SignatureException signature.malformed
a body that holds &out_trade_no=: SignatureException signature.malformed
a body that holds &total_amount=: SignatureException signature.malformed
a body that holds &trade_status=: SignatureException signature.malformed
a body that holds &seller_id=: SignatureException signature.malformed
a body that holds &app_id=: SignatureException signature.malformed
a body that holds &refund_fee=: SignatureException signature.malformed
a body that holds &gmt_refund=: SignatureException signature.malformed
Signed amounts that are none:
2e1: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
-20.00: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
+20.00: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
 20.00: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
20.001: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
20,00: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
0x14: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
020.00: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
.5: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
5.: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
٢٠: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
99999999999999999999: SignatureException signature.malformed; as a refund: SignatureException signature.malformed
Values that begin with @ are values:
string(12) "@/etc/passwd"
