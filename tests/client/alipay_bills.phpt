--TEST--
Alipay's statements are downloaded whole and read as rows and totals; what is not whole or not Alipay's is refused
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';
require __DIR__ . '/../inc/keys.inc';

const URL = 'alipay.data.dataservice.bill.downloadurl.query';
const FILE = 'GET /downloadBillFile.resource';
// A statement is of a day that is over, and of the last six years.
$year = date('Y') - 1;
$day = "$year-11-24";
$leap = intdiv($year, 4) * 4 . '-02-29';
$gateway = new AlipayGateway();
$pay = $gateway->client();
$pay->precreate(alipay_order('bill_1'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'bill_1', 'notify' => false]);
$pay->refund(['out_trade_no' => 'bill_1', 'out_request_no' => 'r_1', 'refund_amount' => '4.99']);

foreach (['a day' => $day, 'a month' => "$year-11"] as $name => $date) {
    echo "-- $name\n";
    $since = $gateway->count();
    $bill = $pay->bill($date);
    echo $gateway->count() - $since, ' ', count($gateway->requests(FILE)), "\n";
    foreach ($bill as $i => $row) {
        echo "$i ", implode(' ', [$row['商户订单号'], $row['业务类型'], $row['商品名称'], $row['订单金额（元）'], $row['退款批次号/请求号'], $row['服务费（元）']]), ' ', count($row), "\n";
    }
    echo json_encode($bill->summary(), JSON_UNESCAPED_UNICODE), "\n";
}
$gateway->control('POST', '/bill', ['rows' => 1000]);
$bill = $pay->bill($day);
$n = 0;
foreach ($bill as $i => $row) {
    foreach ($bill as $j => $again) { // loops within loops read on their own
        if (++$n >= 3) {
            break 2;
        }
    }
}
$rows = iterator_to_array($bill);
echo "$i $j ", count($rows), ' ', $rows[1001]['商户订单号'], "\n";
$path = scratch() . '/bill.zip';
echo $bill->save($path) === filesize($path) ? 'saved' : 'WRONG', ' ', substr(file_get_contents($path), 0, 2), ' ', count(glob(scratch() . '/bill.zip*')), "\n";
foreach ([scratch() . '/none/x', 'php://memory', "a\0b", ''] as $bad) {
    echo outcome(fn () => $bill->save($bad)), ' ';
}
echo "\n";
$account = $pay->bill($day, ['bill_type' => 'signcustomer']);
$rows = iterator_to_array($account);
echo count($rows), ' ', $rows[0]['商户订单号'], ' ', $rows[0]['收入金额（+元）'], "\n";

echo "-- refused\n";
foreach (['not a link', 'https://evil.example/x', 'http://127.0.0.1:1/downloadBillFile.resource', 'file:///etc/passwd', '//x', "https://dwbillcenter.alipay.com@evil.example/",
    'https://dwbillcenter.alipay.com/x'] as $url) {
    $gateway->fault(URL, 'bill-url', 1, $url);
    $since = count($gateway->requests(FILE));
    echo "$url: ", outcome(fn () => $pay->bill($day)), ' ', count($gateway->requests(FILE)) - $since, "\n";
}
$gateway->fault(URL, 'bill-url', 1, '');
echo 'no link: ', outcome(fn () => $pay->bill($day)), "\n";
$gateway->fault(URL, 'bill-url', 1, substr($gateway->config['baseUrl'], 0, -11) . '/downloadBillFile.resource?token=dead');
echo 'a dead link: ', outcome(fn () => $pay->bill($day)), "\n";
foreach (['bad-signature', 'no-signature', 'error-response', 'close-after-read'] as $fault) {
    $gateway->fault(URL, $fault);
    echo "$fault, of the link: ", outcome(fn () => $pay->bill($day)), "\n";
}
foreach (['reset', 'close-after-read', 'truncate', 'delay', 'http-500', 'html', 'redirect', 'not-json', 'oversize'] as $fault) {
    $gateway->fault(FILE, $fault, 1, $fault === 'delay' ? 0.2 : null);
    echo "$fault, of the file: ", outcome(fn () => $pay->bill($day)), "\n";
    $gateway->control('DELETE', '/faults');
}
foreach (['truncate', 'redirect'] as $fault) {
    $gateway->fault(FILE, $fault, 9);
    $since = count($gateway->requests(FILE));
    echo "$fault for good: ", outcome(fn () => $pay->bill($day)), ' ', count($gateway->requests(FILE)) - $since, "\n";
    $gateway->control('DELETE', '/faults');
}
$before = $gateway->count();
foreach (['', '20251124', '2025-11-31', '2025-02-29', '2025-13-01', '2025-13', '2025-1-1', '2025-11-24 ', '2025', '0000-00-00', "2025-11-24\n", "2025-11\0"] as $date) {
    $got[] = outcome(fn () => $pay->bill($date));
}
echo implode(' ', array_unique($got)), ' ', $gateway->count() - $before, "\n";
echo outcome(fn () => $pay->bill('2099-01-01')), ' ', outcome(fn () => $pay->bill($day, ['bill_type' => 'unheard_of'])), ' ', outcome(fn () => $pay->bill($leap)), "\n";

echo "-- a day without trades\n";
$gateway->control('POST', '/reset');
$empty = $pay->bill($day);
echo count(iterator_to_array($empty)), ' ', json_encode($empty->summary(), JSON_UNESCAPED_UNICODE), "\n";

echo "-- many rows\n";
$rows = PHP_DEBUG ? 5000 : 100000; // under ASan they take long to make
$gateway->control('POST', '/bill', ['rows' => $rows]);
$bill = $gateway->client(['http' => $gateway->http(timeout: 60.0)])->bill($day);
memory_reset_peak_usage();
$before = memory_get_usage();
$count = $fen = 0;
foreach ($bill as $row) {
    $count++;
    $fen += (int) str_replace('.', '', $row['商家实收（元）']);
}
$peak = memory_get_peak_usage() - $before;
echo $count === $rows ? 'all' : $count, ' ', $fen === array_sum(array_map(fn ($i) => 100 + $i % 100, range(1, $rows))) ? 'counted' : $fen, "\n";
echo getenv('USE_ZEND_ALLOC') === '0' || $peak < 1 << 20 ? "constant memory\n" : "$peak\n";
echo count(glob(sys_get_temp_dir() . '/pay??????')), "\n";
?>
--EXPECT--
-- a day
1 1
0 bill_1 交易 龙井茶 19.99  -0.12 25
1 bill_1 退款 龙井茶 -4.99 r_1 0.00 25
[{"门店编号":"","门店名称":"","交易订单总笔数":"1","退款订单总笔数":"1","订单金额（元）":"15.00","商家实收（元）":"15.00","支付宝优惠（元）":"0.00","商家优惠（元）":"0.00","卡消费金额（元）":"0.00","服务费（元）":"-0.12","分润（元）":"0.00","实收净额（元）":"14.88"},{"门店编号":"合计","门店名称":"","交易订单总笔数":"1","退款订单总笔数":"1","订单金额（元）":"15.00","商家实收（元）":"15.00","支付宝优惠（元）":"0.00","商家优惠（元）":"0.00","卡消费金额（元）":"0.00","服务费（元）":"-0.12","分润（元）":"0.00","实收净额（元）":"14.88"}]
-- a month
1 2
0 bill_1 交易 龙井茶 19.99  -0.12 25
1 bill_1 退款 龙井茶 -4.99 r_1 0.00 25
[{"门店编号":"","门店名称":"","交易订单总笔数":"1","退款订单总笔数":"1","订单金额（元）":"15.00","商家实收（元）":"15.00","支付宝优惠（元）":"0.00","商家优惠（元）":"0.00","卡消费金额（元）":"0.00","服务费（元）":"-0.12","分润（元）":"0.00","实收净额（元）":"14.88"},{"门店编号":"合计","门店名称":"","交易订单总笔数":"1","退款订单总笔数":"1","订单金额（元）":"15.00","商家实收（元）":"15.00","支付宝优惠（元）":"0.00","商家优惠（元）":"0.00","卡消费金额（元）":"0.00","服务费（元）":"-0.12","分润（元）":"0.00","实收净额（元）":"14.88"}]
0 2 1002 bill_00001000
saved PK 1
ConfigException config.path-unwritable ConfigException config.path-scheme ValueError ValueError 
1002 bill_1 19.99
-- refused
not a link: IntegrityException integrity.download-url 0
https://evil.example/x: IntegrityException integrity.download-url 0
http://127.0.0.1:1/downloadBillFile.resource: IntegrityException integrity.download-url 0
file:///etc/passwd: IntegrityException integrity.download-url 0
//x: IntegrityException integrity.download-url 0
https://dwbillcenter.alipay.com@evil.example/: IntegrityException integrity.download-url 0
https://dwbillcenter.alipay.com/x: IntegrityException integrity.download-url 0
no link: SignatureException signature.malformed
a dead link: ApiException api.403
bad-signature, of the link: SignatureException signature.mismatch
no-signature, of the link: SignatureException signature.missing
error-response, of the link: ApiException api.isv.invalid-parameter
close-after-read, of the link: done
reset, of the file: done
close-after-read, of the file: done
truncate, of the file: done
delay, of the file: done
http-500, of the file: ApiException api.500
html, of the file: IntegrityException integrity.file
redirect, of the file: ApiException api.302
not-json, of the file: IntegrityException integrity.file
oversize, of the file: IntegrityException integrity.file
truncate for good: TransportException transport.truncated 3
redirect for good: ApiException api.302 1
ValueError 0
ApiException api.BILL_NOT_EXIST ApiException api.TYPE_NOT_SUPPORTED done
-- a day without trades
0 [{"门店编号":"","门店名称":"","交易订单总笔数":"0","退款订单总笔数":"0","订单金额（元）":"0.00","商家实收（元）":"0.00","支付宝优惠（元）":"0.00","商家优惠（元）":"0.00","卡消费金额（元）":"0.00","服务费（元）":"0.00","分润（元）":"0.00","实收净额（元）":"0.00"},{"门店编号":"合计","门店名称":"","交易订单总笔数":"0","退款订单总笔数":"0","订单金额（元）":"0.00","商家实收（元）":"0.00","支付宝优惠（元）":"0.00","商家优惠（元）":"0.00","卡消费金额（元）":"0.00","服务费（元）":"0.00","分润（元）":"0.00","实收净额（元）":"0.00"}]
-- many rows
all counted
constant memory
0
