--TEST--
A fact is handled once, whichever protocol, message or answer tells of it, and facts that differ do not hide each other
--EXTENSIONS--
pay
pdo
pdo_sqlite
openssl
--FILE--
<?php
require __DIR__ . '/../inc/inbox.inc';
require __DIR__ . '/../inc/alipay_gateway.inc';

$db = connect(['sqlite::memory:']);
$inbox = new Pay\Inbox($db);
/** R: it ran, -: it did not; or what was thrown. */
$once = static fn (mixed ...$events): string => implode(' ', array_map(static function ($event) use ($inbox) {
    try {
        $ran = false;
        $answer = $inbox->once($event, function ($given) use (&$ran, $event) {
            $ran = $given === $event;
        });
        return $answer !== $ran ? 'WRONG' : ($answer ? 'R' : '-');
    } catch (Throwable $e) {
        return $e::class;
    }
}, $events));
$marked = static function () use ($db): void {
    foreach (facts($db) as [$owner, $fact]) {
        echo "  $owner | $fact\n";
    }
    $db->exec('DELETE FROM pay_inbox');
};
$gateway = new Gateway();
['mchid' => $mchid, 'appid' => $appid] = $gateway->config;
$identity = ['mchId' => $mchid, 'appId' => $appid];
$v3 = fn (array $plain, string $type = 'TRANSACTION.SUCCESS', string $id = 'EV-1') => client($identity)->notification(
    ...message(['plain' => ['mchid' => $mchid, 'appid' => $appid] + $plain, 'event' => ['event_type' => $type, 'id' => $id]]));
$v2 = fn (string $body) => client_v2($identity)->notification($body, []);
$merchant = ['mch_id' => $mchid, 'appid' => $appid];

echo "-- WeChat Pay, an order\n";
$pay = $gateway->client();
$old = new Pay\WeChat(...$gateway->credentialsV2());
$pay->native(order('order-0001'));
echo $once($pay->query('order-0001'), $old->query('order-0001')), "\n";
$gateway->control('POST', '/pay', ['out_trade_no' => 'order-0001', 'notify' => false]);
$paid = $v3(transaction(['out_trade_no' => 'order-0001']));
echo $once($v3(transaction(['out_trade_no' => 'order-0001', 'trade_state' => 'USERPAYING'])), $paid, $paid,
    $v3(transaction(['out_trade_no' => 'order-0001']), 'TRANSACTION.SUCCESS', 'EV-2'),
    $v2(paid_xml($merchant + ['out_trade_no' => 'order-0001'])), $pay->query('order-0001'), $old->query('order-0001'),
    $pay->query(['transaction_id' => $pay->query('order-0001')['transaction_id']])), "\n";
$pay->native(order('order-0002'));
$pay->close('order-0002');
echo $once($old->query('order-0002'), $pay->query('order-0002')), "\n";
$marked();

echo "-- WeChat Pay, a refund\n";
$refund = fn (string $number) => $pay->refund(['out_trade_no' => 'order-0001', 'out_refund_no' => $number,
    'amount' => ['refund' => 500, 'total' => 1999, 'currency' => 'CNY']]);
echo $once($refund('refund-0001'), $pay->queryRefund('refund-0001'), $old->queryRefund('refund-0001'),
    $v3(refund_event(['out_trade_no' => 'order-0001']), 'REFUND.SUCCESS'), $v2(refunded_xml([], $merchant))), "\n";
echo 'the order: ', $once($pay->query('order-0001'), $paid), ' ', $pay->query('order-0001')->state->value, "\n";
echo 'other outcomes: ', $once($v3(refund_event(['refund_status' => 'ABNORMAL']), 'REFUND.ABNORMAL'), $v2(refunded_xml(['refund_status' => 'CHANGE'], $merchant)),
    $v3(refund_event(['refund_status' => 'CLOSED']), 'REFUND.CLOSED'), $v3(refund_event(['refund_status' => 'PROCESSING']), 'REFUND.SUCCESS')), "\n";
$refund('refund-0002');
echo 'several: ', $once($old->queryRefund(['out_trade_no' => 'order-0001'])), "\n";
$marked();

echo "-- WeChat Pay, other merchants\n";
$same = transaction(['out_trade_no' => 'order-0003']);
echo $once(client()->notification(...message(['plain' => ['mchid' => '1900000109', 'appid' => 'wx2421b1c4370ec43b'] + $same])),
    client(['mchId' => '1900000110'])->notification(...message(['plain' => ['mchid' => '1900000110', 'appid' => 'wx2421b1c4370ec43b'] + $same]))), "\n";
$partner = fn (string $sub) => ['sp_mchid' => $mchid, 'sp_appid' => $appid, 'sub_mchid' => $sub] + array_diff_key($same, ['mchid' => 1, 'appid' => 1]);
$provider = client($identity);
$below = $gateway->client()->partner('1900000201');
$below->native(order('order-0003'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'order-0003', 'notify' => false]);
echo $once($provider->notification(...message(['plain' => $partner('1900000201')])), $below->query('order-0003'),
    $provider->notification(...message(['plain' => $partner('1900000202')])),
    $v2(paid_xml($merchant + ['out_trade_no' => 'order-0003', 'sub_mch_id' => '1900000202']))), "\n";
$marked();

echo "-- WeChat Pay, neither\n";
$combined = ['combine_mchid' => $mchid, 'combine_appid' => $appid, 'combine_out_trade_no' => 'order-0004', 'sub_orders' => []];
echo $once($v3($combined, 'TRANSACTION.SUCCESS', 'EV-3'), $v3($combined, 'TRANSACTION.SUCCESS', 'EV-3'), $v3($combined, 'TRANSACTION.SUCCESS', 'EV-4'),
    $v3(['out_bill_no' => 'bill', 'state' => 'SUCCESS'], 'MCHTRANSFER.BILL.FINISHED', "EV-'\"`\\茶")), "\n";
$contract = fn (string $type) => $v2(xml(($fields = $merchant + ['return_code' => 'SUCCESS', 'result_code' => 'SUCCESS', 'change_type' => $type, 'contract_id' => '203'])
    + ['sign' => sign_v2($fields)]));
echo $once($contract('ADD'), $contract('ADD'), $contract('DELETE')), "\n";
$marked();

echo "-- Alipay\n";
$alipay = new AlipayGateway();
$pay = $alipay->client();
$ali = new Pay\Alipay(appId: '2021000000000001', privateKey: pem('merchant.key'), alipayPublicKey: public_pem(pem('platform.key')));
$notice = function (array $fields) use ($ali): Pay\Notification {
    static $id = 0;
    $fields += ['app_id' => '2021000000000001', 'notify_id' => 'n' . ++$id, 'notify_type' => 'trade_status_sync', 'charset' => 'utf-8', 'total_amount' => '19.99'];
    ksort($fields);
    openssl_sign(urldecode(http_build_query($fields)), $sign, pem('platform.key'), OPENSSL_ALGO_SHA256);
    return $ali->notification(http_build_query($fields + ['sign' => base64_encode($sign), 'sign_type' => 'RSA2']));
};
$pay->precreate(alipay_order('order_0001'));
$alipay->control('POST', '/pay', ['out_trade_no' => 'order_0001']);
$paid = $pay->query('order_0001');
$trade = ['out_trade_no' => 'order_0001', 'trade_no' => $paid['trade_no']];
echo $once($notice($trade + ['trade_status' => 'WAIT_BUYER_PAY']), $pay->notification($alipay->notification('order_0001')),
    $notice($trade + ['trade_status' => 'TRADE_SUCCESS']), $notice($trade + ['trade_status' => 'TRADE_FINISHED']), $paid), "\n";
echo 'another trade of that number: ', $once($notice(['trade_no' => '2026112422001'] + $trade + ['trade_status' => 'TRADE_SUCCESS'])), "\n";
$done = $pay->refund(['out_trade_no' => 'order_0001', 'refund_amount' => '5.00', 'out_request_no' => 'part_1']);
$part = $trade + ['trade_status' => 'TRADE_SUCCESS', 'gmt_refund' => '2026-11-24 10:00:00', 'refund_fee' => '5.00', 'out_biz_no' => 'part_1'];
echo $once($pay->queryRefund(['out_trade_no' => 'order_0001', 'out_request_no' => 'part_1']), $notice($part), $notice(['out_biz_no' => 'part_2'] + $part),
    $notice(['out_trade_no' => 'order_0009', 'trade_no' => '9'] + $part), $pay->queryRefund(['out_trade_no' => 'order_0001', 'out_request_no' => 'part_3'])), "\n";
echo 'late: ', $once($notice($trade + ['trade_status' => 'TRADE_FINISHED'])), ', closed: ', $once($notice($trade + ['trade_status' => 'TRADE_CLOSED'])), "\n";
$message = ['notify_id' => 'm1', 'msg_method' => 'alipay.open.app.changed', 'notify_type' => 'x'];
echo 'messages: ', $once($notice($message), $notice($message), $notice(['notify_id' => 'm2'] + $message)),
    ', without a number: ', $once($notice(['notify_id' => 'm3', 'trade_status' => 'TRADE_SUCCESS', 'seller_id' => '1'])), "\n";
foreach ($db->query('SELECT owner, fact FROM pay_inbox ORDER BY fact, owner')->fetchAll(PDO::FETCH_NUM) as [$owner, $fact]) {
    echo '  ', strtr($owner, [$paid['trade_no'] => 'TRADE']), " | $fact\n";
}

echo "-- what tells nothing of the kind\n";
echo $once($pay->precreate(alipay_order('order_0002')), $done, $gateway->client()->native(order('order-0005')), $old->native(['out_trade_no' => 'order-0006', 'body' => 'tea', 'total_fee' => 1,
    'product_id' => '1', 'spbill_create_ip' => '127.0.0.1'])), "\n";
try {
    $inbox->once($done, fn () => null);
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
echo said(fn () => $inbox->once(Pay\Money::fen(1), fn () => null)), "\n";
echo said(fn () => $inbox->once($paid, 'no_such_function')), "\n";

echo "-- what an inbox is made of\n";
foreach (['pay_inbox', 'main.Order', '', '1a', 'a b', 'a.b.c', '.a', 'a.', 'a"b', "a\n", "a\0", 'x;DROP', str_repeat('a', 63), str_repeat('a', 64)] as $name) {
    echo json(strlen($name) > 20 ? strlen($name) : $name), ' ', verdict(fn () => new Pay\Inbox($db, $name)), "\n";
}
echo said(fn () => new Pay\Inbox(new ArrayObject())), "\n";
$oracle = new class('sqlite::memory:') extends PDO {
    public function getAttribute(int $attribute): mixed
    {
        return 'oci';
    }
};
echo said(fn () => new Pay\Inbox($oracle)), "\n";
foreach ([0, -1, 36501] as $days) {
    echo said(fn () => $inbox->prune($days)), "\n";
}
echo said(fn () => clone $inbox), "\n", said(fn () => serialize($inbox)), "\n", said(fn () => $inbox->__construct($db)), "\n";
?>
--EXPECT--
-- WeChat Pay, an order
- -
- R - - - - - -
R -
  wechat 1900000109 | order order-0001 paid
  wechat 1900000109 | order order-0002 closed
-- WeChat Pay, a refund
- R - - -
the order: R - refunded
other outcomes: R - R -
several: ValueError
  wechat 1900000109 | order order-0001 paid
  wechat 1900000109 | refund refund-0001 closed
  wechat 1900000109 | refund refund-0001 failed
  wechat 1900000109 | refund refund-0001 succeeded
-- WeChat Pay, other merchants
R R
R - R -
  wechat 1900000109 | order order-0003 paid
  wechat 1900000109 1900000201 | order order-0003 paid
  wechat 1900000109 1900000202 | order order-0003 paid
  wechat 1900000110 | order order-0003 paid
-- WeChat Pay, neither
R - R R
R - R
  wechat 1900000109 | message ADD:203
  wechat 1900000109 | message DELETE:203
  wechat 1900000109 | message EV-3
  wechat 1900000109 | message EV-4
  wechat 1900000109 | message EV-???????
-- Alipay
- R - - -
another trade of that number: R
R - R R -
late: -, closed: R
messages: R - R, without a number: R
  alipay 2021000000000001 | message m1
  alipay 2021000000000001 | message m2
  alipay 2021000000000001 | message m3
  alipay TRADE | order order_0001 closed
  alipay 2026112422001 | order order_0001 paid
  alipay TRADE | order order_0001 paid
  alipay TRADE | refund part_1 of order order_0001 succeeded
  alipay 9 | refund part_1 of order order_0009 succeeded
  alipay TRADE | refund part_2 of order order_0001 succeeded
-- what tells nothing of the kind
ValueError ValueError ValueError ValueError
Pay\Inbox::once(): Argument #1 ($event) must tell what became of one order or refund, as query() and queryRefund() answer: out_trade_no with trade_state or trade_status; or out_refund_no, or out_request_no, with out_trade_no
TypeError: Pay\Inbox::once(): Argument #1 ($event) must be of type Pay\Notification|Pay\Result, Pay\Money given
TypeError: Pay\Inbox::once(): Argument #2 ($handler) must be a valid callback, function "no_such_function" not found or invalid function name
-- what an inbox is made of
"pay_inbox" accepted
"main.Order" accepted
"" ValueError
"1a" ValueError
"a b" ValueError
"a.b.c" ValueError
".a" ValueError
"a." ValueError
"a\"b" ValueError
"a\n" ValueError
"a\u0000" ValueError
"x;DROP" ValueError
63 accepted
64 ValueError
TypeError: Pay\Inbox::__construct(): Argument #1 ($db) must be of type PDO, ArrayObject given
ValueError: Pay\Inbox::__construct(): Argument #1 ($db) must be of the driver sqlite, mysql or pgsql
ValueError: Pay\Inbox::prune(): Argument #1 ($olderThanDays) must be between 1 and 36500
ValueError: Pay\Inbox::prune(): Argument #1 ($olderThanDays) must be between 1 and 36500
ValueError: Pay\Inbox::prune(): Argument #1 ($olderThanDays) must be between 1 and 36500
Error: Trying to clone an uncloneable object of class Pay\Inbox
Exception: Serialization of 'Pay\Inbox' is not allowed
Error: Pay\Inbox is constructed once
