--TEST--
A transport may suspend fibers: calls of one client go on beside each other, and one that is given up leaves nothing behind
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

$log = [];
$gateway = new Gateway(mode: 'certificate');
$engine = new Engine(function (Pay\Request $request) {
    $answer = Fiber::suspend(basename(parse_url($request->url, PHP_URL_PATH)));
    return $answer ?? carry($request);
});
$pay = $gateway->client(['http' => by($engine, $gateway, onCall: function (Pay\Call $call) use (&$log) {
    Fiber::suspend('log ' . basename($call->path));
    $log[] = basename($call->path) . " $call->attempts " . ($call->error ? $call->error::class : 'done');
})]);

// Both meet a worker that has no certificate yet.
$fibers = [
    'a' => new Fiber(fn () => $pay->native(order('f-0001'))->state->value),
    'b' => new Fiber(fn () => outcome(fn () => $pay->query('f-0001'))),
];
$turns = [];
foreach ($fibers as $name => $fiber) {
    $turns[] = "$name: " . $fiber->start();
}
while ($running = array_filter($fibers, fn ($fiber) => !$fiber->isTerminated())) {
    foreach ($running as $name => $fiber) {
        $said = $fiber->resume();
        $turns[] = "$name: " . ($fiber->isTerminated() ? 'ends with ' . $fiber->getReturn() : $said);
    }
}
echo implode("\n", $turns), "\n", implode("\n", $log), "\n";

echo "Thrown into the engine:\n";
$log = [];
$give_up = function (Closure $call, string ...$what) {
    $fiber = new Fiber(fn () => outcome($call));
    $said = $fiber->start();
    foreach ($what as $thrown) {
        echo "$said; ";
        $said = $thrown === '' ? $fiber->resume() : $fiber->throw(new $thrown('stop'));
    }
    while (!$fiber->isTerminated()) {
        $said = $fiber->resume();
    }
    return $fiber->getReturn();
};
$refund = ['out_trade_no' => 'f-0001', 'out_refund_no' => 'r-0001', 'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1)]];
echo $give_up(fn () => $pay->query('f-0001'), LogicException::class), "\n";
echo $give_up(fn () => $pay->request('POST', '/v3/anything', ['a' => 1]), LogicException::class), "\n";
echo $give_up(fn () => $pay->request('POST', '/v3/anything', ['a' => 1]), Pay\TransportException::class, LogicException::class), "\n";

echo "Destroyed, while suspended in the engine, and in onCall:\n";
$log = [];
$sent = $engine->sent;
$fiber = new Fiber(function () use ($pay, $refund) {
    try {
        $pay->refund($refund);
        echo "not reached\n";
    } catch (Throwable $e) {
        echo "nor this\n";
    } finally {
        echo "finally\n";
    }
});
$fiber->start();
unset($fiber);
$fiber = new Fiber(fn () => $pay->native(order('f-0002')));
$fiber->start();
echo $fiber->resume(), "\n";
unset($fiber);
var_dump($engine->sent - $sent, $log);
$fiber = new Fiber(fn () => $pay->query('f-0002')->state->value);
$fiber->start();
$fiber->resume();
$fiber->resume();
echo $fiber->getReturn(), ', ', implode(', ', $log), "\n";

echo "A client that only a suspended call holds:\n";
$fiber = new Fiber(fn () => $gateway->client(['http' => by($engine, $gateway)])->native(order('f-0003'))->state->value);
$fiber->start();
gc_collect_cycles();
$fiber->resume();
echo $fiber->getReturn(), "\n";

echo "Left suspended at the end of the script:\n";
$last = new Fiber(function () use ($pay) {
    try {
        $pay->query('f-0001');
    } finally {
        echo "finally\n";
    }
});
$last->start();
?>
--EXPECT--
a: certificates
b: certificates
a: log certificates
b: log certificates
a: native
b: f-0001
a: log native
b: log f-0001
a: ends with pending
b: ends with done
certificates 1 done
certificates 1 done
native 1 done
f-0001 1 done
Thrown into the engine:
f-0001; done
anything; UnknownOutcomeException transport.failed <- LogicException
anything; anything; UnknownOutcomeException transport.failed <- LogicException
Destroyed, while suspended in the engine, and in onCall:
finally
log native
int(2)
array(0) {
}
pending, f-0002 1 done
A client that only a suspended call holds:
pending
Left suspended at the end of the script:
finally
