--TEST--
A notification in XML is proven as configured, read into the common words, and answered in XML, also at a client of APIv3
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify_v2.inc';

function show(Pay\Notification $event): void
{
    echo json([$event->id, $event->type, $event->state->value, $event->outTradeNo, $event->transactionId, $event->outRefundNo,
        (string) $event->amount, $event->signed, $event->isPaid(), $event->isRefund()]), "\n";
}

function json(mixed $value): string
{
    return json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
}

$clients = ['MD5' => client_v2(), 'HMAC-SHA256' => client_v2(['signType' => 'HMAC-SHA256']),
    'APIv3 with a v2 key' => client(['apiV2Key' => API_V2_KEY, 'signType' => 'MD5'])];
foreach ($clients as $name => $pay) {
    echo "-- $name\n";
    $algorithm = $name === 'HMAC-SHA256' ? $name : 'MD5';
    $event = $pay->notification(paid_xml([], $algorithm), []);
    show($event);
    var_dump($event->toArray() === array_diff_key(payment(), []) + ['sign' => sign_v2(payment(), $algorithm)]);
    show($pay->notification(paid_xml(['sign_type' => $algorithm], $algorithm)));
    echo 'other algorithm: ', verdict(fn () => $pay->notification(paid_xml([], $algorithm === 'MD5' ? 'HMAC-SHA256' : 'MD5'), [])), "\n";
    echo 'names another: ', verdict(fn () => $pay->notification(paid_xml(['sign_type' => $algorithm === 'MD5' ? 'HMAC-SHA256' : 'MD5'], $algorithm), [])), "\n";
    $refund = $pay->notification(refunded_xml(), []);
    show($refund);
    echo $refund['refund_recv_accout'], ' ', $refund->get('refund_fee'), "\n";
    echo 'matches: ', verdict(fn () => $event->assertMatches('1409811653', Pay\Money::fen(1999), 'wx2421b1c4370ec43b', '1900000109')), "\n";
    echo 'another amount: ', verdict(fn () => $event->assertMatches(amount: Pay\Money::fen(1))), "\n";
    echo 'refund matches: ', verdict(fn () => $refund->assertMatches('1409811653', Pay\Money::fen(500), 'wx2421b1c4370ec43b', '1900000109')), "\n";
    foreach ([$event->ok(), $event->fail(), $refund->ok(), $event->fail('a "quoted" <b> & ]]> reason')] as $reply) {
        echo $reply->status, ' ', json($reply->headers), ' ', $reply->body, "\n";
    }
}

echo "-- what it says\n";
$pay = client_v2();
show($pay->notification(paid_xml(['result_code' => 'FAIL', 'err_code' => 'SYSTEMERROR'])));
show($pay->notification(refunded_xml(['refund_status' => 'CHANGE'])));
show($pay->notification(refunded_xml(['refund_status' => 'REFUNDCLOSE'])));
show($pay->notification(paid_xml(['fee_type' => 'USD'])));
show($pay->notification(paid_xml(['coupon_fee' => '99', 'coupon_count' => '1', 'coupon_id_0' => '10000', 'coupon_fee_0' => '99'])));
var_dump(isset($pay->notification(str_replace('</xml>', '<empty></empty></xml>', paid_xml()))['empty']));

echo "-- what is neither a payment nor a refund\n";
$contract = ['mch_id' => '1900000109', 'appid' => 'wx2421b1c4370ec43b', 'contract_code' => 'c-1', 'plan_id' => '123',
    'contract_id' => '203', 'change_type' => 'ADD', 'operate_time' => '2026-11-25 10:00:00', 'return_code' => 'SUCCESS', 'result_code' => 'SUCCESS'];
$message = static fn (array $fields): string => xml($fields + ['sign' => sign_v2($fields)]);
$made = $pay->notification($message($contract), []);
$ended = $pay->notification($message(['change_type' => 'DELETE'] + $contract), []);
show($made);
show($ended);
var_dump($made->id !== $ended->id, $made['contract_id']);
show($pay->notification($message(['event_id' => 'e1', 'event_type' => 'X', 'mch_id' => '1900000109', 'return_code' => 'SUCCESS'])));
$nameless = $pay->notification($message(['mch_id' => '1900000109', 'return_code' => 'SUCCESS', 'what' => 'a']));
var_dump($nameless->id === $pay->notification($message(['mch_id' => '1900000109', 'return_code' => 'SUCCESS', 'what' => 'a']))->id,
    $nameless->id === $pay->notification($message(['mch_id' => '1900000109', 'return_code' => 'SUCCESS', 'what' => 'b']))->id);

echo "-- what is refused\n";
foreach ([
    'another key' => paid_xml([], 'MD5', strrev(API_V2_KEY)),
    'another merchant' => paid_xml(['mch_id' => '1900000999']),
    'another app' => paid_xml(['appid' => 'wx0000000000000000']),
    'no sign' => xml(payment()),
    'return_code' => paid_xml(['return_code' => 'FAIL']),
    'refund under another key' => refunded_xml([], [], strrev(API_V2_KEY)),
    'refund of another merchant' => refunded_xml([], ['mch_id' => '1900000999']),
    'refund of another app' => refunded_xml([], ['appid' => 'wx0000000000000000']),
    'refund, return_code' => refunded_xml([], ['return_code' => 'FAIL']),
    'refund without content' => refunded_xml([], ['req_info' => '']),
    'refund with a payment inside' => refunded_xml([], ['req_info' => seal_v2(paid_xml())]),
    'refund with a DOCTYPE inside' => refunded_xml([], ['req_info' => seal_v2('<!DOCTYPE root><root><a>1</a></root>')]),
    'refund, content of a blank' => refunded_xml([], ['req_info' => ' ' . seal_v2('<root></root>')]),
    'payment and refund in one' => paid_xml(['req_info' => seal_v2('<root><out_refund_no>1</out_refund_no></root>'), 'sign' => '']),
    'amount is no number' => paid_xml(['total_fee' => '19.99']),
    'amount with a leading zero' => paid_xml(['total_fee' => '01999']),
    'currency is no currency' => paid_xml(['fee_type' => 'cny']),
    're-split' => paid_xml(['attach' => 'x&total_fee=1']),
    'JSON' => '{"id":"1"}',
    'nothing' => '',
    'a form' => 'total_fee=1&sign=x',
] as $name => $body) {
    echo $name, ': ', verdict(fn () => $pay->notification($body, [])), "\n";
}
echo 'a client without a v2 key: ', verdict(fn () => client()->notification(paid_xml(), [])), "\n";
var_dump($pay->notification(paid_xml(['attach' => 'a=1&b=2']))['attach']);

try {
    $pay->notification(paid_xml([], 'MD5', strrev(API_V2_KEY)));
} catch (Pay\SignatureException $e) {
    $reply = $e->reply();
    echo $reply->status, ' ', json($reply->headers), " $reply ", json($e->isProbe()), "\n", $e->hint, "\n";
}
// What is answered to is what came, not what the client would rather speak.
$both = client(['apiV2Key' => API_V2_KEY]);
foreach (['XML' => paid_xml([], 'MD5', strrev(API_V2_KEY)), 'JSON' => '{}'] as $name => $body) {
    try {
        $both->notification($body, []);
    } catch (Pay\SignatureException $e) {
        echo "$name: ", $e->reply()->headers['Content-Type'], ' ', $e->reply(), "\n";
    }
}
echo $pay->fail()->status, ' ', $pay->fail('later'), "\n";
?>
--EXPECT--
-- MD5
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
bool(true)
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
other algorithm: SignatureException signature.malformed
names another: SignatureException signature.malformed
["REFUND.SUCCESS:50200207182018070300011301001","REFUND.SUCCESS","succeeded","1409811653","1004400740201409030005092168","refund-0001","5.00",false,false,true]
招商银行信用卡0403 500
matches: accepted
another amount: IntegrityException integrity.amount
refund matches: accepted
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[FAIL]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[a "quoted" <b> & ]]]]><![CDATA[> reason]]></return_msg></xml>
-- HMAC-SHA256
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
bool(true)
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
other algorithm: SignatureException signature.malformed
names another: SignatureException signature.malformed
["REFUND.SUCCESS:50200207182018070300011301001","REFUND.SUCCESS","succeeded","1409811653","1004400740201409030005092168","refund-0001","5.00",false,false,true]
招商银行信用卡0403 500
matches: accepted
another amount: IntegrityException integrity.amount
refund matches: accepted
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[FAIL]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[a "quoted" <b> & ]]]]><![CDATA[> reason]]></return_msg></xml>
-- APIv3 with a v2 key
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
bool(true)
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
other algorithm: SignatureException signature.malformed
names another: SignatureException signature.malformed
["REFUND.SUCCESS:50200207182018070300011301001","REFUND.SUCCESS","succeeded","1409811653","1004400740201409030005092168","refund-0001","5.00",false,false,true]
招商银行信用卡0403 500
matches: accepted
another amount: IntegrityException integrity.amount
refund matches: accepted
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[FAIL]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>
200 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[a "quoted" <b> & ]]]]><![CDATA[> reason]]></return_msg></xml>
-- what it says
["TRANSACTION.FAIL:1004400740201409030005092168","TRANSACTION.FAIL","failed","1409811653","1004400740201409030005092168",null,"19.99",true,false,false]
["REFUND.CHANGE:50200207182018070300011301001","REFUND.CHANGE","failed","1409811653","1004400740201409030005092168","refund-0001","5.00",false,false,true]
["REFUND.REFUNDCLOSE:50200207182018070300011301001","REFUND.REFUNDCLOSE","closed","1409811653","1004400740201409030005092168","refund-0001","5.00",false,false,true]
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
["TRANSACTION.SUCCESS:1004400740201409030005092168","TRANSACTION.SUCCESS","succeeded","1409811653","1004400740201409030005092168",null,"19.99",true,true,false]
bool(false)
-- what is neither a payment nor a refund
["ADD:203","ADD","unknown",null,null,null,"",true,false,false]
["DELETE:203","DELETE","unknown",null,null,null,"",true,false,false]
bool(true)
string(3) "203"
["X:e1","X","unknown",null,null,null,"",true,false,false]
bool(true)
bool(false)
-- what is refused
another key: SignatureException signature.mismatch
another merchant: IntegrityException integrity.mchid
another app: IntegrityException integrity.appid
no sign: SignatureException signature.missing
return_code: SignatureException signature.malformed
refund under another key: SignatureException signature.decrypt
refund of another merchant: IntegrityException integrity.mchid
refund of another app: IntegrityException integrity.appid
refund, return_code: SignatureException signature.malformed
refund without content: SignatureException signature.missing
refund with a payment inside: SignatureException signature.decrypt
refund with a DOCTYPE inside: SignatureException signature.decrypt
refund, content of a blank: SignatureException signature.decrypt
payment and refund in one: SignatureException signature.malformed
amount is no number: SignatureException signature.malformed
amount with a leading zero: SignatureException signature.malformed
currency is no currency: SignatureException signature.malformed
re-split: SignatureException signature.malformed
JSON: SignatureException signature.malformed
nothing: SignatureException signature.malformed
a form: SignatureException signature.malformed
a client without a v2 key: SignatureException signature.malformed
string(7) "a=1&b=2"
401 {"Content-Type":"text/xml; charset=utf-8"} <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[signature not verified]]></return_msg></xml> false
Trust nothing in this message; verify the raw body, untouched by a framework.
XML: text/xml; charset=utf-8 <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[signature not verified]]></return_msg></xml>
JSON: application/json; charset=utf-8 {"code":"FAIL","message":"signature not verified"}
200 <xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[later]]></return_msg></xml>
