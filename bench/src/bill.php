<?php
/* One reading of a statement in a process of its own: bill.php pay|fgetcsv FILE SHA1 FIXTURE ROWS */
declare(strict_types=1);

[, $how, $file, $hash, $fixture, $rows] = $argv;
$f = require "$fixture/fixture.php";

function by_fgetcsv(string $file): Iterator
{
    $stream = fopen($file, 'r');
    $titles = fgetcsv($stream, null, ',', '"', '');
    while (($values = fgetcsv($stream, null, ',', '"', '')) !== false && $values[0][0] === '`') {
        foreach ($values as &$value) {
            $value = substr($value, 1);
        }
        yield array_combine($titles, $values);
    }
}

$start = hrtime(true);
if ($how === 'pay') {
    $pay = new Pay\WeChat(mchId: $f['mchid'], appId: $f['appid'], privateKey: $f['merchant_key'], certificate: $f['merchant_cert'],
        apiV3Key: $f['api_v3_key'], platformKeys: [$f['platform_serial'] => $f['platform_cert']],
        http: new Pay\Http(timeout: 60.0, baseUrl: $f['url'], caFile: $f['ca']));
    $bill = $pay->bill('2026-11-25');
} elseif (sha1_file($file) !== $hash) {
    exit(1);
}
$fetched = hrtime(true);
$count = $sum = 0;
foreach ($how === 'pay' ? $bill : by_fgetcsv($file) as $row) {
    $count++;
    $sum += (int) str_replace('.', '', $row['订单金额']);
}
$read = hrtime(true);
if ($count === (int) $rows && $sum === 1999 * $count) {
    preg_match('/VmHWM:\s+(\d+)/', file_get_contents('/proc/self/status'), $match);
    echo json_encode(['fetch' => ($fetched - $start) / 1e9, 'read' => ($read - $fetched) / 1e9, 'memory' => memory_get_peak_usage(),
        'resident' => (int) $match[1] * 1024]);
}
