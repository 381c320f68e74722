--TEST--
Pay\concurrent() works inside itself, in fibers of others, generators, callbacks, output buffers, destructors and transactions
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway();
$gate = new Gate($gateway->url);
$pay = $gateway->client(['http' => $gate->http()]);
$pay->native(order('order-1'));
$query = fn () => $pay->query('order-1')['out_trade_no'];

echo "-- deep, one at a time\n";
$nest = function (int $depth) use (&$nest, $query): array {
    return Pay\concurrent($depth > 0 ? ['left' => fn () => $nest($depth - 1), 'right' => $query] : [$query], 1);
};
show($nest(6));

echo "-- a limit of one around calls that are all asked before the first is answered\n";
$gate->hold(4);
show(Pay\concurrent([fn () => Pay\concurrent([$query, $query, $query, $query])], 1));
$gate->hold(4);
show(Pay\concurrent([$query, fn () => Pay\concurrent([$query, fn () => Pay\concurrent([$query, fn () => Pay\concurrent([$query])])])]));
$gate->hold();

echo "-- nested failures\n";
show(Pay\concurrent([
    'inner' => fn () => Pay\concurrent(['a' => fn () => throw new DomainException('inner'), 'b' => $query]),
    'wrong' => fn () => Pay\concurrent([1]),
    'after' => function () use ($query) { Pay\concurrent([$query]); throw new DomainException('after'); },
    'query' => $query,
]));

echo "-- in a fiber of somebody else\n";
$fiber = new Fiber(function () use ($query) {
    $first = Pay\concurrent([$query, $query]);
    $second = Fiber::suspend($first);
    return [$second, Pay\concurrent([$query, fn () => Pay\concurrent([$query])])];
});
show($fiber->start());
$fiber->resume('resumed');
show($fiber->getReturn());

echo "-- in a fiber of a task's own, with other tasks about\n";
show(Pay\concurrent([
    'own fiber' => function () use ($query) {
        $fiber = new Fiber(fn () => Fiber::suspend(Pay\concurrent([$query, $query])) ?? $query());
        $results = $fiber->start();
        $fiber->resume();
        return [...$results, $fiber->getReturn()];
    },
    'others' => fn () => [$query(), $query(), $query()],
    'not begun yet' => $query,
], 2));

echo "-- generators and callbacks\n";
$generate = function () use ($query) {
    yield 'one' => $query();
    yield 'two' => Pay\concurrent([$query, $query]);
    yield from Pay\concurrent(['three' => $query]);
};
show(Pay\concurrent(['generator' => fn () => iterator_to_array($generate()), 'mapped' => fn () => array_map(fn () => $query(), [1, 2]),
    'sorted' => function () use ($query) { $list = [2, 1]; usort($list, fn ($a, $b) => $query() === 'order-1' ? $a <=> $b : 0); return $list; }]));
show(array_map(fn () => Pay\concurrent([$query, $query]), ['map' => 1]));
show(iterator_to_array($generate()));

echo "-- output buffers\n";
ob_start(fn (string $text) => $text . implode(', ', Pay\concurrent([$query, $query])) . "\n");
echo 'from the callback: ';
ob_end_flush();
show(Pay\concurrent(array_map(fn (int $i) => function () use ($query, $i) {
    ob_start();
    echo "task $i";
    return ob_get_clean();
}, [1, 2])));

echo "-- destructors and garbage\n";
final class Asks
{
    public ?self $self = null;

    public function __construct(private Closure $call)
    {
    }

    public function __destruct()
    {
        $results = Pay\concurrent([$this->call, fn () => Pay\concurrent([$this->call])]);
        echo 'destructor: ', describe($results), "\n";
    }
}
$asks = new Asks($query);
unset($asks);
show(Pay\concurrent([
    'local' => function () use ($query) { new Asks($query); return $query(); },
    'garbage' => function () use ($query) {
        for ($i = 0; $i < 2; $i++) {
            $asks = new Asks($query);
            $asks->self = $asks;
        }
        unset($asks);
        $query();
        return gc_collect_cycles() > 0;
    },
    'other' => $query,
]));
$cycle = new stdClass();
$cycle->fiber = new Fiber(function () use ($cycle, $query) {
    try {
        Fiber::suspend();
    } finally {
        echo 'finally of a fiber that is garbage: ', describe(Pay\concurrent([$query, $query])), "\n";
    }
});
$cycle->fiber->start();
unset($cycle);
gc_collect_cycles();

echo "-- a client that nobody else holds\n";
show(Pay\concurrent(array_map(fn (int $i) => function () use ($gateway) { return $gateway->client()->query('order-1')['out_trade_no']; }, range(1, 4))));
$tasks = ['one' => fn () => $gateway->client()->query('order-1')['out_trade_no']];
show(Pay\concurrent($tasks + ['two' => function () use (&$tasks, &$query) { $tasks = null; gc_collect_cycles(); return $query(); }]));
?>
--EXPECT--
-- deep, one at a time
left: [left: [left: [left: [left: [left: [0: "order-1"], right: "order-1"], right: "order-1"], right: "order-1"], right: "order-1"], right: "order-1"]
right: "order-1"
-- a limit of one around calls that are all asked before the first is answered
#0: [0: "order-1", 1: "order-1", 2: "order-1", 3: "order-1"]
#0: "order-1"
#1: [0: "order-1", 1: [0: "order-1", 1: [0: "order-1"]]]
-- nested failures
inner: [a: DomainException inner, b: "order-1"]
wrong: TypeError Pay\concurrent(): Argument #1 ($tasks) must be an array of callables
after: DomainException after
query: "order-1"
-- in a fiber of somebody else
#0: "order-1"
#1: "order-1"
#0: "resumed"
#1: [0: "order-1", 1: [0: "order-1"]]
-- in a fiber of a task's own, with other tasks about
own fiber: [0: "order-1", 1: "order-1", 2: "order-1"]
others: [0: "order-1", 1: "order-1", 2: "order-1"]
not begun yet: "order-1"
-- generators and callbacks
generator: [one: "order-1", two: [0: "order-1", 1: "order-1"], three: "order-1"]
mapped: [0: "order-1", 1: "order-1"]
sorted: [0: 1, 1: 2]
map: [0: "order-1", 1: "order-1"]
one: "order-1"
two: [0: "order-1", 1: "order-1"]
three: "order-1"
-- output buffers
from the callback: order-1, order-1
#0: "task 1"
#1: "task 2"
-- destructors and garbage
destructor: [0: "order-1", 1: [0: "order-1"]]
destructor: [0: "order-1", 1: [0: "order-1"]]
destructor: [0: "order-1", 1: [0: "order-1"]]
destructor: [0: "order-1", 1: [0: "order-1"]]
local: "order-1"
garbage: true
other: "order-1"
finally of a fiber that is garbage: [0: "order-1", 1: "order-1"]
-- a client that nobody else holds
#0: "order-1"
#1: "order-1"
#2: "order-1"
#3: "order-1"
one: "order-1"
two: "order-1"
