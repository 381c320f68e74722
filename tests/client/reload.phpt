--TEST--
Reloads of php-fpm, of the shop's nginx and of the gateway's lose no order of a shop under load, nor do workers that serve few requests
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/nginx.inc';
if ($missing = Fpm::missing() ?? Nginx::missing()) die("skip $missing");
if (!is_executable('/usr/bin/wrk')) die('skip wrk is not installed');
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/nginx.inc';
require __DIR__ . '/../inc/long.inc';

const WORKERS = 4;

$gateway = new Gateway();
$front = Nginx::beforeGateway($gateway);
$record = "$gateway->dir/record";
// What the shop knows: an order that it begins, and how that ended.
file_put_contents("$gateway->dir/order.php", '<?php
' . $gateway->code($front->url) . '
$number = "reload-" . getmypid() . "-" . hrtime(true);
$note = fn (string $end) => file_put_contents(' . var_export($record, true) . ', "$end $number " . getmypid() . "\n", FILE_APPEND | LOCK_EX);
$note("begun");
try {
    $pay->native(["out_trade_no" => $number, "description" => "tea", "amount" => Pay\Money::fen(1)]);
    $note("done");
} catch (Pay\UnknownOutcomeException $e) {
    $note("unknown");
} catch (Throwable $e) {
    $note("failed:" . get_class($e));
}
echo "answered";
');
touch($record);
$fpm = new Fpm($gateway->dir, ['pm.max_children' => WORKERS, 'pm.max_requests' => 10]);
$shop = Nginx::beforeFpm($fpm, "$gateway->dir/order.php");

/** Lines of the record. */
$lines = fn (): array => array_map(fn ($line) => explode(' ', $line), file($record, FILE_IGNORE_NEW_LINES));
/** Until so many more orders are done. */
$orders = function (int $more) use ($lines): void {
    $done = fn () => count(array_filter($lines(), fn ($line) => $line[0] === 'done'));
    $enough = $done() + $more;
    comes_true(fn () => $done() >= $enough) ?: print("the shop stands still\n");
};
$load = new Daemon(['/usr/bin/wrk', '-t1', '-c' . 2 * WORKERS, '-d3600', '--timeout', '60', $shop->url], "$gateway->dir/wrk.out");
$reloads = 0;
$orders(40);
for ($i = 0; $i < times(1, 20); $i++) {
    foreach ([$fpm, $front, $shop, $fpm] as $server) {
        $server->reload();
        $reloads++;
        $orders(20);
    }
}
unset($load);
// What a worker has begun it ends, though nobody waits for it.
comes_true(fn () => array_count_values(array_column($lines(), 0))['begun'] * 2 === count($lines()));

$ends = $workers = [];
foreach ($lines() as [$end, $number, $worker]) {
    $ends[$end][$number] = ($ends[$end][$number] ?? 0) + 1;
    $workers[$worker] = true;
}
$begun = array_keys($ends['begun']);
$done = array_keys($ends['done']);
$unknown = array_keys($ends['unknown'] ?? []);
$books = array_column($gateway->control('GET', '/orders')['orders'], 'out_trade_no');
echo $reloads, " reloads\n";
echo count($begun) === count($done) + count($unknown) && count($lines()) === 2 * count($begun) ? "each order has one end\n" : 'ends: ' . json_encode(array_map('count', $ends)) . "\n";
echo count(array_diff($done, $books)), " done that the gateway does not know\n";
echo count(array_diff($books, $done, $unknown)), " in the gateway's books that the shop does not know\n";
echo count($unknown), " unknown\n";
echo count($workers) >= max(3 * WORKERS, count($begun) / 10) ? "many workers\n" : count($workers) . ' workers for ' . count($begun) . " orders\n";
?>
--EXPECT--
4 reloads
each order has one end
0 done that the gateway does not know
0 in the gateway's books that the shop does not know
0 unknown
many workers
