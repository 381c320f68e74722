--TEST--
A fatal error for want of memory, wherever in a call, leaves the kept handle usable for the next request of the worker
--EXTENSIONS--
pay
--SKIPIF--
<?php if (getenv('USE_ZEND_ALLOC') === '0') die('skip memory_limit needs the Zend allocator'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/limits.inc';

// The built-in web server keeps one process for all requests, as an FPM worker does.
$gateway = new Gateway();
$gateway->client()->native(order('limit-0001'));
$web = new Web("$gateway->dir/web", ['query.php' => '<?php require_once ' . var_export(realpath(__DIR__ . '/../inc/limits.inc'), true) . "; {$gateway->code()}" . '
    ini_set("display_errors", "0");
    register_shutdown_function(function () use (&$fill) { $fill = null; }); // the end needs some, too
    $fill = isset($_GET["pages"]) ? starve((int) $_GET["pages"]) : null;
    echo "asked ";
    try {
        echo $pay->query("limit-0001")["out_trade_no"];
    } catch (Pay\PayException $e) {
        echo get_class($e);
    }
']);
echo $web->get('/query.php'), "\n";
$gateway->fault('GET *', 'oversize', 999, 1 << 16);
$said = [];
for ($pages = 140; $pages >= 20; $pages--) {
    $text = $web->get("/query.php?pages=$pages");
    $said[$text] = ($said[$text] ?? 0) + 1;
}
foreach ($said as $text => $times) {
    echo "\"$text\" ", $times > 5 ? 'often' : "$times times", "\n";
}
$gateway->control('DELETE', '/faults');
echo $web->get('/query.php'), "\n";
echo 'exit status ', $web->stop(), "\n";
?>
--EXPECT--
asked limit-0001
"asked Pay\IntegrityException" often
"asked " often
"" often
asked limit-0001
exit status 0
