<?php

declare(strict_types=1);

/*
 * Everything the shop needs to know, from the environment. Secrets are paths or variables, never lines in this file.
 *
 * PAY_SANDBOX_DIR names a folder with the credentials of the sandbox gateway and replaces all WECHAT_ variables.
 */

$env = static function (string $name, ?string $default = null): ?string {
    $value = getenv($name);
    return $value === false || $value === '' ? $default : $value;
};

$sandbox = $env('PAY_SANDBOX_DIR');
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
} else {
    $keyId = $env('WECHAT_PLATFORM_KEY_ID');
    $wechat = [
        'mchId' => $env('WECHAT_MCHID', ''),
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
}

// The version of WeChat Pay's API that the shop speaks: v3, or v2 for a merchant that has no APIv3 key.
$wechat['api'] = $env('WECHAT_API', $wechat['apiV3Key'] === null ? 'v2' : 'v3');
$wechat['signType'] = $env('WECHAT_SIGN_TYPE', 'HMAC-SHA256');

$var = $env('PAY_SHOP_VAR', __DIR__ . '/var');

return [
    'var' => $var,
    // sqlite:/path, mysql:host=...;dbname=...;charset=utf8mb4, pgsql:host=...;dbname=...
    'dsn' => $env('PAY_SHOP_DSN', "sqlite:$var/shop.sqlite"),
    'dsnUser' => $env('PAY_SHOP_DSN_USER'),
    'dsnPassword' => $env('PAY_SHOP_DSN_PASSWORD'),

    // Where buyers and WeChat Pay reach the shop: scheme and host, no path.
    'baseUrl' => rtrim($env('PAY_SHOP_BASE_URL', 'http://127.0.0.1:8080'), '/'),
    // Addresses of your own proxies, comma-separated. Only they may say who the client is.
    'proxies' => array_filter(explode(',', $env('PAY_SHOP_PROXIES', ''))),

    // As the cashier shows it.
    'name' => $env('PAY_SHOP_NAME', '清和茶舍'),

    'sandbox' => $sandbox !== null,
    'wechat' => $wechat,

    // How long an order may be paid, and how often at most one order is asked for at the gateway.
    'payMinutes' => (int) $env('PAY_SHOP_PAY_MINUTES', '30'),
    'askEverySeconds' => (int) $env('PAY_SHOP_ASK_SECONDS', '10'),
];
