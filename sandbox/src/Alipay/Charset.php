<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/**
 * The gateway's two character sets. GBK is read and written as GB18030, which holds it. PHP often comes without anything
 * that knows it; then the iconv of the system does it.
 */
final class Charset
{
    private const GBK = ['gbk', 'gb2312', 'gb18030'];

    public static function isKnown(string $name): bool
    {
        return self::isGbk($name) || strcasecmp($name, 'utf-8') === 0;
    }

    public static function isGbk(string $name): bool
    {
        return in_array(strtolower($name), self::GBK, true);
    }

    /** Bytes of that character set as UTF-8; what is none becomes question marks. */
    public static function decode(string $bytes, string $charset): string
    {
        if (self::isGbk($charset)) {
            return self::convert('GB18030', 'UTF-8', $bytes) ?? self::salvage($bytes);
        }
        return preg_match('//u', $bytes) === 1 ? $bytes : preg_replace('/[\x80-\xff]+/', '?', $bytes);
    }

    public static function encode(string $text, string $charset): string
    {
        return self::isGbk($charset) ? self::convert('UTF-8', 'GB18030', $text) ?? '' : $text;
    }

    private static function convert(string $from, string $to, string $text): ?string
    {
        if (preg_match('/[\x80-\xff]/', $text) !== 1) {
            return $text;
        }
        if (!function_exists('iconv') && function_exists('dl')) {
            @dl('iconv');
        }
        if (function_exists('iconv')) {
            $converted = @iconv($from, $to, $text);
            return $converted === false ? null : $converted;
        }
        return self::convertOutside($from, $to, $text);
    }

    private static function convertOutside(string $from, string $to, string $text): ?string
    {
        $input = tmpfile();
        fwrite($input, $text);
        rewind($input);
        $process = proc_open(['iconv', '-f', $from, '-t', $to], [$input, ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('GBK needs ext/iconv or the iconv command');
        }
        $converted = stream_get_contents($pipes[1]);
        fclose($pipes[1]);
        return proc_close($process) === 0 ? $converted : null;
    }

    /** Character by character, as far as it is GBK. */
    private static function salvage(string $bytes): string
    {
        return preg_replace_callback('/[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x80-\xff]/',
            static fn (array $match) => strlen($match[0]) === 2 ? self::convert('GB18030', 'UTF-8', $match[0]) ?? '?' : '?', $bytes);
    }
}
