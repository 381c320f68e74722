--TEST--
However a reconciliation ends, by a fatal error, exit() or an exception, the worker's next request finds no file open
--EXTENSIONS--
pay
openssl
--SKIPIF--
<?php
if (getenv('USE_ZEND_ALLOC') === '0') die('skip memory_limit needs the Zend allocator');
if (!is_dir('/proc/self/fd')) die('skip open files are counted in /proc');
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/reconcile.inc';
require __DIR__ . '/../inc/web.inc';

$gateway = new Gateway();
$rows = 60000;
$gateway->control('POST', '/bill', ['rows' => $rows]);
// The built-in web server keeps one process for all requests, as an FPM worker does.
$web = new Web($gateway->dir . '/web', ['run.php' => client_code($gateway) . "\$rows = $rows;" . '
ini_set("memory_limit", "32M");
ini_set("display_errors", "0");
register_shutdown_function(function () {
    match (error_get_last()["type"] ?? null) {
        E_ERROR => print("fatal"), // PHP may have dropped the call already
        E_USER_ERROR => print(open_temporary_files() . " open, fatal"),
        default => null,
    };
});
$grow = function () { for ($text = "x"; ; $text .= $text) { } };
$die = fn () => trigger_error("as ordered", E_USER_ERROR); // unlike the former it leaves everything where it stands
$leave = function () { echo open_temporary_files(), " open, left"; exit(); };
$twice = function () use ($pay) { for ($i = 0; $i < 2; $i++) yield from $pay->bill("2026-11-24"); }; // more than is sorted in memory
$loop = function (callable $then) use ($twice) { foreach (Pay\reconcile($twice(), []) as $difference) { $then(); } };
match ($_GET["how"]) {
    "memory, reading" => Pay\reconcile($twice(), sandbox_books($rows, $grow)),
    "memory, in the loop" => $loop($grow),
    "fatal, reading" => Pay\reconcile($twice(), sandbox_books($rows, $die)),
    "fatal, in the loop" => $loop($die),
    "exit, reading" => Pay\reconcile($twice(), sandbox_books($rows, $leave)),
    "exit, in the loop" => $loop($leave),
    "exception" => (function () use ($twice, $rows) { try { Pay\reconcile($twice(), sandbox_books($rows, fn () => throw new DomainException())); } catch (DomainException) { echo "caught"; } })(),
};
', 'files.php' => client_code($gateway) . 'echo open_temporary_files();']);
foreach (['memory, reading', 'memory, in the loop', 'fatal, reading', 'fatal, in the loop', 'exit, reading', 'exit, in the loop', 'exception'] as $how) {
    $said = $web->get('/run.php?how=' . rawurlencode($how), $headers);
    echo "$how: ", trim($said), ', then ', $web->get('/files.php'), "\n";
}
?>
--EXPECT--
memory, reading: fatal, then 0
memory, in the loop: fatal, then 0
fatal, reading: 1 open, fatal, then 0
fatal, in the loop: 1 open, fatal, then 0
exit, reading: 1 open, left, then 0
exit, in the loop: 1 open, left, then 0
exception: caught, then 0
