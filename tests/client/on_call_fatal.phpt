--TEST--
After a fatal error in onCall, functions that run at the end still call, and are told of
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';

$gateway = new Gateway();
$told = 0;
$http = new Pay\Http(baseUrl: $gateway->url, onCall: function (Pay\Call $call) use (&$told) {
    echo "$call->method\n";
    if ($told++ === 0) {
        eval('function strlen() {}');
    }
});
$pay = $gateway->client(['http' => $http]);
register_shutdown_function(function () use ($pay) {
    $deeper = function (int $depth) use (&$deeper, $pay): string {
        return $depth > 0 ? $deeper($depth - 1) : $pay->query('order-1')['out_trade_no'];
    };
    show(Pay\concurrent(['deep' => fn () => $deeper(3), 'in a fiber' => fn () => $deeper(0)]));
    echo $deeper(5), "\n";
});
(fn () => (fn () => $pay->native(order('order-1')))())();
?>
--EXPECTF--
POST

Fatal error: Cannot redeclare strlen() in %s on line %d
GET
GET
deep: "order-1"
in a fiber: "order-1"
GET
order-1
