--TEST--
A fatal error in a nested task leaves nothing that functions at the end of the script could step into
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway();
$gate = new Gate($gateway->url);
$gate->hold(9); // what goes that way is in flight when the script ends
$pay = $gateway->client();
$pay->native(order('order-1'));
$query = fn () => $pay->query('order-1')['out_trade_no'];
$held = fn () => $pay->withHttp($gate->http())->query('order-1');
register_shutdown_function(function () use ($query) {
    echo "\nat the end\n";
    (new Fiber(fn () => print($query() . "\n")))->start();
    show(Pay\concurrent([$query, fn () => Pay\concurrent([$query, $query])]));
    echo thrown(fn () => $GLOBALS['kept']->resume()), "\n";
});
Pay\concurrent([
    function () use ($held) {
        $GLOBALS['kept'] = Fiber::getCurrent();
        try {
            return Pay\concurrent([$held]);
        } finally {
            echo "finally\n";
        }
    },
    fn () => Pay\concurrent([$held, function () use ($query) {
        $query();
        eval('function strlen() {}');
    }, fn () => print("must not run\n")], 2),
    $held,
    fn () => print("must not run\n"),
], 3);
?>
--EXPECTF--
Fatal error: Cannot redeclare strlen() in %s on line %d

at the end
order-1
#0: "order-1"
#1: [0: "order-1", 1: "order-1"]
finally
Error The Pay\concurrent() of this task has ended without it
