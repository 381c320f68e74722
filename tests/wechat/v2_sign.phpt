--TEST--
signV2() gives the published signatures, sorts by bytes, leaves out what is empty, and takes nothing that is no text
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/notify_v2.inc';

$vectors = array_column(json_decode(file_get_contents(__DIR__ . '/../data/wechat-v2-vectors.json'), true)['vectors'], null, 'id');
foreach ($vectors as $id => $vector) {
    if ($vector['kind'] !== 'v2_sign') {
        continue;
    }
    $key = $vector['inputs']['key'];
    try {
        $pay = client_v2(['apiV2Key' => $key, 'signType' => $vector['inputs']['sign_type']]);
        $sign = $pay->signV2($vector['inputs']['params']);
        echo $id, ' ', $sign === $vector['expected']['sign'] ? $sign : 'WRONG', "\n";
    } catch (Pay\ConfigException $e) {
        echo "$id $e->reason\n"; // a key that no merchant can have
    }
}

echo client_v2(['apiV2Key' => '192006250b4c09247ec02edce69f6a2d'])->signV2(['appid' => 'wxd930ea5d5a258f4f', 'mch_id' => '10000100',
    'device_info' => '1000', 'body' => 'test', 'nonce_str' => 'ibuaiVcKdpRxkhJA']), "\n";

$pay = client_v2();
$fields = ['re_openid' => 'a', 'remark' => 'b', 'REMARK' => 'c', 'RE_OPENID' => 'd', 'rfc822' => '1', 'rfc1' => 2, 'rfc2086' => 0];
foreach ([1, 2, 3] as $i) {
    $keys = array_keys($fields);
    shuffle($keys);
    $shuffled = array_merge(array_flip($keys), $fields);
    var_dump($pay->signV2($shuffled) === sign_v2($fields));
}
var_dump($pay->signV2($fields + ['sign' => 'x', 'empty' => '', 'null' => null]) === sign_v2($fields));
var_dump($pay->signV2(['a' => 'b c&d=中 <&>']) === sign_v2(['a' => 'b c&d=中 <&>']));
var_dump($pay->signV2([]) === strtoupper(md5('&key=' . API_V2_KEY)));

foreach (['float' => 1.5, 'true' => true, 'array' => ['x'], 'object' => new stdClass, 'nul' => "a\0b"] as $name => $value) {
    echo $name, ': ', verdict(fn () => $pay->signV2(['total_fee' => $value])), "\n";
}
echo 'without a key: ', verdict(fn () => client()->signV2(['a' => 'b'])), "\n";
?>
--EXPECT--
v2-sign-official-md5 9A0A8659F005D6984697E2CA0A9CF3B7
v2-sign-official-hmac 6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6
v2-frontend-jsapi-hmac config.format
v2-frontend-app-md5 E1939CA696C65FBD0885E00FAED14542
coupon-miniapp-flat-hmac config.format
v2-sign-utf8-json-detail 22460CE72DC2AA2358A90BABB909F265
v2-sign-utf8-hmac-with-sign_type 7BBDCA53481957412584484A6EFA0DD8FE63832FE6307778784D0E523B611B58
9A0A8659F005D6984697E2CA0A9CF3B7
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
float: ValueError
true: ValueError
array: ValueError
object: ValueError
nul: ValueError
without a key: ConfigException config.missing
