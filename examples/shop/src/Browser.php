<?php

declare(strict_types=1);

namespace Shop;

/** Where the buyer stands. */
enum Browser
{
    case WeChat;
    case Alipay;
    case Phone;
    case Desktop;

    public static function of(string $userAgent): self
    {
        return match (true) {
            stripos($userAgent, 'MicroMessenger') !== false => self::WeChat,
            stripos($userAgent, 'AlipayClient') !== false => self::Alipay,
            preg_match('/Mobile|Android|iPhone|iPad|HarmonyOS/i', $userAgent) === 1 => self::Phone,
            default => self::Desktop,
        };
    }

    /** Inside the app of one, the other one's pages are blocked. */
    public function takes(Method $method): bool
    {
        return match ($this) {
            self::WeChat => $method === Method::WeChat,
            self::Alipay => $method === Method::Alipay,
            self::Phone, self::Desktop => true,
        };
    }
}
