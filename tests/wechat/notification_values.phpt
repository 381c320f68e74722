--TEST--
A notification shows what was proven, tells payment from refund, and cannot be written to
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

$pay = client();
function show(Pay\Notification $n): void
{
    printf("%s %s %s, order %s, transaction %s, refund %s, %s, signed %s, paid %s, refund %s\n", $n->id, $n->type, $n->state->name,
        var_export($n->outTradeNo, true), var_export($n->transactionId, true), var_export($n->outRefundNo, true),
        $n->amount === null ? 'no amount' : $n->amount->fen . ' ' . $n->amount->currency,
        var_export($n->signed, true), var_export($n->isPaid(), true), var_export($n->isRefund(), true));
}

echo "States of an order:\n";
foreach (['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT', 'NEW_STATE'] as $state) {
    show($pay->notification(...message(['plain' => transaction(['trade_state' => $state])])));
}
echo "A failed payment's event:\n";
show($pay->notification(...message(['event' => ['event_type' => 'TRANSACTION.FAIL'], 'plain' => transaction(['trade_state' => 'PAYERROR'])])));
echo "Refunds:\n";
foreach (['SUCCESS', 'CLOSED', 'ABNORMAL', 'PROCESSING'] as $state) {
    show($pay->notification(...message(['event' => ['event_type' => "REFUND.$state"], 'aad' => 'refund', 'resource' => ['original_type' => 'refund'],
        'plain' => refund_event(['refund_status' => $state])])));
}
echo "Events of other products:\n";
show($pay->notification(...message(['event' => ['event_type' => 'COMPLAINT.CREATE'], 'plain' => ['complaint_id' => '200201', 'action_type' => 'CREATE_COMPLAINT']])));
show($pay->notification(...message(['event' => ['event_type' => 'SOMETHING.NEW', 'id' => 'other'], 'plain' => ['mchid' => '1900000109', 'x' => [1, null, 'y']]])));

echo "Reading:\n";
[$body, $headers] = message(['plain' => transaction(['attach' => '中文 "quoted" / \\', 'list' => [['a' => 1], ['a' => 2]], 'large' => 9007199254740993, 'none' => null])]);
$n = $pay->notification($body, $headers);
var_dump($n['trade_state'], $n['amount']['total'], isset($n['amount']), isset($n['none']), isset($n['nothing']), $n['attach']);
var_dump($n->get('amount.payer_total'), $n->get('list.1.a'), $n->get('large'), $n->get('amount.nothing'), $n->get('amount.total.deeper', 'default'),
    $n->get('', 'default'), $n->get('amount.', 'default'));
var_dump($n->toArray() === json_decode(json($n->toArray()), true), array_key_last($n->toArray()), $n->raw() === $body);
var_dump(json_decode(json_encode($n), true) == $n->toArray());

echo "Writing:\n";
$attempts = [
    'offsetSet' => fn () => $n['trade_state'] = 'SUCCESS',
    'append' => fn () => $n[] = 'x',
    'unset' => function () use ($n) { unset($n['trade_state']); },
    'id' => fn () => $n->id = 'x',
    'amount' => fn () => $n->amount = Pay\Money::fen(1),
    'state' => fn () => $n->state = Pay\State::Succeeded,
    'new property' => fn () => $n->more = 1,
    'unset property' => function () use ($n) { unset($n->state); },
    'reference' => function () use ($n) { $id = &$n->id; $id = 'x'; },
    'clone' => fn () => (clone $n)->id,
    'new' => fn () => (new Pay\Notification())->id,
    'without constructor' => fn () => (new ReflectionClass('Pay\Notification'))->newInstanceWithoutConstructor()->isPaid(),
    'serialize' => fn () => serialize($n),
    'unserialize' => fn () => unserialize('O:16:"Pay\Notification":0:{}'),
];
foreach ($attempts as $name => $attempt) {
    echo "$name: ", verdict($attempt), "\n";
}
$copy = $n->toArray();
$copy['amount']['total'] = 1;
var_dump($n->get('amount.total'), $n->id, $n->state);
?>
--EXPECT--
States of an order:
EV-2018022511223320873 TRANSACTION.SUCCESS Succeeded, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid true, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Refunded, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Pending, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Closed, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Closed, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Pending, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Failed, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Pending, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
EV-2018022511223320873 TRANSACTION.SUCCESS Unknown, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
A failed payment's event:
EV-2018022511223320873 TRANSACTION.FAIL Failed, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund NULL, 1999 CNY, signed true, paid false, refund false
Refunds:
EV-2018022511223320873 REFUND.SUCCESS Succeeded, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund 'refund-0001', 500 CNY, signed true, paid false, refund true
EV-2018022511223320873 REFUND.CLOSED Closed, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund 'refund-0001', 500 CNY, signed true, paid false, refund true
EV-2018022511223320873 REFUND.ABNORMAL Failed, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund 'refund-0001', 500 CNY, signed true, paid false, refund true
EV-2018022511223320873 REFUND.PROCESSING Pending, order '1217752501201407033233368018', transaction '4200000000201407033233368018', refund 'refund-0001', 500 CNY, signed true, paid false, refund true
Events of other products:
EV-2018022511223320873 COMPLAINT.CREATE Unknown, order NULL, transaction NULL, refund NULL, no amount, signed true, paid false, refund false
other SOMETHING.NEW Unknown, order NULL, transaction NULL, refund NULL, no amount, signed true, paid false, refund false
Reading:
string(7) "SUCCESS"
int(1999)
bool(true)
bool(false)
bool(false)
string(19) "中文 "quoted" / \"
int(1900)
int(2)
int(9007199254740993)
NULL
string(7) "default"
string(7) "default"
string(7) "default"
bool(true)
string(4) "none"
bool(true)
bool(true)
Writing:
offsetSet: Error
append: Error
unset: Error
id: Error
amount: Error
state: Error
new property: Error
unset property: Error
reference: Error
clone: Error
new: Error
without constructor: ReflectionException
serialize: Exception
unserialize: Exception
int(1999)
string(22) "EV-2018022511223320873"
enum(Pay\State::Succeeded)
