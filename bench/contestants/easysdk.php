<?php
/* alipaysdk/easysdk, Alipay's other one; its only setting for several modes is a new process or its MultipleFactory. */
declare(strict_types=1);

use Alipay\EasySDK\Kernel\AlipayConstants;
use Alipay\EasySDK\Kernel\Config;
use Alipay\EasySDK\Kernel\EasySDKKernel;
use Alipay\EasySDK\Kernel\MultipleFactory;
use Alipay\EasySDK\Kernel\Util\AntCertificationUtil;

error_reporting(E_ALL & ~E_DEPRECATED);
require VENDOR . '/autoload.php';

$config = static function (array $f, bool $certificates): Config {
    $config = new Config();
    $config->protocol = 'https';
    $config->gatewayHost = 'openapi.alipay.com';
    $config->signType = 'RSA2';
    $config->appId = $f['alipay_app'];
    $config->notifyUrl = $f['alipay_notify_url'];
    $config->merchantPrivateKey = $f['merchant_key_pkcs1'];
    if ($certificates) {
        $config->merchantCertPath = "$f[dir]/app.cert.pem";
        $config->alipayCertPath = "$f[dir]/platform.cert.pem";
        $config->alipayRootCertPath = "$f[dir]/roots.pem";
    } else {
        $config->alipayPublicKey = preg_replace('/-----[^-]+-----|\s+/', '', $f['alipay_public']);
    }
    return $config;
};
$page = static function (array $f, bool $certificates) use ($config): Closure {
    $factory = MultipleFactory::setOptions($config($f, $certificates));
    return static fn () => $factory->payment()->wap()->pay($f['order_alipay']['subject'], $f['order_alipay']['out_trade_no'],
        $f['order_alipay']['total_amount'], $f['order_alipay']['quit_url'], $f['alipay_return_url'])->body;
};
$notify = static function (array $f, bool $certificates) use ($config): Closure {
    $factory = MultipleFactory::setOptions($config($f, $certificates));
    return static function () use ($f, $factory): array|false {
        parse_str($f['notify_alipay'], $fields);
        return $factory->payment()->common()->verifyNotify($fields) ? $fields : false;
    };
};

return static fn (string $case): ?Closure => match ($case) {
    'page_key' => static fn (array $f) => $page($f, false),
    'page_cert' => static fn (array $f) => $page($f, true),
    'notify_alipay' => static fn (array $f) => $notify($f, false),
    'notify_alipay@certificates' => static fn (array $f) => $notify($f, true),
    'answer_alipay' => static function (array $f) use ($config): Closure {
        $options = $config($f, false);
        $kernel = new EasySDKKernel($options);
        return static function () use ($f, $options, $kernel): array|false {
            $answer = [AlipayConstants::BODY_FIELD => $f['answer_alipay'], AlipayConstants::METHOD_FIELD => 'alipay.trade.query'];
            return $kernel->verify($answer, $options->alipayPublicKey) ? $kernel->toRespModel($answer) : false;
        };
    },
    'serials' => static fn (array $f) => static function () use ($f): string {
        $util = new AntCertificationUtil();
        return $util->getCertSN("$f[dir]/app.cert.pem") . "\n" . $util->getRootCertSN("$f[dir]/roots.pem");
    },
    default => null,
};
