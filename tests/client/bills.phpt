--TEST--
Bills of both versions are downloaded whole, proven, and read as rows and totals; what is not whole or not ours is refused
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/keys.inc';

$gateway = new Gateway();
$clients = ['v3' => $gateway->client(), 'v2' => new Pay\WeChat(...$gateway->credentialsV2())];
$clients['v3']->native(order('bill-0001', ['description' => '龙井,`茶', 'attach' => '备注, 一']));
$gateway->control('POST', '/pay', ['out_trade_no' => 'bill-0001', 'notify' => false]);

foreach ($clients as $version => $pay) {
    foreach ([[], ['tar_type' => 'GZIP']] as $params) {
        echo "-- $version ", $params['tar_type'] ?? 'plain', "\n";
        $gateway->control('POST', '/bill', ['rows' => 1000]);
        $before = $gateway->count();
        $bill = $pay->bill('2026-11-24', $params);
        echo $gateway->count() - $before, " requests\n";
        $rows = iterator_to_array($bill);
        echo count($rows), ' ', implode(',', array_slice(array_keys($rows[0]), 0, 7)), ' ', count($rows[0]), "\n";
        echo json_encode(array_filter(array_map(fn ($value) => str_contains($value, '`'), $rows[999]))), ' ', array_key_last($rows), "\n";
        echo json_encode($bill->summary(), JSON_UNESCAPED_UNICODE), "\n";
        $n = 0;
        foreach ($bill as $i => $row) {
            foreach ($bill as $j => $again) { // loops within loops read on their own
                if (++$n >= 3) {
                    break 2;
                }
            }
        }
        echo "$i $j $n\n";
        $iterator = $bill->getIterator();
        echo get_class($iterator), ' ', $iterator->key(), ' ', $iterator->valid() ? 'row' : 'none', "\n";
        $path = scratch() . "/$version.csv";
        clearstatcache();
        echo $bill->save($path) === filesize($path) ? 'saved' : 'WRONG', ' ', bin2hex(substr(file_get_contents($path), 0, 3)), ' ', count(glob(scratch() . "/$version.csv*")), "\n";
        echo json_encode($pay->fundFlow('2026-11-24', $params)->summary(), JSON_UNESCAPED_UNICODE), "\n";
    }
    $gateway->control('POST', '/bill');
    foreach ($pay->bill('2026-11-24') as $row) {
        echo $row['商户订单号'], ' ', $row['应结订单金额'] ?? $row['订单金额'], "\n";
    }
    $gateway->control('POST', '/bill', ['rows' => 0]);
    echo count(iterator_to_array($pay->bill('2026-11-24'))), "\n";
}

foreach ($clients as $version => $pay) {
    echo "-- $version, refused\n";
    foreach (['no-bill', 'creating', 'bad-hash', 'foreign-host', 'truncated', 'corrupt-gzip'] as $fault) {
        $gateway->control('POST', '/bill', ['rows' => 1000, 'fault' => $fault]);
        $params = $fault === 'corrupt-gzip' ? ['tar_type' => 'GZIP'] : [];
        echo "$fault: ", outcome(fn () => $pay->bill('2026-11-24', $params)), ', ', outcome(fn () => $pay->fundFlow('2026-11-24', $params)), "\n";
    }
    $gateway->control('POST', '/bill', ['rows' => 10]);
    foreach (['reset', 'close-after-read', 'truncate', 'http-500', 'html', 'delay'] as $fault) {
        $gateway->fault($version === 'v3' ? 'GET /v3/billdownload/file' : 'POST /pay/downloadbill', $fault, 1, $fault === 'delay' ? 0.2 : null);
        echo "$fault: ", outcome(fn () => $pay->bill('2026-11-24')), "\n";
        $gateway->control('DELETE', '/faults');
    }
    $before = $gateway->count();
    foreach (['', '20261124', '2026-11-31', '2026-02-29', '2026-13-01', '2026-1-1', '2026-11-24 ', '0000-00-00', "2026-11-24\n"] as $date) {
        $got[] = outcome(fn () => $pay->bill($date));
    }
    echo implode(' ', array_unique($got)), ' ', $gateway->count() - $before, "\n";
    $got = [];
    echo outcome(fn () => $pay->bill('2024-02-29')), "\n";
}

echo "-- saving\n";
$bill = $pay->bill('2026-11-24');
mkdir(scratch() . '/dir');
file_put_contents(scratch() . '/old', 'old');
foreach ([scratch() . '/none/x', scratch() . '/dir', 'php://memory', "a\0b", '', scratch() . '/old'] as $path) {
    echo outcome(fn () => $bill->save($path)), "\n";
}
echo substr(file_get_contents(scratch() . '/old'), 3, 12), ' ', count(glob(scratch() . '/*.part')), "\n";
$here = getcwd();
chdir(scratch());
echo $bill->save('relative') === filesize('relative') ? "relative\n" : "WRONG\n";
chdir($here);
echo outcome(function () use ($bill) { foreach ($bill as &$row) { } }), ' ', outcome(fn () => clone $bill), ' ', outcome(fn () => serialize($bill)), ' ', outcome(fn () => new Pay\Bill()), "\n";
echo $bill instanceof Traversable ? count(glob(sys_get_temp_dir() . '/pay??????')) : '', "\n";
?>
--EXPECT--
-- v3 plain
2 requests
1000 交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号 27
[] 999
{"总交易单数":"1000.0","应结订单总金额":"166509.00","退款总金额":"18686.00","充值券退款总金额":"0.0","手续费总金额":"886.93800","订单总金额":"166509.00","申请退款总金额":"18686.00"}
0 2 3
InternalIterator 0 row
saved efbbbf 1
{"资金流水总笔数":"1000.0","收入笔数":"900.0","收入金额":"166509.00","支出笔数":"100.0","支出金额":"18686.00"}
-- v3 GZIP
2 requests
1000 交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号 27
[] 999
{"总交易单数":"1000.0","应结订单总金额":"166509.00","退款总金额":"18686.00","充值券退款总金额":"0.0","手续费总金额":"886.93800","订单总金额":"166509.00","申请退款总金额":"18686.00"}
0 2 3
InternalIterator 0 row
saved 1f8b08 1
{"资金流水总笔数":"1000.0","收入笔数":"900.0","收入金额":"166509.00","支出笔数":"100.0","支出金额":"18686.00"}
bill-0001 19.99
0
-- v2 plain
1 requests
1000 交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号 27
[] 999
{"总交易单数":"1000.0","应结订单总金额":"166509.00","退款总金额":"18686.00","充值券退款总金额":"0.0","手续费总金额":"886.93800","订单总金额":"166509.00","申请退款总金额":"18686.00"}
0 2 3
InternalIterator 0 row
saved efbbbf 1
{"资金流水总笔数":"1000.0","收入笔数":"900.0","收入金额":"166509.00","支出笔数":"100.0","支出金额":"18686.00"}
-- v2 GZIP
1 requests
1000 交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号 27
[] 999
{"总交易单数":"1000.0","应结订单总金额":"166509.00","退款总金额":"18686.00","充值券退款总金额":"0.0","手续费总金额":"886.93800","订单总金额":"166509.00","申请退款总金额":"18686.00"}
0 2 3
InternalIterator 0 row
saved 1f8b08 1
{"资金流水总笔数":"1000.0","收入笔数":"900.0","收入金额":"166509.00","支出笔数":"100.0","支出金额":"18686.00"}
bill-0001 19.99
0
-- v3, refused
no-bill: ApiException api.NO_STATEMENT_EXIST, ApiException api.NO_STATEMENT_EXIST
creating: ApiException api.STATEMENT_CREATING, ApiException api.STATEMENT_CREATING
bad-hash: IntegrityException integrity.bill-hash, IntegrityException integrity.bill-hash
foreign-host: IntegrityException integrity.download-url, IntegrityException integrity.download-url
truncated: TransportException transport.truncated, TransportException transport.truncated
corrupt-gzip: IntegrityException integrity.file, IntegrityException integrity.file
reset: done
close-after-read: done
truncate: done
http-500: ApiException api.500
html: IntegrityException integrity.bill-hash
delay: done
ValueError 0
done
-- v2, refused
no-bill: ApiException api.20002, ApiException api.NO_BILL_EXIST
creating: ApiException api.20001, ApiException api.BILL_CREATING
bad-hash: done, IntegrityException integrity.bill-hash
foreign-host: done, done
truncated: TransportException transport.truncated, TransportException transport.truncated
corrupt-gzip: IntegrityException integrity.file, IntegrityException integrity.file
reset: done
close-after-read: done
truncate: done
http-500: ApiException api.500
html: SignatureException signature.malformed
delay: done
ValueError 0
done
-- saving
ConfigException config.path-unwritable
ConfigException config.path-unwritable
ConfigException config.path-scheme
ValueError
ValueError
done
交易时间 0
relative
Error Error Exception Error
0
