<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\IntegrityException;
use Pay\Money;
use Pay\Notification;
use Pay\PayException;
use Pay\Result;
use Pay\State;

/**
 * Brings what WeChat Pay has proven into the books. Notifications and answers to our own questions take the same way,
 * and both are compared with the stored order first: number, amount, app and merchant.
 */
final class Settlement
{
    public function __construct(
        private readonly Payments $payments,
        private readonly Orders $orders,
        private readonly Refunds $refunds,
        private readonly Log $log,
    ) {
    }

    /** @throws IntegrityException if the notification does not fit the order */
    public function paid(Notification $notice, Order $order): void
    {
        $notice->assertMatches(
            outTradeNo: $order->outTradeNo,
            amount: $order->amount,
            appId: $this->payments->appId(),
            mchId: $this->payments->mchId(),
        );
        $this->enter($order, (string) $notice->transactionId, self::paidAt($notice), 'notification');
    }

    /** @throws IntegrityException if the notification does not fit the order or the refund */
    public function refunded(Notification $notice, Order $order): void
    {
        $number = (string) $notice->outRefundNo;
        // A refund made in the merchant console is news to the shop: then only the order can be compared.
        $notice->assertMatches(
            outTradeNo: $order->outTradeNo,
            amount: $this->refunds->amountOf($number),
            mchId: $this->payments->mchId(),
        );
        $this->refunds->begin($number, $order, $notice->amount);
        if (!$notice->signed) {
            // APIv2 encrypts this notice and does not sign it: what the gateway answers is what counts.
            $this->askRefund($number, $order);
            return;
        }
        $this->enterRefund($notice->state, $number, $order, $notice->amount, 'notification');
    }

    /**
     * Asks the gateway what became of a pending order, at most every so many seconds. Never throws what the gateway or
     * the network did: the order just stays as it was, and the next question or the notification settles it.
     */
    public function ask(Order $order, int $everySeconds = 0): Order
    {
        if (!$order->isPending() || !$this->orders->mayAsk($order, $everySeconds)) {
            return $order;
        }
        try {
            $this->apply($order, $this->payments->client()->query($order->outTradeNo));
        } catch (ApiException $e) {
            if (!self::isUnknownOrder($e)) {
                $this->log->exception($e, 'query refused', ['order' => $order->outTradeNo]);
            }
        } catch (PayException $e) {
            $this->log->exception($e, 'query failed', ['order' => $order->outTradeNo]);
        }
        return $this->orders->get($order->outTradeNo);
    }

    /**
     * Gives an unpaid order up: first at the gateway, then in the books. If it was paid in the meantime it is settled
     * as paid. If nothing is certain it stays pending for the next sweep.
     */
    public function close(Order $order): Order
    {
        $order = $this->ask($order);
        if (!$order->isPending()) {
            return $order;
        }
        try {
            $this->payments->client()->close($order->outTradeNo);
            $this->orders->markClosed($order);
        } catch (ApiException $e) {
            // The gateway never heard of it, and its time to pay is over: nobody can pay it any more.
            if (self::isUnknownOrder($e) && $order->isExpired()) {
                $this->orders->markClosed($order);
            } else {
                $this->log->exception($e, 'close refused', ['order' => $order->outTradeNo]);
                return $this->ask($order);
            }
        } catch (PayException $e) {
            $this->log->exception($e, 'close failed', ['order' => $order->outTradeNo]);
        }
        return $this->orders->get($order->outTradeNo);
    }

    /** Starts the one refund of an order, or asks for it again: the number stays the same. @throws PayException */
    public function refund(Order $order, string $reason): State
    {
        $number = Refunds::numberFor($order);
        $this->refunds->begin($number, $order, $order->amount);
        $answer = $this->payments->refund($order, $number, $reason);
        $this->applyRefund($number, $order, $answer);
        return $answer->state;
    }

    /** @throws PayException */
    public function askRefund(string $number, Order $order): void
    {
        $this->applyRefund($number, $order, $this->payments->client()->queryRefund($number));
    }

    private function apply(Order $order, Result $answer): void
    {
        if (!$this->fits($answer, $order, $order->amount, $this->payments->dialect->orderFen($answer))
            || $answer->get('appid') !== $this->payments->appId()
            || $this->payments->dialect->merchant($answer) !== $this->payments->mchId()) {
            $this->log->alarm('answer does not fit the books', ['order' => $order->outTradeNo]);
            return;
        }
        $transaction = (string) $answer->get('transaction_id', '');
        match ($answer->state) {
            State::Succeeded => $this->enter($order, $transaction, self::paidAt($answer), 'query'),
            State::Closed => $this->orders->markClosed($order),
            State::Refunded => $this->orders->flag($order, $transaction, 'query', 'refunded before it was seen paid'),
            default => null,
        };
    }

    private function applyRefund(string $number, Order $order, Result $answer): void
    {
        $amount = $this->refunds->amountOf($number) ?? $order->amount;
        if ($this->fits($answer, $order, $amount, $this->payments->dialect->refundFen($answer))) {
            $this->enterRefund($answer->state, $number, $order, $amount, 'query');
        } else {
            $this->log->alarm('answer does not fit the books', ['refund' => $number]);
        }
    }

    private function enter(Order $order, string $transactionId, int $paidAt, string $source): void
    {
        if ($this->orders->markPaid($order, $transactionId, $paidAt, $source)) {
            return;
        }
        $now = $this->orders->get($order->outTradeNo);
        if ($now->state === OrderState::Closed) {
            $this->orders->flag($now, $transactionId, $source, 'paid after it was closed');
        } elseif ($now->transactionId !== $transactionId) {
            $this->log->alarm('paid twice', ['order' => $order->outTradeNo, 'transaction' => $transactionId]);
        }
    }

    private function enterRefund(State $state, string $number, Order $order, Money $amount, string $source): void
    {
        match ($state) {
            State::Succeeded => $this->refunds->markDone($number, $order, $amount, $source),
            State::Failed, State::Closed => $this->refunds->markFailed($number),
            default => null,
        };
    }

    /* What the order is worth only the shop knows. An order that waits for its payer may come without an amount. */
    private function fits(Result $answer, Order $order, Money $amount, ?int $fen): bool
    {
        return $answer->get('out_trade_no') === $order->outTradeNo
            && ($fen === null ? $answer->state !== State::Succeeded : Money::fen($fen)->equals($amount))
            && $this->payments->dialect->currency($answer) === 'CNY';
    }

    /* "2026-11-25T10:34:56+08:00", or in APIv2 "20261125103456" of Beijing's clock. */
    private static function paidAt(Notification|Result $told): int
    {
        $time = $told->get('success_time') !== null
            ? date_create_immutable((string) $told->get('success_time'))
            : date_create_immutable_from_format('YmdHis', (string) $told->get('time_end'), new \DateTimeZone('+08:00'));
        return $time === false ? time() : $time->getTimestamp();
    }

    private static function isUnknownOrder(ApiException $e): bool
    {
        return in_array(strtr($e->errorCode, ['_' => '']), ['ORDERNOTEXIST', 'ORDERNOTEXISTS'], true);
    }
}
