--TEST--
Cron settles what was paid, closes what expired and follows refunds, with the gateway's word before its own
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
$seen = [];
foreach (Method::cases() as $method) {
    $name = $method->value;
    $seen["$name waits"] = $keeper->order($method);
    $seen["$name was paid, and nobody told"] = $order = $keeper->order($method);
    $keeper->pay($order);
    $seen["$name expired"] = $order = $keeper->order($method);
    $keeper->expire($order);
    $seen["$name expired, but it was paid"] = $order = $keeper->order($method);
    $keeper->pay($order);
    $keeper->expire($order);
    $seen["$name refund without an answer"] = $order = $keeper->paidOrder($method);
    $keeper->gateway($order)->fault($name === 'wechat' ? 'POST /v3/refund/domestic/refunds' : 'alipay.trade.refund', 'close-before-read', 3);
    $keeper->refund($order, 300);
}

function show(array $did): void
{
    global $keeper, $seen;
    ksort($did['orders']);
    echo json_encode(['orders' => $did['orders'], 'refunds' => $did['refunds']]), "\n";
    foreach ($seen as $what => $order) {
        echo "  $what: ", $keeper->books($order), "\n";
    }
}

show($keeper->cron());
echo "--- again\n";
show($keeper->cron());

// Those that wait are asked about as well, and each call makes three attempts.
echo "--- the answer to the query is lost, and it was paid: closing is refused, and the gateway is asked once more\n";
$seen = ['wechat' => $keeper->order(Method::WeChat), 'alipay' => $keeper->order(Method::Alipay)];
foreach ($seen as $order) {
    $keeper->pay($order);
    $keeper->expire($order);
}
$keeper->wechat->fault('GET /v3/pay/transactions/out-trade-no/*', 'close-before-read', 6);
$keeper->alipay->fault('alipay.trade.query', 'close-before-read', 6);
show($keeper->cron());

echo "--- a gateway that is down: nothing is certain, nothing is closed\n";
$seen = ['wechat' => $keeper->order(Method::WeChat), 'alipay' => $keeper->order(Method::Alipay)];
array_map($keeper->expire(...), $seen);
$keeper->wechat->fault('*', 'http-500', 99);
$keeper->alipay->fault('*', 'http-500', 99);
show($keeper->cron());
$keeper->wechat->control('DELETE', '/faults');
$keeper->alipay->control('DELETE', '/faults');
show($keeper->cron());

echo "--- paid after it was closed\n";
$late = $keeper->order(Method::WeChat);
$services->orders()->close($late);
$keeper->pay($late);
$client = $services->gateways()->of(Method::WeChat)->client();
$services->inbox()->once($client->query($late->outTradeNo), fn ($fact) => $services->orders()->bookPayment($late, $fact['transaction_id'], time(), 'test'));
echo $keeper->books($late), "\n";
echo $keeper->refund($services->orders()->get($late->outTradeNo), 12800)->state->value, ' ', $keeper->books($late), "\n";

echo "--- one at a time\n";
$lock = fopen("$keeper->dir/cron.lock", 'c');
flock($lock, LOCK_EX);
echo $keeper->run(realpath(__DIR__ . '/../../examples/shop/bin/cron.php'));
echo $keeper->run(realpath(__DIR__ . '/../../examples/shop/bin/cron.php'), '2026-02-30');
?>
--EXPECT--
{"orders":{"closed":2,"paid":4,"pending":2},"refunds":{"done":2}}
  wechat waits: pending 12800, refunded 0, set aside 0, fulfilled 0
  wechat was paid, and nobody told: paid 12800, refunded 0, set aside 0, fulfilled 1
  wechat expired: closed 12800, refunded 0, set aside 0, fulfilled 0
  wechat expired, but it was paid: paid 12800, refunded 0, set aside 0, fulfilled 1
  wechat refund without an answer: paid 12800, refunded 300, set aside 0, fulfilled 1
  alipay waits: pending 12800, refunded 0, set aside 0, fulfilled 0
  alipay was paid, and nobody told: paid 12800, refunded 0, set aside 0, fulfilled 1
  alipay expired: closed 12800, refunded 0, set aside 0, fulfilled 0
  alipay expired, but it was paid: paid 12800, refunded 0, set aside 0, fulfilled 1
  alipay refund without an answer: paid 12800, refunded 300, set aside 0, fulfilled 1
--- again
{"orders":{"pending":2},"refunds":[]}
  wechat waits: pending 12800, refunded 0, set aside 0, fulfilled 0
  wechat was paid, and nobody told: paid 12800, refunded 0, set aside 0, fulfilled 1
  wechat expired: closed 12800, refunded 0, set aside 0, fulfilled 0
  wechat expired, but it was paid: paid 12800, refunded 0, set aside 0, fulfilled 1
  wechat refund without an answer: paid 12800, refunded 300, set aside 0, fulfilled 1
  alipay waits: pending 12800, refunded 0, set aside 0, fulfilled 0
  alipay was paid, and nobody told: paid 12800, refunded 0, set aside 0, fulfilled 1
  alipay expired: closed 12800, refunded 0, set aside 0, fulfilled 0
  alipay expired, but it was paid: paid 12800, refunded 0, set aside 0, fulfilled 1
  alipay refund without an answer: paid 12800, refunded 300, set aside 0, fulfilled 1
--- the answer to the query is lost, and it was paid: closing is refused, and the gateway is asked once more
{"orders":{"paid":2,"pending":2},"refunds":[]}
  wechat: paid 12800, refunded 0, set aside 0, fulfilled 1
  alipay: paid 12800, refunded 0, set aside 0, fulfilled 1
--- a gateway that is down: nothing is certain, nothing is closed
{"orders":{"pending":4},"refunds":[]}
  wechat: pending 12800, refunded 0, set aside 0, fulfilled 0
  alipay: pending 12800, refunded 0, set aside 0, fulfilled 0
{"orders":{"closed":2,"pending":2},"refunds":[]}
  wechat: closed 12800, refunded 0, set aside 0, fulfilled 0
  alipay: closed 12800, refunded 0, set aside 0, fulfilled 0
--- paid after it was closed
review 12800, refunded 0, set aside 0, fulfilled 0
done refunded 12800, refunded 12800, set aside 0, fulfilled 0
--- one at a time
another one is running
usage: cron.php [YYYY-MM-DD]
