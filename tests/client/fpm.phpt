--TEST--
Requests of one FPM worker share keys and the connection
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/fpm.inc';
if ($missing = Fpm::missing()) die("skip $missing");
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/fpm.inc';

$gateway = new Gateway(tls: true);
$script = $gateway->dir . '/order.php';
file_put_contents($script, '<?php
$before = Pay\status();
' . $gateway->code() . '
$pay->native(["out_trade_no" => $_GET["n"], "description" => "tea", "amount" => Pay\Money::fen(1)]);
$after = Pay\status();
echo json_encode([getmypid(), $after["keys"]["parses"] - $before["keys"]["parses"], $after["connections"]["opened"] - $before["connections"]["opened"],
    $after["trust_store_parses"] - $before["trust_store_parses"]]);
');
$fpm = new Fpm($gateway->dir);
$pids = [];
for ($i = 1; $i <= 4; $i++) {
    [$pid, $parses, $opened, $stores] = json_decode($fpm->get($script, "n=fpm-order-$i"), true);
    $pids[$pid] = true;
    echo "request $i: $parses parses, $opened connections, $stores trust stores\n";
}
var_dump(count($pids), $gateway->count('POST /v3/pay/transactions/native'));

// A reload ends the worker and what it kept; the next one begins anew.
$fpm->reload();
for ($i = 1; $i < 200; $i++) {
    [$pid, $parses, $opened, $stores] = json_decode($fpm->get($script, "n=fpm-again-$i"), true) ?? [null, 0, 0, 0];
    if ($pid !== null && !isset($pids[$pid])) {
        break;
    }
    usleep(20000);
}
echo "after the reload: $parses parses, $opened connections, $stores trust stores\n";

// Reply::send() drops what was printed before, and work goes on after the gateway has its answer.
$script = $gateway->dir . '/reply.php';
$done = $gateway->dir . '/done';
file_put_contents($script, '<?php
ob_start();
echo "a stray notice";
' . $gateway->code() . '
$pay->fail("later")->send();
echo "never seen";
file_put_contents(' . var_export($done, true) . ', "worked on");
');
echo $fpm->get($script, '', $headers), "\n", $headers['status'], ' ', $headers['content-type'], "\n";
for ($i = 0; $i < 100 && !is_file($done); $i++) usleep(20000);
echo file_get_contents($done), "\n";
?>
--EXPECT--
request 1: 3 parses, 1 connections, 1 trust stores
request 2: 0 parses, 0 connections, 0 trust stores
request 3: 0 parses, 0 connections, 0 trust stores
request 4: 0 parses, 0 connections, 0 trust stores
int(1)
int(4)
after the reload: 3 parses, 1 connections, 1 trust stores
{"code":"FAIL","message":"later"}
500 Internal Server Error application/json; charset=utf-8
worked on
