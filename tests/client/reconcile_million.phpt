--TEST--
A bill of a million rows is reconciled with a million orders in another order under 64 MB, PHP's part of it under 16 MB
--EXTENSIONS--
pay
openssl
--SKIPIF--
<?php
if (getenv('USE_ZEND_ALLOC') === '0') die('skip memory_limit needs the Zend allocator');
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/keys.inc';
require __DIR__ . '/../inc/reconcile.inc';

$gateway = new Gateway();
$rows = PHP_DEBUG ? 30000 : 1000000; // under ASan a million take minutes to make
$gateway->control('POST', '/bill', ['rows' => $rows]);

echo child(client_code($gateway) . "\$rows = $rows;" . '
$result = Pay\reconcile($pay->bill("2026-11-24"), sandbox_books($rows));
echo $result->rowsThere === $rows && $result->rowsHere === $rows - 1 ? "all rows\n" : "$result->rowsThere $result->rowsHere\n";
foreach ($result as $difference) {
    echo told($difference), "\n";
}
$peak = preg_match("/^VmHWM:\s+(\d+)/m", (string) @file_get_contents("/proc/self/status"), $match) ? (int) $match[1] : 0;
echo PHP_DEBUG || $peak < 64 << 10 ? "under 64 MB\n" : "$peak kB\n"; // what ASan needs is not ours
', ['memory_limit' => '16M']);
?>
--EXPECT--
all rows
missing-here order-1000001234: here nothing, there 45659 succeeded (4200000200000000001000001234)
missing-here order-1000004321: here nothing, there 59887 succeeded (4200000200000000001000004321)
amount order-1000005678: here 10106 succeeded, there 10105 succeeded (4200000200000000001000005678)
state order-1000008765: here 24333 pending, there 24333 succeeded (4200000200000000001000008765)
missing-there order-none: here 59887 succeeded, there nothing
under 64 MB
