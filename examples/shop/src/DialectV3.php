<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Money;
use Pay\Notification;
use Pay\Result;
use Pay\State;

/** WeChat Pay's APIv3: JSON objects within objects. */
final class DialectV3 implements Dialect
{
    public function __construct(private readonly ?string $appId, private readonly string $mchId)
    {
    }

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
            default => [],
        };
    }

    public function refund(Order $order, Refund $refund): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            'out_refund_no' => $refund->number,
            'reason' => $refund->reason,
            'amount' => ['refund' => $refund->amount, 'total' => $order->amount, 'currency' => 'CNY'],
        ];
    }

    public function refundQuery(Order $order, string $number): string
    {
        return $number;
    }

    public function state(Result $answer): State
    {
        return $answer->state;
    }

    public function isOurs(Result $answer): bool
    {
        return $answer->get('appid') === $this->appId && $answer->get('mchid') === $this->mchId;
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

    public function transactionId(Result $answer): string
    {
        return $answer->get('transaction_id', '');
    }

    /* "2026-11-25T10:34:56+08:00" */
    public function paidAt(Notification|Result $told): ?int
    {
        return strtotime($told->get('success_time', '')) ?: null;
    }

    public function refundedAt(Notification|Result $told): ?int
    {
        return $this->paidAt($told);
    }

    public function refundedBy(Notification $notice): ?Money
    {
        return $notice->amount;
    }

    public function isUnknownOrder(ApiException $e): bool
    {
        return in_array($e->errorCode, ['ORDER_NOT_EXIST', 'ORDERNOTEXIST'], true);
    }

    public function isUnknownRefund(ApiException $e): bool
    {
        return $e->errorCode === 'RESOURCE_NOT_EXISTS';
    }

    public function isEmptyDay(ApiException $e): bool
    {
        return $e->errorCode === 'NO_STATEMENT_EXIST';
    }
}
