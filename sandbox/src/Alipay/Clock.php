<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** Times as Alipay writes and reads them: GMT+8, wherever the machine is. */
final class Clock
{
    private const EAST = 8 * 3600;

    public static function text(?int $time = null, string $format = 'Y-m-d H:i:s'): string
    {
        return gmdate($format, ($time ?? time()) + self::EAST);
    }

    public static function read(string $text, string $format = 'Y-m-d H:i:s'): ?int
    {
        $time = \DateTimeImmutable::createFromFormat("!$format", $text, new \DateTimeZone('+08:00'));
        return $time !== false && $time->format($format) === $text ? $time->getTimestamp() : null;
    }
}
