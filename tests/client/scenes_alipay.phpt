--TEST--
Every scene of Alipay's table in the README calls the method that it names
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

// scene | method | of gateway.do | then
$table = [];
foreach (['README.md', 'README.zh-CN.md'] as $file) {
    preg_match_all('/^\| [^|]+ \| `(?:authorizeUrl\(\$url, \$state\)`(?:, |、)`)?(\w+)\([^|]* \| `(alipay\.[\w.]+)` \| [^|]*\|$/m', file_get_contents(__DIR__ . "/../../$file"), $rows);
    $table[$file] = array_combine($rows[1], $rows[2]);
}
var_dump($table['README.md'] === $table['README.zh-CN.md']);

$gateway = new AlipayGateway(mode: 'certificate');
$pay = $gateway->client();
$transfer = ['out_biz_no' => 'transfer_0001', 'trans_amount' => '1.00', 'order_title' => 'x',
    'payee_info' => ['identity' => '2088000000000201', 'identity_type' => 'ALIPAY_USER_ID']];
$arguments = [
    'page' => alipay_order('scene_page'),
    'wap' => alipay_order('scene_wap'),
    'app' => alipay_order('scene_app'),
    'precreate' => alipay_order('scene_code'),
    'create' => alipay_order('scene_mini', ['buyer_id' => '2088000000000201']),
    'pay' => alipay_order('scene_till', ['auth_code' => '281234567890123456']),
    'query' => 'scene_page',
    'close' => 'scene_mini',
    'cancel' => 'scene_code',
    'refund' => ['out_trade_no' => 'scene_till', 'out_request_no' => 'scene_refund', 'refund_amount' => Pay\Money::fen(1)],
    'queryRefund' => ['out_trade_no' => 'scene_till', 'out_request_no' => 'scene_refund'],
    'transfer' => $transfer,
    'queryTransfer' => 'transfer_0001',
    'bill' => '2026-11-24',
    'oauthToken' => $gateway->control('POST', '/code', ['scope' => 'auth_base'])['code'],
];
echo 'not tried: ', implode(' ', array_diff(array_keys($table['README.md']), array_keys($arguments))), "\n";
foreach ($arguments as $method => $given) {
    $before = $gateway->count();
    $result = $pay->$method($given);
    if ($result instanceof Pay\Page) {
        $method === 'app'
            ? $gateway->control('POST', '/app', ['order_string' => $result->orderString()])
            : $gateway->fetch('GET', $result->url());
    }
    $called = $method === 'app'
        ? $gateway->control('GET', '/orders/scene_app')['method']
        : $gateway->requests()[$before]['api'];
    echo "$method ", $called === $table['README.md'][$method] ? $called : "CALLS $called", ' ',
        $result instanceof Pay\Result ? $result->state->value : strtolower(basename(strtr($result::class, '\\', '/'))), "\n";
}
?>
--EXPECT--
bool(true)
not tried: 
page alipay.trade.page.pay page
wap alipay.trade.wap.pay page
app alipay.trade.app.pay page
precreate alipay.trade.precreate pending
create alipay.trade.create pending
pay alipay.trade.pay succeeded
query alipay.trade.query pending
close alipay.trade.close closed
cancel alipay.trade.cancel closed
refund alipay.trade.refund succeeded
queryRefund alipay.trade.fastpay.refund.query succeeded
transfer alipay.fund.trans.uni.transfer succeeded
queryTransfer alipay.fund.trans.common.query succeeded
bill alipay.data.dataservice.bill.downloadurl.query bill
oauthToken alipay.system.oauth.token unknown
