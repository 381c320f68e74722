--TEST--
Transports and callbacks that exit, fork, call the same client, build it again or hold it do no harm
--EXTENSIONS--
pay
openssl
pcntl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

$paid = ['mchid' => '1900000109', 'out_trade_no' => 'n-0001', 'trade_state' => 'SUCCESS', 'appid' => 'wx2421b1c4370ec43b'];
$with = fn (Closure $send, ?Closure $onCall = null) => client(['http' => new Pay\Http(retries: 0, transport: new Engine($send), onCall: $onCall)]);

echo "The same client, within a call of it, eight deep:\n";
$depth = 0;
$pay = null;
$pay = $with(function () use (&$pay, &$depth, $paid) {
    if (++$depth < 8) {
        $pay->query('n-0001');
    }
    return v3_answer($paid);
});
echo $pay->query('n-0001')->state->value, " $depth\n";
echo "Without end:\n";
$depth = 0;
$pay = $with(function () use (&$pay, &$depth) {
    if (++$depth === 300) {
        throw new LogicException('too deep');
    }
    return $pay->query('n-0001');
});
try {
    $pay->query('n-0001');
} catch (Pay\TransportException $e) {
    for ($count = 1; $e->getPrevious() !== null; $e = $e->getPrevious()) {
        $count++;
    }
    echo $count, ' ', $e->getMessage(), "\n";
}

echo "Built again in the middle:\n";
$again = function () use (&$pay, $paid) {
    echo outcome(fn () => $pay->__construct(...credentials(['mchId' => '1900000110']))), ', ';
    return v3_answer($paid);
};
$pay = $with($again, function () use (&$pay) {
    echo outcome(fn () => $pay->__construct(...credentials())), ', ', $pay->__debugInfo()['mchId'], "\n";
});
echo $pay->query('n-0001')->state->value, "\n";

echo "The last reference goes in the engine, and in the callback:\n";
$pay = $with(function () use (&$pay, $paid) {
    $pay = null;
    gc_collect_cycles();
    return v3_answer($paid);
});
echo $pay->query('n-0001')->state->value, "\n";
$pay = $with(fn () => v3_answer($paid), function () use (&$pay) {
    $pay = null;
    gc_collect_cycles();
});
echo $pay->query('n-0001')->state->value, "\n";

// Before libcurl is used, of which a child forgets what it inherits.
echo "Forked in the engine and in the callback:\n";
$fork = function () {
    $child = pcntl_fork();
    if ($child === 0) {
        return true;
    }
    pcntl_waitpid($child, $status);
    return pcntl_wexitstatus($status);
};
foreach (['engine', 'callback'] as $where) {
    $in = [];
    $pay = $with(function () use ($fork, $paid, $where, &$in) {
        $in[] = $where === 'engine' ? $fork() : null;
        return v3_answer($paid);
    }, function () use ($fork, $where, &$in) {
        $in[] = $where === 'callback' ? $fork() : null;
    });
    $state = $pay->query('n-0001')->state->value;
    if (in_array(true, $in, true)) {
        exit($state === 'succeeded' && $pay->query('n-0001')->state->value === 'succeeded' ? 7 : 8); // twice forked: the second exits likewise
    }
    echo "$where: $state, ", json_encode($in), "\n";
}

echo "Cycles are collected:\n";
final class Holder implements Pay\Transport
{
    public ?Pay\WeChat $pay = null;
    public array $alive = [];

    public function send(Pay\Request $request): Pay\Response
    {
        throw new Pay\TransportException;
    }

    public function log(): Closure
    {
        return fn (Pay\Call $call) => $this->pay;
    }
}
$alive = [];
foreach (['engine', 'callback', 'both'] as $kind) {
    $holder = new Holder;
    $holder->pay = client(['http' => new Pay\Http(retries: 0, baseUrl: 'http://127.0.0.1:9', transport: $kind === 'callback' ? null : $holder, onCall: $kind === 'engine' ? null : $holder->log())]);
    outcome(fn () => $holder->pay->query('n-0001'));
    $alive[$kind] = WeakReference::create($holder->pay);
}
unset($holder);
gc_collect_cycles();
echo json_encode(array_map(fn ($one) => $one->get() === null, $alive)), "\n";

echo "Ended there:\n";
$prelude = 'require ' . var_export(realpath(__DIR__ . '/../inc/engine.inc'), true) . ';
    register_shutdown_function(fn () => print "shutdown\n");
    $with = fn (Closure $send, ?Closure $onCall = null) => client(["http" => new Pay\Http(retries: 1, transport: new Engine($send), onCall: $onCall)]);
    $refund = fn ($pay) => $pay->refund(["out_trade_no" => "n-0001", "out_refund_no" => "r-1", "amount" => ["refund" => Pay\Money::fen(1), "total" => Pay\Money::fen(1)]]);
    $paid = ["mchid" => "1900000109", "out_trade_no" => "n-0001", "trade_state" => "SUCCESS", "appid" => "wx2421b1c4370ec43b"];
    ';
foreach ([
    'exit in the engine' => '$pay = $with(fn () => exit("exit\n"), fn () => print "logged\n"); try { $refund($pay); } catch (Throwable $e) { echo "caught\n"; } finally { echo "finally\n"; }',
    'exit in onCall' => '$pay = $with(fn () => v3_answer($paid), fn () => exit("exit\n")); try { $pay->query("n-0001"); echo "result\n"; } catch (Throwable $e) { echo "caught\n"; }',
    'exit in onCall, after a failure' => '$pay = $with(fn () => throw new RuntimeException("reset"), fn () => exit("exit\n")); try { $refund($pay); } catch (Throwable $e) { echo "caught\n"; }',
    'fatal error in the engine' => '$pay = $with(fn () => str_repeat("x", PHP_INT_MAX - 100)); $refund($pay);',
    'fatal error in onCall' => '$pay = $with(fn () => v3_answer($paid), fn () => str_repeat("x", PHP_INT_MAX - 100)); $pay->query("n-0001");',
    'uncaught' => '$pay = $with(fn () => throw new RuntimeException("reset"), fn ($call) => print get_class($call->error) . "\n"); $refund($pay);',
    'calls while shutting down' => '$pay = $with(fn () => v3_answer($paid), fn ($call) => print "$call->status\n"); register_shutdown_function(fn () => $pay->query("n-0001"));
        final class Late { function __construct(private $pay) {} function __destruct() { echo $this->pay->query("n-0001")->state->value, "\n"; } } $late = new Late($pay);',
    'suspended for ever' => '$pay = $with(fn () => Fiber::suspend(), fn ($call) => print "logged\n"); $fiber = new Fiber(fn () => $refund($pay)); $fiber->start(); exit("exit\n");',
] as $what => $code) {
    $output = child("<?php $prelude $code", ['memory_limit' => '64M', 'display_errors' => '1', 'html_errors' => '0']);
    echo "$what: ", json_encode(preg_replace(['~ in /.*?(?=\n|$)~', '~\n(Stack trace|#|  thrown|Next|PHP ).*~', '~ (at \S+:\d|\(tried).*~'], '', trim($output))), "\n";
}
?>
--EXPECT--
The same client, within a call of it, eight deep:
succeeded 8
Without end:
301 too deep
Built again in the middle:
Error, Error, 1900000109
succeeded
The last reference goes in the engine, and in the callback:
succeeded
succeeded
Forked in the engine and in the callback:
engine: succeeded, [7,null]
callback: succeeded, [null,7]
Cycles are collected:
{"engine":true,"callback":true,"both":true}
Ended there:
exit in the engine: "exit\nshutdown"
exit in onCall: "exit\nshutdown"
exit in onCall, after a failure: "exit\nshutdown"
fatal error in the engine: "Fatal error: Allowed memory size of 67108864 bytes exhausted\nshutdown"
fatal error in onCall: "Fatal error: Allowed memory size of 67108864 bytes exhausted\nshutdown"
uncaught: "Pay\\UnknownOutcomeException\n\nFatal error: Uncaught RuntimeException: reset\n\nshutdown"
calls while shutting down: "shutdown\n200\n200\nsucceeded"
suspended for ever: "exit\nshutdown"
