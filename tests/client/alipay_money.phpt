--TEST--
Alipay: whatever breaks on the way, money moves once; what is repeated has the same number, and a payment by code is never repeated
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

$gateway = new AlipayGateway(mode: 'certificate');
$paid = function (string $number) use ($gateway) {
    $gateway->client()->precreate(alipay_order($number));
    $gateway->control('POST', '/pay', ['out_trade_no' => $number, 'notify' => false]);
};
$methods = ['refund' => 'alipay.trade.refund', 'cancel' => 'alipay.trade.cancel', 'transfer' => 'alipay.fund.trans.uni.transfer', 'pay' => 'alipay.trade.pay',
    'query' => 'alipay.trade.query'];
$fields = [
    'refund' => fn (string $n) => ['out_trade_no' => 'many', 'out_request_no' => $n, 'refund_amount' => '0.01'],
    'cancel' => fn (string $n) => ['out_trade_no' => $n],
    'transfer' => fn (string $n) => ['out_biz_no' => $n, 'trans_amount' => '1.00', 'order_title' => '茶', 'product_code' => 'TRANS_ACCOUNT_NO_PWD',
        'biz_scene' => 'DIRECT_TRANSFER', 'payee_info' => ['identity' => '2088000000000302', 'identity_type' => 'ALIPAY_USER_ID']],
    'pay' => fn (string $n) => alipay_order($n, ['auth_code' => '28' . sprintf('%014d', crc32($n)), 'scene' => 'bar_code']),
    'query' => fn (string $n) => ['out_trade_no' => 'many'],
];
/** The numbers that what came over the wire names, each with how often. */
$numbers = function (string $name, int $since) use ($gateway, $methods): string {
    $counts = [];
    foreach (array_slice($gateway->requests($methods[$name]), $since) as $request) {
        parse_str($request['body'], $body);
        $biz = json_decode($body['biz_content'] ?? '{}', true); // nothing of a request that was never read
        $number = $biz['out_request_no'] ?? $biz['out_biz_no'] ?? $biz['out_trade_no'] ?? 'unread';
        $counts[$number] = ($counts[$number] ?? 0) + 1;
    }
    return json_encode($counts);
};
$paid('many');

foreach (['reset', 'close-before-read', 'close-after-read', 'truncate'] as $fault) {
    foreach ([1, 9] as $times) {
        foreach ($methods as $name => $method) {
            $gateway->control('DELETE', '/faults');
            $since = $gateway->count($method);
            $gateway->fault($method, $fault, $times);
            $pay = $gateway->client();
            $number = strtr("{$name}_{$fault}_$times", '-', '_');
            $outcome = outcome(fn () => $pay->execute($method, $fields[$name]($number)));
            echo "$fault x$times, $name: ", $numbers($name, $since), " $outcome\n";
        }
    }
}

echo "-- fewer repeats, when fewer are allowed\n";
foreach ([0, 1, 5] as $retries) {
    $gateway->control('DELETE', '/faults');
    $gateway->fault('alipay.trade.refund', 'close-after-read', 9);
    $since = $gateway->count('alipay.trade.refund');
    $pay = $gateway->client(['http' => $gateway->http(retries: $retries)]);
    $outcome = outcome(fn () => $pay->refund($fields['refund']("retries_$retries")));
    echo "$retries: ", $numbers('refund', $since), " $outcome\n";
}

echo "-- silence, until the time is over\n";
foreach ($methods as $name => $method) {
    foreach ([['hang', null], ['delay', 1.5]] as [$fault, $value]) {
        $gateway->control('DELETE', '/faults');
        $gateway->fault($method, $fault, 9, $value);
        $since = $gateway->count($method);
        $pay = $gateway->client(['http' => $gateway->http(timeout: 0.6)]);
        $outcome = outcome(fn () => $pay->execute($method, $fields[$name]("{$name}_$fault")));
        echo "$fault, $name: ", $gateway->count($method) - $since > 1 ? 'REPEATED ' : '', "$outcome\n";
    }
}
$gateway->control('DELETE', '/faults');
$gateway->fault('alipay.trade.refund', 'delay', 1, 0.3);
echo 'a short delay: ', outcome(fn () => $gateway->client()->refund($fields['refund']('short'))), "\n";

echo "-- nobody listens: nothing was sent\n";
$nobody = $gateway->client(['http' => new Pay\Http(retries: 2, baseUrl: 'http://127.0.0.1:9')]);
foreach ($methods as $name => $method) {
    echo "$name: ", outcome(fn () => $nobody->execute($method, $fields[$name]("nobody_$name"))), "\n";
}

echo "-- refused after an attempt that was lost: it may speak of either\n";
foreach (['refund', 'cancel', 'transfer'] as $name) {
    foreach ([['code' => '40004', 'sub_code' => 'ACQ.SELLER_BALANCE_NOT_ENOUGH'], ['code' => '40005', 'sub_code' => 'isv.app-call-limited'],
        ['code' => '40002', 'sub_code' => 'isv.invalid-app-id', 'unsigned' => true]] as $value) {
        $gateway->control('DELETE', '/faults');
        $gateway->fault($methods[$name], 'close-after-read', 1);
        $gateway->fault($methods[$name], 'error-response', 9, $value);
        $since = $gateway->count($methods[$name]);
        echo "$name: ", outcome(fn () => $gateway->client()->execute($methods[$name], $fields[$name]("doubt_{$name}_" . strlen($value['sub_code'])))), ' ', $gateway->count($methods[$name]) - $since, "\n";
    }
    $gateway->control('DELETE', '/faults');
    $gateway->fault($methods[$name], 'error-response', 9, ['code' => '40004', 'sub_code' => 'ACQ.SELLER_BALANCE_NOT_ENOUGH']);
    echo "$name, refused at once: ", outcome(fn () => $gateway->client()->execute($methods[$name], $fields[$name]("refused_$name"))), "\n";
}

echo "-- without a number of its own nothing is repeated\n";
$gateway->control('DELETE', '/faults');
$trade = $gateway->control('GET', '/orders/many')['trade_no'];
foreach ([
    ['alipay.trade.cancel', ['trade_no' => $trade]],
    ['alipay.trade.order.pay', ['out_trade_no' => 'many']],
    ['alipay.commerce.unheard.of', ['out_request_no' => 'many', 'out_trade_no' => 'many']],
    ['alipay.commerce.unheard.query', []],
] as [$method, $biz]) {
    $gateway->fault($method, 'close-before-read', 9);
    $since = $gateway->count($method);
    echo "$method: ", outcome(fn () => $gateway->client()->execute($method, $biz)), ' ', $gateway->count($method) - $since, "\n";
}
$since = $gateway->count('alipay.trade.refund');
echo outcome(fn () => $gateway->client()->refund(['out_trade_no' => 'many', 'refund_amount' => '0.01'])), ' ',
    outcome(fn () => $gateway->client()->execute('alipay.trade.refund', ['out_trade_no' => 'many', 'refund_amount' => '0.01'])), ' ', $gateway->count('alipay.trade.refund') - $since, "\n";

echo "-- the gateway's books\n";
$gateway->control('DELETE', '/faults');
$pay = $gateway->client();
$paid('books');
$refund = ['out_trade_no' => 'books', 'out_request_no' => 'one', 'refund_amount' => '5.00'];
$gateway->fault('alipay.trade.refund', 'close-after-read', 2);
$since = $gateway->count('alipay.trade.refund');
$first = $pay->refund($refund);
echo $gateway->count('alipay.trade.refund') - $since, ' ', $first->state->value, ' ', $first['fund_change'], ' ', $gateway->control('GET', '/orders/books')['refund_fee'], ' ',
    $pay->queryRefund($refund)->state->value, "\n";
$gateway->fault('alipay.fund.trans.uni.transfer', 'close-after-read', 2);
$since = $gateway->count('alipay.fund.trans.uni.transfer');
echo $pay->transfer($fields['transfer']('books'))->state->value, ' ', $gateway->count('alipay.fund.trans.uni.transfer') - $since, ' ', $pay->queryTransfer('books')['trans_amount'], "\n";

echo "-- counted for whoever watches\n";
$before = Pay\status();
$gateway->fault('alipay.trade.refund', 'close-after-read', 9);
outcome(fn () => $pay->refund($fields['refund']('watched')));
$after = Pay\status();
echo $after['unknown_outcomes'] - $before['unknown_outcomes'], ' ', $after['retries'] - $before['retries'], "\n";
?>
--EXPECT--
reset x1, refund: {"unread":1,"refund_reset_1":1} done
reset x1, cancel: {"unread":1,"cancel_reset_1":1} done
reset x1, transfer: {"unread":1,"transfer_reset_1":1} done
reset x1, pay: {"unread":1} UnknownOutcomeException transport.closed
reset x1, query: {"unread":1,"many":1} done
reset x9, refund: {"unread":3} UnknownOutcomeException transport.closed
reset x9, cancel: {"unread":3} UnknownOutcomeException transport.closed
reset x9, transfer: {"unread":3} UnknownOutcomeException transport.closed
reset x9, pay: {"unread":1} UnknownOutcomeException transport.closed
reset x9, query: {"unread":3} TransportException transport.closed
close-before-read x1, refund: {"refund_close_before_read_1":2} done
close-before-read x1, cancel: {"cancel_close_before_read_1":2} done
close-before-read x1, transfer: {"transfer_close_before_read_1":2} done
close-before-read x1, pay: {"pay_close_before_read_1":1} UnknownOutcomeException transport.closed
close-before-read x1, query: {"many":2} done
close-before-read x9, refund: {"refund_close_before_read_9":3} UnknownOutcomeException transport.closed
close-before-read x9, cancel: {"cancel_close_before_read_9":3} UnknownOutcomeException transport.closed
close-before-read x9, transfer: {"transfer_close_before_read_9":3} UnknownOutcomeException transport.closed
close-before-read x9, pay: {"pay_close_before_read_9":1} UnknownOutcomeException transport.closed
close-before-read x9, query: {"many":3} TransportException transport.closed
close-after-read x1, refund: {"refund_close_after_read_1":2} done
close-after-read x1, cancel: {"cancel_close_after_read_1":2} done
close-after-read x1, transfer: {"transfer_close_after_read_1":2} done
close-after-read x1, pay: {"pay_close_after_read_1":1} UnknownOutcomeException transport.closed
close-after-read x1, query: {"many":2} done
close-after-read x9, refund: {"refund_close_after_read_9":3} UnknownOutcomeException transport.closed
close-after-read x9, cancel: {"cancel_close_after_read_9":3} UnknownOutcomeException transport.closed
close-after-read x9, transfer: {"transfer_close_after_read_9":3} UnknownOutcomeException transport.closed
close-after-read x9, pay: {"pay_close_after_read_9":1} UnknownOutcomeException transport.closed
close-after-read x9, query: {"many":3} TransportException transport.closed
truncate x1, refund: {"refund_truncate_1":2} done
truncate x1, cancel: {"cancel_truncate_1":2} done
truncate x1, transfer: {"transfer_truncate_1":2} done
truncate x1, pay: {"pay_truncate_1":1} UnknownOutcomeException transport.truncated
truncate x1, query: {"many":2} done
truncate x9, refund: {"refund_truncate_9":3} UnknownOutcomeException transport.truncated
truncate x9, cancel: {"cancel_truncate_9":3} UnknownOutcomeException transport.truncated
truncate x9, transfer: {"transfer_truncate_9":3} UnknownOutcomeException transport.truncated
truncate x9, pay: {"pay_truncate_9":1} UnknownOutcomeException transport.truncated
truncate x9, query: {"many":3} TransportException transport.truncated
-- fewer repeats, when fewer are allowed
0: {"retries_0":1} UnknownOutcomeException transport.closed
1: {"retries_1":2} UnknownOutcomeException transport.closed
5: {"retries_5":6} UnknownOutcomeException transport.closed
-- silence, until the time is over
hang, refund: UnknownOutcomeException transport.timeout
delay, refund: UnknownOutcomeException transport.timeout
hang, cancel: UnknownOutcomeException transport.timeout
delay, cancel: UnknownOutcomeException transport.timeout
hang, transfer: UnknownOutcomeException transport.timeout
delay, transfer: UnknownOutcomeException transport.timeout
hang, pay: UnknownOutcomeException transport.timeout
delay, pay: UnknownOutcomeException transport.timeout
hang, query: TransportException transport.timeout
delay, query: TransportException transport.timeout
a short delay: done
-- nobody listens: nothing was sent
refund: TransportException transport.connect
cancel: TransportException transport.connect
transfer: TransportException transport.connect
pay: TransportException transport.connect
query: TransportException transport.connect
-- refused after an attempt that was lost: it may speak of either
refund: UnknownOutcomeException api.ACQ.SELLER_BALANCE_NOT_ENOUGH <- ApiException api.ACQ.SELLER_BALANCE_NOT_ENOUGH 2
refund: UnknownOutcomeException api.isv.app-call-limited <- ApiException api.isv.app-call-limited 2
refund: UnknownOutcomeException api.isv.invalid-app-id <- ApiException api.isv.invalid-app-id 2
refund, refused at once: ApiException api.ACQ.SELLER_BALANCE_NOT_ENOUGH
cancel: UnknownOutcomeException api.ACQ.SELLER_BALANCE_NOT_ENOUGH <- ApiException api.ACQ.SELLER_BALANCE_NOT_ENOUGH 2
cancel: UnknownOutcomeException api.isv.app-call-limited <- ApiException api.isv.app-call-limited 2
cancel: UnknownOutcomeException api.isv.invalid-app-id <- ApiException api.isv.invalid-app-id 2
cancel, refused at once: ApiException api.ACQ.SELLER_BALANCE_NOT_ENOUGH
transfer: UnknownOutcomeException api.ACQ.SELLER_BALANCE_NOT_ENOUGH <- ApiException api.ACQ.SELLER_BALANCE_NOT_ENOUGH 2
transfer: UnknownOutcomeException api.isv.app-call-limited <- ApiException api.isv.app-call-limited 2
transfer: UnknownOutcomeException api.isv.invalid-app-id <- ApiException api.isv.invalid-app-id 2
transfer, refused at once: ApiException api.ACQ.SELLER_BALANCE_NOT_ENOUGH
-- without a number of its own nothing is repeated
alipay.trade.cancel: UnknownOutcomeException transport.closed 1
alipay.trade.order.pay: UnknownOutcomeException transport.closed 1
alipay.commerce.unheard.of: UnknownOutcomeException transport.closed 1
alipay.commerce.unheard.query: TransportException transport.closed 3
ValueError ValueError 0
-- the gateway's books
3 pending N 5.00 succeeded
succeeded 3 1.00
-- counted for whoever watches
1 2
