--TEST--
Every scene of the README calls, in either version, the endpoint that its table names
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

// scene | method | APIv3 | APIv2 | then
$table = [];
foreach (['README.md', 'README.zh-CN.md'] as $file) {
    preg_match_all('/^\| [^|]+ \| `(?:authorizeUrl\(\$url\)`(?:, |、)`)?(\w+)\([^|]* \| ([^|]*) \| ([^|]*) \| [^|]*\|$/m', file_get_contents(__DIR__ . "/../../$file"), $rows, PREG_SET_ORDER);
    foreach ($rows as [, $method, $v3, $v2]) {
        if (preg_match('~^`(GET|POST) /~', $v3)) {
            $table[$file][$method] = ['v3' => trim($v3, '` '), 'v2' => str_starts_with($v2, '`') ? trim($v2, '` ') : trim($v3, '` ')];
        }
    }
}
var_dump($table['README.md'] === $table['README.zh-CN.md']);

$gateway = new Gateway();
$secret = ['appSecret' => $gateway->config['appSecret']];
$clients = ['v3' => $gateway->client($secret), 'v2' => new Pay\WeChat(...$gateway->credentialsV2())];
$openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
$v3 = fn (string $scene, array $more = []) => order("v3-$scene", $more);
$v2 = fn (string $scene, array $more = []) => $more + ['out_trade_no' => "v2-$scene", 'body' => 'x', 'total_fee' => 1999, 'spbill_create_ip' => '203.0.113.7'];
$code = ['auth_code' => '134567890123456789'];
$arguments = [
    'jsapi' => ['v3' => $v3('jsapi', ['payer' => ['openid' => $openid]]), 'v2' => $v2('jsapi', ['openid' => $openid])],
    'mini' => ['v3' => $v3('mini-1', ['payer' => ['openid' => $openid]]), 'v2' => $v2('mini-1', ['openid' => $openid])],
    'h5' => ['v3' => $v3('h5-123', ['scene_info' => ['payer_client_ip' => '203.0.113.7', 'h5_info' => ['type' => 'Wap']]]),
        'v2' => $v2('h5-123', ['scene_info' => ['h5_info' => ['type' => 'Wap', 'wap_url' => 'https://shop.example', 'wap_name' => 'x']]])],
    'native' => ['v3' => $v3('native'), 'v2' => $v2('native', ['product_id' => '1'])],
    'app' => ['v3' => $v3('app-12'), 'v2' => $v2('app-12')],
    'micropay' => ['v3' => $v3('till', ['payer' => $code, 'scene_info' => ['store_info' => ['id' => '1']]]), 'v2' => $v2('till') + $code],
    'query' => ['v3' => 'v3-jsapi', 'v2' => 'v2-jsapi'],
    'close' => ['v3' => 'v3-native', 'v2' => 'v2-native'],
    'reverse' => ['v3' => 'v3-app-12', 'v2' => 'v2-app-12'],
    'refund' => ['v3' => ['out_trade_no' => 'v3-jsapi', 'out_refund_no' => 'v3-refund', 'amount' => ['refund' => 1, 'total' => 1999]],
        'v2' => ['out_trade_no' => 'v2-jsapi', 'out_refund_no' => 'v2-refund', 'total_fee' => 1999, 'refund_fee' => 1]],
    'queryRefund' => ['v3' => 'v3-refund', 'v2' => 'v2-refund'],
    'transfer' => ['v3' => ['out_bill_no' => 'v3transfer', 'transfer_scene_id' => '1000', 'openid' => $openid, 'transfer_amount' => 100, 'transfer_remark' => 'x'],
        'v2' => ['partner_trade_no' => 'v2transfer', 'openid' => $openid, 'check_name' => 'NO_CHECK', 'amount' => 100, 'desc' => 'x']],
    'queryTransfer' => ['v3' => 'v3transfer', 'v2' => 'v2transfer'],
    'bill' => ['v3' => '2026-11-24', 'v2' => '2026-11-24'],
    'fundFlow' => ['v3' => '2026-11-24', 'v2' => '2026-11-24'],
    'openid' => [], 'session' => [],
];
echo implode(' ', array_diff(array_keys($table['README.md']), array_keys($arguments))), "\n";
foreach ($arguments as $method => $given) {
    foreach ($clients as $version => $pay) {
        if ($method === 'refund') {
            $gateway->control('POST', '/pay', ['out_trade_no' => "$version-jsapi", 'notify' => false]);
        }
        $given[$version] ??= $gateway->control('POST', '/code', ['kind' => $method === 'session' ? 'mini' : 'web'])['code'];
        $before = $gateway->count();
        $result = $pay->$method($given[$version]);
        $request = array_slice($gateway->control('GET', '/requests')['requests'], $before)[0];
        $called = $request['method'] . ' ' . preg_replace('~/v3-\w+(-\w+)?|/v3transfer~', '/{}', strtok($request['target'], '?'));
        echo "$method $version ", $called === $table['README.md'][$method][$version] ? $called : "CALLS $called", ' ',
            $result instanceof Pay\Result ? $result->state->value : 'bill', "\n";
    }
}
?>
--EXPECT--
bool(true)

jsapi v3 POST /v3/pay/transactions/jsapi pending
jsapi v2 POST /pay/unifiedorder pending
mini v3 POST /v3/pay/transactions/jsapi pending
mini v2 POST /pay/unifiedorder pending
h5 v3 POST /v3/pay/transactions/h5 pending
h5 v2 POST /pay/unifiedorder pending
native v3 POST /v3/pay/transactions/native pending
native v2 POST /pay/unifiedorder pending
app v3 POST /v3/pay/transactions/app pending
app v2 POST /pay/unifiedorder pending
micropay v3 POST /v3/pay/transactions/codepay succeeded
micropay v2 POST /pay/micropay succeeded
query v3 GET /v3/pay/transactions/out-trade-no/{} pending
query v2 POST /pay/orderquery pending
close v3 POST /v3/pay/transactions/out-trade-no/{}/close closed
close v2 POST /pay/closeorder closed
reverse v3 POST /v3/pay/transactions/out-trade-no/{}/reverse closed
reverse v2 POST /secapi/pay/reverse closed
refund v3 POST /v3/refund/domestic/refunds pending
refund v2 POST /secapi/pay/refund pending
queryRefund v3 GET /v3/refund/domestic/refunds/{} succeeded
queryRefund v2 POST /pay/refundquery succeeded
transfer v3 POST /v3/fund-app/mch-transfer/transfer-bills pending
transfer v2 POST /mmpaymkttransfers/promotion/transfers succeeded
queryTransfer v3 GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{} succeeded
queryTransfer v2 POST /mmpaymkttransfers/gettransferinfo succeeded
bill v3 GET /v3/bill/tradebill bill
bill v2 POST /pay/downloadbill bill
fundFlow v3 GET /v3/bill/fundflowbill bill
fundFlow v2 POST /pay/downloadfundflow bill
openid v3 GET /sns/oauth2/access_token unknown
openid v2 GET /sns/oauth2/access_token unknown
session v3 GET /sns/jscode2session unknown
session v2 GET /sns/jscode2session unknown
