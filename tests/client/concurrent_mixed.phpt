--TEST--
Calls to several gateways, with and without client certificates, go on side by side, and each answer comes to the call that it belongs to
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';
require __DIR__ . '/../inc/alipay_gateway.inc';

const EACH = 6;
$wechat = new Gateway(tls: true);
$alipay = new AlipayGateway(tls: true);
$v3 = $wechat->client();
$v2 = new Pay\WeChat(...$wechat->credentialsV2());
$ali = $alipay->client();
['opened' => $opened, 'open' => $open] = Pay\status()['connections'];
$wrong = [];
$check = function (string $number, Pay\Result $result, string $field = 'out_trade_no') use (&$wrong): string {
    if ($result[$field] !== $number) {
        $wrong[] = "$number got $result[$field]";
    }
    return $number;
};
$tasks = [];
for ($i = 1; $i <= EACH; $i++) {
    $tasks["v3-$i"] = function () use ($v3, $i, $check) {
        $v3->native(order("version-3-$i"));
        return $check("version-3-$i", $v3->query("version-3-$i"));
    };
    $tasks["v2-$i"] = function () use ($v2, $i, $check, $wechat) {
        $v2->native(['out_trade_no' => "version-2-$i", 'body' => 'tea', 'total_fee' => 1999, 'product_id' => '1']);
        $wechat->control('POST', '/pay', ['out_trade_no' => "version-2-$i"]);
        // under the client certificate
        $check("refund-2-$i", $v2->refund(['out_trade_no' => "version-2-$i", 'out_refund_no' => "refund-2-$i", 'total_fee' => 1999, 'refund_fee' => 1]), 'out_refund_no');
        return $check("version-2-$i", $v2->query("version-2-$i"));
    };
    $tasks["alipay-$i"] = function () use ($ali, $i, $check, $alipay) {
        $ali->precreate(alipay_order("alipay_order_$i"));
        $alipay->control('POST', '/pay', ['out_trade_no' => "alipay_order_$i"]);
        return $check("alipay_order_$i", $ali->query("alipay_order_$i"));
    };
}
ksort($tasks);
$results = Pay\concurrent($tasks, count($tasks));
show($results);
var_dump(array_keys($results) === array_keys($tasks), $wrong);
// One for each pool at least, and not more than its bound.
$opened = Pay\status()['connections']['opened'] - $opened;
var_dump($opened >= 3, $opened <= 24, Pay\status()['connections']['open'] - $open <= 24);
?>
--EXPECT--
alipay-1: "alipay_order_1"
alipay-2: "alipay_order_2"
alipay-3: "alipay_order_3"
alipay-4: "alipay_order_4"
alipay-5: "alipay_order_5"
alipay-6: "alipay_order_6"
v2-1: "version-2-1"
v2-2: "version-2-2"
v2-3: "version-2-3"
v2-4: "version-2-4"
v2-5: "version-2-5"
v2-6: "version-2-6"
v3-1: "version-3-1"
v3-2: "version-3-2"
v3-3: "version-3-3"
v3-4: "version-3-4"
v3-5: "version-3-5"
v3-6: "version-3-6"
bool(true)
array(0) {
}
bool(true)
bool(true)
bool(true)
