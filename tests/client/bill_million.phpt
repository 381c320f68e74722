--TEST--
A bill of a million rows is read under 32 MB, and a fatal error in the middle leaves nothing behind
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

$gateway = new Gateway();
$rows = PHP_DEBUG ? 50000 : 1000000; // under ASan a million take minutes to make
$gateway->control('POST', '/bill', ['rows' => $rows]);
/** The largest resident size so far, in kB; 0 where nobody tells. */
$resident = fn () => preg_match('/^VmHWM:\s+(\d+)/m', (string) @file_get_contents('/proc/self/status'), $match) ? (int) $match[1] : 0;

$before = $resident();
foreach ([$gateway->client(['http' => $gateway->http(timeout: 60.0)]), new Pay\WeChat(...['http' => $gateway->http(timeout: 60.0)] + $gateway->credentialsV2())] as $pay) {
    $bill = $pay->bill('2026-11-24');
    $count = 0;
    foreach ($bill as $row) {
        $count++;
    }
    echo $count === $rows ? 'all' : $count, ' ', count($row), ' ', (int) $bill->summary()['总交易单数'] === $rows ? 'counted' : 'WRONG', "\n";
}
echo memory_get_peak_usage() < 32 << 20 ? "PHP's memory is bounded\n" : 'peak ' . memory_get_peak_usage() . "\n";
// ASan's own bookkeeping is not ours
echo PHP_DEBUG || $resident() - $before < 32 << 10 ? "so is the process's\n" : 'grew by ' . ($resident() - $before) . " kB\n";

$gateway->control('POST', '/bill', ['rows' => 100000]);
$arguments = var_export(['baseUrl' => $gateway->url, 'dir' => $gateway->dir, 'config' => $gateway->config], true);
echo child("<?php \$g = $arguments;
\$pay = new Pay\\WeChat(mchId: \$g['config']['mchid'], appId: \$g['config']['appid'], apiV2Key: \$g['config']['apiV2Key'], http: new Pay\\Http(baseUrl: \$g['baseUrl']));
foreach (\$pay->bill('2026-11-24') as \$row) { \$all[] = \$row; }", ['memory_limit' => '16M', 'display_errors' => '1', 'html_errors' => '0']) !== '' ? "ended\n" : "SILENT\n";
?>
--EXPECT--
all 27 counted
all 27 counted
PHP's memory is bounded
so is the process's
ended
