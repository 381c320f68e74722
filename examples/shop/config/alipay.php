<?php

declare(strict_types=1);

/* Alipay, from a folder of its sandbox gateway or from the environment; null if the shop does not take it. */

return static function (?string $sandbox, callable $env): ?array {
    // What desktops get: Alipay's own page, or a QR code on the shop's.
    $desktop = $env('PAY_SHOP_ALIPAY_DESKTOP', 'page');
    if ($sandbox !== null) {
        $known = json_decode((string) file_get_contents("$sandbox/config.json"), true, 8, JSON_THROW_ON_ERROR);
        $byCertificate = $known['mode'] === 'certificate';
        return [
            'appId' => $known['appId'],
            'privateKey' => "$sandbox/app_private_key.pem",
            'alipayPublicKey' => $byCertificate ? null : "$sandbox/alipay_public_key.pem",
            'appCertificate' => $byCertificate ? "$sandbox/appCertPublicKey.crt" : null,
            'alipayCertificate' => $byCertificate ? "$sandbox/alipayCertPublicKey_RSA2.crt" : null,
            'rootCertificate' => $byCertificate ? "$sandbox/alipay_root_cert.crt" : null,
            'sellerId' => $known['sellerId'],
            'isAlipaysSandbox' => false,
            // Never without one: the sandbox's keys are not for the real gateway.
            'baseUrl' => $env('ALIPAY_BASE_URL') ?? ($known['baseUrl'] ?: throw new RuntimeException('no sandbox running')),
            'caFile' => is_file("$sandbox/ca.pem") ? "$sandbox/ca.pem" : null,
            'desktop' => $desktop,
        ];
    }
    if ($env('ALIPAY_APP_ID') === null) {
        return null;
    }
    return [
        'appId' => $env('ALIPAY_APP_ID'),
        'privateKey' => $env('ALIPAY_PRIVATE_KEY', ''),
        'alipayPublicKey' => $env('ALIPAY_PUBLIC_KEY'),
        'appCertificate' => $env('ALIPAY_APP_CERTIFICATE'),
        'alipayCertificate' => $env('ALIPAY_CERTIFICATE'),
        'rootCertificate' => $env('ALIPAY_ROOT_CERTIFICATE'),
        'sellerId' => $env('ALIPAY_SELLER_ID'),
        'isAlipaysSandbox' => $env('ALIPAY_SANDBOX') === '1',
        'baseUrl' => $env('ALIPAY_BASE_URL'),
        'caFile' => null,
        'desktop' => $desktop,
    ];
};
