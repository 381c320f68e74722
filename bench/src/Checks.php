<?php
declare(strict_types=1);

namespace Bench;

/** Whether what a contestant made is right, by PHP's own openssl and none of the contestants' code. Each throws what is wrong. */
final class Checks
{
    public static function of(string $case, mixed $made, array $f): void
    {
        match ($case) {
            'order_md5' => self::order($made, $f, 'MD5'),
            'order_hmac' => self::order($made, $f, 'HMAC-SHA256'),
            'authorization' => self::authorization($made, $f),
            'bridge' => self::bridge($made, $f),
            'page_key' => self::page($made, $f, false),
            'page_cert' => self::page($made, $f, true),
            'notify_v2', 'notify_v2_by_hand', 'notify_v3', 'notify_alipay' => self::paid($made, $f),
            'answer_alipay' => self::answer($made, $f),
            'serials' => self::same($made, self::number($f['app_cert']) . "\n" . self::root_numbers($f['roots']), 'certificate numbers'),
            'exchange' => self::same($made, $f['prepay_id'], 'prepay_id'),
            'queries' => self::same($made, Fixture::QUERIES, 'answered queries'),
        };
    }

    private static function order(mixed $xml, array $f, string $type): void
    {
        $fields = (array) simplexml_load_string((string) $xml, 'SimpleXMLElement', LIBXML_NOCDATA | LIBXML_NONET);
        $sign = $fields['sign'] ?? '';
        unset($fields['sign']);
        foreach ($f['order_v2'] + $f['identity_v2'] as $name => $value) {
            self::same($fields[$name] ?? null, (string) $value, $name);
        }
        if (!preg_match('/^[A-Za-z0-9]{16,32}$/D', $fields['nonce_str'] ?? '')) {
            throw new \Exception('nonce_str is missing');
        }
        if ($type !== 'MD5') {
            self::same($fields['sign_type'] ?? '', $type, 'sign_type');
        }
        ksort($fields, SORT_STRING);
        $text = implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($fields), $fields)) . "&key=$f[api_v2_key]";
        self::same($sign, strtoupper($type === 'MD5' ? md5($text) : hash_hmac('sha256', $text, $f['api_v2_key'])), 'sign');
    }

    /** The body and, in the last line, the header. */
    private static function authorization(mixed $made, array $f): void
    {
        if (!preg_match('/^(.*)\nAuthorization: WECHATPAY2-SHA256-RSA2048 (.*)$/Ds', (string) $made, $parts)) {
            throw new \Exception('no Authorization header');
        }
        preg_match_all('/(\w+)="([^"]*)"/', $parts[2], $all);
        $header = array_combine($all[1], $all[2]);
        $body = json_decode($parts[1], true);
        self::same($header['mchid'] ?? '', $f['mchid'], 'mchid');
        self::same(ltrim($header['serial_no'] ?? '', '0'), ltrim($f['serial'], '0'), 'serial_no');
        foreach (['out_trade_no' => $f['number'], 'appid' => $f['appid'], 'mchid' => $f['mchid'], 'notify_url' => $f['notify_url'],
            'description' => $f['order_v3']['description']] as $name => $value) {
            self::same($body[$name] ?? null, $value, $name);
        }
        self::same($body['amount']['total'] ?? null, 1999, 'amount.total');
        self::signed("POST\n/v3/pay/transactions/jsapi\n$header[timestamp]\n$header[nonce_str]\n$parts[1]\n", $header['signature'], $f);
    }

    private static function bridge(mixed $made, array $f): void
    {
        $made = is_string($made) ? self::lines($made) : $made;
        self::same($made['package'] ?? '', "prepay_id=$f[prepay_id]", 'package');
        self::same($made['signType'] ?? '', 'RSA', 'signType');
        self::signed("$f[appid]\n$made[timeStamp]\n$made[nonceStr]\n$made[package]\n", $made['paySign'] ?? '', $f);
    }

    /** A URL, or the form that carries the same parameters. */
    private static function page(mixed $made, array $f, bool $certificates): void
    {
        $made = (string) $made;
        if (str_contains($made, '<form')) {
            preg_match_all('/<input [^>]*name=[\'"]([^\'"]+)[\'"] value=(?:\'([^\']*)\'|"([^"]*)")/', $made, $all, PREG_SET_ORDER);
            foreach ($all as $input) {
                $fields[$input[1]] = html_entity_decode(($input[2] ?? '') . ($input[3] ?? ''), ENT_QUOTES);
            }
            preg_match('/action=[\'"][^\'"?]*\?([^\'"]*)/', $made, $query) && parse_str(html_entity_decode($query[1]), $more);
            $fields += $more ?? [];
        } else {
            parse_str((string) parse_url($made, PHP_URL_QUERY), $fields);
        }
        $sign = $fields['sign'] ?? '';
        unset($fields['sign']);
        $order = json_decode($fields['biz_content'] ?? '', true);
        foreach ($f['order_alipay'] as $name => $value) {
            self::same($order[$name] ?? null, $value, $name);
        }
        self::same($fields['method'] ?? '', 'alipay.trade.wap.pay', 'method');
        self::same($fields['notify_url'] ?? '', $f['alipay_notify_url'], 'notify_url');
        if ($certificates) {
            self::same($fields['app_cert_sn'] ?? '', self::number($f['app_cert']), 'app_cert_sn');
            self::same($fields['alipay_root_cert_sn'] ?? '', self::root_numbers($f['roots']), 'alipay_root_cert_sn');
        }
        $fields = array_filter($fields, static fn ($value) => $value !== '');
        ksort($fields, SORT_STRING);
        self::signed(implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($fields), $fields)), $sign, $f);
    }

    private static function paid(mixed $made, array $f): void
    {
        $text = is_string($made) ? $made : json_encode($made);
        if (!str_contains($text, $f['number']) || !(str_contains($text, '1999') || str_contains($text, '19.99'))) {
            throw new \Exception('order number or amount is not in what was made of the notification');
        }
    }

    private static function answer(mixed $made, array $f): void
    {
        $text = is_string($made) ? $made : json_encode($made);
        if (!str_contains($text, $f['number']) || !str_contains($text, 'TRADE_SUCCESS')) {
            throw new \Exception('order number or state is not in what was made of the answer');
        }
    }

    private static function same(mixed $is, mixed $expected, string $what): void
    {
        if ($is !== $expected) {
            throw new \Exception("$what is " . json_encode($is) . ', expected ' . json_encode($expected));
        }
    }

    private static function signed(string $text, string $signature, array $f): void
    {
        if (openssl_verify($text, base64_decode($signature), $f['merchant_cert'], OPENSSL_ALGO_SHA256) !== 1) {
            throw new \Exception('the signature does not fit');
        }
    }

    private static function lines(string $text): array
    {
        foreach (explode("\n", trim($text)) as $line) {
            [$name, $value] = explode('=', $line, 2);
            $fields[$name] = $value;
        }
        return $fields;
    }

    /* ---------------------------------------------------------------- certificate numbers */

    public static function number(string $pem): string
    {
        $fields = openssl_x509_parse($pem);
        $issuer = [];
        foreach (array_reverse($fields['issuer']) as $name => $value) {
            $issuer[] = "$name=$value";
        }
        return md5(implode(',', $issuer) . self::decimal($fields['serialNumberHex']));
    }

    public static function root_numbers(string $bundle): string
    {
        preg_match_all('/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/s', $bundle, $all);
        $rsa = array_filter($all[0], static fn ($pem) => str_contains(openssl_x509_parse($pem)['signatureTypeLN'], 'RSA'));
        return implode('_', array_map(self::number(...), $rsa));
    }

    private static function decimal(string $hex): string
    {
        $digits = [0];
        foreach (str_split($hex) as $nibble) {
            $carry = hexdec($nibble);
            foreach ($digits as &$digit) {
                $carry += $digit * 16;
                $digit = $carry % 10;
                $carry = intdiv($carry, 10);
            }
            unset($digit);
            for (; $carry > 0; $carry = intdiv($carry, 10)) {
                $digits[] = $carry % 10;
            }
        }
        return strrev(implode('', $digits));
    }
}
