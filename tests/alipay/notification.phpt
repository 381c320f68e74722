--TEST--
A notification of Alipay tells payments, refunds and messages apart, is for this application and seller, and is answered in one word
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay.inc';

$pay = alipay();
function show(string $name, Pay\Notification $n): void
{
    printf("%s: %s %s, order %s, trade %s, refund %s, %s, signed %s, paid %s, refund %s\n", $name, $n->type, $n->state->name,
        $n->outTradeNo ?? '-', $n->transactionId ?? '-', $n->outRefundNo ?? '-', $n->amount === null ? 'no amount' : "$n->amount {$n->amount->currency}",
        var_export($n->signed, true), var_export($n->isPaid(), true), var_export($n->isRefund(), true));
}

echo "Trades:\n";
$refund = ['gmt_refund' => '2015-02-28 10:00:00.123', 'out_biz_no' => 'R1'];
foreach ([
    'paid' => [],
    'paid for good' => ['trade_status' => 'TRADE_FINISHED'],
    'waits' => ['trade_status' => 'WAIT_BUYER_PAY', 'gmt_payment' => null],
    'closed unpaid' => ['trade_status' => 'TRADE_CLOSED', 'gmt_payment' => null, 'gmt_close' => '2015-02-28 10:00:00'],
    'a status that is new' => ['trade_status' => 'TRADE_SOMETHING'],
    'part paid back' => $refund + ['refund_fee' => '5.00'],
    'part paid back, no number' => ['gmt_refund' => '2015-02-28 10:00:00.123', 'refund_fee' => '5.00'],
    'all paid back' => $refund + ['refund_fee' => '20.00', 'trade_status' => 'TRADE_CLOSED'],
    'paid back, without a time' => ['refund_fee' => '0.01'],
    'paid, and nothing back' => ['refund_fee' => '0.00'],
    'over for refunds, paid back before' => $refund + ['refund_fee' => '5.00', 'trade_status' => 'TRADE_FINISHED'],
    'no decimals' => ['total_amount' => '20'],
    'one decimal' => ['total_amount' => '0.1'],
    'a subject that could be markup' => ['subject' => "<b>\"'&=%2B+\r\n"],
] as $name => $fields) {
    $fields = alipay_trade($fields);
    $n = $pay->notification(alipay_form($fields));
    show($name, $n);
    if ($n->toArray() != array_diff_key($fields, ['sign_type' => 1]) || $n->id !== $fields['notify_id']) {
        echo "  COMES BACK AS ANOTHER\n";
    }
}
echo "The id: without notify_id the same message has the same, any other another:\n";
$ids = array_map(fn ($subject) => $pay->notification(alipay_form(alipay_trade(['notify_id' => null, 'subject' => $subject])))->id, ['a', 'a', 'b']);
var_dump($ids[0] === $ids[1], $ids[0] === $ids[2], strlen($ids[0]) > 20);

echo "Messages of the application gateway, which sign sign_type:\n";
$message = ['app_id' => ALIPAY_APP, 'charset' => 'UTF-8', 'notify_id' => '2024', 'version' => '1.1', 'sign_type' => 'RSA2', 'utc_timestamp' => '1715600000000'];
foreach ([
    'by notify_type' => ['notify_type' => 'servicemarket_order_notify', 'title' => '麦'],
    'by msg_method' => ['msg_method' => 'alipay.open.auth.appauth.cancelled', 'biz_content' => '{"a":"1"}'],
    'by method' => ['method' => 'alipay.trade.refund.depositback.completed', 'out_trade_no' => 'order-1', 'dback_status' => 'S', 'dback_amount' => '1.00'],
    'by nothing' => [],
] as $name => $fields) {
    $n = $pay->notification(alipay_form($fields + $message, with_sign_type: true));
    show($name, $n);
    var_dump($n['sign_type']);
}
echo "A trade whose sign_type is signed is as good; one whose is not does not show it:\n";
var_dump($pay->notification(alipay_form(alipay_trade(), with_sign_type: true))['sign_type'] ?? null, $pay->notification(alipay_form(alipay_trade()))['sign_type'] ?? null);

echo "Character sets, proven first:\n";
$gbk = "\xb2\xe2\xca\xd4";
foreach (['GBK' => $gbk, 'gb2312' => $gbk, 'GB18030' => $gbk, 'utf-8' => '测试', 'UTF-8' => $gbk, '' => '测试', 'big5' => 'x', 'utf-16' => 'x', 'GBK ' => 'x'] as $charset => $subject) {
    $n = null;
    $got = verdict(function () use ($pay, $charset, $subject, &$n) {
        $n = $pay->notification(alipay_form(alipay_trade(['charset' => $charset, 'subject' => $subject])));
    });
    echo "'$charset' ", bin2hex($subject), ': ', $got, ' ', $n['subject'] ?? '', "\n";
}
echo 'in neither of them: ', verdict(fn () => $pay->notification(alipay_form(alipay_trade(['subject' => "\xff\xff"])))), "\n";

echo "Empty values, signed or not, are not there:\n";
foreach ([true, false] as $signed) {
    $fields = alipay_trade(['body' => '', 'passback_params' => '']);
    $sorted = array_diff_key($fields, ['sign_type' => 1]);
    ksort($sorted, SORT_STRING);
    $whole = implode('&', array_map(fn ($name, $value) => "$name=$value", array_keys($sorted), $sorted));
    $n = $pay->notification(alipay_form($fields + ['sign' => alipay_sign($signed ? $whole : alipay_text($fields))]));
    var_dump(isset($n['body']), isset($n['passback_params']), $n->isPaid());
}
echo 'an empty total_amount: ';
show('', $pay->notification(alipay_form(alipay_trade(['total_amount' => '']))));

echo "For another owner:\n";
foreach ([
    'another app' => ['app_id' => '2014000000000000'],
    'no app' => ['app_id' => null],
    'only auth_app_id of ours' => ['app_id' => '2014000000000000', 'auth_app_id' => ALIPAY_APP],
    'another seller' => ['seller_id' => '2088999999999999'],
    'no seller' => ['seller_id' => null],
    'a seller that begins like ours' => ['seller_id' => ALIPAY_SELLER . '1'],
] as $name => $fields) {
    $form = alipay_form(alipay_trade($fields));
    echo $name, ': ', verdict(fn () => $pay->notification($form)), '; where no sellerId is set: ', verdict(fn () => alipay(['sellerId' => null])->notification($form)), "\n";
}
echo "assertMatches:\n";
$n = $pay->notification(alipay_form(alipay_trade(['total_amount' => '20'])));
var_dump($n->assertMatches('6823789339978248', Pay\Money::yuan('20.00'), ALIPAY_APP, ALIPAY_SELLER) === $n, $n->assertMatches() === $n);
foreach ([
    'order' => fn () => $n->assertMatches('6823789339978247'),
    'amount' => fn () => $n->assertMatches(null, Pay\Money::yuan('20.01')),
    'currency' => fn () => $n->assertMatches(null, Pay\Money::yuan('20.00', 'USD')),
    'app' => fn () => $n->assertMatches(appId: '1'),
    'seller' => fn () => $n->assertMatches(mchId: '1'),
    'a refund for its payment' => fn () => $pay->notification(alipay_form(alipay_trade($refund + ['refund_fee' => '5.00'])))->assertMatches(amount: Pay\Money::yuan('20.00')),
] as $name => $call) {
    echo $name, ': ', verdict($call), "\n";
}

echo "Replies:\n";
try {
    $pay->notification('a=b');
} catch (Pay\SignatureException $e) {
}
foreach (['ok' => $n->ok(), 'fail' => $n->fail(), 'fail with a text' => $n->fail("no\nthanks"), 'of the client' => $pay->fail(), 'of the refusal' => $e->reply()] as $name => $reply) {
    echo "$name: $reply->status ", json_encode($reply->headers), ' ', json_encode($reply->body), ' ', json_encode("$reply"), "\n";
}

?>
--EXPECT--
Trades:
paid: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid true, refund false
paid for good: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid true, refund false
waits: trade_status_sync Pending, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid false, refund false
closed unpaid: trade_status_sync Closed, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid false, refund false
a status that is new: trade_status_sync Unknown, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid false, refund false
part paid back: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund R1, 5.00 CNY, signed true, paid false, refund true
part paid back, no number: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 5.00 CNY, signed true, paid false, refund true
all paid back: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund R1, 20.00 CNY, signed true, paid false, refund true
paid back, without a time: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 0.01 CNY, signed true, paid false, refund true
paid, and nothing back: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid true, refund false
over for refunds, paid back before: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund R1, 5.00 CNY, signed true, paid false, refund true
no decimals: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid true, refund false
one decimal: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 0.10 CNY, signed true, paid true, refund false
a subject that could be markup: trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, 20.00 CNY, signed true, paid true, refund false
The id: without notify_id the same message has the same, any other another:
bool(true)
bool(false)
bool(true)
Messages of the application gateway, which sign sign_type:
by notify_type: servicemarket_order_notify Unknown, order -, trade -, refund -, no amount, signed true, paid false, refund false
string(4) "RSA2"
by msg_method: alipay.open.auth.appauth.cancelled Unknown, order -, trade -, refund -, no amount, signed true, paid false, refund false
string(4) "RSA2"
by method: alipay.trade.refund.depositback.completed Unknown, order order-1, trade -, refund -, no amount, signed true, paid false, refund false
string(4) "RSA2"
by nothing: message Unknown, order -, trade -, refund -, no amount, signed true, paid false, refund false
string(4) "RSA2"
A trade whose sign_type is signed is as good; one whose is not does not show it:
string(4) "RSA2"
NULL
Character sets, proven first:
'GBK' b2e2cad4: accepted 测试
'gb2312' b2e2cad4: accepted 测试
'GB18030' b2e2cad4: accepted 测试
'utf-8' e6b58be8af95: accepted 测试
'UTF-8' b2e2cad4: accepted 测试
'' e6b58be8af95: accepted 测试
'big5' 78: SignatureException signature.malformed 
'utf-16' 78: SignatureException signature.malformed 
'GBK ' 78: SignatureException signature.malformed 
in neither of them: SignatureException signature.malformed
Empty values, signed or not, are not there:
bool(false)
bool(false)
bool(true)
bool(false)
bool(false)
bool(true)
an empty total_amount: : trade_status_sync Succeeded, order 6823789339978248, trade 2013112011001004330000121536, refund -, no amount, signed true, paid true, refund false
For another owner:
another app: IntegrityException integrity.app_id; where no sellerId is set: IntegrityException integrity.app_id
no app: IntegrityException integrity.app_id; where no sellerId is set: IntegrityException integrity.app_id
only auth_app_id of ours: IntegrityException integrity.app_id; where no sellerId is set: IntegrityException integrity.app_id
another seller: IntegrityException integrity.seller_id; where no sellerId is set: accepted
no seller: IntegrityException integrity.seller_id; where no sellerId is set: accepted
a seller that begins like ours: IntegrityException integrity.seller_id; where no sellerId is set: accepted
assertMatches:
bool(true)
bool(true)
order: IntegrityException integrity.out_trade_no
amount: IntegrityException integrity.amount
currency: IntegrityException integrity.amount
app: IntegrityException integrity.appid
seller: IntegrityException integrity.mchid
a refund for its payment: IntegrityException integrity.amount
Replies:
ok: 200 {"Content-Type":"text\/plain; charset=utf-8"} "success" "success"
fail: 200 {"Content-Type":"text\/plain; charset=utf-8"} "fail" "fail"
fail with a text: 200 {"Content-Type":"text\/plain; charset=utf-8"} "fail" "fail"
of the client: 200 {"Content-Type":"text\/plain; charset=utf-8"} "fail" "fail"
of the refusal: 401 {"Content-Type":"text\/plain; charset=utf-8"} "fail" "fail"
