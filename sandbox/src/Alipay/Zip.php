<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** A zip file, deflated where zlib is there. */
final class Zip
{
    private const DEFLATED = 8;

    /** @param array<string, string> $files name as bytes => content */
    public static function of(array $files): string
    {
        $body = $directory = '';
        foreach ($files as $name => $content) {
            $packed = function_exists('gzdeflate') ? gzdeflate($content) : $content;
            $about = pack('vvvvvVVVvv', 20, 0, function_exists('gzdeflate') ? self::DEFLATED : 0, 0, self::day(), crc32($content), strlen($packed),
                strlen($content), strlen($name), 0);
            $directory .= "PK\x01\x02" . pack('v', 20) . $about . pack('vvvVV', 0, 0, 0, 0, strlen($body)) . $name;
            $body .= "PK\x03\x04$about$name$packed";
        }
        return $body . $directory . "PK\x05\x06" . pack('vvvvVVv', 0, 0, count($files), count($files), strlen($directory), strlen($body), 0);
    }

    /** Today as MS-DOS writes it. */
    private static function day(): int
    {
        return (int) Clock::text(null, 'Y') - 1980 << 9 | (int) Clock::text(null, 'n') << 5 | (int) Clock::text(null, 'j');
    }
}
