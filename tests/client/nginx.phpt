--TEST--
Two requests to one FPM worker behind nginx share keys, trust store and connection, as the gateway's side counts it too
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/nginx.inc';
if ($missing = Fpm::missing() ?? Nginx::missing()) die("skip $missing");
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/nginx.inc';

$script = static fn (Gateway $gateway, string $url) => '<?php
$before = Pay\status();
' . $gateway->code($url) . '
try {
    isset($_GET["n"]) ? $pay->native(["out_trade_no" => $_GET["n"], "description" => "tea", "amount" => Pay\Money::fen(1)])
        : $pay->request("POST", "/v3/no-such-thing", ["a" => 1]);
} catch (Pay\ApiException) {
}
$after = Pay\status();
echo json_encode([getmypid(), $after["keys"]["parses"] - $before["keys"]["parses"], $after["trust_store_parses"] - $before["trust_store_parses"],
    $after["connections"]["opened"] - $before["connections"]["opened"], $after["connections"]["reused"] - $before["connections"]["reused"]]);
';
$workers = [];
foreach (['HTTP/1.1 alone' => false, 'HTTP/2 as well' => true] as $offered => $http2) {
    echo "-- the gateway offers $offered\n";
    $gateway = new Gateway();
    $front = Nginx::beforeGateway($gateway, $http2);
    file_put_contents("$gateway->dir/order.php", $script($gateway, $front->url));
    $fpm = new Fpm($gateway->dir, options: ['-d', 'pay.idle_timeout=300']);
    $shop = Nginx::beforeFpm($fpm, "$gateway->dir/order.php");
    foreach (['order-one', 'order-two'] as $number) {
        [$worker, $parses, $stores, $opened, $reused] = json_decode(file_get_contents("$shop->url/?n=$number"), true);
        $workers[$worker] = true;
        echo "$number: $parses parses, $stores trust stores, $opened connections, $reused reuses\n";
    }
    ['connections' => $connections, 'handshakes' => $handshakes, 'resumed' => $resumed, 'requests' => $requests] = $front->counts();
    echo "the gateway's side: $connections connections, $handshakes handshakes, $resumed resumed, $requests requests\n";
    echo "the shop's side: {$shop->counts()['requests']} requests\n";
    echo implode(' ', array_keys($front->counts()['protocols'])), "\n";

    // What must not be sent twice takes a connection of its own, but goes on with the TLS session.
    [, , $stores] = json_decode(file_get_contents($shop->url), true);
    ['connections' => $connections, 'handshakes' => $handshakes, 'resumed' => $resumed] = $front->counts();
    echo "a payment without number: $stores trust stores, $connections connections, $handshakes handshakes, $resumed resumed\n";

    // A deployment of the gateway ends what is idle.
    $front->reload();
    for ($i = 0; $i < 500 && $opened === 0; $i++) {
        usleep(10000);
        [, , $stores, $opened] = json_decode(file_get_contents("$shop->url/?n=order-again-$i"), true);
    }
    echo "after a reload: $stores trust stores, ", $opened > 0 ? "opened anew" : "KEPT", "\n"; // twice, if the old one ended under a request
    unset($shop, $fpm, $front, $gateway);
}
echo count($workers), " workers\n";
?>
--EXPECT--
-- the gateway offers HTTP/1.1 alone
order-one: 3 parses, 1 trust stores, 1 connections, 0 reuses
order-two: 0 parses, 0 trust stores, 0 connections, 1 reuses
the gateway's side: 1 connections, 1 handshakes, 0 resumed, 2 requests
the shop's side: 2 requests
HTTP/1.1
a payment without number: 0 trust stores, 2 connections, 1 handshakes, 1 resumed
after a reload: 0 trust stores, opened anew
-- the gateway offers HTTP/2 as well
order-one: 3 parses, 1 trust stores, 1 connections, 0 reuses
order-two: 0 parses, 0 trust stores, 0 connections, 1 reuses
the gateway's side: 1 connections, 1 handshakes, 0 resumed, 2 requests
the shop's side: 2 requests
HTTP/2.0
a payment without number: 0 trust stores, 2 connections, 1 handshakes, 1 resumed
after a reload: 0 trust stores, opened anew
2 workers
