--TEST--
Once a call that moves money may have been carried out, no later refusal makes it look as if it had not
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$v2 = new Pay\WeChat(...['http' => $gateway->http(timeout: 5.0)] + $gateway->credentialsV2());
$v3 = $gateway->client(['http' => $gateway->http(timeout: 5.0)]);
$v3->native(order('doubt-0001'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'doubt-0001', 'notify' => false]);

$number = 0;
$refunds = [
    'v2' => ['POST /secapi/pay/refund', function () use ($v2, &$number) {
        $v2->refund(['out_trade_no' => 'doubt-0001', 'out_refund_no' => 'doubt-' . ++$number, 'total_fee' => 1999, 'refund_fee' => 1]);
    }],
    'v3' => ['POST /v3/refund/domestic/refunds', function () use ($v3, &$number) {
        $v3->refund(['out_trade_no' => 'doubt-0001', 'out_refund_no' => 'doubt-' . ++$number, 'amount' => ['refund' => 1, 'total' => 1999]]);
    }],
];
foreach ($refunds as $version => [$endpoint, $call]) {
    foreach (['NOTENOUGH', 'FREQUENCY_LIMITED', 'ORDERNOTEXIST'] as $code) {
        $gateway->control('DELETE', '/faults');
        $gateway->fault($endpoint, 'close-after-read', 1);
        $gateway->fault($endpoint, 'error', 9, ['status' => 403, 'code' => $code, 'message' => 'no']);
        echo "$version lost, then $code: ", outcome($call), "\n";
    }
    $gateway->control('DELETE', '/faults');
    $gateway->fault($endpoint, 'close-after-read', 1);
    $gateway->fault($endpoint, $version === 'v2' ? 'return-fail' : 'unsigned-error', 9);
    echo "$version lost, then an unsigned refusal: ", outcome($call), "\n";
    $gateway->control('DELETE', '/faults');
    $gateway->fault($endpoint, 'close-after-read', 1);
    echo "$version lost, then done: ", outcome($call), "\n";
    $gateway->control('DELETE', '/faults');
    $gateway->fault($endpoint, 'error', 9, ['status' => 403, 'code' => 'NOTENOUGH', 'message' => 'no']);
    echo "$version refused: ", outcome($call), "\n";
}
$gateway->control('DELETE', '/faults');

// The worker died after it had sent; the till asks again under the same number.
$till = ['v2' => [$v2, fn (string $number) => ['out_trade_no' => $number, 'body' => 'x', 'total_fee' => 1999, 'auth_code' => '134567890123456789']],
    'v3' => [$v3, fn (string $number) => order($number, ['payer' => ['auth_code' => '134567890123456789'], 'scene_info' => ['store_info' => ['id' => '1']]])]];
foreach ($till as $version => [$pay, $fields]) {
    $pay->micropay($fields("$version-crash"), 0.0);
    $again = $pay->micropay($fields("$version-crash"), 0.0);
    echo $version, ' ', $again->state->value, "\n";
    $pay->reverse("$version-crash");
    echo $version, ' reversed: ', outcome(fn () => $pay->micropay($fields("$version-crash"), 0.0)), "\n";
}
$gateway->fault('POST /pay/micropay', 'return-fail', 1, 'system error');
$gateway->control('POST', '/script', ['out_trade_no' => 'unsigned-1', 'queries' => ['PAYERROR']]);
echo 'unsigned: ', outcome(fn () => $v2->micropay($till['v2'][1]('unsigned-1'), 0.0)), "\n";

// The reversal is refused for the moment only.
$gateway->control('DELETE', '/faults');
$gateway->control('POST', '/script', ['out_trade_no' => 'busy-0001', 'micropay' => 'USERPAYING', 'queries' => ['USERPAYING'], 'reverse' => ['FREQUENCY_LIMITED', 'SUCCESS']]);
echo $v2->micropay($till['v2'][1]('busy-0001'), 0.0)->state->value, "\n";
$gateway->control('POST', '/script', ['out_trade_no' => 'late-0001', 'micropay' => 'USERPAYING', 'queries' => ['USERPAYING'], 'reverse' => ['REVERSE_EXPIRE']]);
try {
    $v2->micropay($till['v2'][1]('late-0001'), 0.0);
} catch (Pay\UnknownOutcomeException $e) {
    echo $e->getMessage(), ' <- ', $e->getPrevious()->getMessage(), "\n";
}

// Whose order it is goes along into what follows.
$partner = $v3->partner($gateway->config['subMchid']);
$gateway->control('POST', '/script', ['out_trade_no' => 'owner-0001', 'micropay' => 'USERPAYING', 'queries' => ['USERPAYING'], 'reverse' => ['SUCCESS']]);
$before = $gateway->count();
outcome(fn () => $partner->micropay(['sub_mchid' => '1900000299'] + $till['v3'][1]('owner-0001'), 0.0));
foreach (array_slice($gateway->control('GET', '/requests')['requests'], $before) as $request) {
    echo strtok($request['target'], '?'), ' ', str_contains($request['target'] . $request['body'], '1900000299') ? 'its own' : 'ANOTHER', "\n";
}
?>
--EXPECT--
v2 lost, then NOTENOUGH: UnknownOutcomeException api.NOTENOUGH <- ApiException api.NOTENOUGH
v2 lost, then FREQUENCY_LIMITED: UnknownOutcomeException api.FREQUENCY_LIMITED <- ApiException api.FREQUENCY_LIMITED
v2 lost, then ORDERNOTEXIST: UnknownOutcomeException api.ORDERNOTEXIST <- ApiException api.ORDERNOTEXIST
v2 lost, then an unsigned refusal: UnknownOutcomeException api.FAIL <- ApiException api.FAIL
v2 lost, then done: done
v2 refused: ApiException api.NOTENOUGH
v3 lost, then NOTENOUGH: UnknownOutcomeException api.NOTENOUGH <- ApiException api.NOTENOUGH
v3 lost, then FREQUENCY_LIMITED: UnknownOutcomeException api.FREQUENCY_LIMITED <- ApiException api.FREQUENCY_LIMITED
v3 lost, then ORDERNOTEXIST: UnknownOutcomeException api.ORDERNOTEXIST <- ApiException api.ORDERNOTEXIST
v3 lost, then an unsigned refusal: UnknownOutcomeException api.PARAM_ERROR <- ApiException api.PARAM_ERROR
v3 lost, then done: done
v3 refused: ApiException api.NOTENOUGH
v2 succeeded
v2 reversed: ApiException api.ORDERREVERSED
v3 succeeded
v3 reversed: ApiException api.ORDER_REVERSED
unsigned: UnknownOutcomeException api.FAIL <- ApiException api.FAIL
closed
The payment of late-0001 is open, and its reversal as well: repeat reverse() <- POST /secapi/pay/reverse -> 200 REVERSE_EXPIRE: as the script says
/v3/pay/partner/transactions/codepay its own
/v3/pay/partner/transactions/out-trade-no/owner-0001 its own
/v3/pay/partner/transactions/out-trade-no/owner-0001/reverse its own
