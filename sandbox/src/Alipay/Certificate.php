<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** Certificates in the shape of Alipay's, and the numbers by which requests and answers name them. */
final class Certificate
{
    private const YEAR = 365 * 86400;
    private const DIGESTS = ['RSA-SHA1' => OPENSSL_ALGO_SHA1, 'RSA-SHA256' => OPENSSL_ALGO_SHA256, 'ECDSA-SHA256' => OPENSSL_ALGO_SHA256];

    /**
     * @param array<string, string> $subject
     * @param array<string, string> $issuer
     * @param ?string $serial big-endian bytes; null makes one of 127 bits
     * @param int $until seconds from now
     * @return string PEM
     */
    public static function issue(
        array $subject,
        \OpenSSLAsymmetricKey $key,
        array $issuer,
        \OpenSSLAsymmetricKey $issuerKey,
        bool $isAuthority = false,
        string $algorithm = 'RSA-SHA256',
        ?string $serial = null,
        bool $isForTls = false,
        int $until = 5 * self::YEAR,
    ): string {
        $serial ??= chr(random_int(0x40, 0x7f)) . random_bytes(15);
        $signature = Der::sequence(Der::oid($algorithm), str_starts_with($algorithm, 'RSA') ? Der::tag(0x05) : '');
        $body = Der::sequence(
            Der::tag(0xa0, Der::integer("\x02")),
            Der::integer($serial),
            $signature,
            Der::name($issuer),
            Der::sequence(Der::time(time() - self::YEAR), Der::time(time() + $until)),
            Der::name($subject),
            Der::fromPem(openssl_pkey_get_details($key)['key']),
            Der::tag(0xa3, Der::sequence(self::constraints($isAuthority), self::usage($isAuthority), $isForTls ? self::loopback() : '')),
        );
        openssl_sign($body, $proof, $issuerKey, self::DIGESTS[$algorithm]);
        return Der::toPem('CERTIFICATE', Der::sequence($body, $signature, Der::bits($proof)));
    }

    /** md5 of the issuer, last part first, and the serial as a decimal number: of the first certificate in the text. */
    public static function sn(string $pem): string
    {
        $certificate = openssl_x509_parse($pem);
        $parts = [];
        foreach ($certificate['issuer'] as $type => $values) {
            foreach ((array) $values as $value) {
                array_unshift($parts, "$type=$value");
            }
        }
        return md5(implode(',', $parts) . self::decimal($certificate['serialNumberHex']));
    }

    /** The numbers of those that are signed with RSA, in the order of the file. */
    public static function rootSn(string $pems): string
    {
        preg_match_all('/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/s', $pems, $blocks);
        $numbers = [];
        foreach ($blocks[0] as $pem) {
            if (str_starts_with(openssl_x509_parse($pem)['signatureTypeSN'], 'RSA-')) {
                $numbers[] = self::sn($pem);
            }
        }
        return implode('_', $numbers);
    }

    /** A hexadecimal number of any length as a decimal one, by long division in groups of seven digits. */
    public static function decimal(string $hex): string
    {
        $groups = [0];
        foreach (str_split($hex) as $digit) {
            $carry = hexdec($digit);
            foreach ($groups as $i => $group) {
                $value = $group * 16 + $carry;
                $groups[$i] = $value % 10_000_000;
                $carry = intdiv($value, 10_000_000);
            }
            if ($carry > 0) {
                $groups[] = $carry;
            }
        }
        $text = implode('', array_map(static fn (int $group) => sprintf('%07d', $group), array_reverse($groups)));
        return ltrim($text, '0') ?: '0';
    }

    private static function extension(string $name, bool $isCritical, string $value): string
    {
        return Der::sequence(Der::oid($name), $isCritical ? Der::tag(0x01, "\xff") : '', Der::tag(0x04, $value));
    }

    private static function constraints(bool $isAuthority): string
    {
        return self::extension('basicConstraints', true, Der::sequence($isAuthority ? Der::tag(0x01, "\xff") : ''));
    }

    /** Certificates and lists of revoked ones; or signatures, and keys of a TLS connection. */
    private static function usage(bool $isAuthority): string
    {
        return self::extension('keyUsage', true, $isAuthority ? Der::bits("\x06", 1) : Der::bits("\xe0", 5));
    }

    private static function loopback(): string
    {
        return self::extension('subjectAltName', false, Der::sequence(Der::tag(0x87, "\x7f\0\0\x01"), Der::tag(0x82, 'localhost')));
    }
}
