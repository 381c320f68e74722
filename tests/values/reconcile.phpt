--TEST--
A bill and the shop's rows are compared whatever their order: each thing in which they differ is told once, and nothing else
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';
require __DIR__ . '/../inc/reconcile.inc';

use Pay\State;

function show(string $title, iterable $bill, iterable $orders): void
{
    echo "-- $title\n", implode('', array_map(fn ($line) => "$line\n", differences($bill, $orders)));
}

show('nothing at all', [], []);
show('all is well', [
    wechat_row('w3', 'SUCCESS', '3.00'), wechat_row('w1', 'SUCCESS', '19.99'), wechat_row('w2', 'SUCCESS', '0.20'),
    wechat_row('w1', 'REFUND', '4.99', 'r2', 'SUCCESS'), wechat_row('w1', 'REFUND', '5.00', 'r1', 'PROCESSING'), wechat_row('w3', 'REVOKED', '3.00'),
    wechat_row('old', 'REFUND', '1.00', 'r3', 'SUCCESS'), // paid on another day
    alipay_row('a1', '交易', '123456.70'), alipay_row('a1', '退款', '-0.70', 'q1'), alipay_row('a2', '交易', '1.00'), alipay_row('a2', '退款', '-1.00'),
], [
    shop_row('a2', 100, State::Refunded), shop_row('a1', 12345670, State::Succeeded), shop_row('a1', 70, State::Succeeded, 'q1'),
    shop_row('a2', 100, State::Succeeded, 'a2'), shop_row('w1', 500, State::Pending, 'r1'), shop_row('w1', 1999, State::Refunded),
    shop_row('w1', 499, State::Succeeded, 'r2'), shop_row('w2', 20, State::Succeeded), shop_row('w3', 300, State::Closed), shop_row('old', 100, State::Succeeded, 'r3'),
    shop_row('never-paid-1', 1, State::Pending), shop_row('never-paid-2', 1, State::Closed), shop_row('never-paid-3', 1, State::Failed),
    shop_row('w2', 1, State::Pending, 'not-begun'), shop_row('w2', 1, State::Closed, 'given-up'), shop_row('w2', 1, State::Failed, 'failed'),
]);
show('payments', [
    wechat_row('only-there', 'SUCCESS', '1.00'), wechat_row('fen', 'SUCCESS', '1.00'), wechat_row('currency', 'SUCCESS', '1.00', more: ['货币种类' => 'USD']),
    wechat_row('state', 'SUCCESS', '1.00'), wechat_row('both', 'SUCCESS', '1.00'), alipay_row('only-there-2', '交易', '1.00'), alipay_row('fen-2', '交易', '1.01'),
], [
    shop_row('only-here', 100, State::Succeeded), shop_row('only-here-2', 100, State::Refunded), shop_row('only-here-3', 100, State::Unknown),
    shop_row('fen', 99, State::Succeeded), shop_row('currency', 100, State::Succeeded), shop_row('state', 100, State::Closed), shop_row('both', 200, State::Pending),
    shop_row('fen-2', 100, State::Succeeded),
]);
show('refunds', [
    wechat_row('o', 'SUCCESS', '9.00'), wechat_row('o', 'REFUND', '1.00', 'only-there', 'SUCCESS'), wechat_row('o', 'REFUND', '1.00', 'fen', 'SUCCESS'),
    wechat_row('o', 'REFUND', '1.00', 'state', 'SUCCESS'), wechat_row('o', 'REFUND', '1.00', 'failed', 'CHANGE'), wechat_row('o', 'REFUND', '1.00', 'lost', 'PROCESSING'),
    alipay_row('p', '退款', '-2.00', 'only-there'), alipay_row('p', '退款', '-2.00', 'fen'),
], [
    shop_row('o', 900, State::Succeeded), shop_row('o', 100, State::Succeeded, 'only-here'), shop_row('o', 101, State::Succeeded, 'fen'), shop_row('o', 100, State::Pending, 'state'),
    shop_row('o', 100, State::Succeeded, 'failed'), shop_row('o', 100, State::Unknown, 'lost'), shop_row('p', 100, State::Succeeded, 'fen'),
    shop_row('p2', 100, State::Succeeded, 'fen'), // another order's refund of the same number
]);
show('taken back', [
    wechat_row('forgotten', 'SUCCESS', '1.00'), wechat_row('forgotten', 'REVOKED', '1.00'), wechat_row('unknown', 'REVOKED', '1.00'),
    wechat_row('fen', 'REVOKED', '1.00'), wechat_row('fen', 'SUCCESS', '1.00'), wechat_row('yesterday', 'REVOKED', '1.00'), wechat_row('twice', 'REVOKED', '1.00'),
    wechat_row('twice', 'REVOKED', '1.00'),
], [
    shop_row('forgotten', 100, State::Succeeded), shop_row('fen', 50, State::Closed), shop_row('yesterday', 100, State::Closed), shop_row('twice', 100, State::Closed),
]);
show('repeated', [
    wechat_row('paid-twice', 'SUCCESS', '1.00'), alipay_row('paid-twice', '交易', '1.00'), wechat_row('o', 'SUCCESS', '1.00'), wechat_row('o', 'SUCCESS', '1.00'),
    wechat_row('o', 'SUCCESS', '1.00'), wechat_row('o', 'REFUND', '1.00', 'r', 'SUCCESS'), wechat_row('o', 'REFUND', '1.00', 'r', 'SUCCESS'), wechat_row('h', 'SUCCESS', '1.00'),
], [
    shop_row('paid-twice', 100, State::Succeeded), shop_row('o', 100, State::Succeeded), shop_row('o', 100, State::Succeeded, 'r'), shop_row('o', 100, State::Succeeded, 'r'),
    shop_row('h', 100, State::Succeeded), shop_row('h', 100, State::Closed), shop_row('h', 70, State::Succeeded),
]);
show('no number, words that are new', [
    wechat_row('', 'SUCCESS', '1.00'), wechat_row('', 'SUCCESS', '2.00'), alipay_row('', '交易', '3.00'), wechat_row('w', 'THAWED', '1.00', more: ['微信退款单号' => '0', '订单金额' => '1.00']),
    wechat_row('w', 'THAWED', '1.00', 'r', 'MELTING'), wechat_row('v', 'REFUND', '1.00', 'r', 'MELTING'), wechat_row('u', 'REFUND', '1.00', '0', 'SUCCESS'),
    alipay_row('a', '分账', '1.00'), alipay_row('a', '分账', '-1.00', 'q'),
], [
    shop_row('w', 100, State::Succeeded), shop_row('v', 100, State::Unknown, 'r'), shop_row('a', 100, State::Succeeded, 'q'),
]);

echo "-- the order of the rows says nothing\n";
$bill = $orders = [];
for ($i = 0; $i < 200; $i++) {
    $bill[] = $i % 3 === 0 ? alipay_row("n$i", '交易', '1.00') : wechat_row("n$i", 'SUCCESS', $i % 7 === 0 ? '1.01' : '1.00');
    $orders[] = shop_row('n' . ($i + 2), 100, $i % 5 === 0 ? State::Closed : State::Succeeded);
}
$first = differences($bill, $orders);
for ($round = 0; $round < 20; $round++) {
    shuffle($bill);
    shuffle($orders);
    if (differences($bill, $orders) !== $first) {
        echo "WRONG\n";
    }
}
$sorted = array_column(iterator_to_array(Pay\reconcile($bill, $orders)), 'outTradeNo');
sort($sorted, SORT_STRING);
echo count($first), ' ', $sorted === array_column(iterator_to_array(Pay\reconcile($bill, $orders)), 'outTradeNo') ? 'sorted' : 'NOT SORTED', "\n";

echo "-- what may be handed in\n";
$rows = fn (array $rows) => (function () use ($rows) { foreach ($rows as $row) { yield 'same key' => $row; } })();
$w = wechat_row('w', 'SUCCESS', '1.00');
$s = shop_row('w', 101, State::Succeeded);
$reference = &$s['amount'];
foreach ([[[$w], [$s]], [$rows([$w]), $rows([$s])], [new ArrayIterator([$w]), new ArrayObject([$s])], [new IteratorIterator($rows([$w])), ['x' => $s]],
    [[['订单金额' => '1.0000'] + $w], [['more' => 1, 'out_refund_no' => null] + $s]], [[['订单金额' => '1'] + $w], [$s]], [[['订单金额' => '1.0'] + $w], [$s]]] as [$bill, $orders]) {
    echo implode(differences($bill, $orders)), "\n";
}

echo "-- the result\n";
$result = Pay\reconcile([$w, wechat_row('x', 'SUCCESS', '1.00')], [$s]);
echo "$result->rowsThere $result->rowsHere ", $result->current()->kind->value, ' ', $result->key(), "\n";
foreach ($result as $i => $difference) {
    echo "$i ", told($difference), "\n";
}
echo json_encode([$result->valid(), $result->current(), $result->key(), count(iterator_to_array($result))]), "\n";
echo json_encode($difference), "\n";
echo json_encode(array_column(Pay\DifferenceKind::cases(), 'value')), "\n";
foreach ([fn () => clone $result, fn () => clone $difference, fn () => serialize($difference), fn () => new Pay\Difference(), fn () => new Pay\Reconciliation(),
    function () use ($difference) { $difference->kind = Pay\DifferenceKind::State; }, function () use ($result) { $result->rowsHere = 1; },
    function () use ($result) { foreach ($result as &$reference) { } }] as $call) {
    echo verdict($call), "\n";
}
?>
--EXPECT--
-- nothing at all
-- all is well
-- payments
amount both: here 200 pending, there 100 succeeded (4200both)
state both: here 200 pending, there 100 succeeded (4200both)
amount currency: here 100 succeeded, there 100 USD succeeded (4200currency)
amount fen: here 99 succeeded, there 100 succeeded (4200fen)
amount fen-2: here 100 succeeded, there 101 succeeded (2026fen-2)
missing-there only-here: here 100 succeeded, there nothing
missing-there only-here-2: here 100 refunded, there nothing
missing-there only-here-3: here 100 unknown, there nothing
missing-here only-there: here nothing, there 100 succeeded (4200only-there)
missing-here only-there-2: here nothing, there 100 succeeded (2026only-there-2)
state state: here 100 closed, there 100 succeeded (4200state)
-- refunds
state o/failed: here 100 succeeded, there 100 failed (4200o)
amount o/fen: here 101 succeeded, there 100 succeeded (4200o)
state o/lost: here 100 unknown, there 100 pending (4200o)
missing-there o/only-here: here 100 succeeded, there nothing
missing-here o/only-there: here nothing, there 100 succeeded (4200o)
state o/state: here 100 pending, there 100 succeeded (4200o)
amount p/fen: here 100 succeeded, there 200 succeeded (2026p)
missing-here p/only-there: here nothing, there 200 succeeded (2026p)
missing-there p2/fen: here 100 succeeded, there nothing
-- taken back
amount fen: here 50 closed, there 100 closed (4200fen)
state forgotten: here 100 succeeded, there 100 closed (4200forgotten)
repeated-there twice: here nothing, there 100 closed (4200twice)
missing-here unknown: here nothing, there 100 closed (4200unknown)
-- repeated
repeated-here h: here 100 succeeded, there nothing
repeated-here h: here 100 closed, there nothing
amount h: here 70 succeeded, there 100 succeeded (4200h)
repeated-there o: here nothing, there 100 succeeded (4200o)
repeated-there o: here nothing, there 100 succeeded (4200o)
repeated-there o/r: here nothing, there 100 succeeded (4200o)
repeated-here o/r: here 100 succeeded, there nothing
repeated-there paid-twice: here nothing, there 100 succeeded (4200paid-twice)
-- no number, words that are new
missing-here : here nothing, there 200 succeeded (4200)
missing-here : here nothing, there 300 succeeded (2026)
missing-here : here nothing, there 100 succeeded (4200)
missing-here a: here nothing, there 100 unknown (2026a)
state a/q: here 100 succeeded, there 100 unknown (2026a)
missing-here u/50000: here nothing, there 100 succeeded (4200u)
state v/r: here 100 unknown, there 100 unknown (4200v)
state w: here 100 succeeded, there 100 unknown (4200w)
missing-here w/r: here nothing, there 100 unknown (4200w)
-- the order of the rows says nothing
63 sorted
-- what may be handed in
amount w: here 101 succeeded, there 100 succeeded (4200w)
amount w: here 101 succeeded, there 100 succeeded (4200w)
amount w: here 101 succeeded, there 100 succeeded (4200w)
amount w: here 101 succeeded, there 100 succeeded (4200w)
amount w: here 101 succeeded, there 100 succeeded (4200w)
amount w: here 101 succeeded, there 100 succeeded (4200w)
amount w: here 101 succeeded, there 100 succeeded (4200w)
-- the result
2 1 amount 0
0 amount w: here 101 succeeded, there 100 succeeded (4200w)
1 missing-here x: here nothing, there 100 succeeded (4200x)
[false,null,2,2]
{"kind":"missing-here","outTradeNo":"x","outRefundNo":null,"transactionId":"4200x","amountHere":null,"amountThere":{"fen":100,"currency":"CNY"},"stateHere":null,"stateThere":"succeeded"}
["missing-here","missing-there","amount","state","repeated-here","repeated-there"]
Error
Error
Exception
Error
Error
Error
Error
Error
