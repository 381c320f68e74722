--TEST--
Wherever a connection breaks under a call of APIv3, its end is as written and it goes out as often as it may
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/sweep.inc';

$refund = ['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-0001', 'amount' => ['refund' => 1, 'total' => 1999]];
$number = 0;
foreach (['plain' => false, 'TLS' => true] as $wire => $tls) {
    $gateway = new Gateway(tls: $tls);
    $pay = $gateway->client();
    $pay->native(order('paid-order'));
    $gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
    $code = function () use ($gateway, &$number): array {
        return order(sprintf('code-%06d', ++$number), ['appid' => $gateway->config['appid'], 'mchid' => $gateway->config['mchid'],
            'payer' => ['auth_code' => '134567890123456789'], 'scene_info' => ['store_info' => ['id' => '1']]]);
    };
    $sweep = new Sweep($gateway);
    $with = fn (int $retries) => $pay->withHttp(new Pay\Http(timeout: 5.0, retries: $retries, baseUrl: $sweep->cutter->url,
        caFile: $tls ? "$gateway->dir/ca.pem" : null));
    $sweep->run("$wire query", 'reads', true, fn ($retries) => $with($retries)->query('paid-order'));
    $sweep->run("$wire order", 'orders', true, fn ($retries) => $with($retries)->native(order('order-0001')));
    $sweep->run("$wire refund", 'money', true, fn ($retries) => $with($retries)->refund($refund));
    // The code may be used up by the first attempt.
    $sweep->run("$wire pay by code", 'money', false, fn ($retries) => $with($retries)->request('POST', '/v3/pay/transactions/codepay', $code()));
    // However often it went out, it is in the books once.
    echo $pay->query('paid-order')->state->value, ' ', $pay->queryRefund('refund-0001')->get('amount.refund'), "\n";
}
?>
--EXPECT--
plain query: cut everywhere
plain order: cut everywhere
plain refund: cut everywhere
plain pay by code: cut everywhere
refunded 1
TLS query: cut everywhere
TLS order: cut everywhere
TLS refund: cut everywhere
TLS pay by code: cut everywhere
refunded 1
