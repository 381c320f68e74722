--TEST--
Every scene places its order, and its front-end parameters verify with the merchant's public key
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = $gateway->client();
$public = openssl_pkey_get_public('file://' . $gateway->dir . '/apiclient_cert.pem');
$signed = fn (string $text, string $signature) => openssl_verify($text, base64_decode($signature), $public, OPENSSL_ALGO_SHA256);

foreach (['jsapi', 'mini'] as $i => $scene) {
    $prepay = $pay->$scene(order("scene-$scene", ['payer' => ['openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o']]));
    $bridge = $prepay->bridge();
    echo $scene, ': ', implode(' ', array_keys($bridge)), "\n";
    var_dump($prepay->state, $prepay->verified, $prepay->url, $prepay['prepay_id'] === $prepay->prepayId);
    var_dump($bridge['appId'] === $gateway->config['appid'], $bridge['signType'], $bridge['package'] === "prepay_id=$prepay->prepayId");
    var_dump(is_string($bridge['timeStamp']), abs(time() - (int) $bridge['timeStamp']) < 60, strlen($bridge['nonceStr']));
    var_dump($signed("$bridge[appId]\n$bridge[timeStamp]\n$bridge[nonceStr]\n$bridge[package]\n", $bridge['paySign']));
    $js = $prepay->jssdk();
    echo 'jssdk: ', implode(' ', array_keys($js)), "\n";
    var_dump($signed("$js[appId]\n$js[timestamp]\n$js[nonceStr]\n$js[package]\n", $js['paySign']));
}

$prepay = $pay->app(order('scene-app'));
$app = $prepay->app();
echo 'app: ', implode(' ', array_keys($app)), "\n";
var_dump($app['partnerid'] === $gateway->config['mchid'], $app['package']);
var_dump($signed("$app[appid]\n$app[timestamp]\n$app[noncestr]\n$app[prepayid]\n", $app['sign']));

$prepay = $pay->native(order('scene-native'));
var_dump($prepay->prepayId, str_starts_with($prepay->url, 'weixin://wxpay/bizpayurl?'));
echo outcome(fn () => $prepay->bridge()), "\n";

$prepay = $pay->h5(order('scene-h5', ['scene_info' => ['payer_client_ip' => '203.0.113.7', 'h5_info' => ['type' => 'Wap']]]));
$page = $prepay->redirect('https://shop.example/order/1?a=b&c=d');
var_dump(str_starts_with($page, $prepay->url . '&redirect_url='));
echo substr($page, strlen($prepay->url)), "\n";
foreach (['/order/1', 'javascript:alert(1)', "https://shop.example/\r\n", ''] as $bad) {
    echo outcome(fn () => $prepay->redirect($bad)), "\n";
}
var_dump($gateway->count());

echo "done\n";
?>
--EXPECT--
jsapi: appId timeStamp nonceStr package signType paySign
enum(Pay\State::Pending)
bool(true)
NULL
bool(true)
bool(true)
string(3) "RSA"
bool(true)
bool(true)
bool(true)
int(32)
int(1)
jssdk: appId timestamp nonceStr package signType paySign
int(1)
mini: appId timeStamp nonceStr package signType paySign
enum(Pay\State::Pending)
bool(true)
NULL
bool(true)
bool(true)
string(3) "RSA"
bool(true)
bool(true)
bool(true)
int(32)
int(1)
jssdk: appId timestamp nonceStr package signType paySign
int(1)
app: appid partnerid prepayid package noncestr timestamp sign
bool(true)
string(10) "Sign=WXPay"
int(1)
NULL
bool(true)
Error
bool(true)
&redirect_url=https%3A%2F%2Fshop.example%2Forder%2F1%3Fa%3Db%26c%3Dd
ValueError
ValueError
ValueError
ValueError
int(5)
done
