--TEST--
No secret, person, account or free text of an Alipay call, encrypted or not, comes up in what onCall is told; numbers, amounts and states do
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/canary.inc';

$in = new Canaries(ALIPAY_AES_KEY, base64_decode(ALIPAY_AES_KEY));
$token = $in->plant('app_auth_token', 40);
$url = 'https://shop.example/notify?token=' . $in->plant('token of notify_url');
$each = fn (string ...$names) => array_combine($names, array_map(fn ($name) => $in->plant($name, 12), $names));
$private = fn () => $each('subject', 'body', 'buyer_id', 'buyer_open_id', 'buyer_logon_id', 'auth_code', 'quit_url', 'passback_params', 'operator_id',
    'store_id', 'terminal_id', 'seller_email', 'refund_reason', 'remark', 'order_title', 'payer_show_name', 'message', 'msg', 'code', 'result',
    'from', 'location', 'anything_new') + [
    'ext_user_info' => $each('name', 'mobile', 'cert_type', 'cert_no', 'min_age'), 'payee_info' => $each('identity', 'identity_type_', 'name'),
    'goods_detail' => [$each('goods_id', 'goods_name', 'body', 'show_url')], 'business_params' => json_encode($each('mc_create_trade_ip')),
    'receiver_address_info' => $each('name', 'address', 'mobile', 'zip')];
$answered = fn () => array_diff_key($private(), ['code' => 0, 'msg' => 0, 'message' => 0, 'location' => 0]) + $each('buyer_user_id', 'buyer_user_name',
    'store_name', 'qr_code', 'bill_download_url', 'access_token', 'refresh_token', 'user_id', 'open_id', 'alipay_user_id', 'nick_name', 'avatar',
    'discount_goods_detail_', 'trade_settle_', 'alipay_cert_content', 'charge_info_') + [
    'discount_goods_detail' => json_encode([['goods_name' => $in->plant('goods in JSON')]]), 'fund_bill_list' => [['fund_channel' => $in->plant('channel'), 'amount' => '12.34']]];
$done = ['out_trade_no' => 'e_1', 'trade_no' => '2013112011001004330000121536', 'total_amount' => '12345.67', 'trade_status' => 'TRADE_SUCCESS',
    'out_request_no' => 'r_1', 'refund_fee' => '76.54', 'fund_change' => 'Y', 'send_pay_date' => '2026-11-26 10:00:00'];
$with = fn (Closure $send, array $more = []) => alipay($more + ['appAuthToken' => $token, 'notifyUrl' => $url, 'http' => new Pay\Http(retries: 1,
    onCall: $in->onCall(), transport: new Engine($send))]);
$of = fn (Pay\Request $request) => decoded(parse_url($request->url, PHP_URL_QUERY))['method'];
$calls = fn (Pay\Alipay $pay) => [
    'order' => fn () => $pay->precreate($private() + ['out_trade_no' => 'e_1', 'total_amount' => '12345.67']),
    'query' => fn () => $pay->query('e_1'),
    'refund' => fn () => $pay->refund($private() + ['out_trade_no' => 'e_1', 'out_request_no' => 'r_1', 'refund_amount' => '76.54']),
    'login' => fn () => $pay->oauthToken($in->plant('code of a login')),
    'bill' => fn () => $pay->bill('2026-11-24'),
    'anything' => fn () => $pay->execute('alipay.anything.new', $private(), ['auth_token' => $in->plant('auth_token')]),
    'anything flat' => fn () => $pay->execute('alipay.user.info.share', [], ['auth_token' => $in->plant('auth_token')]),
];
$crypt = fn (string $text) => base64_encode(openssl_encrypt($text, 'aes-128-cbc', base64_decode(ALIPAY_AES_KEY), OPENSSL_RAW_DATA, str_repeat("\0", 16)));
$sealed = function (string $method, array $node) use ($crypt) {
    $text = '"' . $crypt(json_encode($node + ['code' => '10000', 'msg' => 'Success'])) . '"';
    return '{"' . strtr($method, '.', '_') . "_response\":$text,\"sign\":\"" . alipay_sign($text) . '"}';
};
$refused = ['code' => '40004', 'msg' => 'Business Failed', 'sub_code' => 'ACQ.TRADE_HAS_CLOSE', 'sub_msg' => "交易\n已\u{9b}关\u{202e}闭"];
$answers = [
    'done' => fn ($r) => answer($of($r), $done + $answered()),
    'encrypted' => fn ($r) => $sealed($of($r), $done + $answered()),
    'refused' => fn ($r) => answer($of($r), $refused + $answered()),
    'refused and encrypted' => fn ($r) => $sealed($of($r), $refused + $answered()),
    'unsigned' => fn ($r) => json_encode(['error_response' => ['code' => '40002', 'msg' => 'Invalid', 'sub_code' => 'isv.invalid-signature', 'sub_msg' => 'no'] + $answered()]),
    'forged' => fn ($r) => str_replace('12345.67', '12345.68', answer($of($r), $done + $answered())),
    'forged and encrypted' => fn ($r) => str_replace('"sign":"', '"sign":"A', $sealed($of($r), $done + $answered())),
    'not UTF-8' => fn ($r) => str_replace('CNRY', "\xffCNRY", answer($of($r), $done + $answered())),
    'no JSON' => fn () => 'busy ' . $in->plant('page'),
    'cut' => fn ($r) => substr(answer($of($r), $answered()), 0, -3),
];
$answer = null;
foreach ([[], ['encryptKey' => ALIPAY_AES_KEY]] as $more) {
    $pay = $with(function (Pay\Request $request) use (&$answer) { return new Pay\Response(200, ['trace_id' => '0b21'], $answer($request)); }, $more);
    foreach ($answers as $answer) {
        foreach ($calls($pay) as $call) {
            $in->try($call);
        }
    }
}
$lost = $with(fn () => throw new RuntimeException('reset'));
array_map($in->try(...), $calls($lost));
echo $in->calls, " calls\n";
$answer = $answers['encrypted'];
$calls($pay)['order']();
echo $in->shown('e_1', '12345.67', '2013112011001004330000121536', 'TRADE_SUCCESS', '2026-11-26 10:00:00', '12.34', 'alipay.trade.precreate', '0b21'), "\n";
echo $in->last->requestBody, "\n", preg_replace('/timestamp=[^&]+/', 'timestamp=TIME', $in->last->signedText), "\n";
$answer = $answers['done'];
$plain = $with(function (Pay\Request $request) use (&$answer) { return new Pay\Response(200, [], $answer($request)); });
$calls($plain)['refund']();
echo $in->shown('e_1', 'r_1', '76.54'), "\n";
$answer = $answers['refused'];
$in->try($calls($plain)['order']);
echo $in->shown('40004', 'ACQ.TRADE_HAS_CLOSE', 'Business Failed'), ' ',
    json_encode(preg_match('/[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xae/', $in->last->responseBody . $in->last->error->getMessage())), "\n";
?>
--EXPECT--
147 calls
e_1 12345.67 2013112011001004330000121536 TRADE_SUCCESS 2026-11-26 10:00:00 12.34 alipay.trade.precreate 0b21
biz_content=***
app_auth_token=***&app_id=2014072300007148&biz_content=***&charset=utf-8&encrypt_type=AES&format=JSON&method=alipay.trade.precreate&notify_url=***&sign_type=RSA2&timestamp=TIME&version=1.0
e_1 r_1 76.54
40004 ACQ.TRADE_HAS_CLOSE Business Failed 0
