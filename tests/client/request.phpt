--TEST--
request() reaches any endpoint with the same guarantees, and what is signed is what is sent
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = $gateway->client();

// Field encryption both ways, through the gateway's self-test endpoint.
$secret = '张三 110101199003070000';
$result = $pay->request('POST', '/v3/security/echo', ['echo_message' => 'hello', 'encrypted_echo_message' => $pay->encrypt($secret)]);
var_dump($result['echo_message'], $pay->decrypt($result['encrypted_echo_message']) === $secret, $result->verified, $result->state);
var_dump($pay->encrypt(''), $pay->decrypt(''));
echo outcome(fn () => $pay->encrypt(str_repeat('x', 215))), "\n";
echo outcome(fn () => $pay->decrypt('AAAA')), "\n";

// The gateway verifies the signature over the request target as it arrived: every one of these must be signed as sent.
$pay->native(order('order_with-odd|chars*1'));
$pay->native(order('plain-0001'));
$targets = [
    ['/v3/pay/transactions/out-trade-no/{out_trade_no}', ['out_trade_no' => 'order_with-odd|chars*1']],
    ['/v3/pay/transactions/out-trade-no/plain-0001', []],
    ['/v3/pay/transactions/out-trade-no/plain-0001?mchid=' . $gateway->config['mchid'], ['note' => 'a b&c=d/ü+%']],
    [$gateway->url . '/v3/pay/transactions/out-trade-no/plain-0001?mchid=' . $gateway->config['mchid'], []],
];
foreach ($targets as [$path, $params]) {
    echo outcome(fn () => print($pay->request('GET', $path, $params)['out_trade_no'] . ' ')), "\n";
}
foreach (array_slice($gateway->control('GET', '/requests')['requests'], -4) as $request) {
    echo $request['status'], ' ', strtr($request['target'], [$gateway->config['mchid'] => 'MCHID']), "\n";
}

// An endpoint that is not in the table may move money: silence after sending is doubt.
$gateway->fault('*', 'close-after-read', 9);
echo outcome(fn () => $pay->request('POST', '/v3/marketing/favor/stocks', ['a' => 1])), "\n";
$gateway->control('DELETE', '/faults');
var_dump($gateway->count('POST /v3/marketing/favor/stocks'));
try {
    $pay->request('POST', '/v3/nowhere');
} catch (Pay\ApiException $e) {
    echo preg_replace('/ \[.*/', '', $e->getMessage()), "\n";
}

// Headers of every request.
$headers = array_slice($gateway->control('GET', '/requests')['requests'], -1)[0]['headers'];
var_dump($headers['accept'], $headers['content-type'], $headers['wechatpay-serial'] === $gateway->config['publicKeyId'],
    preg_match('~^pay/\d+\.\d+\.\d+ PHP/\S+ libcurl/\S+$~', $headers['user-agent']), isset($headers['expect']), isset($headers['accept-encoding']));
?>
--EXPECT--
string(5) "hello"
bool(true)
bool(true)
enum(Pay\State::Unknown)
string(0) ""
string(0) ""
ValueError
SignatureException signature.decrypt
order_with-odd|chars*1 done
plain-0001 done
plain-0001 done
plain-0001 done
200 /v3/pay/transactions/out-trade-no/order_with-odd%7Cchars%2A1?mchid=MCHID
200 /v3/pay/transactions/out-trade-no/plain-0001?mchid=MCHID
200 /v3/pay/transactions/out-trade-no/plain-0001?mchid=MCHID&note=a%20b%26c%3Dd%2F%C3%BC%2B%25
200 /v3/pay/transactions/out-trade-no/plain-0001?mchid=MCHID
UnknownOutcomeException transport.closed
int(1)
POST /v3/nowhere -> 404 NOT_FOUND: there is no such endpoint here
string(16) "application/json"
string(16) "application/json"
bool(true)
int(1)
bool(false)
bool(false)
