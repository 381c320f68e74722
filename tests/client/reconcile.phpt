--TEST--
The gateways' bills of both versions and of Alipay are reconciled with a shop's books, and each kind of difference is found
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';
require __DIR__ . '/../inc/reconcile.inc';

use Pay\State;

function show(string $title, iterable $bill, array $orders): void
{
    shuffle($orders);
    $result = Pay\reconcile($bill, $orders);
    echo "$title: $result->rowsThere rows there, $result->rowsHere here\n";
    foreach ($result as $difference) {
        echo '  ', preg_replace('/ \(\d{28}\)$/', ' (transaction)', told($difference)), "\n";
    }
}

/** Of a shop whose books are right. */
function books(): array
{
    return [shop_row('shop_0001', 1999, State::Succeeded), shop_row('shop_0002', 1999, State::Refunded), shop_row('shop_0003', 1999, State::Succeeded),
        shop_row('shop_0004', 1999, State::Pending), shop_row('shop_0005', 1999, State::Closed), shop_row('shop_0002', 1999, State::Succeeded, 'back_0002'),
        shop_row('shop_0003', 499, State::Succeeded, 'back_0003'), shop_row('shop_0003', 500, State::Succeeded, 'back_0004')];
}

/** The same after a bad night. */
function wrong_books(): array
{
    [$one, $two, $three, $four, $five, $back2, $back3, $back4] = books();
    return [['amount' => Pay\Money::fen(2000)] + $one, ['state' => State::Pending] + $three, ['state' => State::Succeeded] + $four, $five, $five,
        ['amount' => Pay\Money::fen(1)] + $back2, ['state' => State::Unknown] + $back3, ['out_refund_no' => 'back_0009'] + $back4];
}

$gateway = new Gateway();
$clients = ['v3' => $gateway->client(), 'v2' => new Pay\WeChat(...$gateway->credentialsV2())];
foreach (['shop_0001', 'shop_0002', 'shop_0003', 'shop_0004'] as $number) {
    $clients['v3']->native(order($number));
}
foreach (['shop_0001', 'shop_0002', 'shop_0003'] as $number) {
    $gateway->control('POST', '/pay', ['out_trade_no' => $number, 'notify' => false]);
}
$gateway->control('POST', '/script', ['out_trade_no' => 'shop_0005', 'micropay' => 'SUCCESS']);
$clients['v3']->micropay(['out_trade_no' => 'shop_0005', 'description' => 'x', 'amount' => Pay\Money::fen(1999), 'payer' => ['auth_code' => '134567890123456789'],
    'scene_info' => ['store_info' => ['id' => '0001']]]);
$clients['v3']->reverse('shop_0005');
foreach ([['shop_0002', 'back_0002', 1999], ['shop_0003', 'back_0003', 499], ['shop_0003', 'back_0004', 500]] as [$order, $refund, $fen]) {
    $clients['v3']->refund(['out_trade_no' => $order, 'out_refund_no' => $refund, 'amount' => ['refund' => $fen, 'total' => 1999, 'currency' => 'CNY']]);
}
foreach ($clients as $version => $pay) {
    show("$version, right", $pay->bill('2026-11-24'), books());
    show("$version, wrong", $pay->bill('2026-11-24', ['tar_type' => 'GZIP']), wrong_books());
    echo outcome(fn () => Pay\reconcile($pay->bill('2026-11-24', ['bill_type' => 'SUCCESS']), [])), ' ', outcome(fn () => Pay\reconcile($pay->fundFlow('2026-11-24'), [])), "\n";
}

$alipay = new AlipayGateway();
$pay = $alipay->client();
foreach (['shop_0001', 'shop_0002', 'shop_0003', 'shop_0004'] as $number) {
    $pay->precreate(alipay_order($number));
}
foreach (['shop_0001', 'shop_0002', 'shop_0003'] as $number) {
    $alipay->control('POST', '/pay', ['out_trade_no' => $number, 'notify' => false]);
}
foreach ([['shop_0002', 'back_0002', '19.99'], ['shop_0003', 'back_0003', '4.99'], ['shop_0003', 'back_0004', '5.00']] as [$order, $refund, $yuan]) {
    $pay->refund(['out_trade_no' => $order, 'out_request_no' => $refund, 'refund_amount' => $yuan]);
}
$day = (date('Y') - 1) . '-11-24';
show('alipay, right', $pay->bill($day), books());
show('alipay, wrong', $pay->bill($day), wrong_books());
echo outcome(fn () => Pay\reconcile($pay->bill($day, ['bill_type' => 'signcustomer']), [])), "\n";

// Both tills in one go: who paid an order twice is found.
$both = (function () use ($clients, $pay, $day) {
    yield from $clients['v3']->bill('2026-11-24');
    yield from $pay->bill($day);
})();
show('both', $both, books());
?>
--EXPECT--
v3, right: 8 rows there, 8 here
v3, wrong: 8 rows there, 8 here
  amount shop_0001: here 2000 succeeded, there 1999 succeeded (transaction)
  missing-here shop_0002: here nothing, there 1999 succeeded (transaction)
  amount shop_0002/back_0002: here 1 succeeded, there 1999 succeeded (transaction)
  state shop_0003: here 1999 pending, there 1999 succeeded (transaction)
  state shop_0003/back_0003: here 499 unknown, there 499 succeeded (transaction)
  missing-here shop_0003/back_0004: here nothing, there 500 succeeded (transaction)
  missing-there shop_0003/back_0009: here 500 succeeded, there nothing
  missing-there shop_0004: here 1999 succeeded, there nothing
  repeated-here shop_0005: here 1999 closed, there nothing
ValueError ValueError
v2, right: 8 rows there, 8 here
v2, wrong: 8 rows there, 8 here
  amount shop_0001: here 2000 succeeded, there 1999 succeeded (transaction)
  missing-here shop_0002: here nothing, there 1999 succeeded (transaction)
  amount shop_0002/back_0002: here 1 succeeded, there 1999 succeeded (transaction)
  state shop_0003: here 1999 pending, there 1999 succeeded (transaction)
  state shop_0003/back_0003: here 499 unknown, there 499 succeeded (transaction)
  missing-here shop_0003/back_0004: here nothing, there 500 succeeded (transaction)
  missing-there shop_0003/back_0009: here 500 succeeded, there nothing
  missing-there shop_0004: here 1999 succeeded, there nothing
  repeated-here shop_0005: here 1999 closed, there nothing
ValueError ValueError
alipay, right: 6 rows there, 8 here
alipay, wrong: 6 rows there, 8 here
  amount shop_0001: here 2000 succeeded, there 1999 succeeded (transaction)
  missing-here shop_0002: here nothing, there 1999 succeeded (transaction)
  amount shop_0002/back_0002: here 1 succeeded, there 1999 succeeded (transaction)
  state shop_0003: here 1999 pending, there 1999 succeeded (transaction)
  state shop_0003/back_0003: here 499 unknown, there 499 succeeded (transaction)
  missing-here shop_0003/back_0004: here nothing, there 500 succeeded (transaction)
  missing-there shop_0003/back_0009: here 500 succeeded, there nothing
  missing-there shop_0004: here 1999 succeeded, there nothing
  repeated-here shop_0005: here 1999 closed, there nothing
ValueError
both: 14 rows there, 8 here
  repeated-there shop_0001: here nothing, there 1999 succeeded (transaction)
  repeated-there shop_0002: here nothing, there 1999 succeeded (transaction)
  repeated-there shop_0002/back_0002: here nothing, there 1999 succeeded (transaction)
  repeated-there shop_0003: here nothing, there 1999 succeeded (transaction)
  repeated-there shop_0003/back_0003: here nothing, there 499 succeeded (transaction)
  repeated-there shop_0003/back_0004: here nothing, there 500 succeeded (transaction)
