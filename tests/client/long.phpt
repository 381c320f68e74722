--TEST--
Notifications and orders without end leave the memory and the descriptors of a process as they are
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/notify.inc';
require __DIR__ . '/../inc/long.inc';

$footprint = fn () => eval('return ' . FOOTPRINT . ';');
$refusals = [];
$refused = function (string $outcome) use (&$refusals) { $refusals[$outcome] = true; };

$pay = client();
$message = [];
flat('notifications', times(4000, 100000), function (int $i) use (&$pay, &$message, $refused) {
    if ($i % 1000 === 0) {
        $message = message(); // it is not for ever
        $pay = client();
    }
    [$body, $headers] = $message;
    if ($i % 10 === 0) {
        $refused(verdict(fn () => $pay->notification("$body ", $headers)));
    } else {
        $pay->notification($body, $headers);
    }
}, $footprint);

$gateway = new Gateway(tls: true);
$pay = $gateway->client();
flat('orders', times(400, 20000), function (int $i) use ($gateway, &$pay, $refused) {
    if ($i % 100 === 0) {
        $gateway->control('POST', '/reset'); // its books are read whole each time
        $pay = $gateway->client();
    }
    $pay->native(order("long-order-$i"));
    if ($i % 10 === 0) {
        $refused(outcome(fn () => $pay->query('no-such-order')));
    }
}, $footprint);
echo implode("\n", array_keys($refusals)), "\n";
?>
--EXPECTF--
%d notifications: %d kB, then %d kB; %d descriptors, then %d: flat
%d orders: %d kB, then %d kB; %d descriptors, then %d: flat
SignatureException signature.mismatch
ApiException api.ORDER_NOT_EXIST
