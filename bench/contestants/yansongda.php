<?php
/*
 * yansongda/pay. It has no APIv2 order but micropay's, so that is the chain of plugins; each chain ends where the request is
 * built, or at what comes back.
 */
declare(strict_types=1);

use Yansongda\Artful\Artful;
use Yansongda\Artful\Contract\ConfigInterface;
use Yansongda\Artful\Contract\PluginInterface;
use Yansongda\Artful\Direction\NoHttpRequestDirection;
use Yansongda\Artful\Plugin\AddPayloadBodyPlugin;
use Yansongda\Artful\Plugin\ParserPlugin;
use Yansongda\Artful\Plugin\StartPlugin;
use Yansongda\Artful\Rocket;
use Yansongda\Pay\Pay;
use Yansongda\Pay\Plugin\Alipay\V2\StartPlugin as AlipayStartPlugin;
use Yansongda\Pay\Plugin\Wechat\AddRadarPlugin;
use Yansongda\Pay\Plugin\Wechat\ResponsePlugin;
use Yansongda\Pay\Plugin\Wechat\V2\AddPayloadSignaturePlugin as SignV2;
use Yansongda\Pay\Plugin\Wechat\V2\Pay\Pos\PayPlugin as PosPlugin;
use Yansongda\Pay\Plugin\Wechat\V3\AddPayloadSignaturePlugin as SignV3;
use Yansongda\Pay\Plugin\Wechat\V3\Pay\Jsapi\InvokePlugin;
use Yansongda\Pay\Plugin\Wechat\V3\Pay\Jsapi\PayPlugin;
use Yansongda\Pay\Plugin\Wechat\V3\VerifySignaturePlugin;
use Yansongda\Supports\Collection;

use function Yansongda\Pay\verify_alipay_sign;
use function Yansongda\Pay\verify_wechat_sign_v2;

require VENDOR . '/autoload.php';

/* The last of a chain that is not sent. */
final class Unsent implements PluginInterface
{
    public function assembly(Rocket $rocket, Closure $next): Rocket
    {
        return $next($rocket->setDirection(NoHttpRequestDirection::class));
    }
}

/* Ends a chain with an order that was placed before. */
final class Placed implements PluginInterface
{
    public static string $prepay_id;

    public function assembly(Rocket $rocket, Closure $next): Rocket
    {
        return $next($rocket->setDirection(NoHttpRequestDirection::class)->setDestination(new Collection(['prepay_id' => self::$prepay_id])));
    }
}

/* Another server than WeChat Pay's. */
final class Elsewhere implements PluginInterface
{
    public static string $url;

    public function assembly(Rocket $rocket, Closure $next): Rocket
    {
        return $next($rocket->mergePayload(['_url' => self::$url . '/v3/pay/transactions/jsapi']));
    }
}

$configure = static function (array $f, array $alipay = []): void {
    Pay::config(['logger' => ['enable' => false], 'http' => ['timeout' => 20.0],
        'wechat' => ['default' => ['mch_id' => $f['mchid'], 'mch_secret_key_v2' => $f['api_v2_key'], 'mch_secret_key' => $f['api_v3_key'],
            'mch_secret_cert' => $f['merchant_key'], 'mch_public_cert_path' => $f['merchant_cert'], 'notify_url' => $f['notify_url'],
            'mp_app_id' => $f['appid'], 'wechat_public_cert_path' => [$f['platform_serial'] => $f['platform_cert']]]],
        'alipay' => ['default' => $alipay + ['app_id' => $f['alipay_app'], 'app_secret_cert' => $f['merchant_key'],
            'app_public_cert_path' => $f['app_cert'], 'alipay_public_cert_path' => $f['platform_cert'],
            'alipay_root_cert_path' => $f['roots'], 'notify_url' => $f['alipay_notify_url'], 'return_url' => $f['alipay_return_url']]],
        '_force' => true]);
};

return static fn (string $case): ?Closure => match ($case) {
    'order_md5' => static function (array $f) use ($configure): Closure {
        $configure($f);
        $order = ['_return_rocket' => true] + $f['order_v2'] + array_diff_key($f['identity_v2'], ['appid' => 0, 'mch_id' => 0]);
        return static fn () => (string) Artful::artful([StartPlugin::class, PosPlugin::class, SignV2::class, AddPayloadBodyPlugin::class,
            AddRadarPlugin::class, Unsent::class], $order)->getRadar()->getBody();
    },
    'authorization' => static function (array $f) use ($configure): array {
        $configure($f);
        return [
            'run' => static fn () => Artful::artful([StartPlugin::class, PayPlugin::class, AddPayloadBodyPlugin::class, SignV3::class,
                AddRadarPlugin::class, Unsent::class], ['_return_rocket' => true] + $f['order_v3'])->getRadar(),
            'show' => static fn ($request) => $request->getBody() . "\nAuthorization: " . $request->getHeaderLine('Authorization'),
        ];
    },
    'notify_v2' => static function (array $f) use ($configure): Closure {
        $configure($f);
        $config = Pay::get(ConfigInterface::class)->get('wechat')['default'];
        $packer = new Yansongda\Artful\Packer\XmlPacker();
        return static function () use ($f, $config, $packer): array {
            $fields = $packer->unpack($f['notify_v2']);
            verify_wechat_sign_v2($config, $fields);
            return $fields;
        };
    },
    'notify_v3' => static function (array $f) use ($configure): Closure {
        $configure($f);
        return static fn () => Pay::wechat()->callback(['headers' => $f['notify_v3_headers'], 'body' => $f['notify_v3']])->all();
    },
    'bridge' => static function (array $f) use ($configure): Closure {
        $configure($f);
        Placed::$prepay_id = $f['prepay_id'];
        return static fn () => Artful::artful([StartPlugin::class, InvokePlugin::class, Placed::class], [])->all();
    },
    'page_cert' => static function (array $f) use ($configure): array {
        $configure($f);
        return ['run' => static fn () => Pay::alipay()->h5($f['order_alipay']), 'show' => static fn ($page) => (string) $page->getBody()];
    },
    'notify_alipay' => static function (array $f) use ($configure): Closure {
        $configure($f);
        return static function () use ($f): array {
            parse_str($f['notify_alipay'], $fields);
            return Pay::alipay()->callback($fields)->all();
        };
    },
    'answer_alipay' => static function (array $f) use ($configure): Closure {
        $configure($f);
        $config = Pay::get(ConfigInterface::class)->get('alipay')['default'];
        return static function () use ($f, $config): array {
            $answer = json_decode($f['answer_alipay'], true);
            verify_alipay_sign($config, json_encode($answer['alipay_trade_query_response'], JSON_UNESCAPED_UNICODE), $answer['sign']);
            return $answer['alipay_trade_query_response'];
        };
    },
    'serials' => static function (array $f) use ($configure): Closure {
        return static function () use ($f, $configure): string {
            $configure($f, ['app_public_cert_sn' => null, 'alipay_root_cert_sn' => null]);
            $payload = (new AlipayStartPlugin())->assembly((new Rocket())->setParams([]), static fn ($rocket) => $rocket)->getPayload();
            return $payload->get('app_cert_sn') . "\n" . $payload->get('alipay_root_cert_sn');
        };
    },
    'exchange' => static function (array $f) use ($configure): Closure {
        $configure($f);
        Elsewhere::$url = $f['url'];
        return static fn () => Artful::artful([StartPlugin::class, PayPlugin::class, Elsewhere::class, AddPayloadBodyPlugin::class,
            SignV3::class, AddRadarPlugin::class, VerifySignaturePlugin::class, ResponsePlugin::class, ParserPlugin::class],
            $f['order_v3'])->get('prepay_id');
    },
    default => null,
};
