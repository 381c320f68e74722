--TEST--
Cron compares a day's statements with the books: what agrees is silent, and each difference is kept for the operator
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/../inc/shopkeeper.inc';

use Shop\Method;

$keeper = new Shopkeeper();
$services = $keeper->services;
$today = Shop\Orders::beijing(time(), 'Y-m-d');

/** Compares the day, and shows what was found by what the orders are. */
function compare(array $orders): void
{
    global $keeper, $services, $today;
    echo json_encode($keeper->cron($today)['statements']), "\n";
    $names = array_column(array_map(null, array_column($orders, 'outTradeNo'), array_keys($orders)), 1, 0);
    $found = [];
    foreach ($services->reconciliation()->days(10) as $day) {
        foreach ($day['differences'] as $row) {
            $found[] = "  $day[gateway] $row[kind] of " . ($names[$row['out_trade_no']] ?? $row['out_trade_no']) . ($row['out_refund_no'] === null ? '' : ", refund")
                . ': statement ' . ($row['bill'] ?? '-') . ', books ' . ($row['books'] ?? '-') . ($row['is_known'] ? '' : ', unknown here');
        }
    }
    sort($found);
    echo implode("\n", $found), $found === [] ? '' : "\n";
}

echo "--- no statement yet: nothing happened on that day, as far as the gateways say\n";
compare([]);
$keeper->wechat->control('POST', '/bill', ['today' => true]);
$keeper->alipay->control('POST', '/bill', ['today' => true]);

echo "--- payments, parts and wholes that went back, orders that nobody paid\n";
foreach (Method::cases() as $method) {
    $keeper->order($method);
    $keeper->paidOrder($method, 'puer');
    $keeper->refund($keeper->paidOrder($method), 300);
    $order = $keeper->paidOrder($method);
    $keeper->refund($order, 5000, 'one');
    $keeper->refund($order, 7800, 'two');
}
compare([]);

echo "--- a day of which the books know what others forgot, and the other way round\n";
$db = $services->database();
foreach (Method::cases() as $method) {
    $name = $method->value;
    // paid, and the shop never heard of it: cron asks before it compares
    $orders["$name open"] = $keeper->order($method);
    $keeper->pay($orders["$name open"]);
    // no such row at all
    $orders["$name lost"] = $keeper->paidOrder($method);
    $db->prepare('DELETE FROM orders WHERE out_trade_no = ?')->execute([$orders["$name lost"]->outTradeNo]);
    // one fen more
    $orders["$name dear"] = $keeper->paidOrder($method);
    $db->prepare('UPDATE orders SET amount = amount + 1 WHERE out_trade_no = ?')->execute([$orders["$name dear"]->outTradeNo]);
    // never paid
    $orders["$name dream"] = $keeper->order($method);
    $db->prepare("UPDATE orders SET state = 'paid', paid_at = ? WHERE out_trade_no = ?")->execute([time(), $orders["$name dream"]->outTradeNo]);
    // paid back in the merchant console
    $orders["$name console"] = $order = $keeper->paidOrder($method);
    $method === Method::WeChat
        ? $keeper->wechat->client()->refund(['out_trade_no' => $order->outTradeNo, 'out_refund_no' => 'console', 'amount' => ['refund' => 100, 'total' => 12800, 'currency' => 'CNY']])
        : $keeper->alipay->client()->refund(['out_trade_no' => $order->outTradeNo, 'out_request_no' => 'console', 'refund_amount' => '1.00']);
}
compare($orders);

echo "--- cleared up, and compared once more\n";
foreach ($orders as $name => $order) {
    str_ends_with($name, 'dear') && $db->prepare('UPDATE orders SET amount = amount - 1 WHERE out_trade_no = ?')->execute([$order->outTradeNo]);
    str_ends_with($name, 'dream') && $db->prepare("UPDATE orders SET state = 'closed', paid_at = NULL WHERE out_trade_no = ?")->execute([$order->outTradeNo]);
}
compare($orders);

echo "--- a statement that is not ready, or is not what its hash says: the day stays undone\n";
$db->exec('DELETE FROM reconciliations');
$keeper->wechat->control('POST', '/bill', ['today' => true, 'fault' => 'creating']);
compare($orders);
$keeper->wechat->control('POST', '/bill', ['today' => true, 'fault' => 'bad-hash']);
compare($orders);
echo implode(', ', array_unique($keeper->log('alarm'))), "\n";
?>
--EXPECT--
--- no statement yet: nothing happened on that day, as far as the gateways say
{"wechat":0,"alipay":0}
--- payments, parts and wholes that went back, orders that nobody paid
{"wechat":0,"alipay":0}
--- a day of which the books know what others forgot, and the other way round
{"wechat":4,"alipay":4}
  alipay amount of alipay dear: statement 128.00 succeeded, books 128.01 succeeded
  alipay missing-here of alipay console, refund: statement 1.00 succeeded, books -
  alipay missing-here of alipay lost: statement 128.00 succeeded, books -, unknown here
  alipay missing-there of alipay dream: statement -, books 128.00 succeeded
  wechat amount of wechat dear: statement 128.00 succeeded, books 128.01 succeeded
  wechat missing-here of wechat console, refund: statement 1.00 succeeded, books -
  wechat missing-here of wechat lost: statement 128.00 succeeded, books -, unknown here
  wechat missing-there of wechat dream: statement -, books 128.00 succeeded
--- cleared up, and compared once more
{"wechat":2,"alipay":2}
  alipay missing-here of alipay console, refund: statement 1.00 succeeded, books -
  alipay missing-here of alipay lost: statement 128.00 succeeded, books -, unknown here
  wechat missing-here of wechat console, refund: statement 1.00 succeeded, books -
  wechat missing-here of wechat lost: statement 128.00 succeeded, books -, unknown here
--- a statement that is not ready, or is not what its hash says: the day stays undone
{"wechat":null,"alipay":2}
  alipay missing-here of alipay console, refund: statement 1.00 succeeded, books -
  alipay missing-here of alipay lost: statement 128.00 succeeded, books -, unknown here
{"wechat":null,"alipay":2}
  alipay missing-here of alipay console, refund: statement 1.00 succeeded, books -
  alipay missing-here of alipay lost: statement 128.00 succeeded, books -, unknown here
statement differs
