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
            // Three that it refuses, and one that would shift the columns of its statements.
            'subject' => strtr($order->title, '/=&,', '    '),
            'total_amount' => $order->amount,
            'time_expire' => Orders::beijing($order->expiresAt, self::CLOCK),
        ] + match ($order->channel) {
            // Where a buyer who gives up goes.
            Channel::AlipayWap => ['quit_url' => $this->shopUrl . $order->path('order')],
            default => [],
        };
    }

    public function refund(Order $order, Refund $refund): array
    {
        return [
            'out_trade_no' => $order->outTradeNo,
            'out_request_no' => $refund->number,
            'refund_amount' => $refund->amount,
            'refund_reason' => $refund->reason,
        ];
    }

    public function refundQuery(Order $order, string $number): array
    {
        return ['out_trade_no' => $order->outTradeNo, 'out_request_no' => $number, 'query_options' => ['gmt_refund_pay']];
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

    public function refundFen(Result $answer): ?int
    {
        return self::fen($answer->get('refund_amount'));
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

    public function refundedAt(Notification|Result $told): ?int
    {
        $time = $told->get('gmt_refund_pay');
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

    /* It does not refuse, but answers with nothing. */
    public function isUnknownRefund(ApiException $e): bool
    {
        return false;
    }

    public function isEmptyDay(ApiException $e): bool
    {
        return in_array($e->errorCode, ['BILL_NOT_EXIST', 'NO_BILL_DATA'], true);
    }

    private static function fen(?string $yuan): ?int
    {
        return $yuan === null ? null : Money::yuan($yuan)->fen;
    }
}
