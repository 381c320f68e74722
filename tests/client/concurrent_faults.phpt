--TEST--
Beside each other, one call's timeout, cut connection or repeat is its own; certificates are fetched once; nothing is left of 500 tasks
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway();
$gate = new Gate($gateway->url);
$pay = $gateway->client(['http' => $gate->http()]);
$pay->native(order('order-1'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'order-1', 'notify' => false]);
$query = fn (Pay\WeChat $pay) => fn () => $pay->query('order-1')['out_trade_no'];
$refund = fn (Pay\WeChat $pay, string $number) => fn () => $pay->refund(['out_trade_no' => 'order-1', 'out_refund_no' => $number,
    'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1999)]])['out_refund_no'];

echo "-- one is impatient\n";
$gate->hold(4);
$ended = [];
$log = function (string $name, callable $call) use ($gate, &$ended): Closure {
    return function () use ($name, $call, $gate, &$ended) {
        try {
            return $call();
        } finally {
            $ended[] = $name;
            $gate->hold(); // the others are answered when this one has given up
        }
    };
};
$impatient = $pay->withHttp($gate->http(timeout: 0.3));
show(Pay\concurrent(['patient' => $log('patient', $query($pay)), 'impatient' => $log('impatient', $query($impatient)), 'refund' => $log('refund', $refund($pay, 'refund-1'))]));
echo "the first to end: $ended[0]\n";
$gate->hold(4);
$ended = [];
show(Pay\concurrent(['patient' => $log('patient', $query($pay)), 'impatient' => $log('impatient', $refund($impatient, 'refund-2'))]));
echo "the first to end: $ended[0]\n";

echo "-- what no connection is left for ends by its own timeout, and was not sent\n";
$silent = stream_socket_server('tcp://127.0.0.1:0');
$url = 'http://' . stream_socket_get_name($silent, false);
$to = fn (float $timeout) => $pay->withHttp(new Pay\Http(timeout: $timeout, retries: 0, baseUrl: $url));
$tasks = array_fill(0, 8, $query($to(4.0)));
$tasks += ['read' => $query($to(0.5)), 'money' => $refund($to(0.5), 'refund-3'), 'once' => fn () => $to(0.5)->request('POST', '/v3/anything', ['a' => 1])];
$ended = [];
foreach ($tasks as $key => $call) {
    $tasks[$key] = function () use ($call, $key, &$ended) {
        try {
            return $call();
        } finally {
            $ended[] = $key;
        }
    };
}
show(Pay\concurrent($tasks, 16));
$first = array_slice($ended, 0, 3);
sort($first);
echo 'the first to end: ', implode(', ', $first), "\n";
for ($sent = 0; $connection = @stream_socket_accept($silent, 0); $sent++) {
    fclose($connection);
}
var_dump($sent);

echo "-- repeats wait, and others go on\n";
$gateway->fault('POST /v3/refund/*', 'close-before-read', 2);
$retries = Pay\status()['retries'];
$order = [];
$repeats = $pay->withHttp($gate->http(retries: 2));
show(Pay\concurrent(['repeated' => function () use ($refund, $repeats, &$order) { $number = $refund($repeats, 'refund-4')(); $order[] = 'repeated'; return $number; },
    'query' => function () use ($query, $pay, &$order) { $number = $query($pay)(); $order[] = 'query'; return $number; }]));
echo implode(', ', $order), ', ', Pay\status()['retries'] - $retries, " repeats\n";

echo "-- connections are cut under several\n";
$gateway->fault('GET *', 'close-after-read', 3);
$gateway->fault('POST /v3/refund/*', 'close-after-read', 1);
$results = array_map(describe(...), Pay\concurrent([...array_fill(0, 6, $query($pay)), 'refund' => $refund($pay, 'refund-5')]));
$counted = array_count_values($results);
ksort($counted);
print_r($counted);
echo $results['refund'], "\n";

echo "-- certificates\n";
$other = new Gateway(mode: 'certificate');
$fetching = $other->client();
show(array_count_values(array_map(describe(...), Pay\concurrent(array_map(
    fn (int $i) => fn () => $i % 2 ? (bool) $fetching->native(order("order-$i")) : (bool) $other->client()->native(order("order-$i")), range(1, 20)), 20))));
var_dump($other->count('GET /v3/certificates'));

echo "-- 500 tasks\n";
$descriptors = fn () => count(scandir('/proc/self/fd') ?: []);
// Most are turned away: the stand-in gateway is not made for so many.
$nobody = $pay->withHttp(new Pay\Http(retries: 0, baseUrl: 'http://127.0.0.1:9'));
$many = function () use ($query, $pay, $gate, $nobody): string {
    $patient = $pay->withHttp($gate->http(timeout: 300.0));
    $results = Pay\concurrent([...array_fill(0, 470, $query($nobody)), ...array_fill(0, 30, $query($patient))], 500);
    return json_encode(array_count_values(array_map(describe(...), $results)));
};
$many();
gc_collect_cycles();
[$memory, $open] = [memory_get_usage(), $descriptors()];
echo $many(), "\n", $many(), "\n";
gc_collect_cycles();
var_dump(memory_get_usage() - $memory < 4096, $descriptors() - $open <= 8); // as many connections as are kept
?>
--EXPECT--
-- one is impatient
patient: "order-1"
impatient: TransportException transport.timeout
refund: "refund-1"
the first to end: impatient
patient: "order-1"
impatient: UnknownOutcomeException transport.timeout
the first to end: impatient
-- what no connection is left for ends by its own timeout, and was not sent
#0: TransportException transport.timeout
#1: TransportException transport.timeout
#2: TransportException transport.timeout
#3: TransportException transport.timeout
#4: TransportException transport.timeout
#5: TransportException transport.timeout
#6: TransportException transport.timeout
#7: TransportException transport.timeout
read: TransportException transport.timeout
money: TransportException transport.timeout
once: TransportException transport.timeout
the first to end: money, once, read
int(8)
-- repeats wait, and others go on
repeated: "refund-4"
query: "order-1"
query, repeated, 2 repeats
-- connections are cut under several
Array
(
    ["order-1"] => 3
    [TransportException transport.closed] => 3
    [UnknownOutcomeException transport.closed] => 1
)
UnknownOutcomeException transport.closed
-- certificates
true: 20
int(1)
-- 500 tasks
{"TransportException transport.connect":470,"\"order-1\"":30}
{"TransportException transport.connect":470,"\"order-1\"":30}
bool(true)
bool(true)
