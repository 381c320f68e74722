--TEST--
Alipay: a payment by code ends in a result that is final, and its request goes out once whatever happens
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

const PAY = 'alipay.trade.pay';
const QUERY = 'alipay.trade.query';
const CANCEL = 'alipay.trade.cancel';
// Whatever $wait is, the order is asked for at least once: most cases need no more, and none waits for long.
const LONG = 8.0;
$gateway = new AlipayGateway();
$pay = $gateway->client(['http' => $gateway->http(timeout: 30.0)]);
$code = 2800000000000000;
$order = function (string $number, array $more = []) use (&$code) { return alipay_order($number, $more + ['auth_code' => (string) ++$code]); };

// What the gateway does; $wait; the fault and of which method.
$cases = [
    'paid at once' => [[], LONG],
    'a password, then paid' => [['pay' => '10003', 'queries' => ['WAIT_BUYER_PAY', 'TRADE_SUCCESS']], LONG],
    'paid, and no refund is possible any more' => [['pay' => '10003', 'queries' => ['TRADE_FINISHED']], 0.0],
    'closed meanwhile' => [['pay' => '10003', 'queries' => ['TRADE_CLOSED']], 0.0],
    'never paid, cancelled' => [['pay' => '10003'], 0.0],
    'never paid in a while, cancelled' => [['pay' => '10003'], 0.3],
    'paid in the last moment' => [['pay' => '10003', 'queries' => ['TRADE_SUCCESS']], 0.0],
    'cancelled at the third try' => [['pay' => '10003', 'cancel' => ['retry', 'retry']], 0.0],
    'cancelled after trouble' => [['pay' => '10003', 'cancel' => ['20000', 'ACQ.SYSTEM_ERROR', 'SUCCESS']], 0.0],
    '20000, but it is paid' => [['pay' => '20000', 'queries' => ['20000', 'TRADE_SUCCESS']], LONG],
    '20000, and not paid' => [['pay' => '20000'], 0.0],
    'SYSTEM_ERROR, but it is paid' => [['pay' => 'ACQ.SYSTEM_ERROR', 'queries' => ['ACQ.TRADE_NOT_EXIST', 'TRADE_SUCCESS']], LONG],
    'SYSTEM_ERROR, and not paid' => [['pay' => 'ACQ.SYSTEM_ERROR'], 0.0],
    'refused' => [['pay' => 'ACQ.BUYER_BALANCE_NOT_ENOUGH'], LONG],
    'an expired code' => [['pay' => 'ACQ.PAYMENT_AUTH_CODE_INVALID'], LONG],
    'no answer, but it is paid' => [[], 0.0, PAY, 'close-after-read'],
    'no answer, and never arrived' => [[], 0.0, PAY, 'close-before-read'],
    'a reset' => [[], 0.0, PAY, 'reset'],
    'a wrong signature, but it is paid' => [[], 0.0, PAY, 'bad-signature'],
    'no signature, and not carried out' => [[], 0.0, PAY, 'unsigned-success'],
    'an answer about another order' => [[], 0.0, PAY, 'other-order'],
    'a page in the place of an answer' => [[], 0.0, PAY, 'html'],
    'a broken gateway' => [[], 0.0, PAY, 'http-500'],
    'a timeout, then paid' => [[], LONG, PAY, 'delay', 1.5],
    'queries that prove nothing, then cancelled' => [['pay' => '10003'], 0.0, QUERY, 'bad-signature'],
    'queries about another order' => [['pay' => '10003'], 0.0, QUERY, 'other-order'],
    'queries refused without a signature' => [['pay' => '10003'], 0.0, QUERY, 'error-response', ['unsigned' => true]],
];
$i = 0;
foreach ($cases as $name => $case) {
    [$script, $wait, $method, $fault, $value] = $case + [2 => null, 3 => null, 4 => null];
    $number = 'till_' . ++$i;
    $gateway->control('DELETE', '/faults');
    $gateway->script($number, $script);
    if ($fault !== null) {
        $gateway->fault($method, $fault, 99, $value);
    }
    $before = [$gateway->count(PAY), $gateway->count(QUERY), $gateway->count(CANCEL)];
    $client = $fault === 'delay' ? $gateway->client(['http' => $gateway->http(timeout: 1.0)]) : $pay;
    $result = null;
    $got = outcome(function () use ($client, $order, $number, $wait, &$result) { $result = $client->pay($order($number), $wait); });
    $queries = $gateway->count(QUERY) - $before[1];
    printf("%s: %s%s, sent %d, %s, %d cancels\n", $name, $got, $result === null ? '' : " {$result->state->value}", $gateway->count(PAY) - $before[0],
        ['not asked', 'asked'][min(1, $queries)], $gateway->count(CANCEL) - $before[2]);
}
$gateway->control('DELETE', '/faults');

echo "-- what is cancelled is closed, or paid back, in the gateway's books\n";
$gateway->script('books_1', ['pay' => '10003']);
echo $pay->pay($order('books_1'), 0.0)->state->value, ' ', $pay->query('books_1')['trade_status'], "\n";
$gateway->script('books_2', ['queries' => ['ACQ.SYSTEM_ERROR']]);
$gateway->fault(PAY, 'close-after-read');
$result = $pay->pay($order('books_2'), 0.0);
echo $result->state->value, ' ', $result['action'], ' ', $pay->query('books_2')['trade_status'], ' ', $gateway->control('GET', '/orders/books_2')['refund_fee'], "\n";

echo "-- the worker died after it had sent; the till asks again under the same number\n";
$again = $order('crash_1');
$gateway->fault(PAY, 'close-after-read');
outcome(fn () => $pay->execute(PAY, $again + ['scene' => 'bar_code']));
$since = $gateway->count(PAY);
$result = $pay->pay($again, LONG);
echo $result->state->value, ' ', $result['total_amount'], ' ', $gateway->count(PAY) - $since, "\n";
$pay->cancel('crash_1');
echo outcome(fn () => $pay->pay($again, LONG)), "\n";
echo outcome(fn () => $pay->pay(['total_amount' => '5.00'] + $order('crash_1'), LONG)), "\n";
$gateway->script('crash_2', ['pay' => 'ACQ.TRADE_HAS_SUCCESS', 'queries' => ['ACQ.TRADE_NOT_EXIST']]);
echo outcome(fn () => $pay->pay($order('crash_2'), LONG)), "\n";
$gateway->fault(PAY, 'error-response', 1, ['unsigned' => true]);
$gateway->script('crash_3', ['queries' => ['ACQ.SYSTEM_ERROR']]);
echo outcome(fn () => $pay->pay($order('crash_3'), LONG)), "\n";

$pay->pay($order('crash_4'), LONG);
echo outcome(fn () => $pay->pay(['total_amount' => '5.00'] + $order('crash_4'), LONG)), "\n";
$gateway->script('crash_5', ['pay' => 'ACQ.TRADE_HAS_SUCCESS', 'queries' => ['20000']]);
echo outcome(fn () => $pay->pay($order('crash_5'), LONG)), "\n";

echo "-- the cancellation is not answered either\n";
foreach (['retry' => array_fill(0, 20, 'retry'), 'never' => []] as $name => $steps) {
    $gateway->script("open_$name", ['pay' => '10003', 'cancel' => $steps]);
    if ($steps === []) {
        $gateway->fault(CANCEL, 'close-before-read', 99);
    }
    $unknown = Pay\status()['unknown_outcomes'];
    $since = $gateway->count(CANCEL);
    try {
        $gateway->client(['http' => $gateway->http(retries: 0)])->pay($order("open_$name"), 0.0);
    } catch (Pay\UnknownOutcomeException $e) {
        echo $e->getMessage(), ', ', $e->hint === '' ? 'NO HINT' : 'hint', ', ', $gateway->count(CANCEL) - $since, ' cancels, counted ', Pay\status()['unknown_outcomes'] - $unknown, "\n";
    }
}
$gateway->control('DELETE', '/faults');
$gateway->script('open_late', ['pay' => '10003', 'cancel' => ['ACQ.TRADE_CANCEL_TIME_OUT']]);
echo outcome(fn () => $pay->pay($order('open_late'), 0.0)), "\n";

echo "-- a cancel on its own\n";
$gateway->script('alone', ['pay' => '10003', 'cancel' => ['retry']]);
$pay->execute(PAY, $order('alone'));
$first = $pay->cancel('alone');
$second = $pay->cancel('alone');
echo $first->state->value, ' ', $first['retry_flag'], ', ', $second->state->value, ' ', $second['action'], "\n";

echo "-- refused before anything is sent\n";
$before = $gateway->count();
foreach ([[[], 1.0], [['out_trade_no' => 'till'], 1.0], [$order('till'), -1.0], [$order('till'), 301.0], [$order('till'), NAN],
    [$order('till', ['auth_code' => 'a b']), 1.0], [['total_amount' => 19.99] + $order('till'), 1.0], [['total_amount' => 1999] + $order('till'), 1.0]] as [$bad, $wait]) {
    echo outcome(fn () => $pay->pay($bad, $wait)), "\n";
}
var_dump($gateway->count() === $before);
$nobody = $gateway->client(['http' => new Pay\Http(retries: 0, baseUrl: 'http://127.0.0.1:9')]);
echo outcome(fn () => $nobody->pay($order('till'), 0.5)), "\n";
?>
--EXPECT--
paid at once: done succeeded, sent 1, not asked, 0 cancels
a password, then paid: done succeeded, sent 1, asked, 0 cancels
paid, and no refund is possible any more: done succeeded, sent 1, asked, 0 cancels
closed meanwhile: done closed, sent 1, asked, 0 cancels
never paid, cancelled: done closed, sent 1, asked, 1 cancels
never paid in a while, cancelled: done closed, sent 1, asked, 1 cancels
paid in the last moment: done succeeded, sent 1, asked, 0 cancels
cancelled at the third try: done closed, sent 1, asked, 3 cancels
cancelled after trouble: done closed, sent 1, asked, 3 cancels
20000, but it is paid: done succeeded, sent 1, asked, 0 cancels
20000, and not paid: done closed, sent 1, asked, 1 cancels
SYSTEM_ERROR, but it is paid: done succeeded, sent 1, asked, 0 cancels
SYSTEM_ERROR, and not paid: done closed, sent 1, asked, 1 cancels
refused: ApiException api.ACQ.BUYER_BALANCE_NOT_ENOUGH, sent 1, not asked, 0 cancels
an expired code: ApiException api.ACQ.PAYMENT_AUTH_CODE_INVALID, sent 1, asked, 0 cancels
no answer, but it is paid: done succeeded, sent 1, asked, 0 cancels
no answer, and never arrived: done closed, sent 1, asked, 1 cancels
a reset: done closed, sent 1, asked, 1 cancels
a wrong signature, but it is paid: done succeeded, sent 1, asked, 0 cancels
no signature, and not carried out: done closed, sent 1, asked, 1 cancels
an answer about another order: done succeeded, sent 1, asked, 0 cancels
a page in the place of an answer: done closed, sent 1, asked, 1 cancels
a broken gateway: done closed, sent 1, asked, 1 cancels
a timeout, then paid: done succeeded, sent 1, asked, 0 cancels
queries that prove nothing, then cancelled: done closed, sent 1, asked, 1 cancels
queries about another order: done closed, sent 1, asked, 1 cancels
queries refused without a signature: done closed, sent 1, asked, 1 cancels
-- what is cancelled is closed, or paid back, in the gateway's books
closed TRADE_CLOSED
closed refund TRADE_CLOSED 19.99
-- the worker died after it had sent; the till asks again under the same number
succeeded 19.99 1
ApiException api.ACQ.TRADE_HAS_SUCCESS
ApiException api.ACQ.CONTEXT_INCONSISTENT
ApiException api.ACQ.TRADE_HAS_SUCCESS
UnknownOutcomeException api.isv.invalid-parameter <- ApiException api.isv.invalid-parameter
UnknownOutcomeException integrity.amount <- IntegrityException integrity.amount
UnknownOutcomeException api.ACQ.TRADE_HAS_SUCCESS <- ApiException api.ACQ.TRADE_HAS_SUCCESS
-- the cancellation is not answered either
The payment of open_retry is open, and its reversal as well: repeat cancel(), hint, 10 cancels, counted 1
The payment of open_never is open, and its reversal as well: repeat cancel(), hint, 10 cancels, counted 1
UnknownOutcomeException api.ACQ.TRADE_CANCEL_TIME_OUT <- ApiException api.ACQ.TRADE_CANCEL_TIME_OUT
-- a cancel on its own
pending Y, closed close
-- refused before anything is sent
ValueError
ValueError
ValueError
ValueError
ValueError
ValueError
ValueError
ValueError
bool(true)
TransportException transport.connect
