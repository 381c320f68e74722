--TEST--
Wherever a connection breaks under a call of APIv2, its end is as written and it goes out as often as it may
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/sweep.inc';

$refund = ['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-0001', 'total_fee' => 1999, 'refund_fee' => 1];
$number = 0;
foreach (['plain' => false, 'TLS' => true] as $wire => $tls) {
    $gateway = new Gateway(tls: $tls);
    $pay = new Pay\WeChat(...$gateway->credentialsV2());
    $pay->native(['out_trade_no' => 'paid-order', 'body' => 'x', 'total_fee' => 1999, 'product_id' => '1']);
    $gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
    $code = function () use (&$number): array {
        return ['out_trade_no' => sprintf('code-%06d', ++$number), 'body' => 'x', 'total_fee' => 1999, 'auth_code' => '134567890123456789',
            'spbill_create_ip' => '127.0.0.1'];
    };
    $sweep = new Sweep($gateway);
    $with = fn (int $retries) => $pay->withHttp(new Pay\Http(timeout: 5.0, retries: $retries, baseUrl: $sweep->cutter->url,
        caFile: $tls ? "$gateway->dir/ca.pem" : null));
    $sweep->run("$wire refund", 'money', true, fn ($retries) => $with($retries)->refund($refund));
    // The code may be used up by the first attempt.
    $sweep->run("$wire pay by code", 'money', false, fn ($retries) => $with($retries)->v2('/pay/micropay', $code()));
    // However often it went out, it is in the books once.
    echo $pay->query('paid-order')->state->value, ' ', $pay->queryRefund('refund-0001')->get('refund_fee_0'), "\n";
}
?>
--EXPECT--
plain refund: cut everywhere
plain pay by code: cut everywhere
refunded 1
TLS refund: cut everywhere
TLS pay by code: cut everywhere
refunded 1
