<?php
/* The same with keys that were parsed before: what a worker that never ends may do, and php-fpm may not. */
declare(strict_types=1);

$plain = require __DIR__ . '/plain.php';
$with_keys = static fn (string $case) => static fn (array $f) => $plain($case)(array_replace($f, [
    'merchant_key' => openssl_pkey_get_private($f['merchant_key']), 'platform_cert' => openssl_pkey_get_public($f['platform_cert']),
    'alipay_public' => openssl_pkey_get_public($f['alipay_public'])]));

return static fn (string $case): ?Closure => match ($case) {
    'authorization' => $with_keys('authorization'),
    'notify_v3' => $with_keys('notify_v3'),
    'bridge' => $with_keys('bridge'),
    'page_key' => $with_keys('page_key'),
    'page_cert' => $with_keys('page_cert'),
    'notify_alipay' => $with_keys('notify_alipay'),
    'answer_alipay' => $with_keys('answer_alipay'),
    default => null,
};
