<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Inbox;
use Pay\IntegrityException;
use Pay\Notification;
use Pay\Result;
use Pay\State;

use function Pay\concurrent;

/**
 * Brings what a gateway has proven about payments into the books. Notifications, the return page and cron take the same way:
 * what they heard is compared with the stored order (number, amount, app and merchant), and then goes through Pay\Inbox, which
 * lets each fact through once. The order knows which gateway it is.
 */
final class Settlement
{
    public function __construct(
        private readonly Gateways $gateways,
        private readonly Orders $orders,
        private readonly Inbox $inbox,
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
        $this->once($notice, $order, State::Succeeded, (string) $notice->transactionId, 'notification');
    }

    /** Asks the gateway what became of an order, at most every so many seconds. */
    public function ask(Order $order, int $everySeconds = 0): Order
    {
        $this->askAll([$order], $everySeconds);
        return $this->orders->get($order->outTradeNo);
    }

    /**
     * The gateways are asked side by side, the books are written one after the other. Nothing that a gateway or the network
     * did is thrown: an order just stays as it was, and the next question or the notification settles it.
     *
     * @param list<Order> $orders
     */
    public function askAll(array $orders, int $everySeconds = 0): void
    {
        $orders = array_filter($orders, fn (Order $order) => $order->isPending() && $this->orders->mayAsk($order, $everySeconds));
        $told = concurrent(array_map(fn (Order $order) => fn () => $this->client($order)->query($order->outTradeNo), $orders));
        foreach ($orders as $i => $order) {
            $this->guarded($order, 'query failed', fn () => $this->told($order, $told[$i]));
        }
    }

    /** Gives an unpaid order up. */
    public function close(Order $order): Order
    {
        $this->closeAll([$order]);
        return $this->orders->get($order->outTradeNo);
    }

    /**
     * First at the gateway, then in the books. What was paid in the meantime is settled as paid. What is not certain stays
     * pending for the next time.
     *
     * @param list<Order> $orders
     */
    public function closeAll(array $orders): void
    {
        $this->askAll($orders);
        $orders = $this->stillPending($orders);
        $told = concurrent(array_map(fn (Order $order) => fn () => $this->client($order)->close($order->outTradeNo), $orders));
        foreach ($orders as $i => $order) {
            $this->guarded($order, 'close failed', fn () => $this->closed($order, $told[$i]));
        }
        // Refused, because it was paid a moment ago.
        $this->askAll(array_filter($orders, static fn (int $i) => $told[$i] instanceof ApiException, ARRAY_FILTER_USE_KEY));
    }

    private function told(Order $order, Result|\Throwable $told): void
    {
        if ($told instanceof ApiException && $this->dialect($order)->isUnknownOrder($told)) {
            return;
        }
        $answer = $told instanceof \Throwable ? throw $told : $told;
        $dialect = $this->dialect($order);
        if ($this->fits($answer, $order)) {
            $this->once($answer, $order, $dialect->state($answer), $dialect->transactionId($answer), 'query');
        } else {
            $this->log->alarm('answer does not fit the books', ['order' => $order->outTradeNo]);
        }
    }

    private function closed(Order $order, Result|\Throwable $told): void
    {
        $isUnknown = $told instanceof ApiException && $this->dialect($order)->isUnknownOrder($told);
        if ($told instanceof \Throwable && !$isUnknown) {
            throw $told;
        }
        // Of an order that the gateway never heard of nobody can pay it any more when its time is over; until then a page that
        // is open somewhere can.
        if (!$isUnknown || $order->isExpired()) {
            $this->orders->close($order);
        }
    }

    private function once(Notification|Result $fact, Order $order, State $state, string $transactionId, string $source): void
    {
        $paidAt = $this->dialect($order)->paidAt($fact);
        $isNew = $this->inbox->once($fact, fn () => match ($state) {
            State::Succeeded => $this->orders->bookPayment($order, $transactionId, $paidAt ?? time(), $source),
            State::Refunded => $this->orders->review($order, $transactionId, $paidAt, $source),
            State::Closed => $this->orders->close($order),
            default => null,
        });
        $isNew && $this->report($this->orders->get($order->outTradeNo), $transactionId, $source);
    }

    private function report(Order $order, string $transactionId, string $source): void
    {
        $about = ['order' => $order->outTradeNo, 'transaction' => $transactionId, 'source' => $source];
        match (true) {
            $order->state === OrderState::Review => $this->log->alarm('money that the books did not expect', $about),
            $order->transactionId !== null && $order->transactionId !== $transactionId => $this->log->alarm('paid twice', $about),
            default => $this->log->info("order {$order->state->value}", $about),
        };
    }

    /* What the order is worth only the shop knows. An order that waits for its payer may come without an amount. */
    private function fits(Result $answer, Order $order): bool
    {
        $dialect = $this->dialect($order);
        $fen = $dialect->orderFen($answer);
        return $answer->get('out_trade_no') === $order->outTradeNo
            && ($fen === null ? $answer->state !== State::Succeeded : $fen === $order->amount->fen)
            && $dialect->currency($answer) === 'CNY'
            && $dialect->isOurs($answer);
    }

    /* One order's trouble is not another's. */
    private function guarded(Order $order, string $trouble, callable $work): void
    {
        try {
            $work();
        } catch (\Throwable $e) {
            $this->log->exception($e, $trouble, ['order' => $order->outTradeNo]);
        }
    }

    /** @param list<Order> $orders @return list<Order> as they are now */
    private function stillPending(array $orders): array
    {
        $now = array_map(fn (Order $order) => $this->orders->get($order->outTradeNo), $orders);
        return array_values(array_filter($now, static fn (Order $order) => $order->isPending()));
    }

    private function client(Order $order): \Pay\Gateway
    {
        return $this->gateways->of($order->method)->client();
    }

    private function dialect(Order $order): Dialect
    {
        return $this->gateways->of($order->method)->dialect();
    }
}
