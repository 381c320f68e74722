--TEST--
Requests without end, a notification or an order each, leave the memory and the descriptors of an FPM worker as they are
--EXTENSIONS--
pay
openssl
--SKIPIF--
<?php
require __DIR__ . '/../inc/nginx.inc';
if ($missing = Fpm::missing() ?? Nginx::missing()) die("skip $missing");
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/notify.inc';
require __DIR__ . '/../inc/nginx.inc';
require __DIR__ . '/../inc/long.inc';

$gateway = new Gateway();
$front = Nginx::beforeGateway($gateway);
$dir = $gateway->dir;
$credentials = array_diff_key(credentials(), ['http' => 0]);
file_put_contents("$dir/notification.php", '<?php
$pay = new Pay\WeChat(...' . var_export($credentials, true) . ');
[$body, $headers] = json_decode(file_get_contents(' . var_export("$dir/message.json", true) . '), true);
try {
    echo $pay->notification($body . $_GET["n"], $headers)->outTradeNo;
} catch (Pay\PayException $e) {
    echo $e->reason;
}
');
file_put_contents("$dir/order.php", '<?php
' . $gateway->code($front->url) . '
try {
    $pay->native(["out_trade_no" => "long-order-$_GET[n]", "description" => "tea", "amount" => Pay\Money::fen(1)]);
    if ($_GET["n"] % 10 === 0) {
        $pay->query("no-such-order");
    }
    echo "done";
} catch (Pay\PayException $e) {
    echo $e->reason;
}
');
file_put_contents("$dir/footprint.php", '<?php echo json_encode([getmypid(), ' . FOOTPRINT . ', Pay\status()["connections"]]);');

$fpm = new Fpm($dir);
$workers = $said = $connections = [];
$footprint = function () use ($fpm, $dir, &$workers, &$connections): array {
    [$worker, $footprint, $connections] = json_decode($fpm->get("$dir/footprint.php"), true);
    $workers[$worker] = true;
    return $footprint;
};
flat('notifications', times(1000, 100000), function (int $i) use ($fpm, $dir, &$said) {
    if ($i % 1000 === 0) {
        file_put_contents("$dir/message.json", json_encode(message()));
    }
    $said[$fpm->get("$dir/notification.php", 'n=' . ($i % 10 === 0 ? '%20' : ''))] = true;
}, $footprint);
flat('orders', times(200, 20000), function (int $i) use ($fpm, $dir, $gateway, &$said) {
    if ($i % 100 === 0) {
        $gateway->control('POST', '/reset'); // its books are read whole each time
    }
    $said[$fpm->get("$dir/order.php", "n=$i")] = true;
}, $footprint);
echo implode("\n", array_keys($said)), "\n", count($workers), " worker\n";
echo $connections['open'], ' open, ', $connections['opened'] < $connections['reused'] / 50 ? 'hardly any opened' : json_encode($connections), "\n";
?>
--EXPECTF--
%d notifications: %d kB, then %d kB; %d descriptors, then %d: flat
%d orders: %d kB, then %d kB; %d descriptors, then %d: flat
signature.mismatch
1217752501201407033233368018
api.ORDER_NOT_EXIST
done
1 worker
1 open, hardly any opened
