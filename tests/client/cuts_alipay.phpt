--TEST--
Wherever a connection breaks under a call of Alipay, its end is as written and it goes out as often as it may
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';
require __DIR__ . '/../inc/sweep.inc';

$refund = ['out_trade_no' => 'paid_order', 'out_request_no' => 'refund_0001', 'refund_amount' => '0.01'];
$number = 0;
foreach (['plain' => false, 'TLS' => true] as $wire => $tls) {
    $gateway = new AlipayGateway(tls: $tls);
    $pay = $gateway->client();
    $pay->precreate(alipay_order('paid_order'));
    $gateway->control('POST', '/pay', ['out_trade_no' => 'paid_order', 'notify' => false]);
    $code = function () use (&$number): array {
        return alipay_order(sprintf('code_%06d', ++$number), ['auth_code' => sprintf('28%016d', $number)]);
    };
    $sweep = new Sweep($gateway);
    $base = str_replace($gateway->url, $sweep->cutter->url, $gateway->config['baseUrl']);
    $with = fn (int $retries) => $pay->withHttp(new Pay\Http(timeout: 5.0, retries: $retries, baseUrl: $base,
        caFile: $tls ? "$gateway->dir/ca.pem" : null));
    $sweep->run("$wire query", 'reads', true, fn ($retries) => $with($retries)->query('paid_order'));
    $sweep->run("$wire precreate", 'orders', true, fn ($retries) => $with($retries)->precreate(alipay_order('order_0001')));
    $sweep->run("$wire refund", 'money', true, fn ($retries) => $with($retries)->refund($refund));
    // The code may be used up by the first attempt.
    $sweep->run("$wire pay by code", 'money', false, fn ($retries) => $with($retries)->execute('alipay.trade.pay', $code()));
    // However often it went out, it is in the books once.
    echo $pay->query('paid_order')->state->value, ' ', $pay->queryRefund(['out_trade_no' => 'paid_order', 'out_request_no' => 'refund_0001'])->get('refund_amount'), "\n";
}
?>
--EXPECT--
plain query: cut everywhere
plain precreate: cut everywhere
plain refund: cut everywhere
plain pay by code: cut everywhere
succeeded 0.01
TLS query: cut everywhere
TLS precreate: cut everywhere
TLS refund: cut everywhere
TLS pay by code: cut everywhere
succeeded 0.01
