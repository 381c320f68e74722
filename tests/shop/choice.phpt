--TEST--
The shop offers what can be paid where the buyer stands, and of one gateway no choice
--EXTENSIONS--
pay
--FILE--
<?php
spl_autoload_register(fn (string $class) => require __DIR__ . '/../../examples/shop/src/' . substr($class, 5) . '.php');

use Shop\{AlipayPayments, Browser, Gateways, Method, NotConfigured, WeChatPayments};

$phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36';
$agents = ['phone' => $phone, 'inside WeChat' => "$phone MicroMessenger/8.0.50", 'inside Alipay' => "$phone AlipayClient/10.6.0",
    'desktop' => 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'];
$wechat = new WeChatPayments(['api' => 'v3', 'appId' => 'wx1', 'mchId' => '1'], 'https://shop.example', 'x');
$alipay = fn (string $desktop) => new AlipayPayments(['appId' => '1', 'desktop' => $desktop], 'https://shop.example');
$shops = [
    'both' => ['wechat' => $wechat, 'alipay' => $alipay('page')],
    'Alipay with codes' => ['alipay' => $alipay('qr')],
    'WeChat Pay' => ['wechat' => $wechat],
];
$names = fn (array $methods) => implode(' ', array_column($methods, 'value')) ?: '-';
foreach ($shops as $shop => $payments) {
    echo "--- $shop\n";
    $gateways = new Gateways($payments);
    foreach ($agents as $where => $agent) {
        $browser = Browser::of($agent);
        $offered = $gateways->offered($browser);
        $channels = array_map(fn (Method $method) => $gateways->of($method)->channel($browser), $offered);
        echo "$where: {$names($offered)} ({$names($channels)}), elsewhere: {$names($gateways->elsewhere($browser))}\n";
    }
}
try {
    (new Gateways([]))->offered(Browser::Phone);
} catch (NotConfigured $e) {
    echo $e->getMessage(), "\n";
}

// No text of a page is missing in either language.
$texts = array_map(fn ($language) => array_keys(require __DIR__ . "/../../examples/shop/lang/$language.php"), ['en', 'zh']);
var_dump($texts[0] === $texts[1]);
$used = [];
foreach (glob(__DIR__ . '/../../examples/shop/{templates,src}/*.php', GLOB_BRACE) as $file) {
    preg_match_all('/(?:\$t|->text|HttpError)\((?:\d+, )?\'([\w.-]+\w)\'[,)]/', file_get_contents($file), $found);
    $used = [...$used, ...$found[1]];
}
foreach (Shop\Channel::cases() as $channel) {
    $used[] = "channel.$channel->value";
}
foreach (Method::cases() as $method) {
    array_push($used, "method.$method->value", "wallet.$method->value", "elsewhere.$method->value", "order.transaction.$method->value");
}
foreach (['state' => Shop\OrderState::cases(), 'refund' => Shop\RefundState::cases()] as $group => $cases) {
    foreach ($cases as $case) {
        $used[] = "$group.$case->value";
    }
}
foreach (glob(__DIR__ . '/../../examples/shop/templates/operator-*.php') as $file) {
    $used[] = strtr(basename($file, '.php'), ['operator-refund-row' => 'operator.refunds', 'operator-nav' => 'operator.leave', 'operator-' => 'operator.']);
}
echo count($used) > 60 ? 'missing: ' . implode(' ', array_diff($used, $texts[0])) : 'too few', "\n";
?>
--EXPECT--
--- both
phone: wechat alipay (h5 alipay-wap), elsewhere: -
inside WeChat: wechat (jsapi), elsewhere: alipay
inside Alipay: alipay (alipay-wap), elsewhere: wechat
desktop: wechat alipay (native alipay-page), elsewhere: -
--- Alipay with codes
phone: alipay (alipay-wap), elsewhere: -
inside WeChat: alipay (alipay-wap), elsewhere: alipay
inside Alipay: alipay (alipay-wap), elsewhere: -
desktop: alipay (alipay-code), elsewhere: -
--- WeChat Pay
phone: wechat (h5), elsewhere: -
inside WeChat: wechat (jsapi), elsewhere: -
inside Alipay: wechat (h5), elsewhere: wechat
desktop: wechat (native), elsewhere: -
no keys at all
bool(true)
missing:
