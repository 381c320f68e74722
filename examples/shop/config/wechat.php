<?php

declare(strict_types=1);

/* WeChat Pay, from a folder of the sandbox gateway or from the environment; null if the shop does not take it. */

return static function (?string $sandbox, callable $env): ?array {
    if ($sandbox !== null) {
        $known = json_decode((string) file_get_contents("$sandbox/config.json"), true, 8, JSON_THROW_ON_ERROR);
        $wechat = [
            'mchId' => $known['mchid'],
            'appId' => $known['appid'],
            'privateKey' => "$sandbox/apiclient_key.pem",
            'certificate' => "$sandbox/apiclient_cert.pem",
            'apiV3Key' => $known['apiV3Key'],
            'apiV2Key' => $known['apiV2Key'],
            'appSecret' => $known['appSecret'],
            'caFile' => is_file("$sandbox/ca.pem") ? "$sandbox/ca.pem" : null,
            'platformKeys' => ($known['mode'] ?? '') === 'certificate' ? [] : [$known['publicKeyId'] => "$sandbox/pub_key.pem"],
            // Never without one: the sandbox's keys are not for the real gateway.
            'baseUrl' => rtrim($env('WECHAT_BASE_URL') ?? $known['baseUrl'], '/') ?: throw new RuntimeException('no sandbox running'),
        ];
    } elseif ($env('WECHAT_MCHID') !== null) {
        $keyId = $env('WECHAT_PLATFORM_KEY_ID');
        $wechat = [
            'mchId' => $env('WECHAT_MCHID'),
            'appId' => $env('WECHAT_APPID'),
            'privateKey' => $env('WECHAT_PRIVATE_KEY'),
            'certificate' => $env('WECHAT_CERTIFICATE'),
            'apiV3Key' => $env('WECHAT_APIV3_KEY'),
            'apiV2Key' => $env('WECHAT_APIV2_KEY'),
            'appSecret' => $env('WECHAT_APP_SECRET'),
            'caFile' => null,
            'platformKeys' => $keyId === null ? [] : [$keyId => $env('WECHAT_PLATFORM_KEY', '')],
            'baseUrl' => $env('WECHAT_BASE_URL'),
        ];
    } else {
        return null;
    }
    return $wechat + [
        // The version of the API that the shop speaks: v3, or v2 for a merchant that has no APIv3 key.
        'api' => $env('WECHAT_API', $wechat['apiV3Key'] === null ? 'v2' : 'v3'),
        'signType' => $env('WECHAT_SIGN_TYPE', 'HMAC-SHA256'),
    ];
};
