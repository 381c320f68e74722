--TEST--
Every answer that docs/transport.md lists ends as it says there, and goes over the wire as often
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$document = file_get_contents(__DIR__ . '/../../docs/transport.md');
preg_match('/^## An answer\n.*?((?:^\|[^\n]*\n)+)/ms', $document, $match);
$rows = array_map(fn ($line) => array_map(fn ($cell) => trim($cell, ' `'), explode('|', trim($line, '| '))),
    array_slice(explode("\n", trim($match[1])), 2));
$gateway = new Gateway();
$pay = $gateway->client(['http' => $gateway->http(timeout: 5.0)]);
$pay->native(order('paid-order'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
$number = 0;
$calls = [
    'reads' => function () use ($pay) { $pay->query('paid-order'); },
    'orders' => function () use ($pay, &$number) { $pay->native(order('order-' . ++$number)); },
    'money' => function () use ($pay, &$number) {
        $pay->refund(['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-' . ++$number, 'amount' => ['refund' => 1, 'total' => 1999]]);
    },
];
$checked = 0;
foreach ($rows as [$what, $fault, $reads, $orders, $money, $again]) {
    foreach (compact('reads', 'orders', 'money') as $kind => $written) {
        $gateway->control('DELETE', '/faults');
        if ($fault !== 'none') {
            $gateway->fault('*', $fault, 9);
        }
        $before = $gateway->count();
        $got = preg_replace('/Exception.*$/', '', outcome($calls[$kind]));
        $times = $gateway->count() - $before;
        $checked++;
        if ($got !== $written || $times !== ['never' => 1, 'once' => 2][$again]) {
            echo "$what ($fault), $kind: $got, $times on the wire; written is $written, again $again\n";
        }
    }
}
var_dump($checked === 3 * count($rows), count($rows) >= 13);
?>
--EXPECT--
bool(true)
bool(true)
