--TEST--
Every kind of call travels by a transport of the shop's own, and nothing by libcurl
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

$kinds = [];
$engine = new Engine(function (Pay\Request $request) use (&$kinds) {
    $kinds[] = "$request->method " . parse_url($request->url, PHP_URL_PATH);
    return carry($request);
});
$show = function (string $what, callable $call) use (&$kinds) {
    $kinds = [];
    $result = 'done';
    $text = outcome(function () use ($call, &$result) { $result = $call(); });
    echo "$what: ", $text === 'done' && is_string($result) ? $result : $text, ' <', implode(', ', $kinds), ">\n";
};
$before = Pay\status();

$wechat = new Gateway();
$v3 = $wechat->client(['http' => by($engine, $wechat), 'appSecret' => $wechat->config['appSecret']]);
$show('order', fn () => $v3->native(order('e-0001'))->state->value);
$show('query', fn () => $v3->query('e-0001')->state->value);
$show('till', fn () => $v3->micropay(order('e-0002', ['payer' => ['auth_code' => '130000000000000001'],
    'scene_info' => ['store_info' => ['id' => '1']]]))->state->value);
$show('refund', fn () => $v3->refund(['out_trade_no' => 'e-0002', 'out_refund_no' => 'r-0002',
    'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1999)]])->state->value);
$show('refused', fn () => $v3->query('e-none'));
$show('bill', fn () => count(iterator_to_array($v3->bill('2026-11-24'))) > 0 ? 'rows' : 'none');
$code = $wechat->control('POST', '/code', ['kind' => 'mini'])['code'];
$show('login', fn () => $v3->session($code)['openid'] !== '' ? 'openid' : 'none');
$show('close', fn () => $v3->close('e-0001'));

$certified = new Gateway(mode: 'certificate');
$pay = $certified->client(['http' => by($engine, $certified)]);
$show('certificates', fn () => $pay->native(order('e-0003'))->state->value);

$v2 = new Pay\WeChat(...['http' => by($engine, $wechat)] + $wechat->credentialsV2());
$show('v2 order', fn () => $v2->native(['out_trade_no' => 'e-0004', 'body' => 'tea', 'total_fee' => Pay\Money::fen(1), 'product_id' => '1'])->state->value);
$show('v2 query', fn () => $v2->query('e-0004')->state->value);
$show('v2 bill', fn () => count(iterator_to_array($v2->bill('2026-11-24'))) > 0 ? 'rows' : 'none');
foreach ([
    'v2 refund' => fn () => $v2->refund(['out_trade_no' => 'e-0004', 'out_refund_no' => 'r-0004', 'total_fee' => 1, 'refund_fee' => 1]),
    'v2 reversal' => fn () => $v2->reverse('e-0004'),
    'v2 fund flow' => fn () => $v2->fundFlow('2026-11-24'),
] as $what => $call) {
    $show("$what, with the client certificate", $call);
}

$alipay = new AlipayGateway();
$ali = $alipay->client(['http' => by($engine, $alipay)]);
$show('Alipay order', fn () => $ali->precreate(alipay_order('e_0001'))->state->value);
$show('Alipay till', fn () => $ali->pay(alipay_order('e_0002', ['auth_code' => '281234567890123456']))->state->value);
$show('Alipay refund', fn () => $ali->refund(['out_trade_no' => 'e_0002', 'out_request_no' => 'r_0002', 'refund_amount' => '0.01'])->state->value);
$show('Alipay bill', fn () => count(iterator_to_array($ali->bill('2026-11-24'))) > 0 ? 'rows' : 'none');
$code = $alipay->control('POST', '/code', ['scope' => 'auth_base'])['code'];
$show('Alipay login', fn () => isset($ali->oauthToken($code)['access_token']) ? 'token' : 'none');

var_dump(Pay\status()['connections']['opened'] === $before['connections']['opened']);
?>
--EXPECT--
order: pending <POST /v3/pay/transactions/native>
query: pending <GET /v3/pay/transactions/out-trade-no/e-0001>
till: succeeded <POST /v3/pay/transactions/codepay>
refund: pending <POST /v3/refund/domestic/refunds>
refused: ApiException api.ORDER_NOT_EXIST <GET /v3/pay/transactions/out-trade-no/e-none>
bill: rows <GET /v3/bill/tradebill, GET /v3/billdownload/file>
login: openid <GET /sns/jscode2session>
close: done <POST /v3/pay/transactions/out-trade-no/e-0001/close>
certificates: pending <GET /v3/certificates, POST /v3/pay/transactions/native>
v2 order: pending <POST /pay/unifiedorder>
v2 query: pending <POST /pay/orderquery>
v2 bill: rows <POST /pay/downloadbill>
v2 refund, with the client certificate: ConfigException config.transport <>
v2 reversal, with the client certificate: ConfigException config.transport <>
v2 fund flow, with the client certificate: ConfigException config.transport <>
Alipay order: pending <POST /gateway.do>
Alipay till: succeeded <POST /gateway.do>
Alipay refund: succeeded <POST /gateway.do>
Alipay bill: rows <POST /gateway.do, GET /downloadBillFile.resource>
Alipay login: token <POST /gateway.do>
bool(true)
