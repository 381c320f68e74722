--TEST--
A slow answer is waited for within the timeout, a bill for as long as it goes on
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/cutter.inc';

$gateway = new Gateway();
$cutter = new Cutter($gateway->url);
$gateway->client()->native(order('paid-order'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
$with = fn (float $timeout) => $gateway->client(['http' => new Pay\Http(timeout: $timeout, connectTimeout: 0.2, retries: 5, baseUrl: $cutter->url)]);
$calls = [
    'query' => fn (Pay\WeChat $pay) => $pay->query('paid-order'),
    'order' => fn (Pay\WeChat $pay) => $pay->native(order('order-0001')),
    'refund' => fn (Pay\WeChat $pay) => $pay->refund(['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-1', 'amount' => ['refund' => 1, 'total' => 1999]]),
];
$plans = [
    'byte by byte' => [10.0, ['trickle' => 1, 'pause' => 0.0005]],
    'late' => [10.0, ['delay' => 0.4]],
    'byte by byte, too slowly' => [0.4, ['trickle' => 1, 'pause' => 0.05]],
    'too late' => [0.4, ['delay' => 60.0]],
];
foreach ($plans as $name => [$timeout, $plan]) {
    foreach ($calls as $what => $call) {
        $before = $gateway->count();
        $cutter->plan($plan);
        echo "$name, $what: ", outcome(fn () => $call($with($timeout))), ', ', $gateway->count() - $before, " on the wire\n";
    }
}

// For a bill the timeout is what it may stand still, in whole seconds.
$v2 = new Pay\WeChat(...['http' => new Pay\Http(timeout: 0.3, retries: 0, baseUrl: $cutter->url)] + $gateway->credentialsV2());
foreach (['going on' => 0.02, 'standing still' => 30.0] as $name => $pause) {
    $cutter->plan(['trickle' => 16, 'pause' => $pause]);
    $start = hrtime(true);
    $got = outcome(fn () => $v2->bill('2026-11-24'));
    echo "bill, $name: $got", hrtime(true) - $start > 0.6e9 ? ', after more than the timeout' : '', "\n";
}
?>
--EXPECT--
byte by byte, query: done, 1 on the wire
byte by byte, order: done, 1 on the wire
byte by byte, refund: done, 1 on the wire
late, query: done, 1 on the wire
late, order: done, 1 on the wire
late, refund: done, 1 on the wire
byte by byte, too slowly, query: TransportException transport.timeout, 1 on the wire
byte by byte, too slowly, order: UnknownOutcomeException transport.timeout, 1 on the wire
byte by byte, too slowly, refund: UnknownOutcomeException transport.timeout, 1 on the wire
too late, query: TransportException transport.timeout, 1 on the wire
too late, order: UnknownOutcomeException transport.timeout, 1 on the wire
too late, refund: UnknownOutcomeException transport.timeout, 1 on the wire
bill, going on: done, after more than the timeout
bill, standing still: TransportException transport.timeout, after more than the timeout
