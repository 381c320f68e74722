<?php

// The same for all frameworks; Hyperf keeps it in config/autoload. Nothing here is secret but by reference: keys are files that
// only the workers' user can read, and the APIv3 key comes from the environment.
$keys = getenv('PAY_KEYS') ?: '/etc/pay';

return [
    'url' => getenv('SHOP_URL'),
    'wechat' => [
        'mchId' => getenv('WECHAT_MCH_ID'),
        'appId' => getenv('WECHAT_APP_ID'),
        'privateKey' => "$keys/apiclient_key.pem",
        'certificate' => "$keys/apiclient_cert.pem",
        'apiV3Key' => getenv('WECHAT_APIV3_KEY'),
        'platformKeys' => [getenv('WECHAT_PUBLIC_KEY_ID') => "$keys/pub_key.pem"],
    ],
    'alipay' => [
        'appId' => getenv('ALIPAY_APP_ID'),
        'privateKey' => "$keys/app_private_key.pem",
        'alipayPublicKey' => "$keys/alipay_public_key.pem",
        'sellerId' => getenv('ALIPAY_SELLER_ID'),
    ],
    // Unset in production: then these are the gateways themselves.
    'gateways' => [
        'wechat' => getenv('WECHAT_BASE_URL') ?: null,
        'alipay' => getenv('ALIPAY_BASE_URL') ?: null,
    ],
];
