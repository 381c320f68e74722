<?php
/* wechatpay/wechatpay, WeChat Pay's own SDK. It takes key objects, so the loop keeps them. */
declare(strict_types=1);

use WeChatPay\Builder;
use WeChatPay\Crypto\AesGcm;
use WeChatPay\Crypto\Hash;
use WeChatPay\Crypto\Rsa;
use WeChatPay\Formatter;
use WeChatPay\Transformer;

require VENDOR . '/autoload.php';

$order_v2 = static fn (array $f, string $type) => static function () use ($f, $type): string {
    $fields = $f['order_v2'] + $f['identity_v2'] + ['nonce_str' => Formatter::nonce(), 'sign_type' => $type];
    $sign = Hash::sign($type, Formatter::queryStringLike(Formatter::ksort($fields)), $f['api_v2_key']);
    return Transformer::toXml(array_map('strval', $fields + ['sign' => $sign]));
};

return static fn (string $case): ?Closure => match ($case) {
    'order_md5' => static fn (array $f) => $order_v2($f, Hash::ALGO_MD5),
    'order_hmac' => static fn (array $f) => $order_v2($f, Hash::ALGO_HMAC_SHA256),
    'authorization' => static function (array $f): Closure {
        $key = Rsa::from($f['merchant_key'], Rsa::KEY_TYPE_PRIVATE);
        return static function () use ($f, $key): string {
            $body = json_encode($f['order_v3'] + ['appid' => $f['appid'], 'mchid' => $f['mchid'], 'notify_url' => $f['notify_url']]);
            $time = (string) Formatter::timestamp();
            $nonce = Formatter::nonce();
            $signature = Rsa::sign(Formatter::request('POST', '/v3/pay/transactions/jsapi', $time, $nonce, $body), $key);
            return "$body\nAuthorization: " . Formatter::authorization($f['mchid'], $nonce, $signature, $time, $f['serial']);
        };
    },
    'notify_v2' => static fn (array $f) => static function () use ($f): array|false {
        $fields = Transformer::toArray($f['notify_v2']);
        $sign = Hash::sign(Hash::ALGO_MD5, Formatter::queryStringLike(Formatter::ksort($fields)), $f['api_v2_key']);
        return Hash::equals($sign, $fields['sign']) ? $fields : false;
    },
    'notify_v3' => static function (array $f): Closure {
        $key = Rsa::from($f['platform_cert'], Rsa::KEY_TYPE_PUBLIC);
        return static function () use ($f, $key): array|false {
            ['Wechatpay-Timestamp' => $time, 'Wechatpay-Nonce' => $nonce, 'Wechatpay-Signature' => $signature] = $f['notify_v3_headers'];
            if (abs(Formatter::timestamp() - (int) $time) > 300
                || !Rsa::verify(Formatter::joinedByLineFeed($time, $nonce, $f['notify_v3']), $signature, $key)) {
                return false;
            }
            ['ciphertext' => $sealed, 'nonce' => $nonce, 'associated_data' => $aad] = json_decode($f['notify_v3'], true)['resource'];
            return json_decode(AesGcm::decrypt($sealed, $f['api_v3_key'], $nonce, $aad), true);
        };
    },
    'bridge' => static function (array $f): Closure {
        $key = Rsa::from($f['merchant_key'], Rsa::KEY_TYPE_PRIVATE);
        return static function () use ($f, $key): array {
            $fields = ['appId' => $f['appid'], 'timeStamp' => (string) Formatter::timestamp(), 'nonceStr' => Formatter::nonce(),
                'package' => "prepay_id=$f[prepay_id]"];
            return $fields + ['paySign' => Rsa::sign(Formatter::joinedByLineFeed(...array_values($fields)), $key), 'signType' => 'RSA'];
        };
    },
    'exchange' => static function (array $f): Closure {
        $client = Builder::factory(['mchid' => $f['mchid'], 'serial' => $f['serial'],
            'privateKey' => Rsa::from($f['merchant_key'], Rsa::KEY_TYPE_PRIVATE),
            'certs' => [$f['platform_serial'] => Rsa::from($f['platform_cert'], Rsa::KEY_TYPE_PUBLIC)],
            'base_uri' => "$f[url]/"]);
        return static fn () => json_decode((string) $client->chain('v3/pay/transactions/jsapi')->post(['json' => $f['order_v3']
            + ['appid' => $f['appid'], 'mchid' => $f['mchid'], 'notify_url' => $f['notify_url']]])->getBody(), true)['prepay_id'];
    },
    default => null,
};
