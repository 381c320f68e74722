--TEST--
Wherever the connection breaks under a payment by code, it is asked for once and its result is that of the gateway's books
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';
require __DIR__ . '/../inc/sweep.inc';

$number = 0;
$next = function () use (&$number): string {
    return sprintf('code_%06d', ++$number);
};
$wechat = new Gateway();
$alipay = new AlipayGateway();
$code = '134567890123456789';
$sweeps = [
    'APIv3' => [$wechat, $wechat->client(), fn ($pay, $number) => $pay->micropay(order($number, ['payer' => ['auth_code' => $code], 'scene_info' => ['store_info' => ['id' => '1']]]), 0.0),
        '~/codepay$~'],
    'APIv2' => [$wechat, new Pay\WeChat(...$wechat->credentialsV2()),
        fn ($pay, $number) => $pay->micropay(['out_trade_no' => $number, 'body' => 'x', 'total_fee' => 1999, 'auth_code' => $code, 'spbill_create_ip' => '127.0.0.1'], 0.0),
        '~/micropay$~'],
    'Alipay' => [$alipay, $alipay->client(), fn ($pay, $number) => $pay->pay(alipay_order($number, ['auth_code' => sprintf('28%016d', (int) substr($number, 5))]), 0.0),
        '~^alipay\.trade\.pay$~'],
];
foreach ($sweeps as $name => [$gateway, $pay, $call, $endpoint]) {
    $sweep = new Sweep($gateway);
    $base = str_replace($gateway->url, $sweep->cutter->url, $gateway->config['baseUrl']);
    $with = fn (int $retries) => $pay->withHttp(new Pay\Http(timeout: 5.0, retries: $retries, baseUrl: $base));
    $ends = $sweep->till($name, $endpoint, fn (int $retries, string $number) => $call($with($retries), $number)->state->value,
        function (string $number) use ($pay): string {
            try {
                return $pay->query($number)->state->value;
            } catch (Pay\ApiException $e) {
                return 'never made';
            }
        }, $next);
    ksort($ends);
    echo $name, ': ', implode(', ', array_keys($ends)), "\n";
}
?>
--EXPECT--
APIv3: UnknownOutcomeException api.ORDER_NOT_EXIST <- ApiException api.ORDER_NOT_EXIST (in the books: never made), succeeded (in the books: succeeded)
APIv2: UnknownOutcomeException api.ORDERNOTEXIST <- ApiException api.ORDERNOTEXIST (in the books: never made), succeeded (in the books: succeeded)
Alipay: closed (in the books: never made), succeeded (in the books: succeeded)
