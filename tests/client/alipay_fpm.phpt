--TEST--
Alipay: a warm FPM worker verifies a notification and places an order with keys, certificates and connection that are there
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/fpm.inc';
if ($missing = Fpm::missing()) die("skip $missing");
?>
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';
require __DIR__ . '/../inc/fpm.inc';

$gateway = new AlipayGateway(tls: true, mode: 'certificate');
$gateway->client()->precreate(alipay_order('paid'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid', 'notify' => false]);
$script = $gateway->dir . '/worker.php';
file_put_contents($script, '<?php
$c = json_decode(file_get_contents(' . var_export($gateway->dir . '/config.json', true) . '), true);
$dir = ' . var_export($gateway->dir, true) . ';
$before = Pay\status();
$pay = new Pay\Alipay(appId: $c["appId"], privateKey: "$dir/app_private_key.pem", appCertificate: "$dir/appCertPublicKey.crt",
    alipayCertificate: "$dir/alipayCertPublicKey_RSA2.crt", rootCertificate: "$dir/alipay_root_cert.crt", sellerId: $c["sellerId"],
    http: new Pay\Http(baseUrl: $c["baseUrl"], caFile: "$dir/ca.pem"));
try {
    $said = isset($_GET["notification"])
        ? $pay->notification(file_get_contents("$dir/notification"))->outTradeNo
        : $pay->precreate(["out_trade_no" => $_GET["n"], "total_amount" => "0.01", "subject" => "tea"])["out_trade_no"];
} catch (Throwable $e) {
    $said = get_class($e) . " " . $e->getMessage();
}
$after = Pay\status();
echo json_encode([getmypid(), $said, $after["keys"]["parses"] - $before["keys"]["parses"], $after["connections"]["opened"] - $before["connections"]["opened"],
    $after["trust_store_parses"] - $before["trust_store_parses"], $after["certificate_fetches"] - $before["certificate_fetches"]]);
');
file_put_contents($gateway->dir . '/notification', $gateway->notification('paid'));
$fpm = new Fpm($gateway->dir);
$pids = [];
$get = function (string $query) use ($fpm, $script, &$pids) {
    [$pid, $said, $parses, $opened, $stores, $fetches] = json_decode($fpm->get($script, $query), true);
    $pids[$pid] = true;
    echo "$query: $said, $parses parses, $opened connections, $stores trust stores, $fetches certificates\n";
};
foreach (['notification=1', 'notification=2', 'n=order_1', 'n=order_2', 'notification=3', 'n=order_3'] as $query) {
    $get($query);
}
echo "-- the certificate was renewed\n";
$gateway->control('POST', '/rotate');
foreach (['n=order_4', 'n=order_5'] as $query) {
    $get($query);
}
file_put_contents($gateway->dir . '/notification', $gateway->notification('paid'));
$get('notification=4');
var_dump(count($pids), $gateway->count('alipay.trade.precreate') - 1);
?>
--EXPECT--
notification=1: paid, 4 parses, 0 connections, 0 trust stores, 0 certificates
notification=2: paid, 0 parses, 0 connections, 0 trust stores, 0 certificates
n=order_1: order_1, 0 parses, 1 connections, 1 trust stores, 0 certificates
n=order_2: order_2, 0 parses, 0 connections, 0 trust stores, 0 certificates
notification=3: paid, 0 parses, 0 connections, 0 trust stores, 0 certificates
n=order_3: order_3, 0 parses, 0 connections, 0 trust stores, 0 certificates
-- the certificate was renewed
n=order_4: order_4, 1 parses, 0 connections, 0 trust stores, 1 certificates
n=order_5: order_5, 0 parses, 0 connections, 0 trust stores, 0 certificates
notification=4: paid, 0 parses, 0 connections, 0 trust stores, 0 certificates
int(1)
int(5)
