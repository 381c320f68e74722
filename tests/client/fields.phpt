--TEST--
Fields that cannot be right are refused before anything is sent
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = $gateway->client();
$cycle = ['detail' => []];
$cycle['detail']['again'] = &$cycle['detail'];

$cases = [
    'no number' => ['description' => 'tea', 'amount' => 1],
    'no amount' => ['description' => 'tea', 'out_trade_no' => 'order-1'],
    'float amount' => order('order-1', ['amount' => ['total' => 19.9]]),
    'whole float' => order('order-1', ['amount' => ['total' => 100.0]]),
    'string amount' => order('order-1', ['amount' => ['total' => '100']]),
    'bool amount' => order('order-1', ['amount' => ['total' => true]]),
    'zero' => order('order-1', ['amount' => ['total' => 0]]),
    'negative' => order('order-1', ['amount' => ['total' => -1]]),
    'too much' => order('order-1', ['amount' => ['total' => PHP_INT_MAX]]),
    'amount as int' => order('order-1', ['amount' => 100]),
    'deep float' => order('order-1', ['detail' => ['goods_detail' => [['unit_price' => 0.1]]]]),
    'object' => order('order-1', ['attach' => new ArrayObject()]),
    'NUL' => order('order-1', ['attach' => "a\0b"]),
    'not UTF-8' => order('order-1', ['attach' => "\xff"]),
    'long number' => order(str_repeat('1', 33)),
    'odd number' => order('order/1'),
    'long text' => order('order-1', ['description' => str_repeat('茶', 128)]),
    'cycle' => order('order-1', $cycle),
    'notify query' => order('order-1', ['notify_url' => 'https://shop.example/notify?x=1']),
    'notify path' => order('order-1', ['notify_url' => '/notify']),
    'notify break' => order('order-1', ['notify_url' => "https://shop.example/n\r\n"]),
    'other merchant' => order('order-1', ['mchid' => '19&sub_mchid=1']),
];
foreach ($cases as $name => $fields) {
    try {
        $pay->native($fields);
        echo "$name: sent\n";
    } catch (ValueError $e) {
        echo "$name: {$e->getMessage()}\n";
    }
}
$rest = [
    'jsapi without openid' => fn () => $pay->jsapi(order('order-1')),
    'h5 without address' => fn () => $pay->h5(order('order-1')),
    'refund over total' => fn () => $pay->refund(['out_trade_no' => 'a', 'out_refund_no' => 'b', 'amount' => ['refund' => 2, 'total' => 1]]),
    'refund of nothing' => fn () => $pay->refund(['out_refund_no' => 'b', 'amount' => ['refund' => 1, 'total' => 1]]),
    'path up' => fn () => $pay->query('../../refund'),
    'path query' => fn () => $pay->query('abc?mchid=1#'),
    'empty' => fn () => $pay->query(''),
    'method' => fn () => $pay->request('TRACE', '/v3/certificates'),
    'relative' => fn () => $pay->request('GET', 'v3/certificates'),
    'dots' => fn () => $pay->request('GET', '/v3/../v2'),
    'hidden dots' => fn () => $pay->request('GET', '/v3/%2e%2e/v2'),
    'host' => fn () => $pay->request('GET', '//evil.example/v3'),
    'missing part' => fn () => $pay->request('GET', '/v3/payscore/{out_order_no}'),
    'array in a query' => fn () => $pay->request('GET', '/v3/certificates', ['a' => [1]]),
];
foreach ($rest as $name => $call) {
    try {
        $call();
        echo "$name: sent\n";
    } catch (ValueError $e) {
        echo "$name: {$e->getMessage()}\n";
    }
}
var_dump($gateway->count());
?>
--EXPECT--
no number: amount must be an array or Pay\Money
no amount: amount.total is missing
float amount: amount.total must not be a float; give an int of fen, a string, or Pay\Money
whole float: amount.total must not be a float; give an int of fen, a string, or Pay\Money
string amount: amount.total must be an int of fen or Pay\Money, string given
bool amount: amount.total must be an int of fen or Pay\Money, bool given
zero: amount.total must be between 1 and 99999999999 fen
negative: amount.total must be between 1 and 99999999999 fen
too much: amount.total must be between 1 and 99999999999 fen
amount as int: amount must be an array or Pay\Money
deep float: detail.goods_detail.0.unit_price must not be a float; give an int of fen, a string, or Pay\Money
object: attach must not be an object other than Pay\Money
NUL: attach must not hold a NUL byte
not UTF-8: The fields cannot be written as JSON: a string is not UTF-8
long number: out_trade_no must be 1 to 32 letters, digits or _-|*
odd number: out_trade_no must be 1 to 32 letters, digits or _-|*
long text: description must be 1 to 127 characters
cycle: detail.again.again.again.again is nested too deeply
notify query: notify_url must not have a query: WeChat Pay refuses it; put what you need into attach
notify path: notify_url must be an absolute URL
notify break: notify_url holds a blank or a control character
other merchant: mchid must be 1 to 32 digits
jsapi without openid: payer.openid or payer.sp_openid or payer.sub_openid is missing
h5 without address: scene_info.payer_client_ip is missing
refund over total: amount.refund must not be more than amount.total
refund of nothing: out_trade_no or transaction_id is missing
path up: out_trade_no must be 1 to 32 letters, digits or _-|*
path query: out_trade_no must be 1 to 32 letters, digits or _-|*
empty: out_trade_no must be 1 to 32 letters, digits or _-|*
method: Pay\WeChat::request(): Argument #1 ($method) must be GET, POST, PUT, PATCH or DELETE
relative: The path must be absolute, such as /v3/pay/transactions/native, and hold neither blanks nor dot segments
dots: The path must be absolute, such as /v3/pay/transactions/native, and hold neither blanks nor dot segments
hidden dots: The path must be absolute, such as /v3/pay/transactions/native, and hold neither blanks nor dot segments
host: The path must be absolute, such as /v3/pay/transactions/native, and hold neither blanks nor dot segments
missing part: out_order_no stands in the path and is missing
array in a query: a stands in the URL and must be a string, an int or a bool
int(0)
