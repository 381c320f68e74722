--TEST--
No secret, person, account or free text of an APIv2 call comes up in what onCall is told; numbers, amounts and states do
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/canary.inc';

$in = new Canaries(API_V2_KEY);
$each = fn (string ...$names) => array_combine($names, array_map(fn ($name) => $in->plant($name, 12), $names));
$private = fn () => $each('openid', 'sub_openid', 'body', 'detail', 'attach', 'spbill_create_ip', 'device_info', 'goods_tag', 'product_id', 're_user_name',
    'desc', 'check_name', 'send_name', 'wishing', 'act_name', 'remark', 're_openid', 'client_ip', 'enc_bank_no', 'enc_true_name',
    'refund_desc', 'receipt', 'message', 'code', 'anything_new') + ['auth_code' => $in->digits(),
    'scene_info' => ['h5_info' => $each('type_', 'wap_url', 'wap_name'), 'store_info' => $each('id', 'name', 'address')],
    'receivers' => [$each('account', 'name', 'description')],
    'json' => json_encode(['out_trade_no' => 'inner-1', 'openid' => $in->plant('openid in JSON')]),
    'list' => json_encode([['openid' => $in->plant('openid in a list')]])];
$answered = fn () => $each('openid', 'sub_openid', 'bank_type', 'attach', 'device_info', 'mweb_url', 'code_url', 'refund_recv_accout_0',
    'user_recv_account', 're_openid', 'user_id', 'transfer_name', 'reason', 'url', 'anything_new', 'is_subscribe') + [
    'json' => json_encode(['out_trade_no' => 'inner-1', 'openid' => $in->plant('openid in JSON')]),
    'coupon_fee_0' => '321', 'out_refund_no_0' => 'r-0001', 'refund_status_0' => 'SUCCESS'];
$done = ['return_code' => 'SUCCESS', 'result_code' => 'SUCCESS', 'appid' => 'wx2421b1c4370ec43b', 'mch_id' => '1900000109', 'out_trade_no' => 'n-0001',
    'total_fee' => '1234567', 'trade_state' => 'SUCCESS', 'transaction_id' => '4200000001', 'trade_type' => 'NATIVE', 'prepay_id' => 'wx26'];
$pay = client(['apiV3Key' => null, 'platformKeys' => [], 'apiV2Key' => API_V2_KEY, 'http' => new Pay\Http(retries: 1, onCall: $in->onCall(),
    transport: new Engine(function () use (&$answer) { return $answer(); }))]);
$calls = [
    'order' => fn () => $pay->native($private() + ['out_trade_no' => 'n-0001', 'total_fee' => Pay\Money::fen(1234567)]),
    'query' => fn () => $pay->query('n-0001'),
    'till' => fn () => $pay->v2('/pay/micropay', $private() + ['out_trade_no' => 'n-0001', 'total_fee' => 1234567]),
    'refund, which wants the certificate' => fn () => $pay->refund($private() + ['out_trade_no' => 'n-0001', 'out_refund_no' => 'r-0001', 'total_fee' => 1234567, 'refund_fee' => 7]),
    'bill' => fn () => $pay->bill('2026-11-24', $each('token')),
    'anything' => fn () => $pay->v2('/anything/new', $private()),
];
$answers = [
    'done' => fn () => v2_answer($done + $answered()),
    'refused' => fn () => v2_answer(['result_code' => 'FAIL', 'err_code' => 'NOTENOUGH', 'err_code_des' => "no\u{9b}31m\u{2028}money"] + $done + $answered()),
    'refused, unsigned' => fn () => new Pay\Response(200, [], "<xml><return_code>FAIL</return_code><return_msg>sign\nerror</return_msg><openid>"
        . $in->plant('openid') . '</openid></xml>'),
    'forged' => fn () => new Pay\Response(200, [], str_replace('SUCCESS', 'SUCCES', v2_answer($done + $answered())->body)),
    'no XML' => fn () => new Pay\Response(200, [], 'busy ' . $in->plant('page')),
    'no sound XML' => fn () => new Pay\Response(200, [], '<xml><openid>' . $in->plant('cut')),
    '500' => fn () => new Pay\Response(500, [], '<html>' . $in->plant('page')),
    'a bill' => fn () => new Pay\Response(200, [], "交易时间,公众账号ID\n`" . $in->plant('row of a bill') . "\n"),
    'no answer' => fn () => throw new RuntimeException('reset'),
];
foreach ($answers as $answer) {
    foreach ($calls as $call) {
        $in->try($call);
    }
}
echo $in->calls, " calls\n";
$answer = $answers['done'];
$in->try($calls['order']);
echo $in->shown('n-0001', '1234567', 'wx2421b1c4370ec43b', '1900000109', '4200000001', 'NATIVE', 'HMAC-SHA256', 'inner-1', '321', 'r-0001'), "\n";
$answer = $answers['refused'];
$in->try($calls['order']);
echo $in->shown('NOTENOUGH', 'money'), ' ', json_encode(preg_match('/[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xa8/', $in->last->responseBody . $in->last->error->getMessage())), "\n";
$answer = $answers['refused, unsigned'];
$in->try($calls['order']);
echo $in->shown('FAIL', 'sign error'), "\n";
?>
--EXPECT--
54 calls
n-0001 1234567 wx2421b1c4370ec43b 1900000109 4200000001 NATIVE HMAC-SHA256 inner-1 321 r-0001
NOTENOUGH money 0
FAIL sign error
