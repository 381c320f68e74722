--TEST--
Handlers of two tasks on one connection never share a transaction: a gateway's call inside of Inbox::once() waits alone
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';
require __DIR__ . '/../inc/inbox.inc';

$gateway = new Gateway();
$pay = $gateway->client();
$pay->native(order('order-1'));
$db = shop(connect(['sqlite::memory:']));
$inbox = new Pay\Inbox($db);
$trace = [];
$handle = fn (string $number, ?Throwable $thrown = null) => function () use ($inbox, $pay, $number, $thrown) {
    return $inbox->once(paid($number), function ($event, PDO $db) use ($pay, $number, $thrown) {
        $GLOBALS['trace'][] = "+$number";
        $pay->query('order-1');
        ship($event, $db);
        Pay\concurrent([fn () => $pay->query('order-1'), fn () => $db->exec("INSERT INTO shipped VALUES ('inner-$number')")]);
        $GLOBALS['trace'][] = "-$number";
        return $thrown === null ?: throw $thrown;
    });
};
show(Pay\concurrent([
    'A' => $handle('A'),
    'B' => $handle('B', new DomainException('no stock')),
    'C' => $handle('C'),
    'A again' => $handle('A'),
    'query' => fn () => $pay->query('order-1')['out_trade_no'],
]));
echo implode(' ', $trace), "\n", shipped($db), "\n", count(facts($db)), " facts\n";
var_dump($db->inTransaction());

echo "-- after a handler, tasks wait together again\n";
$gate = new Gate($gateway->url);
$beside = $pay->withHttp($gate->http());
$gate->hold(3);
$task = function () use ($inbox, $beside) {
    static $i = 0;
    $inbox->once(paid('D' . ++$i), fn () => null);
    return $beside->query('order-1')['out_trade_no'];
};
show(Pay\concurrent([$task, $task, $task]));
?>
--EXPECT--
A: true
B: DomainException no stock
C: true
A again: false
query: "order-1"
+A -A +B -B +C -C
A C inner-A inner-C
2 facts
bool(false)
-- after a handler, tasks wait together again
#0: "order-1"
#1: "order-1"
#2: "order-1"
