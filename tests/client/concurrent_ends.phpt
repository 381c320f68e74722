--TEST--
Exit, errors, suspended and stolen fibers, signals and destructors end what they must of Pay\concurrent(), and nothing else
--EXTENSIONS--
pay
--SKIPIF--
<?php if (!function_exists('pcntl_alarm')) die('skip pcntl is not loaded'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway();
$gate = new Gate($gateway->url);
$pay = $gateway->client(['http' => $gate->http()]);
$pay->native(order('order-1'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'order-1', 'notify' => false]);
$query = fn () => $pay->query('order-1')['out_trade_no'];
$refund = fn (string $number) => $pay->refund(['out_trade_no' => 'order-1', 'out_refund_no' => $number,
    'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1999)]])['out_refund_no'];

echo "-- a task suspends its fiber\n";
show(Pay\concurrent([
    'once' => function () use ($query) { Fiber::suspend('lost'); return $query(); },
    'caught' => function () use ($query) { try { Fiber::suspend(); } catch (Error) { return $query(); } },
    'twice' => function () { try { Fiber::suspend(); } catch (Error) { Fiber::suspend(); } },
    'other' => $query,
]));

echo "-- a task throws into another\n";
$fiber = null;
$gate->hold(2); // never two, so that the first is in flight for as long as it takes
show(Pay\concurrent([
    'refund' => function () use ($refund, &$fiber) {
        $fiber = Fiber::getCurrent();
        return $refund('refund-1');
    },
    'thrower' => function () use (&$fiber) { $fiber->throw(new DomainException('stop')); },
]));
show(Pay\concurrent([
    'refund' => function () use ($refund, &$fiber) {
        $fiber = Fiber::getCurrent();
        try {
            return $refund('refund-2');
        } catch (Throwable $e) {
            return $e;
        }
    },
    'thrower' => function () use (&$fiber) { $fiber->throw(new DomainException('stop')); return 'went on'; },
]));
show(Pay\concurrent([
    'query' => function () use ($query, &$fiber) { $fiber = Fiber::getCurrent(); return thrown($query); },
    'thrower' => function () use (&$fiber) { $fiber->throw(new DomainException('stop')); },
]));
$gate->hold();
show(Pay\concurrent(['after' => $query]));

echo "-- a task resumes another too early\n";
show(Pay\concurrent([
    'waits' => function () use ($query, &$fiber) { $fiber = Fiber::getCurrent(); return $query(); },
    'impatient' => function () use (&$fiber) { return [$fiber->resume(), $fiber->resume(), $fiber->isSuspended()]; },
]));

echo "-- a task is resumed by another, and then suspends itself\n";
show(Pay\concurrent([
    'waits' => function () use ($query, &$fiber) { $fiber = Fiber::getCurrent(); $query(); Fiber::suspend('mine'); },
    'resumes' => function () use ($query, &$fiber) {
        do { // a call in a fiber that is no task waits alone, and what the others wait for comes meanwhile
            (new Fiber($query))->start();
        } while ($fiber->resume() !== 'mine');
        return 'left it alone';
    },
]));
show(Pay\concurrent([
    'waits' => function () use ($query, &$fiber) { $fiber = Fiber::getCurrent(); $query(); return Fiber::suspend('mine'); },
    'resumes' => function () use ($query, &$fiber) {
        do {
            (new Fiber($query))->start();
        } while ($fiber->resume() !== 'mine');
        $query();
        return $fiber->resume('from the other');
    },
]));

echo "-- destructors that throw\n";
final class Bomb
{
    public function __destruct()
    {
        throw new RuntimeException('from a destructor');
    }
}
$bomb = new Bomb();
$last = function () use ($bomb, $query) { $query(); return 'value'; };
unset($bomb);
$tasks = ['the last of its closure' => &$last, 'forgets the closure' => function () use (&$last) { $last = null; },
    'local' => function () { $bomb = new Bomb(); return 1; },
    'both' => function () { $bomb = new Bomb(); throw new DomainException('own'); },
    'other' => $query];
show(Pay\concurrent($tasks));

echo "-- a signal handler throws while everybody waits\n";
pcntl_async_signals(true);
pcntl_signal(SIGALRM, fn () => throw new DomainException('alarm'));
$gate->hold(9);
pcntl_alarm(2);
echo thrown(fn () => Pay\concurrent([
    'kept' => function () use ($refund) {
        $GLOBALS['kept'] = Fiber::getCurrent();
        try {
            $refund('refund-3');
        } catch (Throwable $e) {
            echo 'the one that was kept: ', describe($e), "\n";
        }
    },
    'gone' => function () use ($query) {
        try {
            $query();
        } finally {
            echo "finally\n";
        }
    },
    'nested' => fn () => Pay\concurrent([function () use ($query) {
        try {
            $query();
        } finally {
            echo "finally, nested\n";
        }
    }]),
])), "\n";
var_dump($kept->isSuspended());
$kept->resume();
var_dump($kept->isTerminated());

echo "-- a signal handler throws in a payment by code\n";
$gate->hold();
$till = new Pay\WeChat(...['http' => $gate->http()] + $gateway->credentialsV2());
$micropay = fn (string $number) => $till->micropay(['out_trade_no' => $number, 'body' => 'x', 'total_fee' => 1999, 'auth_code' => '134567890123456789'], 300.0);
$gateway->control('POST', '/script', ['out_trade_no' => 'till-01', 'micropay' => 'USERPAYING', 'queries' => ['USERPAYING']]);
pcntl_alarm(2);
echo thrown(fn () => $micropay('till-01')), "\n";
$gateway->control('POST', '/script', ['out_trade_no' => 'till-02', 'micropay' => 'USERPAYING', 'queries' => ['USERPAYING']]);
show(Pay\concurrent([
    'waits' => function () use ($micropay, &$fiber) { $fiber = Fiber::getCurrent(); return thrown(fn () => $micropay('till-02')); },
    'others go on' => function () use ($query, &$fiber) { $query(); $query(); $fiber->throw(new DomainException('stop')); return 'stopped it'; },
]));
$gate->hold(2);
show(Pay\concurrent([
    'pays' => function () use ($micropay, &$fiber) { $fiber = Fiber::getCurrent(); return thrown(fn () => $micropay('till-03')); },
    'thrower' => function () use (&$fiber) { $fiber->throw(new DomainException('stop')); },
]));
$gate->hold();

echo "-- exit in a nested task\n";
register_shutdown_function(function () use ($query) {
    echo "shutdown function\n";
    show(Pay\concurrent([$query, fn () => Pay\concurrent([$query])]));
    register_shutdown_function(fn () => gc_collect_cycles());
});
final class Late
{
    public function __construct(private Closure $query)
    {
    }

    public function __destruct()
    {
        echo 'destructor: ', implode(', ', Pay\concurrent([$this->query, $this->query])), "\n";
    }
}
$late = new Late($query);
$gate->hold(9);
Pay\concurrent([
    'waits' => function () use ($query, $gate) {
        try {
            $query();
            echo "must not come here\n";
        } finally {
            $gate->hold();
            echo 'finally: ', $query(), ' ', implode(Pay\concurrent([$query])), "\n";
        }
    },
    'exits' => fn () => Pay\concurrent([fn () => Pay\concurrent([function () { exit("exit\n"); }])]),
    'later' => fn () => print("must not run\n"),
], 2);
echo "must not come here either\n";
?>
--EXPECT--
-- a task suspends its fiber
once: Error A task of Pay\concurrent() cannot be suspended but by a gateway's call: nobody would resume it
caught: "order-1"
twice: Error A task of Pay\concurrent() cannot be suspended but by a gateway's call: nobody would resume it
other: "order-1"
-- a task throws into another
refund: FiberError Cannot get fiber return value: The fiber threw an exception
thrower: UnknownOutcomeException transport.interrupted <- DomainException stop
refund: UnknownOutcomeException transport.interrupted <- DomainException stop
thrower: "went on"
query: "DomainException stop"
thrower: null
after: "order-1"
-- a task resumes another too early
waits: "order-1"
impatient: [0: null, 1: null, 2: true]
-- a task is resumed by another, and then suspends itself
waits: Error A task of Pay\concurrent() cannot be suspended but by a gateway's call: nobody would resume it
resumes: "left it alone"
waits: "from the other"
resumes: null
-- destructors that throw
the last of its closure: RuntimeException from a destructor
forgets the closure: null
local: RuntimeException from a destructor
both: RuntimeException from a destructor <- DomainException own
other: "order-1"
-- a signal handler throws while everybody waits
finally, nested
finally
DomainException alarm
bool(true)
the one that was kept: UnknownOutcomeException transport.interrupted <- Error The Pay\concurrent() of this task has ended without it
bool(true)
-- a signal handler throws in a payment by code
UnknownOutcomeException transport.interrupted <- DomainException alarm
waits: "UnknownOutcomeException transport.interrupted <- DomainException stop"
others go on: "stopped it"
pays: "UnknownOutcomeException transport.interrupted <- DomainException stop"
thrower: null
-- exit in a nested task
exit
finally: order-1 order-1
shutdown function
#0: "order-1"
#1: [0: "order-1"]
destructor: order-1, order-1
