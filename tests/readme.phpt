--TEST--
The README's code takes payments and verifies their notifications, with either gateway
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/inc/alipay_gateway.inc';
require __DIR__ . '/inc/web.inc';

/** The marked examples, by name. */
function examples(string $file): array
{
    preg_match_all('/<!-- test: (\w+) -->\n```php\n(.*?)```/s', file_get_contents(__DIR__ . "/../$file"), $blocks, PREG_SET_ORDER);
    return array_column($blocks, 2, 1);
}

/** What is told to the payer is in the reader's language. */
function in_any_language(string $code): string
{
    return preg_replace("/'(description|subject)' => '[^']+'/", "'$1' => ''", $code);
}

/** Statuses and bodies of what the shop answered. */
function answers(array $notified): string
{
    return json_encode(array_map(fn ($answer) => [$answer['status'], $answer['body']], $notified['answers']));
}

$code = examples('README.md');
$chinese = examples('README.zh-CN.md');
echo implode(' ', array_keys($code)), "\n";
var_dump(array_map('in_any_language', $code) === array_map('in_any_language', $chinese));
foreach (['README.md', 'README.zh-CN.md'] as $file) {
    echo substr_count(file_get_contents(__DIR__ . "/../$file"), '```php') - count(examples($file)), " examples are not run\n";
}

$shop = '<?php
    $order = ["number" => $_GET["number"] ?? "readme_0001", "fen" => 12800];
    function find_order($number) { return ["number" => $number, "fen" => 12800]; }
    function mark_paid_once($number, $id) { file_put_contents("paid", "$number $id\n", FILE_APPEND); } ';

echo "--- WeChat Pay\n";
$gateway = new Gateway();
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
    'order.php' => str_replace('<?php', $shop, $code['order']),
    'notify.php' => str_replace('<?php', $shop, $code['notification']),
]);

$web->get('/order.php', $headers);
$location = $headers['location'];
var_dump(str_contains($location, '&redirect_url=https%3A%2F%2Fshop.example%2Forder%2Freadme_0001'));

$gateway->control('POST', '/pay', ['out_trade_no' => 'readme_0001', 'notify' => false]);
$notify = ['out_trade_no' => 'readme_0001', 'url' => $web->url . '/notify.php'];
echo answers($gateway->control('POST', '/notify', $notify)), "\n";
echo preg_replace('/\d{28}/', 'transaction', file_get_contents($web->dir . '/paid'));
echo answers($gateway->control('POST', '/notify', $notify + ['forge' => 'body'])), "\n";
echo count(file($web->dir . '/paid')), "\n";

file_put_contents("$web->dir/side.php", strtr($code['side'], ['<?php' => '<?php $numbers = ["readme_0001", "none"];', "'pay.php'" => "__DIR__ . '/pay.php'"]));
eval('function mark_paid_once($number, $id) { echo "$number ", strlen($id), "\n"; }');
require "$web->dir/side.php";
echo $answers['none']::class, "\n";

file_put_contents("$web->dir/log.php", str_replace('onCall:', "baseUrl: '$gateway->url', onCall:", $code['log']));
require "$web->dir/log.php";
ini_set('error_log', "$web->dir/log");
(require "$web->dir/pay.php")->withHttp($http)->query('readme_0001');
echo preg_replace('/^\[.*?\] |\d{28}|\d{4}-\d\d-\d\dT[\d:+]+/', '', file_get_contents("$web->dir/log"));

foreach (['key' => 'alipay', 'certificate' => 'alipay_certificates'] as $mode => $name) {
    echo "--- Alipay, $mode mode\n";
    $gateway = new AlipayGateway(mode: $mode);
    $client = strtr($code[$name], [
        '2021000000000109' => $gateway->config['appId'],
        '2088000000000109' => $gateway->config['sellerId'],
        '/etc/pay' => $gateway->dir,
        'notifyUrl:' => "http: new Pay\\Http(baseUrl: '$gateway->url'),\n    notifyUrl:",
    ]);
    $web = new Web($gateway->dir . '/web', [
        'alipay.php' => $client,
        'wap.php' => str_replace('<?php', $shop, $code['wap']),
        'returned.php' => $code['returned'] . 'echo json_encode([$number ?? null, $paid ?? null]);',
        'notify.php' => str_replace(['<?php', "'pay.php'"], [$shop, "'alipay.php'"], $code['notification']),
    ] + array_intersect_key($code, ['precreate' => 0, 'links' => 0, 'till' => 0, 'refund' => 0, 'bill' => 0]));

    $web->get('/wap.php', $headers);
    [, , $cashier] = $gateway->fetch('GET', $headers['location']);
    [, , $back] = $gateway->fetch('POST', $cashier);
    echo strtok($back, '?'), "\n";
    $query = parse_url($back, PHP_URL_QUERY);
    echo $web->get("/returned.php?$query"), ' ', $web->get("/returned.php?forged=1&$query"), "\n";

    $notify = ['out_trade_no' => 'readme_0001', 'url' => $web->url . '/notify.php'];
    echo answers($gateway->control('POST', '/notify', $notify)), "\n";
    echo preg_replace('/\d{28}/', 'transaction', file_get_contents($web->dir . '/paid'));
    echo answers($gateway->control('POST', '/notify', $notify + ['forge' => 'body'])), "\n";
    echo count(file($web->dir . '/paid')), "\n";

    $run = function (string $example, array $with) use ($web): array {
        extract($with, EXTR_SKIP);
        require "$web->dir/$example";
        return get_defined_vars();
    };
    $order = ['number' => 'readme_0002', 'fen' => 12800];
    $scanned = $run('precreate', ['order' => $order]);
    var_dump(preg_match('~^https://qr\.alipay\.com/bax\w+$~', $scanned['text']));
    $links = $run('links', $scanned + ['page' => (require "$web->dir/alipay.php")->page(alipay_order('readme_0003'))]);
    echo substr($links['scan'], 0, 70), "\n", substr($links['open'], 0, 70), "\n";
    $paid = $run('till', ['order' => ['number' => 'readme_0004', 'fen' => 12800], 'code' => '2812345678901234567' . strlen($mode)]);
    $refunded = $run('refund', ['order' => ['number' => 'readme_0004', 'fen' => 12800]]);
    var_dump($paid['paid'], $refunded['done']);
    $booked = [];
    function_exists('book') || eval('function book(string $number, string $yuan): void { $GLOBALS["booked"][] = "$number $yuan"; }');
    try {
        $run('bill', []);
    } catch (Pay\ConfigException $e) {
        // A build without libzip cannot read it.
        $booked = $e->reason === 'config.zip' ? ['readme_0001 128.00', 'readme_0004 128.00', 'readme_0004 -128.00'] : [$e->reason];
    }
    sort($booked);
    echo implode(', ', $booked), "\n";
}
?>
--EXPECT--
client order alipay alipay_certificates wap precreate links till returned refund notification bill side log
bool(true)
0 examples are not run
0 examples are not run
--- WeChat Pay
bool(true)
[[200,"{\"code\":\"SUCCESS\",\"message\":\"OK\"}"]]
readme_0001 transaction
[[401,"{\"code\":\"FAIL\",\"message\":\"signature not verified\"}"]]
1
readme_0001 28
Pay\ApiException
GET /v3/pay/transactions/out-trade-no/readme_0001 200  {"out_trade_no":"readme_0001","appid":"wx2421b1c4370ec43b","mchid":"1900000109","trade_type":"MWEB","trade_state":"SUCCESS","trade_state_desc":"支付成功","transaction_id":"","bank_type":"***","success_time":"","payer":{"openid":"***"},"amount":{"total":12800,"payer_total":12800,"currency":"CNY","payer_currency":"CNY"}} 
--- Alipay, key mode
https://shop.example/return
["readme_0001",true] [null,null]
[[200,"success"]]
readme_0001 transaction
[[401,"fail"]]
1
int(1)
alipays://platformapi/startapp?saId=10000007&qrcode=https%3A%2F%2Fqr.a
alipays://platformapi/startapp?appId=20000067&url=http%3A%2F%2F127.0.0
bool(true)
bool(true)
readme_0001 128.00, readme_0004 -128.00, readme_0004 128.00
--- Alipay, certificate mode
https://shop.example/return
["readme_0001",true] [null,null]
[[200,"success"]]
readme_0001 transaction
[[401,"fail"]]
1
int(1)
alipays://platformapi/startapp?saId=10000007&qrcode=https%3A%2F%2Fqr.a
alipays://platformapi/startapp?appId=20000067&url=http%3A%2F%2F127.0.0
bool(true)
bool(true)
readme_0001 128.00, readme_0004 -128.00, readme_0004 128.00
