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
 * Brings what a gateway has proven into the books. Notifications and answers to our own questions take the same way, and
 * both are compared with the stored order first: number, amount, app and merchant. The order knows which gateway it is.
 */
final class Settlement
{
    public function __construct(
        private readonly Gateways $gateways,
        private readonly Orders $orders,
        private readonly Refunds $refunds,
        private readonly Log $log,
    ) {
    }

    /** @throws IntegrityException if the notification does not fit the order */
    public function paid(Notification $notice, Order $order): void
    {
        $payments = $this->gateways->of($order->method);
        $notice->assertMatches(
            outTradeNo: $order->outTradeNo,
            amount: $order->amount,
            appId: $payments->appId(),
            mchId: $payments->merchantId(),
        );
        $this->enter($order, (string) $notice->transactionId, $payments->dialect()->paidAt($notice), 'notification');
    }

    /** @throws IntegrityException if the notification does not fit the order or the refund */
    public function refunded(Notification $notice, Order $order): void
    {
        $payments = $this->gateways->of($order->method);
        $number = (string) $notice->outRefundNo;
        $amount = $payments->dialect()->refundedBy($notice);
        // A refund made in the merchant console is news to the shop: then only the order can be compared.
        $notice->assertMatches(
            outTradeNo: $order->outTradeNo,
            amount: $amount === null ? null : $this->refunds->amountOf($number),
            mchId: $payments->merchantId(),
        );
        if ($amount !== null) {
            $this->refunds->begin($number, $order, $amount);
        }
        if ($amount === null || !$notice->signed) {
            // Alipay tells the sum of all refunds; APIv2 encrypts this notice and does not sign it. What the gateway answers
            // is what counts.
            $this->askRefund($number, $order);
            return;
        }
        $this->enterRefund($notice->state, $number, $order, $amount, 'notification');
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
            $payments = $this->gateways->of($order->method);
            $this->apply($order, $payments->client()->query($order->outTradeNo));
        } catch (ApiException $e) {
            if (!$payments->dialect()->isUnknownOrder($e)) {
                $this->log->exception($e, 'query refused', ['order' => $order->outTradeNo]);
            }
        } catch (PayException|NotConfigured $e) {
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
            $payments = $this->gateways->of($order->method);
            $payments->client()->close($order->outTradeNo);
            $this->orders->markClosed($order);
        } catch (ApiException $e) {
            if ($payments->dialect()->isUnknownOrder($e)) {
                // The gateway never heard of it. When its time to pay is over nobody can pay it any more; until then a page
                // that is open somewhere can.
                $order->isExpired() && $this->orders->markClosed($order);
            } else {
                $this->log->exception($e, 'close refused', ['order' => $order->outTradeNo]);
                return $this->ask($order);
            }
        } catch (PayException|NotConfigured $e) {
            $this->log->exception($e, 'close failed', ['order' => $order->outTradeNo]);
        }
        return $this->orders->get($order->outTradeNo);
    }

    /**
     * Starts the one refund of an order, or asks for it again: the number stays the same.
     *
     * @throws PayException
     * @throws NotConfigured
     */
    public function refund(Order $order, string $reason): State
    {
        $payments = $this->gateways->of($order->method);
        $number = Refunds::numberFor($order);
        $this->refunds->begin($number, $order, $order->amount);
        $answer = $payments->client()->refund($payments->dialect()->refund($order, $number, $reason));
        $this->applyRefund($number, $order, $answer);
        return $answer->state;
    }

    /**
     * @throws PayException
     * @throws NotConfigured
     */
    public function askRefund(string $number, Order $order): void
    {
        $payments = $this->gateways->of($order->method);
        $answer = $payments->client()->queryRefund($payments->dialect()->refundQuery($order, $number));
        if ($answer->state !== State::Unknown) {
            $this->applyRefund($number, $order, $answer);
        } elseif ($this->refunds->amountOf($number) === null) {
            throw new \RuntimeException('a refund that cannot be seen yet');
        }
    }

    private function apply(Order $order, Result $answer): void
    {
        $dialect = $this->gateways->of($order->method)->dialect();
        if (!$this->fits($answer, $order, $order->amount, $dialect->orderFen($answer)) || !$dialect->isOurs($answer)) {
            $this->log->alarm('answer does not fit the books', ['order' => $order->outTradeNo]);
            return;
        }
        $transaction = $dialect->transactionId($answer);
        match ($dialect->state($answer)) {
            State::Succeeded => $this->enter($order, $transaction, $dialect->paidAt($answer), 'query'),
            State::Closed => $this->orders->markClosed($order),
            State::Refunded => $this->orders->flag($order, $transaction, 'query', 'refunded before it was seen paid'),
            default => null,
        };
    }

    private function applyRefund(string $number, Order $order, Result $answer): void
    {
        $fen = $this->gateways->of($order->method)->dialect()->refundFen($answer);
        // Made in the merchant console, and its notice did not say how much.
        $amount = $this->refunds->amountOf($number) ?? ($fen === null ? $order->amount : Money::fen($fen));
        if ($this->fits($answer, $order, $amount, $fen)) {
            $this->refunds->begin($number, $order, $amount);
            $this->enterRefund($answer->state, $number, $order, $amount, 'query');
        } else {
            $this->log->alarm('answer does not fit the books', ['refund' => $number]);
        }
    }

    private function enter(Order $order, string $transactionId, ?int $paidAt, string $source): void
    {
        if ($this->orders->markPaid($order, $transactionId, $paidAt ?? time(), $source)) {
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
            && $this->gateways->of($order->method)->dialect()->currency($answer) === 'CNY';
    }
}
