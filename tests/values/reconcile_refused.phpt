--TEST--
Rows that cannot be compared are refused with their place and whose fault it is, what the caller's code throws goes on, and no file stays open
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';
require __DIR__ . '/../inc/reconcile.inc';

use Pay\State;

/** What was thrown, to the word. */
function refusal(iterable $bill, iterable $orders): string
{
    try {
        return count(iterator_to_array(Pay\reconcile($bill, $orders))) . ' differences';
    } catch (Throwable $e) {
        return ($e instanceof Pay\PayException ? "$e->reason: " : get_class($e) . ': ') . $e->getMessage();
    }
}

$w = wechat_row('w', 'SUCCESS', '1.00');
$r = wechat_row('w', 'REFUND', '1.00', 'r', 'SUCCESS');
$a = alipay_row('a', '交易', '1.00');
$s = shop_row('w', 100, State::Succeeded);
$without = fn (array $row, string ...$titles) => array_diff_key($row, array_flip($titles));

echo "-- what is no bill of trades\n";
foreach ([[1], [null], [[]], [$w, ['账务流水号' => '1', '商户订单号' => 'w']], [new ArrayObject($w)], [$without($w, '退款状态')], [$without($w, '申请退款金额', '商户退款单号', '微信退款单号', '退款状态')],
    [$without($r, '申请退款金额')], [$without($w, '货币种类')], [$without($w, '商户订单号')], [['订单金额' => 1.0] + $w], [$without($a, '业务类型')], [$without($a, '订单金额（元）')],
    [$without($a, '退款批次号/请求号')]] as $bill) {
    echo refusal($bill, []), "\n";
}
echo "-- values that mean nothing\n";
foreach (['', '1,00', '1.001', '1e2', '+1.00', '-1.00', '.5', '5.', '01.00', ' 1.00', '1.00 ', '￥1.00', 'NaN', '99999999999.00'] as $yuan) {
    echo refusal([$w, wechat_row('w', 'SUCCESS', $yuan)], []), "\n";
}
foreach ([wechat_row('w', 'REFUND', '-1.00', 'r', 'SUCCESS'), alipay_row('a', '交易', '-1.00'), alipay_row('a', '退款', '--1.00'), wechat_row('`w', 'SUCCESS', '1.00'),
    wechat_row("w\0", 'SUCCESS', '1.00'), wechat_row("w\t", 'SUCCESS', '1.00'), wechat_row(str_repeat('w', 129), 'SUCCESS', '1.00'), ['货币种类' => ''] + $w, ['货币种类' => 'cny'] + $w,
    ['货币种类' => 'CNYX'] + $w, ['微信订单号' => "\x7f"] + $w, ['商户退款单号' => "r\n"] + $r, alipay_row('a', '退款', '-1.00', "q\r")] as $row) {
    echo refusal([$row], []), "\n";
}
echo "-- rows of the shop that are none\n";
foreach ([1, 'w', null, new ArrayObject($s), [], $without($s, 'out_trade_no'), ['out_trade_no' => 7] + $s, ['out_trade_no' => ''] + $s, ['out_trade_no' => "w\0"] + $s,
    ['out_trade_no' => str_repeat('w', 129)] + $s, ['out_refund_no' => ''] + $s, ['out_refund_no' => 7] + $s, ['out_refund_no' => false] + $s, $without($s, 'amount'),
    ['amount' => 100] + $s, ['amount' => 1.0] + $s, ['amount' => '1.00'] + $s, ['amount' => null] + $s, ['amount' => $s['state']] + $s, $without($s, 'state'), ['state' => 'succeeded'] + $s,
    ['state' => $s['amount']] + $s] as $row) {
    echo refusal([$w], [$s, $row]), "\n";
}
echo refusal([], [['out_trade_no' => str_repeat('w', 128), 'out_refund_no' => str_repeat('r', 128)] + $s]), "\n";
foreach ([fn () => Pay\reconcile(), fn () => Pay\reconcile('x', []), fn () => Pay\reconcile([], new stdClass())] as $call) {
    echo verdict($call), ' ';
}

echo "\n-- what the caller's code throws, and does\n";
$rows = function (array $row, int $count, ?callable $then = null, bool &$closed = null) {
    try {
        for ($i = 0; $i < $count; $i++) {
            yield $row;
        }
        if ($then !== null) {
            yield $then();
        }
    } finally {
        $closed = true;
    }
};
$fail = fn () => throw new DomainException('the database is gone');
foreach ([0, 3] as $count) {
    echo refusal($rows($w, $count, $fail), []), ', ', refusal([], $rows($s, $count, $fail, $closed)), "\n";
}
$closed = false;
echo refusal($rows($w, 3, fn () => 1, $closed), $rows($s, 3, $fail)), ' ', $closed ? 'closed' : 'OPEN', "\n";
$used = $rows($w, 2);
foreach ($used as $row) {
}
echo refusal($used, []), "\n";
echo refusal($rows($w, 1, fn () => wechat_row(refusal([$w], []), 'SUCCESS', '1.00')), [$s]), "\n";
$fiber = new Fiber(fn () => refusal($rows($w, 1, fn () => Fiber::suspend('waiting') ?? $w), [$s]));
echo $fiber->start(), ' ';
$fiber->resume(wechat_row('x', 'SUCCESS', '1.00'));
echo $fiber->getReturn(), "\n";

echo "-- the temporary file\n";
$open = fn () => is_dir('/proc/self/fd') ? count(glob('/proc/self/fd/*')) : 0;
$many = function (int $count, ?callable $then = null) {
    for ($i = 0; $i < $count; $i++) {
        yield wechat_row("order-000000$i", 'SUCCESS', '1.00');
    }
    if ($then !== null) {
        $then();
    }
};
$before = $open();
echo refusal($many(200000, $fail), []), ' ', $open() - $before, "\n";
$result = Pay\reconcile($many(200000), []);
echo $open() === 0 ? 1 : $open() - $before, ' ';
foreach ($result as $i => $difference) {
    if ($i === 199000) {
        break;
    }
}
echo "$difference->outTradeNo ";
unset($result);
echo $open() - $before, "\n";
?>
--EXPECT--
-- what is no bill of trades
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of trades: row 1 is of type int
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of trades: row 1 is of type null
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of trades: row 1 has neither 微信订单号 nor 支付宝交易号
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of trades: row 2 has neither 微信订单号 nor 支付宝交易号
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of trades: row 1 is of type ArrayObject
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 退款状态
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 微信退款单号
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 申请退款金额
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 货币种类
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 商户订单号
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 订单金额
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 业务类型
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 订单金额（元）
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of all trades, payments and refunds: row 1 has no 退款批次号/请求号
-- values that mean nothing
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is negative
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 2 of the bill: 订单金额 is no amount
integrity.bill-format: Row 1 of the bill: 申请退款金额 is negative
integrity.bill-format: Row 1 of the bill: 订单金额（元） is negative
integrity.bill-format: Row 1 of the bill: 订单金额（元） is no amount
integrity.bill-format: Row 1 of the bill: 商户订单号 is no number
integrity.bill-format: Row 1 of the bill: 商户订单号 is no number
integrity.bill-format: Row 1 of the bill: 商户订单号 is no number
integrity.bill-format: Row 1 of the bill: 商户订单号 is no number
integrity.bill-format: Row 1 of the bill: 货币种类 is no currency
integrity.bill-format: Row 1 of the bill: 货币种类 is no currency
integrity.bill-format: Row 1 of the bill: 货币种类 is no currency
integrity.bill-format: Row 1 of the bill: 微信订单号 is no number
integrity.bill-format: Row 1 of the bill: 商户退款单号 is no number
integrity.bill-format: Row 1 of the bill: 退款批次号/请求号 is no number
-- rows of the shop that are none
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: row 2 is of type int
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: row 2 is of type string
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: row 2 is of type null
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: row 2 is of type ArrayObject
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_trade_no must be a string of 1 to 128 printable bytes, nothing given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_trade_no must be a string of 1 to 128 printable bytes, nothing given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_trade_no must be a string of 1 to 128 printable bytes, int given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_trade_no must be a string of 1 to 128 printable bytes, string given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_trade_no must be a string of 1 to 128 printable bytes, string given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_trade_no must be a string of 1 to 128 printable bytes, string given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_refund_no must be null or a string of 1 to 128 printable bytes, string given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_refund_no must be null or a string of 1 to 128 printable bytes, int given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, out_refund_no must be null or a string of 1 to 128 printable bytes, bool given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, amount must be a Pay\Money, nothing given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, amount must be a Pay\Money, int given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, amount must be a Pay\Money, float given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, amount must be a Pay\Money, string given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, amount must be a Pay\Money, null given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, amount must be a Pay\Money, Pay\State given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, state must be a Pay\State, nothing given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, state must be a Pay\State, string given
ValueError: Pay\reconcile(): Argument #2 ($orders) must hold orders and refunds: in row 2, state must be a Pay\State, Pay\Money given
1 differences
ArgumentCountError TypeError TypeError 
-- what the caller's code throws, and does
DomainException: the database is gone, DomainException: the database is gone
DomainException: the database is gone, DomainException: the database is gone
ValueError: Pay\reconcile(): Argument #1 ($bill) must be a bill of trades: row 4 is of type int closed
Exception: Cannot traverse an already closed generator
1 differences
waiting 1 differences
-- the temporary file
DomainException: the database is gone 0
1 order-00000099099 0
