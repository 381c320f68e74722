--TEST--
No secret, person, account or free text of an APIv3 call or a login comes up in what onCall is told; numbers, amounts and states do
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/canary.inc';

$key = der(pem('merchant.key'));
$in = new Canaries(API_V3_KEY, substr($key, 100, 40), substr(base64_encode($key), 200, 40));
$appSecret = $in->plant('appSecret', 32);
$openid = 'o' . $in->plant('openid', 27);
$url = 'https://shop.example/notify/' . $in->plant('token in notify_url');

/** With a value for each of these names that is planted anew. */
$each = fn (string ...$names) => array_combine($names, array_map(fn ($name) => $in->plant($name, 12), $names));
$private = fn () => [
    'payer' => ['openid' => $in->plant('payer.openid', 28), 'sub_openid' => $in->plant('payer.sub_openid', 28), 'sp_openid' => $in->plant('sp_openid')],
    'scene_info' => ['payer_client_ip' => '203.0.113.' . $in->digits(), 'device_id' => $in->plant('device'), 'location' => $in->plant('place'),
        'store_info' => $each('id', 'name', 'area_code', 'address'), 'h5_info' => $each('app_name', 'app_url', 'bundle_id', 'package_name')],
    'detail' => ['invoice_id' => $in->plant('invoice'), 'goods_detail' => [$each('merchant_goods_id', 'goods_name', 'goods_remark')]],
    ...$each('attach', 'description', 'goods_tag', 'phone', 'mobile', 'real_name', 'id_card', 'id_card_number', 'bank_account', 'account_number',
        'account_name', 'bank_card', 'email', 'address', 'unionid', 'user_name', 'nickname', 'remark', 'reason', 'message', 'msg', 'code', 'result',
        'from', 'token', 'access_token', 'refresh_token', 'session_key', 'authorization_code', 'password', 'secret', 'key', 'sign',
        'signature', 'ciphertext', 'nonce', 'encrypt_key', 'plate_number', 'anything_new', 'OPENID', 'Amount'),
    'auth_code' => $in->digits(), 'list' => [$in->plant('of a list'), [$in->plant('of a list of lists')]], 'receivers' => [$each('account', 'name', 'relation_type')],
    'nested' => ['json' => json_encode(['openid' => $in->plant('json in a string')])],
];
$answered = fn (array $more = []) => array_diff_key($private(), ['message' => 0, 'msg' => 0, 'code' => 0, 'scene_info' => 0]) + $more + [
    'prepay_id' => 'wx26', 'user_received_account' => $in->plant('card tail'), 'bank_type' => $in->plant('bank'),
    'code_url' => 'weixin://' . $in->plant('code_url'), 'h5_url' => 'https://' . $in->plant('h5_url'), 'transfer_remark' => $in->plant('remark'),
    'download_url' => 'https://api.mch.weixin.qq.com/x?token=' . $in->plant('download token'), 'package_info' => $in->plant('package_info'),
    'scene_info' => ['device_id' => $in->plant('device')], 'encrypt_certificate' => ['ciphertext' => $in->plant('ciphertext')],
    'promotion_detail' => [['name' => $in->plant('coupon name'), 'coupon_id' => '109519', 'amount' => 100]],
    'sub_orders' => [['attach' => $in->plant('attach of a part'), 'out_trade_no' => 'part-1']]];
$done = ['mchid' => '1900000109', 'appid' => 'wx2421b1c4370ec43b', 'out_trade_no' => 'n-0001', 'transaction_id' => '4200000001',
    'trade_state' => 'SUCCESS', 'success_time' => '2026-11-26T10:00:00+08:00', 'out_refund_no' => 'r-0001', 'status' => 'SUCCESS', 'state' => 'SUCCESS',
    'amount' => ['total' => 1234567, 'refund' => 1234321, 'payer_total' => 1234500], 'out_bill_no' => 'bill0001', 'transfer_bill_no' => 'trf0001'];
$answer = null;
$pay = client(['appSecret' => $appSecret, 'notifyUrl' => $url, 'http' => new Pay\Http(retries: 1, onCall: $in->onCall(),
    transport: new Engine(function () use (&$answer) { return $answer(); }))]);
$money = ['refund' => Pay\Money::fen(1234321), 'total' => Pay\Money::fen(1234567)];
$calls = [
    'order' => fn () => $pay->jsapi(order('n-0001', $private())),
    'query' => fn () => $pay->query('n-0001'),
    'refund' => fn () => $pay->refund(['out_trade_no' => 'n-0001', 'out_refund_no' => 'r-0001', 'amount' => $money] + $private()),
    'transfer' => fn () => $pay->transfer(['out_bill_no' => 'bill0001', 'transfer_amount' => Pay\Money::fen(1234567), 'transfer_scene_id' => '1000',
        'openid' => $openid, 'user_name' => $in->plant('user_name'), 'transfer_remark' => $in->plant('remark'),
        'transfer_scene_report_infos' => [['info_type' => $in->plant('type'), 'info_content' => $in->plant('content')]]]),
    'path with a person' => fn () => $pay->request('GET', "/v3/marketing/favor/users/$openid/coupons?appid=wx1&openid=$openid&phone=" . $in->digits()),
    'path behind users' => fn () => $pay->request('GET', '/v3/businesscircle/users/' . $in->plant('user') . '/points?a=' . rawurlencode($in->plant('a') . ' b')),
    'path from fields' => fn () => $pay->request('GET', '/v3/payscore/permissions/openid/{openid}', ['openid' => $openid, 'service_id' => $in->plant('id')]),
    'anything' => fn () => $pay->request('POST', '/v3/anything', $private()),
    'login' => fn () => $pay->openid($in->plant('code of a login')),
    'login of a mini program' => fn () => $pay->session($in->plant('code of a login')),
];
$answers = [
    'done' => fn () => v3_answer($answered($done)),
    'refused' => fn () => v3_answer(['code' => 'PARAM_ERROR', 'message' => "no\n\u{9b}31m \u{202e}such", 'detail' => ['field' => '/amount/total',
        'value' => $in->plant('value in a refusal'), 'issue' => 'too much', 'location' => 'body', 'openid' => $in->plant('openid in a refusal')]] + $answered(), 400),
    'refused, unsigned' => fn () => new Pay\Response(500, [], json_encode($answered())),
    'forged' => fn () => new Pay\Response(200, v3_answer($done)->headers, json_encode($answered($done))),
    'no JSON' => fn () => v3_answer('<html>' . $in->plant('page')),
    'JSON, no object' => fn () => v3_answer('"' . $in->plant('text') . '"'),
    'JSON list' => fn () => v3_answer('["' . $in->plant('text') . '"]'),
    'a key twice' => fn () => v3_answer('{"openid":"' . $in->plant('a') . '","openid":"' . $in->plant('b') . '"}'),
    'cut' => fn () => v3_answer('{"openid":"' . $in->plant('cut')),
    'not UTF-8' => fn () => v3_answer("{\"openid\":\"\xff" . $in->plant('latin') . '"}'),
    'no answer' => fn () => throw new RuntimeException('reset'),
];
foreach ($answers as $end => $answer) {
    foreach ($calls as $what => $call) {
        $in->try($call);
    }
}
echo $in->calls, " calls\n";
$answer = $answers['done'];
$calls['order']();
echo $in->shown('n-0001', '1999', 'wx2421b1c4370ec43b', '1900000109', '4200000001', 'SUCCESS', '2026-11-26T10:00:00', '109519', 'part-1', 'CNY'), "\n";
$calls['refund']();
echo $in->shown('r-0001', '1234321', '1234567', '1234500', '/v3/refund/domestic/refunds', '08F78BB5AF0610D302'), "\n";
$calls['transfer']();
echo $in->shown('bill0001', 'trf0001', '1000'), "\n";
$answer = $answers['refused'];
$in->try($calls['order']);
echo $in->shown('PARAM_ERROR', 'such', '/amount/total', 'too much', 'body'), "\n";
echo json_encode(preg_match('/[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xae/', $in->last->responseBody . $in->last->error->getMessage())), "\n";
$in->try($calls['path from fields']);
echo $in->last->path, "\n", strtok($in->last->error->getMessage(), '>'), "\n", explode("\n", $in->last->signedText)[1], "\n";
$in->try($calls['path behind users']);
echo $in->last->path, "\n", explode("\n", $in->last->signedText)[1], "\n";
$in->try($calls['login']);
echo "{$in->last->gateway} {$in->last->path} '{$in->last->requestBody}' '{$in->last->signedText}'\n";
?>
--EXPECT--
110 calls
n-0001 1999 wx2421b1c4370ec43b 1900000109 4200000001 SUCCESS 2026-11-26T10:00:00 109519 part-1 CNY
r-0001 1234321 1234567 1234500 /v3/refund/domestic/refunds 08F78BB5AF0610D302
bill0001 trf0001 1000
PARAM_ERROR such /amount/total too much body
0
/v3/payscore/permissions/openid/***
GET /v3/payscore/permissions/openid/*** -
/v3/payscore/permissions/openid/***?service_id=***
/v3/businesscircle/users/***/points
/v3/businesscircle/users/***/points?a=***
wechat-login /sns/oauth2/access_token '' ''
