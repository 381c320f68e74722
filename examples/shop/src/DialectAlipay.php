<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Money;
use Pay\Notification;
use Pay\Result;
use Pay\State;

/** Alipay: amounts are texts in yuan, times are Beijing's. */
final class DialectAlipay implements Dialect
{
    private const CLOCK = 'Y-m-d H:i:s';

    public function __construct(private readonly string $shopUrl)
    {
    }

    public function order(Order $order): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            // These three it refuses.
            'subject' => strtr($order->title, '/=&', '   '),
            'total_amount' => $order->amount,
            'time_expire' => Orders::beijing($order->expiresAt, self::CLOCK),
        ] + match ($order->channel) {
            // Where a buyer who gives up goes.
            Channel::AlipayWap => ['quit_url' => $this->shopUrl . $order->path('order')],
            default => [],
        };
    }

    public function refund(Order $order, string $number, string $reason): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            'out_request_no' => $number,
            'refund_amount' => $order->amount,
            'refund_reason' => $reason,
        ];
    }

    public function refundQuery(Order $order, string $number): array
    {
        return ['out_trade_no' => $order->outTradeNo, 'out_request_no' => $number];
    }

    /* A trade that was paid and wholly refunded is as closed as one that nobody paid; but money had arrived. */
    public function state(Result $answer): State
    {
        return $answer->state === State::Closed && $answer->get('send_pay_date') !== null ? State::Refunded : $answer->state;
    }

    /* Answers name neither; the key that they are proven with is this application's own. */
    public function isOurs(Result $answer): bool
    {
        return true;
    }

    public function orderFen(Result $answer): ?int
    {
        return self::fen($answer->get('total_amount'));
    }

    /* A query tells of the one refund, the answer to a refund of all; the shop makes only one. */
    public function refundFen(Result $answer): ?int
    {
        return self::fen($answer->get('refund_amount') ?? $answer->get('refund_fee'));
    }

    public function currency(Result $answer): string
    {
        return $answer->get('trans_currency', 'CNY');
    }

    public function transactionId(Result $answer): string
    {
        return $answer->get('trade_no', '');
    }

    public function paidAt(Notification|Result $told): ?int
    {
        $time = $told->get('gmt_payment') ?? $told->get('send_pay_date');
        return $time === null ? null : Orders::fromBeijing($time, self::CLOCK);
    }

    public function refundedBy(Notification $notice): ?Money
    {
        return null;
    }

    public function isUnknownOrder(ApiException $e): bool
    {
        return $e->errorCode === 'ACQ.TRADE_NOT_EXIST';
    }

    private static function fen(?string $yuan): ?int
    {
        return $yuan === null ? null : Money::yuan($yuan)->fen;
    }
}
