--TEST--
A notification is compared with the shop's books, each field alone, and names the one that differs
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

$pay = client();
$n = $pay->notification(...message());
$cases = [
    'nothing to compare' => [],
    'all' => ['1217752501201407033233368018', Pay\Money::fen(1999), 'wx2421b1c4370ec43b', '1900000109'],
    'order' => ['outTradeNo' => '1217752501201407033233368018'],
    'other order' => ['outTradeNo' => '1217752501201407033233368019'],
    'shorter order' => ['outTradeNo' => '121775250120140703323336801'],
    'empty order' => ['outTradeNo' => ''],
    'order equal as a number' => ['outTradeNo' => '1217752501201407033233368018.0'],
    'amount' => ['amount' => Pay\Money::fen(1999)],
    'one fen less' => ['amount' => Pay\Money::fen(1998)],
    'what the payer paid' => ['amount' => Pay\Money::fen(1900)],
    'currency' => ['amount' => Pay\Money::fen(1999, 'HKD')],
    'app' => ['appId' => 'wx2421b1c4370ec43b'],
    'other app' => ['appId' => 'WX2421b1c4370ec43b'],
    'merchant' => ['mchId' => '1900000109'],
    'other merchant' => ['mchId' => '1900000108'],
    'several differ' => ['other', Pay\Money::fen(1), 'other', 'other'],
    'amount as a number' => ['amount' => 1999],
];
foreach ($cases as $name => $arguments) {
    echo "$name: ", verdict(fn () => $n->assertMatches(...$arguments)), "\n";
}
var_dump($n->assertMatches('1217752501201407033233368018') === $n);
try {
    $n->assertMatches(amount: Pay\Money::fen(1));
} catch (Pay\IntegrityException $e) {
    var_dump($e->reason, $e->getMessage() !== '', $e->getPrevious());
}

echo "A refund is compared with what was refunded:\n";
$refund = $pay->notification(...message(['event' => ['event_type' => 'REFUND.SUCCESS'], 'aad' => 'refund', 'plain' => refund_event()]));
foreach ([500, 1999] as $fen) {
    echo "$fen: ", verdict(fn () => $refund->assertMatches(amount: Pay\Money::fen($fen))), "\n";
}
echo 'app, which a refund does not name: ', verdict(fn () => $refund->assertMatches(appId: 'wx2421b1c4370ec43b')), "\n";

echo "An event without an order matches none:\n";
$other = $pay->notification(...message(['event' => ['event_type' => 'COMPLAINT.CREATE'], 'plain' => ['complaint_id' => '1']]));
foreach (['outTradeNo' => 'x', 'amount' => Pay\Money::fen(1), 'appId' => 'wx2421b1c4370ec43b', 'mchId' => '1900000109'] as $name => $value) {
    echo "$name: ", verdict(fn () => $other->assertMatches(...[$name => $value])), "\n";
}
?>
--EXPECT--
nothing to compare: accepted
all: accepted
order: accepted
other order: IntegrityException integrity.out_trade_no
shorter order: IntegrityException integrity.out_trade_no
empty order: IntegrityException integrity.out_trade_no
order equal as a number: IntegrityException integrity.out_trade_no
amount: accepted
one fen less: IntegrityException integrity.amount
what the payer paid: IntegrityException integrity.amount
currency: IntegrityException integrity.amount
app: accepted
other app: IntegrityException integrity.appid
merchant: accepted
other merchant: IntegrityException integrity.mchid
several differ: IntegrityException integrity.out_trade_no
amount as a number: TypeError
bool(true)
string(16) "integrity.amount"
bool(true)
NULL
A refund is compared with what was refunded:
500: accepted
1999: IntegrityException integrity.amount
app, which a refund does not name: IntegrityException integrity.appid
An event without an order matches none:
outTradeNo: IntegrityException integrity.out_trade_no
amount: IntegrityException integrity.amount
appId: IntegrityException integrity.appid
mchId: IntegrityException integrity.mchid
