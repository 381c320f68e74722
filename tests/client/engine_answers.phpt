--TEST--
What a transport brings is proven like any answer, within the same bounds; a Response takes what HTTP knows and nothing else
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

// Answers a query and a refund alike.
$paid = ['mchid' => '1900000109', 'out_trade_no' => 'n-0001', 'trade_state' => 'SUCCESS', 'appid' => 'wx2421b1c4370ec43b',
    'out_refund_no' => 'r-0001', 'status' => 'SUCCESS'];
$query = function (Closure $answer) {
    $engine = new Engine(fn () => $answer());
    $pay = client(['http' => new Pay\Http(retries: 0, transport: $engine)]);
    return outcome(fn () => $pay->query('n-0001')) . ', ' . outcome(fn () => $pay->refund(['out_trade_no' => 'n-0001',
        'out_refund_no' => 'r-0001', 'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1)]]));
};
$again = fn (array $headers, ?string $body = null) => function () use ($paid, $headers, $body) {
    $good = v3_answer($paid);
    return new Pay\Response(200, array_filter(array_replace($good->headers, $headers), fn ($v) => $v !== null), $body ?? $good->body);
};
$of = v3_answer($paid)->headers;
foreach ([
    'as it was' => $again([]),
    'names in lower case' => fn () => new Pay\Response(200, array_change_key_case(v3_answer($paid)->headers), v3_answer($paid)->body),
    'lists, as PSR-7 has them' => fn () => new Pay\Response(200, array_map(fn ($v) => [$v], v3_answer($paid)->headers), v3_answer($paid)->body),
    'another body' => $again([], '{"trade_state":"SUCCESS","out_refund_no":"r-0001"}'),
    'no signature' => $again(['Wechatpay-Signature' => null]),
    'an empty list as signature' => $again(['Wechatpay-Signature' => []]),
    'two signatures in a list' => $again(['Wechatpay-Signature' => [$of['Wechatpay-Signature'], 'AAAA']]),
    'a second of another case' => $again(['WECHATPAY-SIGNATURE' => $of['Wechatpay-Signature']]),
    'a second serial' => $again(['wechatpay-serial' => PLATFORM2_SERIAL]),
    'made long ago' => $again(['Wechatpay-Timestamp' => '1500000000']),
    'redirected' => fn () => new Pay\Response(302, ['Location' => 'https://other.example/'], ''),
    '100 lines' => $again(array_fill_keys(array_map(fn ($i) => "X-$i", range(1, 100 - count($of))), 'x')),
    '101 lines' => $again(array_fill_keys(array_map(fn ($i) => "X-$i", range(1, 101 - count($of))), 'x')),
    '64 KiB of headers' => $again(['X-Long' => str_repeat('x', 65536)]),
    'a body of 4 MiB and one' => fn () => new Pay\Response(200, [], str_repeat(' ', (4 << 20) + 1)),
    'a reference' => function () use ($paid) {
        $headers = v3_answer($paid)->headers;
        $signature = &$headers['Wechatpay-Signature'];
        $serial = [&$headers['Wechatpay-Serial']];
        return new Pay\Response(200, ['Wechatpay-Serial' => $serial] + $headers, v3_answer($paid)->body);
    },
] as $what => $answer) {
    echo "$what: ", $query($answer), "\n";
}
echo "What Alipay did not sign:\n";
$refunded = answer('alipay.trade.refund', ['fund_change' => 'Y', 'out_trade_no' => 'e_1']);
foreach ([$refunded, str_replace('"Y"', '"N"', $refunded), str_replace('"sign"', '"sig"', $refunded), '', 'busy'] as $text) {
    $pay = alipay(['http' => new Pay\Http(retries: 0, transport: new Engine(fn () => new Pay\Response(200, [], $text)))]);
    echo outcome(fn () => $pay->refund(['out_trade_no' => 'e_1', 'out_request_no' => 'r_1', 'refund_amount' => '0.01'])), "\n";
}
echo "A Response:\n";
foreach ([
    [99, [], ''], [600, [], ''], ['200', ['A' => 'b'], ''], ['x', [], ''], [200, 'x', ''], [200, [], []],
    [200, ['x'], ''], [200, ['a b' => 'x'], ''], [200, ['' => 'x'], ''], [200, ["a\0" => 'x'], ''], [200, ["ä" => 'x'], ''], [200, ['a:' => 'x'], ''],
    [200, ['a' => "b\r\nc: d"], ''], [200, ['a' => "b\0"], ''], [200, ['a' => "b\x1b[31m"], ''], [200, ['a' => "b\tc"], ''], [200, ['a' => ['b', "c\n"]], ''],
    [200, ['a' => 1], ''], [200, ['a' => null], ''], [200, ['a' => [[]]], ''], [200, ['a' => [1]], ''], [200, ['a' => ['b', 'c'], 'd' => [], 'e' => ''], ''],
    [200, ['a' => new class { function __toString() { return 'x'; } }], ''],
] as $arguments) {
    try {
        echo json_encode((new Pay\Response(...$arguments))->headers), "\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
$response = new Pay\Response(200, [], '');
echo outcome(fn () => $response->__construct(200, [], 'x')), ', ', outcome(fn () => $response->body = 'x'), ', ', outcome(fn () => $response->more = 'x'), "\n";
?>
--EXPECT--
as it was: done, done
names in lower case: done, done
lists, as PSR-7 has them: done, done
another body: SignatureException signature.mismatch, UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch
no signature: SignatureException signature.missing, UnknownOutcomeException signature.missing <- SignatureException signature.missing
an empty list as signature: SignatureException signature.missing, UnknownOutcomeException signature.missing <- SignatureException signature.missing
two signatures in a list: SignatureException signature.malformed, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
a second of another case: SignatureException signature.malformed, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
a second serial: SignatureException signature.malformed, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
made long ago: SignatureException signature.stale, UnknownOutcomeException signature.stale <- SignatureException signature.stale
redirected: ApiException api.302, UnknownOutcomeException api.302 <- ApiException api.302
100 lines: done, done
101 lines: TransportException transport.too-large, UnknownOutcomeException transport.too-large
64 KiB of headers: TransportException transport.too-large, UnknownOutcomeException transport.too-large
a body of 4 MiB and one: TransportException transport.too-large, UnknownOutcomeException transport.too-large
a reference: done, done
What Alipay did not sign:
done
UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch
UnknownOutcomeException signature.missing <- SignatureException signature.missing
UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
A Response:
ValueError: Pay\Response::__construct(): Argument #1 ($status) must be an HTTP status, 100 to 599
ValueError: Pay\Response::__construct(): Argument #1 ($status) must be an HTTP status, 100 to 599
{"A":"b"}
TypeError: Pay\Response::__construct(): Argument #1 ($status) must be of type int, string given
TypeError: Pay\Response::__construct(): Argument #2 ($headers) must be of type array, string given
TypeError: Pay\Response::__construct(): Argument #3 ($body) must be of type string, array given
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
{"a":"b\tc"}
ValueError: Pay\Response::__construct(): Argument #2 ($headers) must be header names with a line of text, or a list, each
TypeError: Pay\Response::__construct(): Argument #2 ($headers) must hold strings, or lists of strings
TypeError: Pay\Response::__construct(): Argument #2 ($headers) must hold strings, or lists of strings
TypeError: Pay\Response::__construct(): Argument #2 ($headers) must hold strings, or lists of strings
TypeError: Pay\Response::__construct(): Argument #2 ($headers) must hold strings, or lists of strings
{"a":"b, c","e":""}
TypeError: Pay\Response::__construct(): Argument #2 ($headers) must hold strings, or lists of strings
Error, Error, Error
