<?php
/* PHP's own functions and no library, as short as it can be: keys as PEM text, as a script has them. */
declare(strict_types=1);

$nonce = static fn () => bin2hex(random_bytes(16));
$joined = static fn (array $fields) => implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($fields), $fields));
$sign = static function (string $text, string|OpenSSLAsymmetricKey $key): string {
    openssl_sign($text, $signature, $key, OPENSSL_ALGO_SHA256);
    return base64_encode($signature);
};
$order_v2 = static fn (array $f, string $type) => static function () use ($f, $type, $nonce, $joined): string {
    $fields = $f['order_v2'] + $f['identity_v2'] + ['nonce_str' => $nonce(), 'sign_type' => $type];
    ksort($fields, SORT_STRING);
    $text = "{$joined($fields)}&key=$f[api_v2_key]";
    $fields['sign'] = strtoupper($type === 'MD5' ? md5($text) : hash_hmac('sha256', $text, $f['api_v2_key']));
    $xml = '<xml>';
    foreach ($fields as $name => $value) {
        $xml .= "<$name><![CDATA[$value]]></$name>";
    }
    return "$xml</xml>";
};
$authorization = static function (array $f) use ($nonce, $sign): array {
    $body = json_encode($f['order_v3'] + ['appid' => $f['appid'], 'mchid' => $f['mchid'], 'notify_url' => $f['notify_url']],
        JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    $time = time();
    $nonce = $nonce();
    $signature = $sign("POST\n/v3/pay/transactions/jsapi\n$time\n$nonce\n$body\n", $f['merchant_key']);
    return [$body, "Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"$f[mchid]\",nonce_str=\"$nonce\",timestamp=\"$time\","
        . "serial_no=\"$f[serial]\",signature=\"$signature\""];
};
$page = static fn (array $f, array $numbers) => static function () use ($f, $numbers, $joined, $sign): string {
    $fields = ['app_id' => $f['alipay_app'], 'method' => 'alipay.trade.wap.pay', 'format' => 'JSON', 'charset' => 'utf-8',
        'sign_type' => 'RSA2', 'version' => '1.0', 'timestamp' => date('Y-m-d H:i:s'), 'notify_url' => $f['alipay_notify_url'],
        'return_url' => $f['alipay_return_url'], 'biz_content' => json_encode($f['order_alipay'] + ['product_code' => 'QUICK_WAP_WAY'])] + $numbers;
    ksort($fields, SORT_STRING);
    return 'https://openapi.alipay.com/gateway.do?' . http_build_query($fields + ['sign' => $sign($joined($fields), $f['merchant_key'])]);
};
/* Numbers beyond 64 bits come in hex, and there is no bcmath to count on. */
$decimal = static function (string $hex): string {
    for ($digits = [0], $i = 0; $i < strlen($hex); $i++) {
        $carry = hexdec($hex[$i]);
        foreach ($digits as $place => $digit) {
            $carry += $digit * 16;
            $digits[$place] = $carry % 1000000000;
            $carry = intdiv($carry, 1000000000);
        }
        if ($carry > 0) {
            $digits[] = $carry;
        }
    }
    return ltrim(implode('', array_map(static fn ($part) => sprintf('%09d', $part), array_reverse($digits))), '0');
};
$number = static function (string $pem) use ($decimal): ?string {
    $fields = openssl_x509_parse($pem);
    if (!str_contains($fields['signatureTypeLN'], 'RSA')) {
        return null;
    }
    $issuer = implode(',', array_map(static fn ($name, $value) => "$name=$value", array_keys(array_reverse($fields['issuer'])),
        array_reverse($fields['issuer'])));
    return md5($issuer . $decimal($fields['serialNumberHex']));
};
$numbers = static function (array $f) use ($number): array {
    $roots = array_filter(explode("-----END CERTIFICATE-----\n", $f['roots']));
    return [$number($f['app_cert']),
        implode('_', array_filter(array_map(static fn ($pem) => $number("$pem-----END CERTIFICATE-----\n"), $roots)))];
};

return static fn (string $case): ?Closure => match ($case) {
    'order_md5' => static fn (array $f) => $order_v2($f, 'MD5'),
    'order_hmac' => static fn (array $f) => $order_v2($f, 'HMAC-SHA256'),
    'authorization' => static fn (array $f) => static fn () => implode("\n", $authorization($f)),
    'notify_v2' => static fn (array $f) => static function () use ($f, $joined): array|false {
        $fields = (array) simplexml_load_string($f['notify_v2'], SimpleXMLElement::class, LIBXML_NOCDATA | LIBXML_NONET);
        $sign = $fields['sign'];
        unset($fields['sign']);
        ksort($fields, SORT_STRING);
        return hash_equals(strtoupper(md5("{$joined($fields)}&key=$f[api_v2_key]")), $sign) ? $fields : false;
    },
    'notify_v3' => static fn (array $f) => static function () use ($f): array|false {
        ['Wechatpay-Timestamp' => $time, 'Wechatpay-Nonce' => $nonce, 'Wechatpay-Signature' => $signature] = $f['notify_v3_headers'];
        if (abs(time() - (int) $time) > 300 || openssl_verify("$time\n$nonce\n$f[notify_v3]\n", base64_decode($signature),
            $f['platform_cert'], OPENSSL_ALGO_SHA256) !== 1) {
            return false;
        }
        ['ciphertext' => $sealed, 'associated_data' => $aad, 'nonce' => $nonce] = json_decode($f['notify_v3'], true)['resource'];
        $sealed = base64_decode($sealed);
        $plain = openssl_decrypt(substr($sealed, 0, -16), 'aes-256-gcm', $f['api_v3_key'], OPENSSL_RAW_DATA, $nonce, substr($sealed, -16), $aad);
        return $plain === false ? false : json_decode($plain, true);
    },
    'bridge' => static fn (array $f) => static function () use ($f, $nonce, $sign): array {
        $fields = ['appId' => $f['appid'], 'timeStamp' => (string) time(), 'nonceStr' => $nonce(), 'package' => "prepay_id=$f[prepay_id]"];
        return $fields + ['signType' => 'RSA', 'paySign' => $sign(implode("\n", $fields) . "\n", $f['merchant_key'])];
    },
    'page_key' => static fn (array $f) => $page($f, []),
    'page_cert' => static function (array $f) use ($page, $numbers): Closure {
        [$app, $root] = $numbers($f);
        return $page($f, ['app_cert_sn' => $app, 'alipay_root_cert_sn' => $root]);
    },
    'notify_alipay' => static fn (array $f) => static function () use ($f, $joined): array|false {
        parse_str($f['notify_alipay'], $fields);
        $signed = array_diff_key($fields, ['sign' => 0, 'sign_type' => 0]);
        ksort($signed, SORT_STRING);
        return openssl_verify($joined($signed), base64_decode($fields['sign']), $f['alipay_public'], OPENSSL_ALGO_SHA256) === 1 ? $fields : false;
    },
    'answer_alipay' => static fn (array $f) => static function () use ($f): array|false {
        $answer = json_decode($f['answer_alipay'], true);
        $start = strpos($f['answer_alipay'], '":') + 2;
        $node = substr($f['answer_alipay'], $start, strrpos($f['answer_alipay'], ',"sign"') - $start);
        return openssl_verify($node, base64_decode($answer['sign']), $f['alipay_public'], OPENSSL_ALGO_SHA256) === 1
            ? $answer['alipay_trade_query_response'] : false;
    },
    'serials' => static fn (array $f) => static fn () => implode("\n", $numbers($f)),
    'exchange' => !function_exists('curl_init') ? null : static fn (array $f) => static function () use ($f, $authorization): ?string {
        [$body, $header] = $authorization($f);
        $curl = curl_init("$f[url]/v3/pay/transactions/jsapi");
        curl_setopt_array($curl, [CURLOPT_POSTFIELDS => $body, CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HTTPHEADER => [$header, 'Content-Type: application/json', 'User-Agent: shop', 'Accept: application/json']]);
        return json_decode((string) curl_exec($curl), true)['prepay_id'] ?? null;
    },
    default => null,
};
