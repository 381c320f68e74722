--TEST--
A fork in a task leaves the parent its answers, and the child gets none of them
--EXTENSIONS--
pay
--SKIPIF--
<?php if (!function_exists('pcntl_fork')) die('skip pcntl is not loaded'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway(tls: true);
$pay = $gateway->client();
for ($i = 1; $i <= 3; $i++) {
    $pay->native(order("order-$i"));
    $gateway->control('POST', '/pay', ['out_trade_no' => "order-$i", 'notify' => false]);
}
$refund = fn (string $number, int $retries) => $pay->withHttp($gateway->http(retries: $retries))->refund(['out_trade_no' => 'order-1', 'out_refund_no' => $number,
    'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1999)]])['out_refund_no'];
$parent = getmypid();
$file = "$gateway->dir/child";
$results = Pay\concurrent([
    'repeated' => fn () => $refund('refund-1', 1),
    'not repeated' => fn () => $refund('refund-2', 0),
    'query' => fn () => $pay->query('order-1')['out_trade_no'],
    'forks' => function () use ($pay, &$child) {
        $child = pcntl_fork();
        return $pay->query('order-2')['out_trade_no'];
    },
    'not begun before' => fn () => $pay->query('order-3')['out_trade_no'],
], 4);
if (getmypid() !== $parent) {
    // SIGKILL: the child must not run the destructor that ends the gateway.
    ob_start();
    show($results);
    show(Pay\concurrent(['again' => fn () => $pay->query('order-1')['out_trade_no']]));
    file_put_contents($file, ob_get_clean());
    pcntl_exec('/bin/sh', ['-c', 'kill -9 $$']);
}
pcntl_waitpid($child, $status);
echo "-- parent\n";
show($results);
echo "-- child\n", file_get_contents($file);
var_dump($gateway->count('POST /v3/refund/domestic/refunds'));
?>
--EXPECT--
-- parent
repeated: "refund-1"
not repeated: "refund-2"
query: "order-1"
forks: "order-2"
not begun before: "order-3"
-- child
repeated: "refund-1"
not repeated: UnknownOutcomeException transport.forked
query: "order-1"
forks: "order-2"
not begun before: "order-3"
again: "order-1"
int(3)
