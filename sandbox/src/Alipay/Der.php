<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** DER, as much as a certificate is made of. PHP signs certificates with serials of 64 bits only; Alipay's are longer. */
final class Der
{
    public const OIDS = [
        'C' => '2.5.4.6', 'O' => '2.5.4.10', 'OU' => '2.5.4.11', 'CN' => '2.5.4.3',
        'RSA-SHA1' => '1.2.840.113549.1.1.5', 'RSA-SHA256' => '1.2.840.113549.1.1.11', 'ECDSA-SHA256' => '1.2.840.10045.4.3.2',
        'basicConstraints' => '2.5.29.19', 'keyUsage' => '2.5.29.15', 'subjectAltName' => '2.5.29.17',
    ];

    public static function tag(int $tag, string ...$content): string
    {
        $content = implode('', $content);
        $length = strlen($content);
        if ($length < 0x80) {
            return chr($tag) . chr($length) . $content;
        }
        $bytes = ltrim(pack('N', $length), "\0");
        return chr($tag) . chr(0x80 | strlen($bytes)) . $bytes . $content;
    }

    public static function sequence(string ...$parts): string
    {
        return self::tag(0x30, ...$parts);
    }

    public static function oid(string $name): string
    {
        $arcs = array_map('intval', explode('.', self::OIDS[$name]));
        $bytes = chr($arcs[0] * 40 + $arcs[1]);
        foreach (array_slice($arcs, 2) as $arc) {
            $group = chr($arc & 0x7f);
            while ($arc >>= 7) {
                $group = chr(0x80 | $arc & 0x7f) . $group;
            }
            $bytes .= $group;
        }
        return self::tag(0x06, $bytes);
    }

    /** @param string $bytes big-endian, positive */
    public static function integer(string $bytes): string
    {
        return self::tag(0x02, (ord($bytes[0]) & 0x80 ? "\0" : '') . $bytes);
    }

    public static function bits(string $bytes, int $unused = 0): string
    {
        return self::tag(0x03, chr($unused), $bytes);
    }

    public static function time(int $time): string
    {
        return self::tag(0x17, gmdate('ymdHis', $time) . 'Z');
    }

    /** @param array<string, string> $parts short name => value, in the order of the certificate */
    public static function name(array $parts): string
    {
        $name = '';
        foreach ($parts as $type => $value) {
            $string = self::tag($type === 'C' ? 0x13 : 0x0c, $value);
            $name .= self::tag(0x31, self::sequence(self::oid($type), $string));
        }
        return self::sequence($name);
    }

    /** The content of the first element, and what follows it. @return array{string, string} */
    public static function read(string $der): array
    {
        $length = ord($der[1]);
        $head = 2;
        if ($length & 0x80) {
            $head += $length & 0x7f;
            $length = hexdec(bin2hex(substr($der, 2, $head - 2)));
        }
        return [substr($der, $head, $length), substr($der, $head + $length)];
    }

    public static function fromPem(string $pem): string
    {
        return base64_decode(preg_replace('/-----[^-]+-----|\s+/', '', $pem));
    }

    public static function toPem(string $label, string $der): string
    {
        return "-----BEGIN $label-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END $label-----\n";
    }
}
