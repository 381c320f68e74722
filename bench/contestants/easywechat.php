<?php
/* w7corp/easywechat. It does not verify APIv2 notifications itself; they are proven with its own LegacySignature here. */
declare(strict_types=1);

use EasyWeChat\Kernel\Support\Xml;
use EasyWeChat\Pay\Application;
use EasyWeChat\Pay\LegacySignature;
use EasyWeChat\Pay\Signature;
use Nyholm\Psr7\ServerRequest;

require VENDOR . '/autoload.php';

$application = static fn (array $f, array $more = []) => new Application($more + ['mch_id' => $f['mchid'],
    'private_key' => "$f[dir]/merchant.key.pem", 'certificate' => "$f[dir]/merchant.cert.pem", 'secret_key' => $f['api_v3_key'],
    'v2_secret_key' => $f['api_v2_key'], 'platform_certs' => [$f['platform_serial'] => "$f[dir]/platform.cert.pem"]]);
$order_v2 = static function (array $f, string $type) use ($application): Closure {
    $signature = new LegacySignature($application($f)->getMerchant());
    return static fn () => Xml::build(array_map('strval', $signature->sign($f['order_v2'] + $f['identity_v2'] + ['sign_type' => $type])));
};

return static fn (string $case): ?Closure => match ($case) {
    'order_md5' => static fn (array $f) => $order_v2($f, 'MD5'),
    'order_hmac' => static fn (array $f) => $order_v2($f, 'HMAC-SHA256'),
    'authorization' => static function (array $f) use ($application): Closure {
        $signature = new Signature($application($f)->getMerchant());
        return static function () use ($f, $signature): string {
            $body = json_encode($f['order_v3'] + ['appid' => $f['appid'], 'mchid' => $f['mchid'], 'notify_url' => $f['notify_url']]);
            return "$body\nAuthorization: " . $signature->createHeader('POST', '/v3/pay/transactions/jsapi', ['body' => $body]);
        };
    },
    'notify_v2' => static function (array $f) use ($application): Closure {
        $app = $application($f);
        $signature = new LegacySignature($app->getMerchant());
        return static function () use ($f, $app, $signature): array|false {
            $request = new ServerRequest('POST', '/', ['Content-Type' => 'text/xml'], $f['notify_v2']);
            $fields = $app->setRequest($request)->getServer()->getRequestMessage($request)->toArray();
            return hash_equals($signature->sign($fields)['sign'], $fields['sign']) ? $fields : false;
        };
    },
    'notify_v3' => static function (array $f) use ($application): Closure {
        $app = $application($f);
        return static function () use ($f, $app): array {
            $request = new ServerRequest('POST', '/', ['Content-Type' => 'application/json'] + $f['notify_v3_headers'], $f['notify_v3']);
            $app->getValidator()->validate($request);
            return $app->setRequest($request)->getServer()->getRequestMessage($request)->toArray();
        };
    },
    'bridge' => static function (array $f) use ($application): Closure {
        $utils = $application($f)->getUtils();
        return static fn () => $utils->buildBridgeConfig($f['prepay_id'], $f['appid']);
    },
    'exchange' => static function (array $f) use ($application): Closure {
        $client = $application($f, ['http' => ['base_uri' => $f['url'], 'timeout' => 20.0]])->getClient();
        return static fn () => $client->postJson('/v3/pay/transactions/jsapi', $f['order_v3']
            + ['appid' => $f['appid'], 'mchid' => $f['mchid'], 'notify_url' => $f['notify_url']])->toArray()['prepay_id'];
    },
    default => null,
};
