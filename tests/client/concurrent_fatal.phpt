--TEST--
200 fatal errors in tasks under FPM leave the worker as it was; functions that run at the end still ask the gateway
--EXTENSIONS--
pay
--SKIPIF--
<?php
if (!glob('/usr/sbin/php-fpm' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION) && !is_executable(PHP_BINDIR . '/../sbin/php-fpm')) die('skip php-fpm is not installed');
if (PHP_ZTS || PHP_DEBUG) die('skip php-fpm is not of this build');
?>
--FILE--
<?php
require __DIR__ . '/../inc/concurrent.inc';
require __DIR__ . '/../inc/fpm.inc';
require __DIR__ . '/../inc/long.inc';

$gateway = new Gateway(tls: true);
$gateway->client()->native(order('order-1'));
$script = $gateway->dir . '/tasks.php';
file_put_contents($script, '<?php
$c = json_decode(file_get_contents(' . var_export($gateway->dir . '/config.json', true) . '), true);
$dir = ' . var_export($gateway->dir, true) . ';
$pay = new Pay\WeChat(mchId: $c["mchid"], appId: $c["appid"], privateKey: "$dir/apiclient_key.pem", certificate: "$dir/apiclient_cert.pem",
    apiV3Key: $c["apiV3Key"], platformKeys: [$c["publicKeyId"] => "$dir/pub_key.pem"],
    http: new Pay\Http(baseUrl: ' . var_export($gateway->url, true) . ', caFile: "$dir/ca.pem"));
$query = fn () => $pay->query("order-1")["out_trade_no"];
ini_set("display_errors", "0");
$fail = match ($_GET["how"]) {
    "none" => fn () => "none",
    "fatal" => fn () => eval("function strlen() {}"),
    "memory" => function () { ini_set("memory_limit", "4M"); return str_repeat("x", 1 << 24); },
    "time" => function () { set_time_limit(1); for (;;); },
    "uncaught" => function () use (&$throw) { $throw = true; return "uncaught"; },
    "exit" => fn () => exit,
};
register_shutdown_function(function () use ($query) {
    set_time_limit(0);
    ini_set("memory_limit", "-1");
    $fiber = new Fiber($query);
    $fiber->start();
    echo " at the end: ", $fiber->getReturn(), " ", implode(" ", Pay\concurrent([$query, fn () => implode(Pay\concurrent([$query]))]));
});
$results = Pay\concurrent([$query, fn () => implode(Pay\concurrent([$query, function () use ($query, $fail) { $query(); return $fail(); }, $query])), $query, $query], 3);
echo implode(" ", $results);
if ($throw ?? false) {
    throw new Exception("uncaught");
}
');
$state = $gateway->dir . '/state.php';
file_put_contents($state, '<?php
gc_collect_cycles();
echo json_encode([getmypid(), memory_get_usage(), count(scandir("/proc/self/fd")), count(file("/proc/self/maps")), Pay\status()["connections"]["open"], ' . FOOTPRINT . '[0]]);
');
$fpm = new Fpm($gateway->dir);
foreach (['none', 'fatal', 'memory', 'time', 'uncaught', 'exit', 'none'] as $how) {
    echo "$how: ", trim($fpm->get($script, "how=$how")), "\n";
}
for ($i = 0; $i < 20; $i++) {
    $fpm->get($script, 'how=' . ['fatal', 'memory', 'exit'][$i % 3]);
}
$before = json_decode($fpm->get($state), true);
for ($i = 0; $i < 200; $i++) {
    $fpm->get($script, 'how=' . ['fatal', 'memory', 'exit'][$i % 3]);
}
$after = json_decode($fpm->get($state), true);
echo 'the same worker: ', json_encode($before[0] === $after[0]), "\n";
echo 'memory of PHP: ', $after[1] - $before[1], "\n";
echo 'memory of its own: ', $after[5] - $before[5] < 512 ? 'flat' : "from $before[5] to $after[5] kB", "\n";
echo 'descriptors: ', abs($after[2] - $before[2]) <= 8 ? 'flat' : "from $before[2] to $after[2]", "\n";
echo 'stacks of fibers: ', $after[3] - $before[3] < 10 ? 'none left' : "from $before[3] to $after[3] mappings", "\n";
echo 'connections: ', $after[4] <= 8 ? 'bounded' : $after[4], "\n";
?>
--EXPECT--
none: order-1 order-1noneorder-1 order-1 order-1 at the end: order-1 order-1 order-1
fatal: at the end: order-1 order-1 order-1
memory: at the end: order-1 order-1 order-1
time: at the end: order-1 order-1 order-1
uncaught: order-1 order-1uncaughtorder-1 order-1 order-1 at the end: order-1 order-1 order-1
exit: at the end: order-1 order-1 order-1
none: order-1 order-1noneorder-1 order-1 order-1 at the end: order-1 order-1 order-1
the same worker: true
memory of PHP: 0
memory of its own: flat
descriptors: flat
stacks of fibers: none left
connections: bounded
