<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** Content encryption: AES-CBC with an initialisation vector of zeros, in base64. */
final class Cipher
{
    public static function encrypt(string $text, string $key): string
    {
        return base64_encode(openssl_encrypt($text, 'aes-128-cbc', base64_decode($key), OPENSSL_RAW_DATA, str_repeat("\0", 16)));
    }

    public static function decrypt(string $text, string $key): ?string
    {
        $bytes = base64_decode($text, true);
        $plain = $bytes === false ? false : openssl_decrypt($bytes, 'aes-128-cbc', base64_decode($key), OPENSSL_RAW_DATA, str_repeat("\0", 16));
        return $plain === false ? null : $plain;
    }
}
