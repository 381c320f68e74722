--TEST--
onCall is told of every call once it is over, whatever becomes of it, and nothing that it does takes the place of the result
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

$log = function (Pay\Call $call) use (&$told) {
    $told = $call;
    printf("%s: %s %s -> %d%s, %d attempt%s, %s%s\n", $call->gateway, $call->method, $call->path, $call->status,
        $call->error ? ' ' . $call->error::class : '', $call->attempts, $call->attempts === 1 ? '' : 's',
        $call->seconds > 0 && $call->seconds < 60 ? 'took its time' : "took $call->seconds", $call->requestId === null ? '' : ', named');
};
$gateway = new Gateway();
$http = fn (?Closure $onCall = null, int $retries = 2, ?string $baseUrl = null) => new Pay\Http(timeout: 30.0, connectTimeout: 10.0,
    retries: $retries, baseUrl: $baseUrl ?? $gateway->url, onCall: $onCall ?? $log);
$pay = $gateway->client(['http' => $http()]);

echo "By libcurl:\n";
$pay->native(order('c-0001'));
echo $told->requestBody, "\n", $told->responseBody, "\n", preg_replace(['/\n\d{10}\n/', '/\n[0-9A-Fa-f]{32}\n/'], ["\nTIME\n", "\nNONCE\n"], $told->signedText);
$first = $told->reusedConnection;
$pay->query('c-0001');
var_dump($first, $told->reusedConnection);
echo outcome(fn () => $pay->query('c-none')), "\n";
echo $told->responseBody, "\n";
$gateway->fault('POST *', 'close-after-read', 3);
echo outcome(fn () => $pay->native(order('c-0002'))), "\n";
echo outcome(fn () => $gateway->client(['http' => $http(baseUrl: 'http://127.0.0.1:9')])->query('c-0001')), "\n";
$gateway->fault('*', 'not-json', 1);
echo outcome(fn () => $pay->query('c-0001')), "\n";
echo $told->responseBody, "\n";

echo "Nothing was sent, nothing is told:\n";
echo outcome(fn () => $pay->native(['out_trade_no' => 'c-0003'])), ', ', outcome(fn () => $pay->query('')), "\n";

echo "One that throws:\n";
set_error_handler(function (int $level, string $text) {
    echo $level === E_WARNING ? 'warning' : $level, ": $text\n";
    return true;
});
$loud = $gateway->client(['http' => $http(fn () => throw new LogicException("disk\nfull \u{9b}31m"))]);
echo $loud->query('c-0001')->state->value, "\n";
echo outcome(fn () => $loud->query('c-none')), "\n";
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text));
echo $loud->query('c-0001')->state->value, "\n";
echo outcome(fn () => $loud->query('c-none')), "\n";
restore_error_handler();
restore_error_handler();
$wrong = $gateway->client(['http' => $http(fn (int $x) => print 'not reached')]);
echo @$wrong->query('c-0001')->state->value, ' ', strtok(error_get_last()['message'], '{'), "\n";

echo "One that calls gateways, straight, in fibers and beside each other:\n";
$count = 0;
$asks = null;
$asks = $gateway->client(['http' => $http(function () use (&$asks, &$count) {
    if (++$count > 1) {
        return;
    }
    $asks->query('c-0001');
    $fiber = new Fiber(fn () => $asks->query('c-0001'));
    $fiber->start();
    echo json_encode(Pay\concurrent(['a' => fn () => $asks->query('c-0001')->state->value,
        'b' => fn () => Pay\concurrent([fn () => $asks->query('c-0001')->state->value])])), "\n";
})]);
foreach ([fn () => $asks->query('c-0001'), fn () => Pay\concurrent([fn () => $asks->query('c-0001')]), function () use ($asks) {
    $fiber = new Fiber(fn () => $asks->query('c-0001'));
    $fiber->start();
}] as $call) {
    $count = 0;
    $call();
    echo "told $count time\n";
}
echo "It goes on being told afterwards:\n";
$count = 1;
$asks->query('c-0001');
echo $count, "\n";

echo "Beside each other:\n";
$paths = [];
$many = $gateway->client(['http' => $http(function (Pay\Call $call) use (&$paths) {
    $paths[] = $call->path;
})]);
Pay\concurrent(array_map(fn ($n) => fn () => $many->query("c-$n"), range(1, 20)));
sort($paths, SORT_NATURAL);
echo count($paths), ' ', count(array_unique($paths)), ' ', $paths[19], "\n";

echo "Other ways:\n";
$v2 = new Pay\WeChat(...['http' => $http()] + $gateway->credentialsV2());
$v2->native(['out_trade_no' => 'c-0005', 'body' => 'tea', 'total_fee' => 1, 'product_id' => '1']);
$steady = fn (string $text) => preg_replace(['/(?<![0-9A-Za-z])[0-9A-Fa-f]{32}(?![0-9A-Za-z])/', '/(?<=prepay_id><!\[CDATA\[)\w+/'], ['NONCE', 'PREPAY'], $text);
echo $steady($told->requestBody), "\n", $steady($told->responseBody), "\n", $steady($told->signedText), "\n";
$v2->bill('2026-11-24');
echo outcome(fn () => $v2->withHttp($http())->session('nope')), "\n";
$pay->bill('2026-11-24');
echo preg_replace('/=\*+|\d{10}|[0-9A-Fa-f]{32}/', 'X', $told->signedText), "\n";
$alipay = new AlipayGateway();
$ali = $alipay->client(['http' => new Pay\Http(timeout: 30.0, baseUrl: $alipay->config['baseUrl'], onCall: $log)]);
$ali->precreate(alipay_order('c_0001'));
echo $told->requestBody, "\n", $told->responseBody, "\n", preg_replace('/timestamp=[^&]+/', 'timestamp=TIME', $told->signedText), "\n";
echo outcome(fn () => $ali->query('c_none')), "\n";
$ali->bill('2026-11-24');
?>
--EXPECT--
By libcurl:
wechat: POST /v3/pay/transactions/native -> 200, 1 attempt, took its time, named
{"out_trade_no":"c-0001","description":"***","amount":{"total":1999,"currency":"CNY"},"appid":"wx2421b1c4370ec43b","mchid":"1900000109","notify_url":"***"}
{"code_url":"***"}
POST
/v3/pay/transactions/native
TIME
NONCE
{"out_trade_no":"c-0001","description":"***","amount":{"total":1999,"currency":"CNY"},"appid":"wx2421b1c4370ec43b","mchid":"1900000109","notify_url":"***"}
wechat: GET /v3/pay/transactions/out-trade-no/c-0001 -> 200, 1 attempt, took its time, named
bool(false)
bool(true)
wechat: GET /v3/pay/transactions/out-trade-no/c-none -> 404 Pay\ApiException, 1 attempt, took its time, named
ApiException api.ORDER_NOT_EXIST
{     "code": "ORDER_NOT_EXIST",     "message": "there is no such order" } 
wechat: POST /v3/pay/transactions/native -> 0 Pay\UnknownOutcomeException, 3 attempts, took its time
UnknownOutcomeException transport.closed
wechat: GET /v3/pay/transactions/out-trade-no/c-0001 -> 0 Pay\TransportException, 3 attempts, took its time
TransportException transport.connect
wechat: GET /v3/pay/transactions/out-trade-no/c-0001 -> 200 Pay\SignatureException, 1 attempt, took its time, named
SignatureException signature.malformed
[32 bytes that are no JSON]
Nothing was sent, nothing is told:
ValueError, ValueError
One that throws:
warning: Pay\WeChat::query(): onCall threw LogicException: disk full   31m
pending
warning: Pay\WeChat::query(): onCall threw LogicException: disk full   31m
ApiException api.ORDER_NOT_EXIST
pending
ApiException api.ORDER_NOT_EXIST
pending Pay\WeChat::query(): onCall threw TypeError: 
One that calls gateways, straight, in fibers and beside each other:
{"a":"pending","b":["pending"]}
told 1 time
{"a":"pending","b":["pending"]}
told 1 time
{"a":"pending","b":["pending"]}
told 1 time
It goes on being told afterwards:
2
Beside each other:
20 20 /v3/pay/transactions/out-trade-no/c-20
Other ways:
wechat-v2: POST /pay/unifiedorder -> 200, 1 attempt, took its time
<xml><out_trade_no><![CDATA[c-0005]]></out_trade_no><body><![CDATA[***]]></body><total_fee><![CDATA[1]]></total_fee><product_id><![CDATA[***]]></product_id><trade_type><![CDATA[NATIVE]]></trade_type><appid><![CDATA[wx2421b1c4370ec43b]]></appid><mch_id><![CDATA[1900000109]]></mch_id><notify_url><![CDATA[***]]></notify_url><spbill_create_ip><![CDATA[***]]></spbill_create_ip><nonce_str><![CDATA[NONCE]]></nonce_str><sign_type><![CDATA[HMAC-SHA256]]></sign_type><sign><![CDATA[***]]></sign></xml>
<xml><sign><![CDATA[***]]></sign><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg><trade_type><![CDATA[NATIVE]]></trade_type><prepay_id><![CDATA[PREPAY]]></prepay_id><code_url><![CDATA[***]]></code_url><result_code><![CDATA[SUCCESS]]></result_code><appid><![CDATA[wx2421b1c4370ec43b]]></appid><mch_id><![CDATA[1900000109]]></mch_id><nonce_str><![CDATA[NONCE]]></nonce_str></xml>
appid=wx2421b1c4370ec43b&body=***&mch_id=1900000109&nonce_str=NONCE&notify_url=***&out_trade_no=c-0005&product_id=***&sign_type=HMAC-SHA256&spbill_create_ip=***&total_fee=1&trade_type=NATIVE&key=***
wechat-v2: POST /pay/downloadbill -> 200, 1 attempt, took its time
wechat-login: GET /sns/jscode2session -> 200 Pay\ApiException, 1 attempt, took its time
ApiException api.40029
wechat: GET /v3/bill/tradebill -> 200, 1 attempt, took its time, named
wechat: GET /v3/billdownload/file -> 200, 1 attempt, took its time, named
GET
/v3/billdownload/file?tokenX
X
X


alipay: POST alipay.trade.precreate -> 200, 1 attempt, took its time, named
biz_content={"out_trade_no":"c_0001","total_amount":"19.99","subject":"***"}
{"code":"10000","msg":"Success","out_trade_no":"c_0001","qr_code":"***"}
app_id=2021000000000109&biz_content={"out_trade_no":"c_0001","total_amount":"19.99","subject":"***"}&charset=utf-8&format=JSON&method=alipay.trade.precreate&notify_url=***&sign_type=RSA2&timestamp=TIME&version=1.0
alipay: POST alipay.trade.query -> 200 Pay\ApiException, 1 attempt, took its time, named
ApiException api.ACQ.TRADE_NOT_EXIST
alipay: POST alipay.data.dataservice.bill.downloadurl.query -> 200, 1 attempt, took its time, named
alipay-file: GET /downloadBillFile.resource -> 200, 1 attempt, took its time
