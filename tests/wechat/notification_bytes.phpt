--TEST--
A genuine notification with any one byte of its body or of a header changed is refused
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

$pay = client();
[$body, $headers] = message();
echo 'unchanged: ', verdict(fn () => $pay->notification($body, $headers)), "\n";

function tally(string $name, string $text, callable $call): void
{
    $verdicts = [];
    for ($i = 0; $i < strlen($text); $i++) {
        foreach ([0x01, 0x20, 0x80] as $bit) {
            $changed = $text;
            $changed[$i] = chr(ord($text[$i]) ^ $bit);
            $verdicts[verdict(fn () => $call($changed))] = true;
        }
    }
    ksort($verdicts);
    echo "$name, every byte: ", implode(', ', array_keys($verdicts)), "\n";
}

tally('body', $body, fn ($changed) => $pay->notification($changed, $headers));
foreach ($headers as $name => $value) {
    tally($name, $value, fn ($changed) => $pay->notification($body, [$name => $changed] + $headers));
}

// Shorter, longer, empty
foreach (['body without its last byte' => substr($body, 0, -1), 'body and a blank' => "$body ", 'body and a line' => "$body\n",
    'body after a BOM' => "\xEF\xBB\xBF$body", 'no body' => ''] as $name => $changed) {
    echo "$name: ", verdict(fn () => $pay->notification($changed, $headers)), "\n";
}
foreach (array_slice($headers, 0, 4) as $name => $value) {
    foreach (['cut' => substr($value, 0, -1), 'longer' => $value . 'A', 'empty' => '', 'blank' => ' ', 'line' => "$value\n", 'NUL' => "$value\0"] as $how => $changed) {
        echo "$name $how: ", verdict(fn () => $pay->notification($body, [$name => $changed] + $headers)), "\n";
    }
}
?>
--EXPECT--
unchanged: accepted
body, every byte: SignatureException signature.mismatch
Wechatpay-Timestamp, every byte: SignatureException signature.malformed, SignatureException signature.mismatch, SignatureException signature.stale
Wechatpay-Nonce, every byte: SignatureException signature.malformed, SignatureException signature.mismatch
Wechatpay-Serial, every byte: SignatureException signature.malformed, SignatureException signature.unknown-serial
Wechatpay-Signature, every byte: SignatureException signature.malformed, SignatureException signature.mismatch
Wechatpay-Signature-Type, every byte: SignatureException signature.malformed
body without its last byte: SignatureException signature.mismatch
body and a blank: SignatureException signature.mismatch
body and a line: SignatureException signature.mismatch
body after a BOM: SignatureException signature.mismatch
no body: SignatureException signature.mismatch
Wechatpay-Timestamp cut: SignatureException signature.stale
Wechatpay-Timestamp longer: SignatureException signature.malformed
Wechatpay-Timestamp empty: SignatureException signature.missing
Wechatpay-Timestamp blank: SignatureException signature.malformed
Wechatpay-Timestamp line: SignatureException signature.malformed
Wechatpay-Timestamp NUL: SignatureException signature.malformed
Wechatpay-Nonce cut: SignatureException signature.mismatch
Wechatpay-Nonce longer: SignatureException signature.mismatch
Wechatpay-Nonce empty: SignatureException signature.missing
Wechatpay-Nonce blank: SignatureException signature.malformed
Wechatpay-Nonce line: SignatureException signature.malformed
Wechatpay-Nonce NUL: SignatureException signature.malformed
Wechatpay-Serial cut: SignatureException signature.unknown-serial
Wechatpay-Serial longer: SignatureException signature.malformed
Wechatpay-Serial empty: SignatureException signature.missing
Wechatpay-Serial blank: SignatureException signature.malformed
Wechatpay-Serial line: SignatureException signature.malformed
Wechatpay-Serial NUL: SignatureException signature.malformed
Wechatpay-Signature cut: SignatureException signature.malformed
Wechatpay-Signature longer: SignatureException signature.malformed
Wechatpay-Signature empty: SignatureException signature.missing
Wechatpay-Signature blank: SignatureException signature.malformed
Wechatpay-Signature line: SignatureException signature.malformed
Wechatpay-Signature NUL: SignatureException signature.malformed
