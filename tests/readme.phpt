--TEST--
The README's code takes a payment and verifies its notification
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/inc/gateway.inc';
require __DIR__ . '/inc/web.inc';

$gateway = new Gateway();
$readme = file_get_contents(__DIR__ . '/../README.md');
preg_match_all('/<!-- test: (\w+) -->\n```php\n(.*?)```/s', $readme, $blocks, PREG_SET_ORDER);
$code = array_column($blocks, 2, 1);
echo implode(' ', array_keys($code)), "\n";

// The README's merchant becomes the sandbox's; nothing else is changed.
$client = strtr($code['client'], [
    '1900000109' => $gateway->config['mchid'],
    'wx2421b1c4370ec43b' => $gateway->config['appid'],
    '/etc/pay' => $gateway->dir,
    'PUB_KEY_ID_0119000001092026112400001' => $gateway->config['publicKeyId'],
    "getenv('WECHAT_APIV3_KEY')" => var_export($gateway->config['apiV3Key'], true),
    'notifyUrl:' => "http: new Pay\\Http(baseUrl: '$gateway->url'),\n    notifyUrl:",
]);
$web = new Web($gateway->dir . '/web', [
    'pay.php' => $client,
    'order.php' => str_replace('<?php', '<?php $order = ["number" => "readme-0001", "fen" => 12800];', $code['order']),
    'notify.php' => str_replace('<?php', '<?php
        function find_order($number) { return ["number" => $number, "fen" => 12800]; }
        function mark_paid_once($number, $id) { file_put_contents("paid", "$number $id\n", FILE_APPEND); }', $code['notification']),
]);

$web->get('/order.php', $headers);
$location = $headers['location'];
var_dump(str_contains($location, '&redirect_url=https%3A%2F%2Fshop.example%2Forder%2Freadme-0001'));

$gateway->control('POST', '/pay', ['out_trade_no' => 'readme-0001', 'notify' => false]);
$answer = $gateway->control('POST', '/notify', ['out_trade_no' => 'readme-0001', 'url' => $web->url . '/notify.php', 'wait' => true]);
echo json_encode(array_map(fn ($a) => [$a['status'], $a['body']], $answer['answers'])), "\n";
echo preg_replace('/\d{28}/', 'transaction', file_get_contents($web->dir . '/paid'));
$answer = $gateway->control('POST', '/notify', ['out_trade_no' => 'readme-0001', 'url' => $web->url . '/notify.php', 'wait' => true, 'forge' => 'body']);
echo json_encode(array_map(fn ($a) => [$a['status'], $a['body']], $answer['answers'])), "\n";
echo count(file($web->dir . '/paid')), "\n";
?>
--EXPECT--
client order notification
bool(true)
[[200,"{\"code\":\"SUCCESS\",\"message\":\"OK\"}"]]
readme-0001 transaction
[[401,"{\"code\":\"FAIL\",\"message\":\"signature not verified\"}"]]
1
