--TEST--
Processes that ask about the same orders and refunds at once book each fact once
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
$orders = [];
foreach ([Method::WeChat, Method::Alipay, Method::WeChat, Method::Alipay] as $method) {
    $orders[] = $order = $keeper->order($method);
    $keeper->pay($order);
}
$script = "$keeper->dir/child.php";
file_put_contents($script, '<?php
    $services = require ' . var_export(realpath(__DIR__ . '/../../examples/shop/bootstrap.php'), true) . ';
    $orders = array_map($services->orders()->get(...), array_slice($argv, 1));
    while (!file_exists(__DIR__ . "/go")) {
        usleep(500);
    }
    $services->settlement()->askAll($orders);
    foreach ($orders as $order) {
        $number = Shop\Refunds::numberFor($order, "the same form");
        $services->refunding()->pursue($services->refunds()->begin($number, $order, Pay\Money::fen(5000), "part"));
    }');
$children = array_map(fn () => $keeper->start($script, ...array_column($orders, 'outTradeNo')), range(1, 4));
touch("$keeper->dir/go");
foreach ($children as [$process, $output]) {
    echo stream_get_contents($output);
    proc_close($process);
}
// Who lost the attempt to another may have looked before the gateway knew of it: nobody is told wrong, and the next look settles it.
foreach ($orders as $order) {
    $services->refunding()->pursueAll($services->refunds()->of($order));
}
foreach ($orders as $order) {
    echo $order->method->value, ': ', $keeper->books($order), "\n";
}
$count = fn (string $table) => $services->database()->query("SELECT COUNT(*) FROM $table")->fetchColumn();
echo "{$count('ledger')} entries, {$count('refunds')} refunds, {$count('pay_inbox')} facts\n";
echo 'alarms: ', implode(', ', $keeper->log('alarm')) ?: 'none', "\n";
?>
--EXPECT--
wechat: paid 12800, refunded 5000, set aside 0, fulfilled 1
alipay: paid 12800, refunded 5000, set aside 0, fulfilled 1
wechat: paid 12800, refunded 5000, set aside 0, fulfilled 1
alipay: paid 12800, refunded 5000, set aside 0, fulfilled 1
8 entries, 4 refunds, 8 facts
alarms: none
