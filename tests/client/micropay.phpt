--TEST--
A payment by code ends in a result that is final, and its request goes out once whatever happens
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$clients = ['v2' => new Pay\WeChat(...['http' => $gateway->http(timeout: 1.0)] + $gateway->credentialsV2()),
    'v3' => $gateway->client(['http' => $gateway->http(timeout: 1.0)])];
$endpoints = ['v2' => 'POST /pay/micropay', 'v3' => 'POST /v3/pay/transactions/codepay'];
$code = '134567890123456789';
$fields = [
    'v2' => fn (string $number) => ['out_trade_no' => $number, 'body' => 'x', 'total_fee' => 1999, 'auth_code' => $code],
    'v3' => fn (string $number) => ['out_trade_no' => $number, 'description' => 'x', 'amount' => Pay\Money::fen(1999), 'payer' => ['auth_code' => $code],
        'scene_info' => ['store_info' => ['id' => '0001']]],
];
// What the gateway does; armed faults of the first request; what is expected to be asked afterwards is counted.
$cases = [
    'paid at once' => [['micropay' => 'SUCCESS']],
    'a password, then paid' => [['micropay' => 'USERPAYING', 'queries' => ['USERPAYING', 'USERPAYING', 'SUCCESS']]],
    'never paid, reversed' => [['micropay' => 'USERPAYING', 'queries' => ['USERPAYING'], 'reverse' => ['SUCCESS']]],
    'reversed at the third try' => [['micropay' => 'USERPAYING', 'queries' => ['USERPAYING'], 'reverse' => ['recall', 'SYSTEMERROR', 'SUCCESS']]],
    'the payment failed' => [['micropay' => 'USERPAYING', 'queries' => ['USERPAYING', 'PAYERROR']]],
    'the gateway failed, but it is paid' => [['micropay' => 'SYSTEMERROR', 'queries' => ['SYSTEMERROR', 'SUCCESS']]],
    'the bank failed, reversed' => [['micropay' => 'BANKERROR', 'queries' => ['NOTPAY'], 'reverse' => ['SUCCESS']]],
    'refused' => [['micropay' => 'NOTENOUGH']],
    'an expired code' => [['micropay' => 'AUTHCODEEXPIRE']],
    'no answer, but it is paid' => [['micropay' => 'SUCCESS'], 'close-after-read'],
    'no answer, not paid, reversed' => [['micropay' => 'USERPAYING', 'queries' => ['NOTPAY'], 'reverse' => ['SUCCESS']], 'close-after-read'],
    'a wrong signature, but it is paid' => [['micropay' => 'SUCCESS'], 'bad-signature'],
    'a timeout, then paid' => [['micropay' => 'SUCCESS'], 'delay', 1.5],
];
foreach ($clients as $version => $pay) {
    echo "-- $version\n";
    $i = 0;
    foreach ($cases as $name => $case) {
        [$script, $fault, $value] = $case + [1 => null, 2 => null];
        $number = "$version-till-" . ++$i;
        $gateway->control('DELETE', '/faults');
        $gateway->control('POST', '/script', ['out_trade_no' => $number] + $script);
        if ($fault !== null) {
            $gateway->fault($endpoints[$version], $fault, 9, $value);
        }
        $before = $gateway->count();
        $sent = $gateway->count($endpoints[$version]);
        $result = null;
        $got = outcome(function () use ($pay, $fields, $version, $number, &$result) { $result = $pay->micropay($fields[$version]($number), isset($script['reverse']) ? 0.3 : 2.0); });
        printf("%s: %s%s, sent %d time(s), %s\n", $name, $got, $result === null ? '' : ' ' . $result->state->value,
            $gateway->count($endpoints[$version]) - $sent, $gateway->count() - $before > 1 ? 'asked' : 'not asked');
    }
}

echo "-- the reversal is not answered either\n";
$gateway->control('DELETE', '/faults');
$gateway->control('POST', '/script', ['out_trade_no' => 'open-till', 'micropay' => 'USERPAYING', 'queries' => ['USERPAYING'], 'reverse' => ['recall']]);
$unknown = Pay\status()['unknown_outcomes'];
$before = $gateway->count('POST /secapi/pay/reverse');
echo outcome(fn () => $clients['v2']->micropay($fields['v2']('open-till'), 0.0)), ' ', $gateway->count('POST /secapi/pay/reverse') - $before, "\n";
echo Pay\status()['unknown_outcomes'] - $unknown, "\n";

echo "-- refused before anything is sent\n";
$before = $gateway->count();
foreach ([[[], 1.0], [['out_trade_no' => 'till'], 1.0], [$fields['v2']('till') , -1.0], [$fields['v2']('till'), 301.0], [$fields['v2']('till'), NAN],
    [['auth_code' => 'abc'] + $fields['v2']('till'), 1.0]] as [$order, $wait]) {
    echo outcome(fn () => $clients['v2']->micropay($order, $wait)), "\n";
}
var_dump($gateway->count() === $before);
// Nothing was sent: there is nothing to ask about.
$nobody = new Pay\WeChat(...['http' => new Pay\Http(retries: 0, baseUrl: 'http://127.0.0.1:9')] + $gateway->credentialsV2());
echo outcome(fn () => $nobody->micropay($fields['v2']('till'), 0.5)), "\n";
?>
--EXPECT--
-- v2
paid at once: done succeeded, sent 1 time(s), not asked
a password, then paid: done succeeded, sent 1 time(s), asked
never paid, reversed: done closed, sent 1 time(s), asked
reversed at the third try: done closed, sent 1 time(s), asked
the payment failed: done failed, sent 1 time(s), asked
the gateway failed, but it is paid: done succeeded, sent 1 time(s), asked
the bank failed, reversed: done closed, sent 1 time(s), asked
refused: ApiException api.NOTENOUGH, sent 1 time(s), not asked
an expired code: ApiException api.AUTHCODEEXPIRE, sent 1 time(s), not asked
no answer, but it is paid: done succeeded, sent 1 time(s), asked
no answer, not paid, reversed: done closed, sent 1 time(s), asked
a wrong signature, but it is paid: done succeeded, sent 1 time(s), asked
a timeout, then paid: done succeeded, sent 1 time(s), asked
-- v3
paid at once: done succeeded, sent 1 time(s), not asked
a password, then paid: done succeeded, sent 1 time(s), asked
never paid, reversed: done closed, sent 1 time(s), asked
reversed at the third try: done closed, sent 1 time(s), asked
the payment failed: done failed, sent 1 time(s), asked
the gateway failed, but it is paid: done succeeded, sent 1 time(s), asked
the bank failed, reversed: done closed, sent 1 time(s), asked
refused: ApiException api.NOT_ENOUGH, sent 1 time(s), not asked
an expired code: ApiException api.AUTHCODEEXPIRE, sent 1 time(s), not asked
no answer, but it is paid: done succeeded, sent 1 time(s), asked
no answer, not paid, reversed: done closed, sent 1 time(s), asked
a wrong signature, but it is paid: done succeeded, sent 1 time(s), asked
a timeout, then paid: done succeeded, sent 1 time(s), asked
-- the reversal is not answered either
UnknownOutcomeException unknown.reversal 10
1
-- refused before anything is sent
ValueError
ValueError
ValueError
ValueError
ValueError
ValueError
bool(true)
TransportException transport.connect
