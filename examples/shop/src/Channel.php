<?php

declare(strict_types=1);

namespace Shop;

/** The ways to pay. An order keeps the one it was made for: the gateway refuses a number that changes its kind. */
enum Channel: string
{
    /** Inside WeChat. */
    case Jsapi = 'jsapi';
    /** The browser of a phone. */
    case H5 = 'h5';
    /** Everything else: a QR code to scan. */
    case Native = 'native';

    public static function of(string $userAgent): self
    {
        return match (true) {
            stripos($userAgent, 'MicroMessenger') !== false => self::Jsapi,
            preg_match('/Mobile|Android|iPhone|iPad|HarmonyOS/i', $userAgent) === 1 => self::H5,
            default => self::Native,
        };
    }
}
