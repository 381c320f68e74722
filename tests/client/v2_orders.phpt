--TEST--
A client with only a v2 key places, follows, closes and refunds orders over APIv2, signed with MD5 or HMAC-SHA256
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
foreach (['HMAC-SHA256', 'MD5'] as $type) {
    echo "-- $type\n";
    $number = fn (string $name) => strtolower(substr($type, 0, 4)) . "-$name";
    $pay = new Pay\WeChat(...$gateway->credentialsV2($type));
    $order = fn (string $name, array $more = []) => $more + ['out_trade_no' => $number($name), 'body' => '龙井茶 <1> & ]]>', 'total_fee' => Pay\Money::fen(1999),
        'spbill_create_ip' => '203.0.113.7'];

    $prepays = [
        'jsapi' => $pay->jsapi($order('jsapi', ['openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'])),
        'mini' => $pay->mini($order('mini', ['openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'attach' => 'a=1&b=2'])),
        'h5' => $pay->h5($order('h5', ['scene_info' => ['h5_info' => ['type' => 'Wap', 'wap_url' => 'https://shop.example', 'wap_name' => '茶']]])),
        'native' => $pay->native($order('native', ['product_id' => 'tea', 'detail' => ['goods_detail' => [['goods_id' => '1', 'quantity' => 1]]]])),
        'app' => $pay->app($order('app')),
    ];
    foreach ($prepays as $scene => $prepay) {
        echo "$scene: ", $prepay->state->value, ' ', json_encode($prepay->verified), ' ', $prepay['trade_type'], ' ',
            $prepay->prepayId === null ? 'no prepay_id' : 'prepay_id', ' ', $prepay->url === null ? 'no url' : parse_url($prepay->url, PHP_URL_SCHEME), "\n";
    }
    echo str_ends_with($prepays['h5']->redirect('https://shop.example/order/1'), '&redirect_url=https%3A%2F%2Fshop.example%2Forder%2F1') ? "redirect\n" : "WRONG\n";

    // The stand-in does what WeChat does with the front-end parameters: it recomputes the signature.
    $bridge = $prepays['jsapi']->bridge();
    echo implode(' ', array_keys($bridge)), ' ', $bridge['signType'], "\n";
    echo json_encode($gateway->control('POST', '/jsapi', $bridge)), "\n";
    $jssdk = $prepays['jsapi']->jssdk();
    echo implode(' ', array_keys($jssdk)), "\n";
    $app = $prepays['app']->app();
    echo implode(' ', array_keys($app)), "\n";
    echo json_encode($gateway->control('POST', '/app', $app)), "\n";
    echo json_encode($gateway->control('POST', '/jsapi', ['package' => 'prepay_id=wx1'] + $bridge)['code'] ?? null), "\n";

    echo $pay->query($number('jsapi'))->state->value, ' ';
    $gateway->control('POST', '/pay', ['out_trade_no' => $number('jsapi'), 'notify' => false]);
    $paid = $pay->query($number('jsapi'));
    echo $paid->state->value, ' ', $paid['total_fee'], ' ', $pay->query(['transaction_id' => $paid['transaction_id']])['out_trade_no'], "\n";
    echo $pay->close($number('native'))->state->value, ' ', $pay->query($number('native'))->state->value, "\n";
    echo outcome(fn () => $pay->close($number('jsapi'))), ' ', outcome(fn () => $pay->query('nothing-0001')), "\n";

    $refund = ['out_trade_no' => $number('jsapi'), 'out_refund_no' => $number('refund'), 'total_fee' => 1999, 'refund_fee' => Pay\Money::fen(500)];
    echo $pay->refund($refund)->state->value, ' ', $pay->refund($refund)['refund_fee'], ' ', $pay->queryRefund($number('refund'))->state->value, ' ',
        $pay->queryRefund(['out_trade_no' => $number('jsapi')])['refund_fee_0'], "\n";
    echo outcome(fn () => $pay->refund(['refund_fee' => 600] + $refund)), "\n";
    echo $pay->reverse($number('app'))->state->value, "\n";

    $transfer = $pay->transfer(['partner_trade_no' => substr($type, 0, 2) . "x1", 'openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'check_name' => 'NO_CHECK',
        'amount' => Pay\Money::fen(100), 'desc' => '奖金']);
    echo $transfer->state->value, ' ', json_encode($transfer->verified), ' ', $pay->queryTransfer($transfer['partner_trade_no'])->state->value, "\n";
}

echo "-- any endpoint\n";
$pay = new Pay\WeChat(...$gateway->credentialsV2());
$pay->native(['out_trade_no' => 'short-0001', 'body' => 'x', 'total_fee' => 1, 'product_id' => '1']);
echo $pay->v2('/pay/orderquery', ['out_trade_no' => 'short-0001'])['trade_state'], "\n";
echo json_encode($pay->v2('/tools/shorturl', ['long_url' => 'weixin://wxpay/bizpayurl?pr=a&b=中'])->verified), "\n";
$red = $pay->v2('/mmpaymkttransfers/sendredpack', ['mch_billno' => '10000098201411111234567890', 'send_name' => '茶舍', 're_openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    'total_amount' => 100, 'total_num' => 1, 'wishing' => '新年快乐', 'client_ip' => '203.0.113.7', 'act_name' => '活动', 'remark' => '备注']);
echo $red->state->value, ' ', json_encode($red->verified), "\n";
$info = $pay->v2('/mmpaymkttransfers/gethbinfo', ['mch_billno' => '10000098201411111234567890', 'bill_type' => 'MCHT']);
echo $info->state->value, ' ', json_encode($info->verified), ' ', $info->get('hblist.hbinfo.0.openid'), "\n";

echo "-- a client of APIv3 with both keys\n";
$both = new Pay\WeChat(...['apiV2Key' => $gateway->config['apiV2Key']] + $gateway->credentials());
echo $both->native(order('v3-0001'))->verified ? "v3\n" : "WRONG\n";
echo $both->v2('/pay/orderquery', ['out_trade_no' => 'v3-0001'])['trade_state'], "\n";

echo "-- service provider\n";
$partner = $pay->partner($gateway->config['subMchid']);
$partner->native(['out_trade_no' => 'sub-0001', 'body' => 'x', 'total_fee' => 1, 'product_id' => '1']);
echo $partner->query('sub-0001')['sub_mch_id'] === $gateway->config['subMchid'] ? "sub\n" : "WRONG\n";

echo "-- refused before anything is sent\n";
$before = $gateway->count();
foreach ([
    'no openid' => fn () => $pay->jsapi(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => 1]),
    'no payer address' => fn () => $pay->h5(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => 1, 'scene_info' => ['h5_info' => ['type' => 'Wap']]]),
    'no product_id' => fn () => $pay->native(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => 1]),
    'float' => fn () => $pay->app(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => 19.99]),
    'amount as text' => fn () => $pay->app(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => '19.99']),
    'nothing to pay' => fn () => $pay->app(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => 0]),
    'bool' => fn () => $pay->app(['out_trade_no' => 'bad-0001', 'body' => 'x', 'total_fee' => 1, 'receipt' => true]),
    'control character' => fn () => $pay->app(['out_trade_no' => 'bad-0001', 'body' => "x\x01", 'total_fee' => 1]),
    'not UTF-8' => fn () => $pay->app(['out_trade_no' => 'bad-0001', 'body' => "\xc4\xe3", 'total_fee' => 1]),
    'field name' => fn () => $pay->v2('/pay/orderquery', ['out_trade_no' => 'a1', '<a>' => '1']),
    'list' => fn () => $pay->v2('/pay/orderquery', ['a1']),
    'number' => fn () => $pay->query('a b'),
    'refund of more' => fn () => $pay->refund(['out_trade_no' => 'a1', 'out_refund_no' => 'r1', 'total_fee' => 1, 'refund_fee' => 2]),
    'refund without a number' => fn () => $pay->refund(['out_trade_no' => 'a1', 'total_fee' => 1, 'refund_fee' => 1]),
    'path' => fn () => $pay->v2('/pay/../secapi', []),
    'URL' => fn () => $pay->v2('https://evil.example/pay/orderquery', []),
    'query in the path' => fn () => $pay->v2('/pay/orderquery?x=1', []),
    'APIv3' => fn () => $pay->request('GET', '/v3/certificates'),
    'no v2 key' => fn () => $gateway->client()->v2('/pay/orderquery', ['out_trade_no' => 'a1']),
] as $name => $call) {
    echo "$name: ", outcome($call), "\n";
}
var_dump($gateway->count() === $before);
?>
--EXPECT--
-- HMAC-SHA256
jsapi: pending true JSAPI prepay_id no url
mini: pending true JSAPI prepay_id no url
h5: pending true MWEB prepay_id http
native: pending true NATIVE prepay_id weixin
app: pending true APP prepay_id no url
redirect
appId timeStamp nonceStr package signType paySign HMAC-SHA256
{"err_msg":"get_brand_wcpay_request:ok","out_trade_no":"hmac-jsapi"}
appId timestamp nonceStr package signType paySign
appid partnerid prepayid package noncestr timestamp sign
{"err_msg":"get_brand_wcpay_request:ok","out_trade_no":"hmac-app"}
"ORDER_NOT_EXIST"
pending succeeded 1999 hmac-jsapi
closed closed
ApiException api.ORDERPAID ApiException api.ORDERNOTEXIST
pending 500 succeeded 500
ApiException api.REFUND_FEE_MISMATCH
closed
succeeded false succeeded
-- MD5
jsapi: pending true JSAPI prepay_id no url
mini: pending true JSAPI prepay_id no url
h5: pending true MWEB prepay_id http
native: pending true NATIVE prepay_id weixin
app: pending true APP prepay_id no url
redirect
appId timeStamp nonceStr package signType paySign MD5
{"err_msg":"get_brand_wcpay_request:ok","out_trade_no":"md5-jsapi"}
appId timestamp nonceStr package signType paySign
appid partnerid prepayid package noncestr timestamp sign
{"err_msg":"get_brand_wcpay_request:ok","out_trade_no":"md5-app"}
"ORDER_NOT_EXIST"
pending succeeded 1999 md5-jsapi
closed closed
ApiException api.ORDERPAID ApiException api.ORDERNOTEXIST
pending 500 succeeded 500
ApiException api.REFUND_FEE_MISMATCH
closed
succeeded false succeeded
-- any endpoint
NOTPAY
true
pending false
succeeded false oUpF8uMuAJO_M2pxb1Q9zNjWeS6o
-- a client of APIv3 with both keys
v3
NOTPAY
-- service provider
sub
-- refused before anything is sent
no openid: ValueError
no payer address: ValueError
no product_id: ValueError
float: ValueError
amount as text: ValueError
nothing to pay: ValueError
bool: ValueError
control character: ValueError
not UTF-8: ValueError
field name: ValueError
list: ValueError
number: ValueError
refund of more: ValueError
refund without a number: ValueError
path: ValueError
URL: ValueError
query in the path: ValueError
APIv3: ConfigException config.missing
no v2 key: ConfigException config.missing
bool(true)
