<?php

declare(strict_types=1);

namespace Shop;

use Pay\Result;

/** APIv3: JSON objects within objects. */
final class DialectV3 implements Dialect
{
    public function order(Order $order): array
    {
        return [
            'description' => $order->title,
            'out_trade_no' => $order->outTradeNo,
            'amount' => $order->amount,
            'time_expire' => Orders::beijing($order->expiresAt, DATE_RFC3339),
        ] + match ($order->channel) {
            Channel::Jsapi => ['payer' => ['openid' => (string) $order->openid]],
            Channel::H5 => ['scene_info' => ['payer_client_ip' => $order->clientIp, 'h5_info' => ['type' => 'Wap']]],
            Channel::Native => [],
        };
    }

    public function refund(Order $order, string $number, string $reason): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            'out_refund_no' => $number,
            'reason' => $reason,
            'amount' => ['refund' => $order->amount, 'total' => $order->amount, 'currency' => 'CNY'],
        ];
    }

    public function orderFen(Result $answer): ?int
    {
        return $answer->get('amount.total');
    }

    public function refundFen(Result $answer): ?int
    {
        return $answer->get('amount.refund');
    }

    public function currency(Result $answer): string
    {
        return $answer->get('amount.currency', 'CNY');
    }

    public function merchant(Result $answer): ?string
    {
        return $answer->get('mchid');
    }
}
