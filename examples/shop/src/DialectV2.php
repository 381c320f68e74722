<?php

declare(strict_types=1);

namespace Shop;

use Pay\Result;

/** APIv2: one flat list of texts. */
final class DialectV2 implements Dialect
{
    public function __construct(private readonly string $shopUrl, private readonly string $shopName)
    {
    }

    public function order(Order $order): array
    {
        return [
            'body' => $order->title,
            'out_trade_no' => $order->outTradeNo,
            'total_fee' => $order->amount,
            'time_expire' => Orders::beijing($order->expiresAt, 'YmdHis'),
            'spbill_create_ip' => $order->clientIp,
        ] + match ($order->channel) {
            Channel::Jsapi => ['openid' => (string) $order->openid],
            Channel::H5 => ['scene_info' => ['h5_info' => ['type' => 'Wap', 'wap_url' => $this->shopUrl, 'wap_name' => $this->shopName]]],
            Channel::Native => ['product_id' => $order->productId],
        };
    }

    public function refund(Order $order, string $number, string $reason): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            'out_refund_no' => $number,
            'refund_desc' => $reason,
            'total_fee' => $order->amount,
            'refund_fee' => $order->amount,
        ];
    }

    public function orderFen(Result $answer): ?int
    {
        return self::fen($answer->get('total_fee'));
    }

    /* The answer to a refund is about one; that to a query numbers them. */
    public function refundFen(Result $answer): ?int
    {
        return self::fen($answer->get('refund_fee_0') ?? $answer->get('refund_fee'));
    }

    public function currency(Result $answer): string
    {
        return $answer->get('fee_type', 'CNY');
    }

    public function merchant(Result $answer): ?string
    {
        return $answer->get('mch_id');
    }

    private static function fen(?string $text): ?int
    {
        return $text === null ? null : (int) $text;
    }
}
