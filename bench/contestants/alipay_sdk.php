<?php
/* alipaysdk/openapi, Alipay's own: AopClient in key mode, AopCertClient in certificate mode. It has no autoloader for them. */
declare(strict_types=1);

error_reporting(E_ALL & ~E_DEPRECATED);
require_once VENDOR . '/alipaysdk/openapi/v2/aop/' . 'AopClient.php';

$client = static function (array $f): AopClient {
    $client = new AopClient();
    $client->appId = $f['alipay_app'];
    $client->rsaPrivateKey = $f['merchant_key_pkcs1'];
    $client->alipayrsaPublicKey = preg_replace('/-----[^-]+-----|\s+/', '', $f['alipay_public']);
    $client->signType = 'RSA2';
    return $client;
};
$certificate_client = static function (array $f): AopCertClient {
    require_once VENDOR . '/alipaysdk/openapi/v2/aop/AopCertClient.php';
    $client = new AopCertClient();
    $client->appId = $f['alipay_app'];
    $client->rsaPrivateKey = $f['merchant_key_pkcs1'];
    $client->alipayrsaPublicKey = $client->getPublicKey("$f[dir]/platform.cert.pem");
    $client->appCertSN = $client->getCertSN("$f[dir]/app.cert.pem");
    $client->alipayRootCertSN = $client->getRootCertSN("$f[dir]/roots.pem");
    $client->signType = 'RSA2';
    return $client;
};
$page = static function (array $f, object $client): Closure {
    require_once VENDOR . '/alipaysdk/openapi/v2/aop/request/AlipayTradeWapPayRequest.php';
    return static function () use ($f, $client): string {
        $request = new AlipayTradeWapPayRequest();
        $request->setNotifyUrl($f['alipay_notify_url']);
        $request->setReturnUrl($f['alipay_return_url']);
        $request->setBizContent(json_encode($f['order_alipay'] + ['product_code' => 'QUICK_WAP_WAY'], JSON_UNESCAPED_UNICODE));
        return $client->pageExecute($request, 'GET');
    };
};
$notify = static fn (array $f, object $client) => static function () use ($f, $client): array|false {
    parse_str($f['notify_alipay'], $fields);
    return $client->rsaCheckV1($fields, '', 'RSA2') ? $fields : false;
};
$answer = static function (array $f, object $client): Closure {
    require_once VENDOR . '/alipaysdk/openapi/v2/aop/request/AlipayTradeQueryRequest.php';
    return static function () use ($f, $client): array|false {
        $request = new AlipayTradeQueryRequest();
        $answer = json_decode($f['answer_alipay']);
        $signed = $client->parserJSONSignData($request, $f['answer_alipay'], $answer);
        return $client->verify($signed->signSourceData, $signed->sign, '', 'RSA2') ? (array) $answer->alipay_trade_query_response : false;
    };
};

return static fn (string $case): ?Closure => match ($case) {
    'page_key' => static fn (array $f) => $page($f, $client($f)),
    'page_cert' => static fn (array $f) => $page($f, $certificate_client($f)),
    'notify_alipay' => static fn (array $f) => $notify($f, $client($f)),
    'notify_alipay@certificates' => static fn (array $f) => $notify($f, $certificate_client($f)),
    'answer_alipay' => static fn (array $f) => $answer($f, $client($f)),
    'answer_alipay@certificates' => static fn (array $f) => $answer($f, $certificate_client($f)),
    'serials' => static function (array $f): Closure {
        require_once VENDOR . '/alipaysdk/openapi/v2/aop/AopCertClient.php';
        $client = new AopCertClient();
        return static fn () => $client->getCertSN("$f[dir]/app.cert.pem") . "\n" . $client->getRootCertSN("$f[dir]/roots.pem");
    },
    default => null,
};
