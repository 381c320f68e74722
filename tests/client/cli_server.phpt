--TEST--
PHP's built-in web server keeps keys and the connection from one request to the next, grows by none, and ends cleanly
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/web.inc';
require __DIR__ . '/../inc/long.inc';

$gateway = new Gateway(tls: true);
$web = new Web("$gateway->dir/web", [
    'order.php' => '<?php ' . $gateway->code() . '
        $pay->native(["out_trade_no" => $_GET["n"], "description" => "tea", "amount" => Pay\Money::fen(1)]);
        echo "done";',
    // Ends in the middle of all it holds.
    'error.php' => '<?php ' . $gateway->code() . '
        $pay->query($_GET["n"]);
        ini_set("display_errors", "0");
        trigger_error("the end of this request", E_USER_ERROR);',
    'status.php' => '<?php echo json_encode([' . FOOTPRINT . ', Pay\status()["keys"]["parses"], Pay\status()["connections"], Pay\status()["trust_store_parses"]]);',
]);
$status = fn () => json_decode($web->get('/status.php'), true);
$said = [];
flat('orders', times(100, 2000), function (int $i) use ($web, $gateway, &$said) {
    if ($i % 100 === 0) {
        $gateway->control('POST', '/reset');
    }
    $said[$web->get("/order.php?n=served-$i")] = true;
    if ($i % 20 === 0) {
        $web->get("/error.php?n=served-$i", $headers);
    }
}, fn () => $status()[0]);
echo implode("\n", array_keys($said)), "\n";
[, $parses, $connections, $stores] = $status();
echo "$parses parses, $stores trust stores, $connections[open] open\n";
echo $connections['opened'] < $connections['reused'] / 20 ? 'hardly any opened' : json_encode($connections), "\n";
echo 'exit status ', $web->stop(), "\n";
echo preg_match('/Sanitizer|leak|Warning|Fatal(?! error: the end of this request)/i', file_get_contents("$web->dir/server.out"), $match) ? file_get_contents("$web->dir/server.out") : "nothing to complain\n";
?>
--EXPECTF--
%d orders: %d kB, then %d kB; %d descriptors, then %d: flat
done
3 parses, 1 trust stores, 1 open
hardly any opened
exit status 0
nothing to complain
