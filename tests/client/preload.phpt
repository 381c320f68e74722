--TEST--
A client and a connection that opcache.preload made do no harm: workers take the keys from there, and open connections of their own
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/fpm.inc';
if ($missing = Fpm::missing()) die("skip $missing");
if (!is_file(ini_get('extension_dir') . '/opcache.so') && !extension_loaded('Zend OPcache')) die('skip opcache is not installed');
if (fileowner('/proc/self') === 0 && !is_executable('/usr/bin/setpriv')) die('skip root needs setpriv, which is not installed');
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/fpm.inc';

$gateway = new Gateway(tls: true);
$dir = $gateway->dir;
file_put_contents("$dir/preload.php", '<?php
final class Preloaded
{
    public static ?Pay\WeChat $pay = null;
    public static function counts(): array
    {
        $status = Pay\status();
        return [$status["keys"]["parses"], $status["trust_store_parses"], $status["connections"]["open"], $status["connections"]["opened"], $status["connections"]["reused"]];
    }
}
' . $gateway->code() . '
Preloaded::$pay = $GLOBALS["kept"] = $pay;
$pay->native(["out_trade_no" => "preload-" . getmypid() . "-" . hrtime(true), "description" => "tea", "amount" => Pay\Money::fen(1)]);
');
file_put_contents("$dir/order.php", '<?php
$kept = Preloaded::$pay === null ? "nothing kept" : "KEPT";
$before = Preloaded::counts();
' . $gateway->code() . '
$pay->native(["out_trade_no" => "order-" . getmypid() . "-" . hrtime(true), "description" => "tea", "amount" => Pay\Money::fen(1)]);
echo json_encode([$kept, getmypid(), $before, Preloaded::counts()]);
');
// Of root, opcache preloads in another process, which then ends. Of anyone else in this one, before it forks: that is what is meant.
$by = fileowner('/proc/self') === 0 ? ['/usr/bin/setpriv', '--reuid=65534', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'] : [];
$options = array_merge(...array_map(fn ($setting) => ['-d', $setting], ['opcache.enable=1', 'opcache.enable_cli=1', "opcache.preload=$dir/preload.php",
    'pay.idle_timeout=300', ...(extension_loaded('Zend OPcache') ? [] : ['zend_extension=opcache'])]));

/** Keys parsed, trust stores parsed, connections open, opened, reused: before the order -> after it. */
$workers = [];
$counts = function (string $answer) use (&$workers): string {
    [$kept, $worker, $before, $after] = json_decode($answer, true) ?? [$answer, 0, [], []];
    $workers[$worker] = true;
    return "$kept; " . implode(' ', $before) . ' -> ' . implode(' ', $after);
};
$command = [...$by, PHP_BINARY, '-n', '-d', 'extension=' . Fpm::extension(), ...$options, "$dir/order.php"];
echo 'one process: ', $counts(shell_exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1')), "\n";

$fpm = new Fpm($dir, ['pm.max_children' => 2, 'pm.max_requests' => 2], $options, $by);
for ($i = 1; $i <= 8; $i++) {
    $seen[] = $counts($fpm->get("$dir/order.php")); // of which of the two is the kernel's affair
}
$seen = array_unique($seen);
sort($seen);
echo "workers:\n", implode("\n", $seen), "\n";
echo count($workers) > 4 ? "several of them\n" : count($workers) . " workers\n";
$fpm->reload();
comes_true(fn () => substr_count(file_get_contents("$dir/fpm.log"), 'ready to handle connections') === 2);
echo 'after a reload: ', $counts($fpm->get("$dir/order.php")), "\n";
unset($fpm);
echo preg_match('/signal|Warning|Fatal|exited with code [1-9]/', $log = file_get_contents("$dir/fpm.log") . file_get_contents("$dir/fpm.out")) ? $log : "nothing in the log\n";
?>
--EXPECT--
one process: nothing kept; 3 1 1 1 0 -> 3 1 1 1 1
workers:
nothing kept; 3 0 0 0 0 -> 3 1 1 1 0
nothing kept; 3 1 1 1 0 -> 3 1 1 1 1
several of them
after a reload: nothing kept; 3 0 0 0 0 -> 3 1 1 1 0
nothing in the log
