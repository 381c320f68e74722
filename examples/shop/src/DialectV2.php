<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Money;
use Pay\Notification;
use Pay\Result;
use Pay\State;

/** WeChat Pay's APIv2: one flat list of texts. */
final class DialectV2 implements Dialect
{
    public function __construct(
        private readonly ?string $appId,
        private readonly string $mchId,
        private readonly string $shopUrl,
        private readonly string $shopName,
    ) {
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
            default => ['product_id' => $order->productId],
        };
    }

    public function refund(Order $order, Refund $refund): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            'out_refund_no' => $refund->number,
            'refund_desc' => $refund->reason,
            'total_fee' => $order->amount,
            'refund_fee' => $refund->amount,
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
        return $answer->get('appid') === $this->appId && $answer->get('mch_id') === $this->mchId;
    }

    public function orderFen(Result $answer): ?int
    {
        return self::fen($answer->get('total_fee'));
    }

    /* Asked by the refund's own number it tells of one, and numbers it nevertheless. */
    public function refundFen(Result $answer): ?int
    {
        return self::fen($answer->get('refund_fee_0'));
    }

    public function currency(Result $answer): string
    {
        return $answer->get('fee_type', 'CNY');
    }

    public function transactionId(Result $answer): string
    {
        return $answer->get('transaction_id', '');
    }

    /* "20261125103456" of Beijing's clock. */
    public function paidAt(Notification|Result $told): ?int
    {
        $time = $told->get('time_end');
        return $time === null ? null : Orders::fromBeijing($time, 'YmdHis');
    }

    /* "2026-11-25 10:34:56" */
    public function refundedAt(Notification|Result $told): ?int
    {
        $time = $told->get('refund_success_time_0');
        return $time === null ? null : Orders::fromBeijing($time, 'Y-m-d H:i:s');
    }

    public function refundedBy(Notification $notice): ?Money
    {
        return $notice->amount;
    }

    public function isUnknownOrder(ApiException $e): bool
    {
        return in_array($e->errorCode, ['ORDERNOTEXIST', 'ORDERNOTEXISTS'], true);
    }

    public function isUnknownRefund(ApiException $e): bool
    {
        return $e->errorCode === 'REFUNDNOTEXIST';
    }

    public function isEmptyDay(ApiException $e): bool
    {
        return in_array($e->errorCode, ['NO_BILL_EXIST', '20002'], true);
    }

    private static function fen(?string $text): ?int
    {
        return $text === null ? null : (int) $text;
    }
}
