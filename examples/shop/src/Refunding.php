<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Inbox;
use Pay\IntegrityException;
use Pay\Money;
use Pay\Notification;
use Pay\Result;
use Pay\State;

use function Pay\concurrent;

/**
 * Carries refunds to their end. Each has a number that was written down before the gateway was asked, and is asked for with it
 * until the gateway says what became of it: silence is neither success nor failure. Facts go through Pay\Inbox, as in
 * Settlement.
 */
final class Refunding
{
    /** Seconds after which a refusal counts although an earlier attempt stayed without an answer. */
    private const LONG_AGO = 86400;

    public function __construct(
        private readonly Gateways $gateways,
        private readonly Orders $orders,
        private readonly Refunds $refunds,
        private readonly Inbox $inbox,
        private readonly Log $log,
    ) {
    }

    /** @throws IntegrityException if the notification does not fit the order or the refund */
    public function notified(Notification $notice, Order $order): void
    {
        $payments = $this->gateways->of($order->method);
        $number = (string) $notice->outRefundNo;
        $amount = $payments->dialect()->refundedBy($notice);
        // A refund made in the merchant console is news to the shop: then only the order can be compared.
        $notice->assertMatches(
            outTradeNo: $order->outTradeNo,
            amount: $amount === null ? null : $this->refunds->find($number)?->amount,
            mchId: $payments->merchantId(),
        );
        if ($amount !== null && $notice->signed) {
            $this->once($notice, $notice->state, $number, $order, $amount, 'notification');
            return;
        }
        // Alipay tells the sum of all refunds; APIv2 encrypts this notice and does not sign it. What the gateway answers is
        // what counts.
        $answer = $payments->client()->queryRefund($payments->dialect()->refundQuery($order, $number));
        if ($answer->state === State::Unknown) {
            throw new \RuntimeException('a refund that cannot be seen yet');
        }
        $this->told($order, $number, $answer);
    }

    public function pursue(Refund $refund): Refund
    {
        $this->pursueAll([$refund]);
        return $this->refunds->find($refund->number);
    }

    /**
     * New ones are asked for. Of the others the gateway is asked what it knows, and what it does not know is asked for again,
     * with the same number. Nothing that a gateway or the network did is thrown.
     *
     * @param array<int, Refund> $refunds
     */
    public function pursueAll(array $refunds): void
    {
        $refunds = array_filter($refunds, static fn (Refund $refund) => $refund->isPending());
        $new = array_filter($refunds, static fn (Refund $refund) => $refund->attempts === 0);
        $unknown = $this->ask(array_diff_key($refunds, $new));
        $this->ask($this->send($new + $unknown));
    }

    /** @param array<int, Refund> $refunds @return array<int, Refund> those that the gateway does not know */
    private function ask(array $refunds): array
    {
        $told = concurrent(array_map(fn (Refund $refund) => fn () => $this->query($refund), $refunds));
        return array_filter($refunds, function (Refund $refund, int $i) use ($told): bool {
            $order = $this->orders->get($refund->outTradeNo);
            try {
                return !$this->told($order, $refund->number, $told[$i]);
            } catch (\Throwable $e) {
                $this->log->exception($e, 'refund query failed', ['refund' => $refund->number]);
                return false;
            }
        }, ARRAY_FILTER_USE_BOTH);
    }

    /** @param array<int, Refund> $refunds @return array<int, Refund> those that the gateway did not refuse */
    private function send(array $refunds): array
    {
        $refunds = array_filter($refunds, $this->refunds->claimAttempt(...));
        $told = concurrent(array_map(fn (Refund $refund) => fn () => $this->request($refund), $refunds));
        return array_filter($refunds, function (Refund $refund, int $i) use ($told): bool {
            return !$told[$i] instanceof \Throwable || !$this->failed($refund, $told[$i]);
        }, ARRAY_FILTER_USE_BOTH);
    }

    private function query(Refund $refund): Result
    {
        $order = $this->orders->get($refund->outTradeNo);
        $payments = $this->gateways->of($order->method);
        return $payments->client()->queryRefund($payments->dialect()->refundQuery($order, $refund->number));
    }

    private function request(Refund $refund): Result
    {
        $order = $this->orders->get($refund->outTradeNo);
        $payments = $this->gateways->of($order->method);
        return $payments->client()->refund($payments->dialect()->refund($order, $refund));
    }

    /* Only a proven refusal ends a refund, and only if no other attempt may have been carried out. */
    private function failed(Refund $refund, \Throwable $e): bool
    {
        $this->log->exception($e, 'refund not taken', ['refund' => $refund->number]);
        $isRefusal = $e instanceof ApiException && $e->verified && !$e->retryable;
        $isOnlyAttempt = $this->refunds->find($refund->number)->attempts === 1;
        if ($isRefusal && ($isOnlyAttempt || $refund->createdAt < time() - self::LONG_AGO)) {
            $this->refunds->refuse($refund, $e->getMessage());
            return true;
        }
        $this->refunds->note($refund, $e->getMessage());
        return false;
    }

    /** @return bool whether the gateway knows of it */
    private function told(Order $order, string $number, Result|\Throwable $told): bool
    {
        $dialect = $this->gateways->of($order->method)->dialect();
        if ($told instanceof ApiException && $dialect->isUnknownRefund($told)) {
            return false;
        }
        $answer = $told instanceof \Throwable ? throw $told : $told;
        if ($answer->state === State::Unknown) {
            return false;
        }
        $fen = $dialect->refundFen($answer);
        // Without one it was made in the merchant console.
        $amount = $this->refunds->find($number)?->amount ?? ($fen === null ? null : Money::fen($fen));
        if ($amount === null || $fen !== $amount->fen || $answer->get('out_trade_no') !== $order->outTradeNo || $dialect->currency($answer) !== 'CNY') {
            $this->log->alarm('answer does not fit the books', ['refund' => $number]);
            return true;
        }
        $this->once($answer, $answer->state, $number, $order, $amount, 'query');
        return true;
    }

    private function once(Notification|Result $fact, State $state, string $number, Order $order, Money $amount, string $source): void
    {
        $to = match ($state) {
            State::Succeeded => RefundState::Done,
            State::Closed => RefundState::Failed,
            default => RefundState::Review,
        };
        $doneAt = $to === RefundState::Done ? $this->gateways->of($order->method)->dialect()->refundedAt($fact) ?? time() : null;
        $isNew = $this->inbox->once($fact, fn () => $this->refunds->book($number, $order, $amount, $to, $doneAt, $source));
        $about = ['refund' => $number, 'source' => $source];
        match (true) {
            !$isNew => null,
            $to === RefundState::Done => $this->log->info('refund done', $about),
            default => $this->log->alarm('refund failed: look at it in the merchant console', $about),
        };
    }
}
