<?php

declare(strict_types=1);

/*
 * Everything the shop needs to know, from the environment. Secrets are paths or variables, never lines in this file.
 *
 * PAY_SANDBOX_DIR and PAY_SANDBOX_ALIPAY_DIR name folders with the credentials of the sandbox gateways. One of them is
 * enough to make the WECHAT_ and the ALIPAY_ variables of real merchants count for nothing.
 */

$env = static function (string $name, ?string $default = null): ?string {
    $value = getenv($name);
    return $value === false || $value === '' ? $default : $value;
};

$wechatSandbox = $env('PAY_SANDBOX_DIR');
$alipaySandbox = $env('PAY_SANDBOX_ALIPAY_DIR');
$isSandbox = $wechatSandbox !== null || $alipaySandbox !== null;
$var = $env('PAY_SHOP_VAR', __DIR__ . '/var');

return [
    'var' => $var,
    // sqlite:/path, mysql:host=...;dbname=...;charset=utf8mb4, pgsql:host=...;dbname=...
    'dsn' => $env('PAY_SHOP_DSN', "sqlite:$var/shop.sqlite"),
    'dsnUser' => $env('PAY_SHOP_DSN_USER'),
    'dsnPassword' => $env('PAY_SHOP_DSN_PASSWORD'),

    // Where buyers and gateways reach the shop: scheme and host, no path.
    'baseUrl' => rtrim($env('PAY_SHOP_BASE_URL', 'http://127.0.0.1:8080'), '/'),
    // Addresses of your own proxies, comma-separated. Only they may say who the client is.
    'proxies' => array_filter(explode(',', $env('PAY_SHOP_PROXIES', ''))),

    // As the cashier shows it.
    'name' => $env('PAY_SHOP_NAME', '清和茶舍'),

    'sandbox' => $isSandbox,
    'wechat' => $isSandbox && $wechatSandbox === null ? null : (require __DIR__ . '/config/wechat.php')($wechatSandbox, $env),
    'alipay' => $isSandbox && $alipaySandbox === null ? null : (require __DIR__ . '/config/alipay.php')($alipaySandbox, $env),

    // Of the operator page, 12 characters at least. Without one there is no such page.
    'operatorPassword' => $env('PAY_SHOP_OPERATOR_PASSWORD'),

    // How long an order may be paid, and how often at most one order is asked for at the gateway.
    'payMinutes' => (int) $env('PAY_SHOP_PAY_MINUTES', '30'),
    'askEverySeconds' => (int) $env('PAY_SHOP_ASK_SECONDS', '10'),
];
