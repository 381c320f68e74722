--TEST--
Whatever a server of HTTP/2 does to a stream, by GOAWAY or a reset, the call's end is as written and it goes out as often as it may
--EXTENSIONS--
pay
openssl
--SKIPIF--
<?php
if (version_compare(Pay\status()['versions']['libcurl'], '7.80', '<')) die('skip libcurl sends again by itself what may be repeated');
?>
--FILE--
<?php
require __DIR__ . '/../inc/http2.inc';

$gateway = new Gateway();
$server = new Http2($gateway);
$code = ['payer' => ['auth_code' => '134567890123456789'], 'scene_info' => ['store_info' => ['id' => '1']]];
$whole = $code + ['appid' => $gateway->config['appid'], 'mchid' => $gateway->config['mchid']];
$calls = [
    'order' => fn ($pay) => $pay->native(order('order-0001')),
    'code' => fn ($pay) => $pay->request('POST', '/v3/pay/transactions/codepay', order('code-0001', $whole)),
    'query' => fn ($pay) => $pay->query('code-0001'),
    'refund' => fn ($pay) => $pay->refund(['out_trade_no' => 'code-0001', 'out_refund_no' => 'refund-0001', 'amount' => ['refund' => 1, 'total' => 1999]]),
];
$answers = array_map($server->record(...), $calls);
$with = fn (int $retries) => $gateway->client(['http' => $server->http($retries)]);

/** How the call ends and how many requests it took, after one that was answered where a connection is to be kept. */
$end = function (string $kind, array $words, bool $kept, int $retries) use ($server, $answers, $calls, $with): string {
    $server->script($answers[$kind], ...($kept ? [['answer'], $words] : [$words]));
    if ($kept) {
        $calls[$kind]($with(0));
    }
    $outcome = outcome(fn () => $calls[$kind]($with($retries)));
    return strtok($outcome, ' ') . ' ' . count($server->seen()) - (int) $kept;
};
$scripts = [
    'the gateway did not take it (GOAWAY)' => ['goaway -2'],
    'nor stay' => ['goaway -2', 'close'],
    'the gateway took it as its last, and answers' => ['goaway', 'answer', 'close'],
    'it said before that it goes' => ['goaway all', 'answer', 'goaway', 'close'],
    'the gateway took it as its last, and does not answer' => ['goaway', 'close'],
    'REFUSED_STREAM' => ['refuse'],
    'INTERNAL_ERROR' => ['fail'],
    'HTTP_1_1_REQUIRED' => ['downgrade'],
];
foreach ($scripts as $name => $words) {
    echo "-- $name\n";
    foreach (['query', 'order', 'refund', 'code'] as $kind) {
        foreach ([0, 2] as $retries) {
            $ends[$retries] = implode(' or ', array_unique([$end($kind, $words, false, $retries), $end($kind, $words, true, $retries)]));
        }
        echo "$kind: $ends[0]; with retries $ends[2]\n";
    }
}

echo "-- said while nothing is in flight\n";
foreach ([['ping'], ['goaway'], ['goaway', 'close'], ['goaway all'], ['goaway all', 'goaway', 'close'], ['close'], ['refuse']] as $words) {
    $server->script($answers['order']);
    $calls['order']($with(0));
    $server->say(...$words);
    echo implode(', ', $words), ': ', outcome(fn () => $calls['order']($with(0))), ', ', implode(' ', $server->seen()), "\n";
}

echo "-- four beside each other, of which the gateway takes two\n";
foreach ([['goaway -4', 'answer -4', 'answer -6', 'close'], ['refuse', 'refuse -2', 'answer -4', 'answer -6']] as $words) {
    foreach ([0, 2] as $retries) {
        $server->script($answers['refund'], ['answer'], [], [], [], $words);
        $calls['refund']($with(0));
        $ends = array_count_values(Pay\concurrent(array_fill(0, 4, fn () => strtok(outcome(fn () => $calls['refund']($with($retries))), ' '))));
        ksort($ends);
        echo json_encode($ends), ' ', count($server->seen()) - 1, "\n";
    }
}

echo "-- a payment by code to its end\n";
foreach ([['goaway -2', 'close'], ['goaway', 'close'], ['refuse'], ['fail'], ['downgrade']] as $words) {
    $server->script($answers['query'], $words); // what it asks then
    $state = $with(2)->micropay(order('code-0001', $code), 0.0)->state->value;
    echo "$words[0]: $state, ", json_encode(array_count_values(array_map(fn ($request) => strtok($request, ' '), $server->seen()))), "\n";
}

echo "-- refused again and again\n";
foreach (['query', 'order', 'code'] as $kind) {
    $server->script($answers[$kind], ...array_fill(0, 9, ['refuse']));
    echo "$kind: ", outcome(fn () => $calls[$kind]($with(2))), ', ', count($server->seen()), "\n";
}
?>
--EXPECT--
-- the gateway did not take it (GOAWAY)
query: TransportException 1; with retries done 2
order: UnknownOutcomeException 1; with retries done 2
refund: UnknownOutcomeException 1; with retries done 2
code: UnknownOutcomeException 1; with retries UnknownOutcomeException 1
-- nor stay
query: TransportException 1; with retries done 2
order: UnknownOutcomeException 1; with retries done 2
refund: UnknownOutcomeException 1; with retries done 2
code: UnknownOutcomeException 1; with retries UnknownOutcomeException 1
-- the gateway took it as its last, and answers
query: done 1; with retries done 1
order: done 1; with retries done 1
refund: done 1; with retries done 1
code: done 1; with retries done 1
-- it said before that it goes
query: done 1; with retries done 1
order: done 1; with retries done 1
refund: done 1; with retries done 1
code: done 1; with retries done 1
-- the gateway took it as its last, and does not answer
query: TransportException 1; with retries done 2
order: UnknownOutcomeException 1; with retries done 2
refund: UnknownOutcomeException 1; with retries done 2
code: UnknownOutcomeException 1; with retries UnknownOutcomeException 1
-- REFUSED_STREAM
query: TransportException 1; with retries done 2
order: UnknownOutcomeException 1; with retries done 2
refund: UnknownOutcomeException 1; with retries done 2
code: UnknownOutcomeException 1; with retries UnknownOutcomeException 1
-- INTERNAL_ERROR
query: TransportException 1; with retries done 2
order: UnknownOutcomeException 1; with retries done 2
refund: UnknownOutcomeException 1; with retries done 2
code: UnknownOutcomeException 1; with retries UnknownOutcomeException 1
-- HTTP_1_1_REQUIRED
query: TransportException 1; with retries done 2
order: UnknownOutcomeException 1; with retries done 2
refund: UnknownOutcomeException 1; with retries done 2
code: UnknownOutcomeException 1; with retries UnknownOutcomeException 1
-- said while nothing is in flight
ping: done, POST 1:1 POST 1:3
goaway: done, POST 1:1 POST 2:1
goaway, close: done, POST 1:1 POST 2:1
goaway all: done, POST 1:1 POST 2:1
goaway all, goaway, close: done, POST 1:1 POST 2:1
close: done, POST 1:1 POST 2:1
refuse: done, POST 1:1 POST 1:3
-- four beside each other, of which the gateway takes two
{"UnknownOutcomeException":2,"done":2} 4
{"done":4} 6
{"UnknownOutcomeException":2,"done":2} 4
{"done":4} 6
-- a payment by code to its end
goaway -2: succeeded, {"POST":1,"GET":1}
goaway: succeeded, {"POST":1,"GET":1}
refuse: succeeded, {"POST":1,"GET":1}
fail: succeeded, {"POST":1,"GET":1}
downgrade: succeeded, {"POST":1,"GET":1}
-- refused again and again
query: TransportException transport.closed, 3
order: UnknownOutcomeException transport.closed, 3
code: UnknownOutcomeException transport.closed, 1
