--TEST--
Closures run side by side, as many as the limit says, and each result or exception stands under its key
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway();
$gate = new Gate($gateway->url);
$pay = $gateway->client(['http' => $gate->http()]);
for ($i = 1; $i <= 9; $i++) {
    $pay->native(order("order-$i"));
}
$query = fn (int $i) => fn () => $pay->query("order-$i")['out_trade_no'];

echo "-- none is answered before all are asked\n";
$gate->hold(6);
show(Pay\concurrent(['b' => $query(1), 7 => $query(2), 'a' => $query(3), -1 => $query(4), '' => $query(5), '007' => $query(6)]));
var_dump($gate->hold());

echo "-- limits\n";
$running = $most = 0;
$counted = function (int $i) use ($query, &$running, &$most): Closure {
    return function () use ($query, $i, &$running, &$most) {
        $most = max($most, ++$running);
        $number = $query($i % 9 + 1)();
        $running--;
        return $number === 'order-' . ($i % 9 + 1);
    };
};
foreach ([[1, 3], [3, 9], [8, 16], [PHP_INT_MAX, 8]] as [$limit, $tasks]) {
    $most = 0;
    $gate->hold(min($limit, 8));
    $right = count(array_filter(Pay\concurrent(array_map($counted, range(1, $tasks)), $limit)));
    echo "limit $limit: $right of $tasks, $most tasks and ", $gate->hold(), " requests at once\n";
}

echo "-- more calls than connections\n";
$most = 0;
$right = count(array_filter(Pay\concurrent(array_map($counted, range(1, 100)), 50)));
echo "$right of 100, $most tasks at once, requests at once: ", $gate->hold() <= 8 ? 'not more than 8' : 'too many', "\n";

echo "-- what closures return and throw\n";
$reference = fn &() => $GLOBALS['pay'];
show(Pay\concurrent([
    'null' => fn () => null,
    'nothing' => function () {},
    'false' => fn () => false,
    'reference' => $reference,
    'an exception returned' => fn () => new RuntimeException('returned'),
    'thrown' => fn () => throw new DomainException('thrown', 0, new Exception('before')),
    'Error' => fn () => undefined_function(),
    'refused' => fn () => $pay->query('order-404'),
    'value' => fn () => $pay->native(['amount' => 19.9]),
    'unknown' => function () use ($pay, $gateway) {
        $gateway->fault('POST /v3/refund/*', 'close-after-read');
        $pay->refund(['out_trade_no' => 'order-1', 'out_refund_no' => 'refund-1', 'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1999)]]);
    },
    'transport' => fn () => $gateway->client(['http' => new Pay\Http(retries: 0, baseUrl: 'http://127.0.0.1:9')])->query('order-1'),
    'config' => fn () => new Pay\WeChat(mchId: ''),
    'a generator' => fn () => (function () { yield 1; })(),
    'function name' => 'pi',
    'an object' => new class { public function __invoke() { return 'called'; } },
]));

echo "-- forged answers\n";
$gateway->fault('GET *', 'bad-signature');
show(Pay\concurrent(['forged' => $query(1)]));
$gateway->fault('GET *', 'other-order');
show(Pay\concurrent(['other' => $query(1)]));

echo "-- arguments\n";
var_dump(Pay\concurrent([]));
echo thrown(fn () => Pay\concurrent([fn () => print("must not run\n"), 'no such function'])), "\n";
echo thrown(fn () => Pay\concurrent([fn () => print("must not run\n")], 0)), "\n";
echo thrown(fn () => Pay\concurrent([fn () => print("must not run\n")], -5)), "\n";
show(Pay\concurrent([fn (int $argument) => 1]));

echo "-- callables of a private scope\n";
final class Shop
{
    public function tasks(): array
    {
        return Pay\concurrent([[$this, 'secret'], fn () => $this->secret()]);
    }

    private function secret(): string
    {
        return 'from a private method';
    }
}
show((new Shop())->tasks());

echo "-- a task may be replaced by reference before its turn\n";
$second = fn () => 'as it was';
$tasks = [function () use (&$second) { $second = 'no such function'; return 'first'; }, &$second];
show(Pay\concurrent($tasks, 1));
?>
--EXPECT--
-- none is answered before all are asked
b: "order-1"
#7: "order-2"
a: "order-3"
#-1: "order-4"
: "order-5"
007: "order-6"
int(6)
-- limits
limit 1: 3 of 3, 1 tasks and 1 requests at once
limit 3: 9 of 9, 3 tasks and 3 requests at once
limit 8: 16 of 16, 8 tasks and 8 requests at once
limit 9223372036854775807: 8 of 8, 8 tasks and 8 requests at once
-- more calls than connections
100 of 100, 50 tasks at once, requests at once: not more than 8
-- what closures return and throw
null: null
nothing: null
false: false
reference: Pay\WeChat
an exception returned: RuntimeException returned
thrown: DomainException thrown <- Exception before
Error: Error Call to undefined function undefined_function()
refused: ApiException api.ORDER_NOT_EXIST
value: ValueError amount must not be a float; give an int of fen, a string, or Pay\Money
unknown: UnknownOutcomeException transport.closed
transport: TransportException transport.connect
config: ConfigException config.format
a generator: Generator
function name: 3.141592653589793
an object: "called"
-- forged answers
forged: SignatureException signature.mismatch
other: IntegrityException integrity.out_trade_no
-- arguments
array(0) {
}
TypeError Pay\concurrent(): Argument #1 ($tasks) must be an array of callables
ValueError Pay\concurrent(): Argument #2 ($limit) must be at least 1
ValueError Pay\concurrent(): Argument #2 ($limit) must be at least 1
#0: ArgumentCountError Too few arguments to function {closure}(), 0 passed and exactly 1 expected
-- callables of a private scope
#0: "from a private method"
#1: "from a private method"
-- a task may be replaced by reference before its turn
#0: "first"
#1: TypeError Fiber::__construct(): Argument #1 ($callback) must be a valid callback, function "no such function" not found or invalid function name
