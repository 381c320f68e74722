--TEST--
Headers are taken in the forms of the common frameworks, and never where two values could be meant
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

$pay = client();
[$body, $headers] = message();
$lower = array_change_key_case($headers);
$upper = array_change_key_case($headers, CASE_UPPER);
$more = ['host' => ['localhost'], 'content-type' => ['application/json'], 'x-forwarded-for' => ['127.0.0.1', '::1'], 'content-length' => [(string) strlen($body)]];
$server = [];
foreach ($headers as $name => $value) {
    $server['HTTP_' . strtr(strtoupper($name), '-', '_')] = $value;
}
$forms = [
    'as sent' => $headers,
    'Swoole, Workerman: lower case' => $lower,
    'upper case' => $upper,
    'odd case' => array_combine(array_map(fn ($name) => lcfirst(strtoupper($name)), array_keys($headers)), $headers),
    'Laravel, Symfony: lists' => array_map(fn ($value) => [$value], $lower) + $more,
    'PSR-7: lists, any case' => array_map(fn ($value) => [$value], $headers) + $more,
    'other headers of any shape' => $headers + $more + ['x-int' => 1, 'x-null' => null, 'x-empty' => [], 0 => 'x', 'x-deep' => [[['x']]]],
    '$_SERVER' => $server,
    '$_SERVER and more' => $server + ['REQUEST_TIME_FLOAT' => 1.5, 'argv' => [], 'REMOTE_ADDR' => '127.0.0.1'],
    'references' => (function () use ($headers) {
        foreach ($headers as $name => $value) {
            $copy[$name] = &$headers[$name];
        }
        return $copy;
    })(),
];
foreach ($forms as $name => $form) {
    echo "$name: ", verdict(fn () => $pay->notification($body, $form)), "\n";
}

echo "\n";
[, $other] = message([], ['signer' => pem('attacker.key')]);
$forms = [
    'nothing' => [],
    'twice in two cases' => $headers + ['wechatpay-signature' => $other['Wechatpay-Signature']],
    'twice in two cases, bad first' => ['wechatpay-signature' => $other['Wechatpay-Signature']] + $headers,
    'twice in two cases, equal' => $headers + $lower,
    'a list of two' => ['Wechatpay-Signature' => [$headers['Wechatpay-Signature'], $other['Wechatpay-Signature']]] + $headers,
    'a list of two, equal' => ['Wechatpay-Nonce' => [$headers['Wechatpay-Nonce'], $headers['Wechatpay-Nonce']]] + $headers,
    'a list of none' => ['Wechatpay-Signature' => []] + $headers,
    'a list in a list' => ['Wechatpay-Signature' => [[$headers['Wechatpay-Signature']]]] + $headers,
    'joined by a comma' => ['Wechatpay-Nonce' => "{$headers['Wechatpay-Nonce']}, {$headers['Wechatpay-Nonce']}"] + $headers,
    'null' => ['Wechatpay-Serial' => null] + $headers,
    'true' => ['Wechatpay-Signature' => true] + $headers,
    'twice, with a dash and an underline' => $headers + ['Wechatpay_Signature' => $other['Wechatpay-Signature']],
    'twice, as sent and as in $_SERVER' => $headers + ['HTTP_WECHATPAY_SIGNATURE' => $other['Wechatpay-Signature']],
    'another name' => ['X-Wechatpay-Signature' => $headers['Wechatpay-Signature']] + array_diff_key($headers, ['Wechatpay-Signature' => 1]),
    'list of lines' => array_map(fn ($name, $value) => "$name: $value", array_keys($headers), $headers),
];
foreach ($forms as $name => $form) {
    echo "$name: ", verdict(fn () => $pay->notification($body, $form)), "\n";
}
// An object is never asked for its text: user code does not run in the middle of a proof.
$spy = new class ($headers['Wechatpay-Signature']) {
    public function __construct(private string $text) {}
    public function __toString(): string { echo "asked\n"; return $this->text; }
};
echo 'object: ', verdict(fn () => $pay->notification($body, ['Wechatpay-Signature' => $spy] + $headers)), "\n";
?>
--EXPECT--
as sent: accepted
Swoole, Workerman: lower case: accepted
upper case: accepted
odd case: accepted
Laravel, Symfony: lists: accepted
PSR-7: lists, any case: accepted
other headers of any shape: accepted
$_SERVER: accepted
$_SERVER and more: accepted
references: accepted

nothing: SignatureException signature.missing
twice in two cases: SignatureException signature.malformed
twice in two cases, bad first: SignatureException signature.malformed
twice in two cases, equal: SignatureException signature.malformed
a list of two: SignatureException signature.malformed
a list of two, equal: SignatureException signature.malformed
a list of none: SignatureException signature.missing
a list in a list: SignatureException signature.missing
joined by a comma: SignatureException signature.malformed
null: SignatureException signature.missing
true: SignatureException signature.missing
twice, with a dash and an underline: SignatureException signature.malformed
twice, as sent and as in $_SERVER: SignatureException signature.malformed
another name: SignatureException signature.missing
list of lines: SignatureException signature.missing
object: SignatureException signature.missing
