<?php
/*
 * This extension. The cases that no public method ends with run in a build with bench/probe, which stands where libcurl is;
 * `less` is what of such a call belongs to another case, and is taken off in the loop.
 */
declare(strict_types=1);

use Pay\Bench;

$wechat = static fn (array $f, array $more = []) => new Pay\WeChat(...$more + ['mchId' => $f['mchid'], 'appId' => $f['appid'],
    'privateKey' => $f['merchant_key'], 'certificate' => $f['merchant_cert'], 'apiV3Key' => $f['api_v3_key'],
    'platformKeys' => [$f['platform_serial'] => $f['platform_cert']], 'notifyUrl' => $f['notify_url']]);
$wechat_v2 = static fn (array $f, string $type) => new Pay\WeChat(mchId: $f['mchid'], appId: $f['appid'], apiV2Key: $f['api_v2_key'],
    signType: $type, notifyUrl: $f['notify_url'], http: new Pay\Http(retries: 0));
$alipay = static fn (array $f, array $more = []) => new Pay\Alipay(...$more + ['appId' => $f['alipay_app'], 'privateKey' => $f['merchant_key'],
    'alipayPublicKey' => $f['alipay_public'], 'notifyUrl' => $f['alipay_notify_url'], 'returnUrl' => $f['alipay_return_url']]);
$certificates = static fn (array $f) => ['alipayPublicKey' => null, 'appCertificate' => $f['app_cert'],
    'alipayCertificate' => $f['platform_cert'], 'rootCertificate' => $f['roots']];
$over_tls = static fn (array $f) => new Pay\WeChat(mchId: $f['mchid'], appId: $f['appid'], apiV2Key: $f['api_v2_key'], notifyUrl: $f['notify_url'],
    http: new Pay\Http(timeout: 20.0, connectTimeout: 5.0, retries: 0, baseUrl: $f['url']));
$order = static function (Pay\WeChat $pay, array $order): array {
    Bench\wire('order');
    return ['run' => static fn () => $pay->jsapi($order), 'show' => static fn () => Bench\request()];
};
$body = static fn (string $request) => explode("\n\n", $request, 2)[1];

return static fn (string $case): ?Closure => match ($case) {
    'order_md5' => static function (array $f) use ($wechat_v2, $order, $body) {
        $of = $order($wechat_v2($f, 'MD5'), $f['order_v2']);
        return ['show' => static fn () => $body(Bench\request())] + $of;
    },
    'order_hmac' => static function (array $f) use ($wechat_v2, $order, $body) {
        $of = $order($wechat_v2($f, 'HMAC-SHA256'), $f['order_v2']);
        return ['show' => static fn () => $body(Bench\request())] + $of;
    },
    'authorization' => static function (array $f) use ($wechat, $order, $body) {
        $of = $order($wechat($f, ['http' => new Pay\Http(retries: 0)]), $f['order_v3']);
        return ['show' => static fn () => $body(Bench\request()) . "\n" . preg_replace('/^.*^(Authorization: [^\n]*).*$/ms', '$1', Bench\request())]
            + $of;
    },
    'notify_v2' => static function (array $f) use ($wechat_v2) {
        $pay = $wechat_v2($f, 'MD5');
        return static fn () => $pay->notification($f['notify_v2']);
    },
    'notify_v3' => static function (array $f) use ($wechat) {
        $pay = $wechat($f);
        return static fn () => $pay->notification($f['notify_v3'], $f['notify_v3_headers']);
    },
    'bridge' => static function (array $f) use ($wechat) {
        Bench\wire('answer', implode("\n", array_map(static fn ($name, $value) => "$name: $value", array_keys($f['answer_prepay_headers']),
            $f['answer_prepay_headers'])), $f['answer_prepay']);
        $prepay = $wechat($f)->jsapi($f['order_v3']);
        Bench\wire('order');
        return static fn () => $prepay->bridge();
    },
    /* A request that is about nothing else has no order at hand, and no public way to bridge() but this. */
    'bridge@request' => static function (array $f) use ($wechat) {
        $pay = $wechat($f);
        return static function () use ($pay, $f) {
            $fields = ['appId' => $f['appid'], 'timeStamp' => (string) time(), 'nonceStr' => bin2hex(random_bytes(16)),
                'package' => "prepay_id=$f[prepay_id]", 'signType' => 'RSA'];
            return $fields + ['paySign' => $pay->sign("$fields[appId]\n$fields[timeStamp]\n$fields[nonceStr]\n$fields[package]\n")];
        };
    },
    'page_key' => static function (array $f) use ($alipay) {
        $pay = $alipay($f);
        return static fn () => $pay->wap($f['order_alipay'])->url();
    },
    'page_cert' => static function (array $f) use ($alipay, $certificates) {
        $pay = $alipay($f, $certificates($f));
        return static fn () => $pay->wap($f['order_alipay'])->url();
    },
    'notify_alipay' => static function (array $f) use ($alipay) {
        $pay = $alipay($f, ['sellerId' => $f['alipay_seller']]);
        return static fn () => $pay->notification($f['notify_alipay']);
    },
    'answer_alipay' => static function (array $f) use ($alipay) {
        $pay = $alipay($f, ['http' => new Pay\Http(retries: 0)]);
        return [
            'before' => static fn () => Bench\wire('answer', '', $f['answer_alipay']),
            'run' => static fn () => $pay->query($f['number']),
            'before_less' => static fn () => Bench\wire('unsigned'),
            'less' => static fn () => $pay->query($f['number']),
        ];
    },
    'serials' => static fn (array $f) => static fn () => Bench\serials($f['app_cert'], $f['roots']),
    'exchange' => static function (array $f) use ($wechat) {
        $pay = $wechat($f, ['http' => new Pay\Http(timeout: 20.0, connectTimeout: 5.0, retries: 0, baseUrl: $f['url'])]);
        return static fn () => $pay->jsapi($f['order_v3'])->prepayId;
    },
    'queries' => static function (array $f) use ($wechat) {
        $pay = $wechat($f, ['http' => new Pay\Http(timeout: 20.0, connectTimeout: 5.0, retries: 0, baseUrl: $f['url'])]);
        return static function () use ($pay): int {
            for ($i = 0; $i < 50; $i++) {
                $tasks[] = static fn () => $pay->query(sprintf('bench-%03d', $i));
            }
            return count(array_filter(Pay\concurrent($tasks, 50), static fn ($result) => $result instanceof Pay\Result));
        };
    },
    /* Over APIv2, where no RSA stands in the way; nginx knows one order. */
    'queries_v2' => static function (array $f) use ($over_tls) {
        $pay = $over_tls($f);
        return static fn (): int => count(array_filter(Pay\concurrent(array_fill(0, 50, static fn () => $pay->query($f['number'])), 50),
            static fn ($result) => $result instanceof Pay\Result));
    },
    'queries_in_turn' => static function (array $f) use ($over_tls) {
        $pay = $over_tls($f);
        return static function () use ($pay, $f): int {
            for ($i = $done = 0; $i < 50; $i++) {
                $done += $pay->query($f['number'])['trade_state'] === 'NOTPAY';
            }
            return $done;
        };
    },
    default => null,
};
