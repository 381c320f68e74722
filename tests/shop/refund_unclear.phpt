--TEST--
A refund whose outcome is unknown is asked for again with the same number, and only a proven refusal ends one
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/../inc/shopkeeper.inc';

use Shop\Method;

const REFUND = ['wechat' => 'POST /v3/refund/domestic/refunds', 'alipay' => 'alipay.trade.refund'];

$keeper = new Shopkeeper();
$services = $keeper->services;

/** The numbers that the gateway was asked to refund under, and how often. */
function asked(Shop\Order $order): string
{
    global $keeper;
    $numbers = [];
    foreach ($keeper->gateway($order)->control('GET', '/requests')['requests'] as $request) {
        $name = $request['api'] ?? "$request[method] $request[target]";
        preg_match('/R' . $order->outTradeNo . '\w+/', urldecode($request['body']), $number);
        if ($name === REFUND[$order->method->value] && $number) {
            $numbers[] = $number[0];
        }
    }
    return count($numbers) . ' request(s) under ' . count(array_unique($numbers)) . ' number(s)';
}

function show(string $what, Shop\Order $order, Shop\Refund $refund): void
{
    global $keeper;
    $now = $keeper->services->refunds()->find($refund->number);
    echo "$what: {$now->state->value}, ", $keeper->books($order), '; ', asked($order), $now->note === null ? '' : ', ' . trim(preg_replace('/.* -> |: .*/s', '', $now->note)), "\n";
}

foreach (Method::cases() as $method) {
    $name = $method->value;
    echo "--- $name\n";

    // The request never arrives, which nobody can know. Each call of the extension makes three attempts.
    $order = $keeper->paidOrder($method);
    $keeper->gateway($order)->fault(REFUND[$name], 'close-before-read', 3);
    $refund = $keeper->refund($order, 5000);
    show('no answer', $order, $refund);
    show('again', $order, $services->refunding()->pursue($refund));

    // It was carried out, and the answer is lost.
    $order = $keeper->paidOrder($method);
    $keeper->gateway($order)->fault(REFUND[$name], 'close-after-read', 3);
    show('answer lost', $order, $keeper->refund($order, 5000));

    // The process dies between the attempt that it wrote down and the request.
    $order = $keeper->paidOrder($method);
    $refund = $services->refunds()->begin(Shop\Refunds::numberFor($order, 'form'), $order, Pay\Money::fen(5000), 'broken cup');
    var_dump($services->refunds()->claimAttempt($refund), $services->refunds()->claimAttempt($refund));
    show('died', $order, $refund);
    show('again', $order, $services->refunding()->pursue($services->refunds()->find($refund->number)));

    // Refused at once: its money is free. Another refund may take it.
    $refusal = $name === 'wechat' ? ['status' => 403, 'code' => 'NOT_ENOUGH', 'message' => 'no money'] : ['code' => '40004', 'sub_code' => 'ACQ.SELLER_BALANCE_NOT_ENOUGH', 'sub_msg' => 'no money'];
    $fault = $name === 'wechat' ? 'error' : 'error-response';
    $order = $keeper->paidOrder($method);
    $keeper->gateway($order)->fault(REFUND[$name], $fault, 1, $refusal);
    show('refused', $order, $keeper->refund($order, 12800));
    show('another', $order, $keeper->refund($order, 12800, 'another form'));

    // Refused, but by nobody who can prove it.
    $order = $keeper->paidOrder($method);
    $keeper->gateway($order)->fault(REFUND[$name], ...($name === 'wechat' ? ['unsigned-error', 1] : [$fault, 1, $refusal + ['unsigned' => true]]));
    show('refused unproven', $order, $keeper->refund($order, 5000));

    // A refusal after an attempt without an answer may speak of either.
    $order = $keeper->paidOrder($method);
    $keeper->gateway($order)->fault(REFUND[$name], 'close-before-read', 3);
    $refund = $keeper->refund($order, 5000);
    $keeper->gateway($order)->fault(REFUND[$name], $fault, 1, $refusal);
    show('unclear, then refused', $order, $services->refunding()->pursue($refund));
    $services->database()->exec('UPDATE refunds SET created_at = created_at - 90000');
    $keeper->gateway($order)->fault(REFUND[$name], $fault, 1, $refusal);
    show('refused a day later', $order, $services->refunding()->pursue($services->refunds()->find($refund->number)));
}

echo "--- under way at Alipay, which does not show it until it is asked for again\n";
$order = $keeper->paidOrder(Method::Alipay);
$keeper->alipay->script($order->outTradeNo, ['refund' => 'N']);
show('N', $order, $refund = $keeper->refund($order, 5000));
echo $keeper->run(realpath(__DIR__ . '/../../examples/shop/bin/refund.php'), $order->outTradeNo) === json_encode(['refund' => $refund->number, 'amount' => '50.00', 'state' => 'done']) . "\n"
    ? "the script asks for that one, and begins no other\n" : "the script did something else\n";
show('again', $order, $refund);
echo 'alarms: ', implode(', ', $keeper->log('alarm')) ?: 'none', "\n";
?>
--EXPECT--
--- wechat
no answer: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 3 request(s) under 1 number(s), POST /v3/refund/domestic/refunds
again: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 4 request(s) under 1 number(s)
answer lost: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 3 request(s) under 1 number(s)
bool(true)
bool(false)
died: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 0 request(s) under 0 number(s)
again: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 1 request(s) under 1 number(s)
refused: failed, paid 12800, refunded 0, set aside 0, fulfilled 1; 1 request(s) under 1 number(s), 403 NOT_ENOUGH
another: done, refunded 12800, refunded 12800, set aside 0, fulfilled 1; 2 request(s) under 2 number(s)
refused unproven: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 1 request(s) under 1 number(s), 400 PARAM_ERROR
unclear, then refused: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 4 request(s) under 1 number(s), 403 NOT_ENOUGH
refused a day later: failed, paid 12800, refunded 0, set aside 0, fulfilled 1; 5 request(s) under 1 number(s), 403 NOT_ENOUGH
--- alipay
no answer: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 3 request(s) under 1 number(s), POST alipay.trade.refund
again: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 4 request(s) under 1 number(s)
answer lost: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 3 request(s) under 1 number(s)
bool(true)
bool(false)
died: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 0 request(s) under 0 number(s)
again: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 1 request(s) under 1 number(s)
refused: failed, paid 12800, refunded 0, set aside 0, fulfilled 1; 1 request(s) under 1 number(s), 200 ACQ.SELLER_BALANCE_NOT_ENOUGH
another: done, refunded 12800, refunded 12800, set aside 0, fulfilled 1; 2 request(s) under 2 number(s)
refused unproven: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 1 request(s) under 1 number(s), POST alipay.trade.refund
unclear, then refused: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 4 request(s) under 1 number(s), 200 ACQ.SELLER_BALANCE_NOT_ENOUGH
refused a day later: failed, paid 12800, refunded 0, set aside 0, fulfilled 1; 5 request(s) under 1 number(s), 200 ACQ.SELLER_BALANCE_NOT_ENOUGH
--- under way at Alipay, which does not show it until it is asked for again
N: pending, paid 12800, refunded 0, set aside 5000, fulfilled 1; 1 request(s) under 1 number(s)
the script asks for that one, and begins no other
again: done, paid 12800, refunded 5000, set aside 0, fulfilled 1; 2 request(s) under 1 number(s)
alarms: none
