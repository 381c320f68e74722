--TEST--
Wherever a connection of HTTP/2 breaks, the call's end is as written and it goes out as often as it may
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/nginx.inc';
if (Nginx::missing()) die('skip ' . Nginx::missing());
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/nginx.inc';
require __DIR__ . '/../inc/sweep.inc';

$gateway = new Gateway();
$nginx = Nginx::beforeGateway($gateway);
$pay = $gateway->client();
$pay->native(order('paid-order'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
$number = 0;
$code = function () use ($gateway, &$number): array {
    return order(sprintf('code-%06d', ++$number), ['appid' => $gateway->config['appid'], 'mchid' => $gateway->config['mchid'],
        'payer' => ['auth_code' => '134567890123456789'], 'scene_info' => ['store_info' => ['id' => '1']]]);
};
$sweep = new Sweep($gateway, $nginx->url);
$with = fn (int $retries) => $pay->withHttp(new Pay\Http(timeout: 5.0, retries: $retries, baseUrl: $sweep->cutter->url, caFile: "$gateway->dir/ca.pem"));
$refund = ['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-0001', 'amount' => ['refund' => 1, 'total' => 1999]];
$sweep->invariants('query', 'reads', true, fn ($retries) => $with($retries)->query('paid-order'));
$sweep->invariants('order', 'orders', true, fn ($retries) => $with($retries)->native(order('order-0001')));
$sweep->invariants('refund', 'money', true, fn ($retries) => $with($retries)->refund($refund));
$sweep->invariants('pay by code', 'money', false, fn ($retries) => $with($retries)->request('POST', '/v3/pay/transactions/codepay', $code()));
echo $pay->query('paid-order')->state->value, ' ', $pay->queryRefund('refund-0001')->get('amount.refund'), "\n";
?>
--EXPECT--
query: TransportException, done
order: TransportException, UnknownOutcomeException, done
refund: TransportException, UnknownOutcomeException, done
pay by code: TransportException, UnknownOutcomeException, done
refunded 1
