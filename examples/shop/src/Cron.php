<?php

declare(strict_types=1);

namespace Shop;

/** What lost notifications and dead browsers leave behind is settled here, and the books are compared with the statements. */
final class Cron
{
    private const AT_A_TIME = 200;
    /** The statements of yesterday are there by then, Beijing time. */
    private const BILL_HOUR = 10;

    public function __construct(
        private readonly Orders $orders,
        private readonly Refunds $refunds,
        private readonly Settlement $settlement,
        private readonly Refunding $refunding,
        private readonly Reconciliation $reconciliation,
        private readonly \Pay\Inbox $inbox,
    ) {
    }

    /** @return array what was done */
    public function run(int $askEverySeconds, ?string $day): array
    {
        return [
            'orders' => $this->settleOrders($askEverySeconds),
            'refunds' => $this->pursueRefunds(),
            'statements' => $day === null ? $this->daily() : $this->reconciliation->all($day),
        ];
    }

    /** @return array<string, int> how many pending orders there were, and what became of them */
    private function settleOrders(int $askEverySeconds): array
    {
        $did = [];
        for ($last = ''; ($orders = $this->orders->pendingAfter($last, self::AT_A_TIME)) !== []; $last = end($orders)->outTradeNo) {
            [$expired, $open] = [[], []];
            foreach ($orders as $order) {
                $order->isExpired() ? $expired[] = $order : $open[] = $order;
            }
            $this->settlement->askAll($open, $askEverySeconds);
            $this->settlement->closeAll($expired);
            foreach ($orders as $order) {
                $state = $this->orders->get($order->outTradeNo)->state->value;
                $did[$state] = ($did[$state] ?? 0) + 1;
            }
        }
        return $did;
    }

    /** @return array<string, int> likewise */
    private function pursueRefunds(): array
    {
        $did = [];
        for ($last = ''; ($refunds = $this->refunds->pendingAfter($last, self::AT_A_TIME)) !== []; $last = end($refunds)->number) {
            $this->refunding->pursueAll($refunds);
            foreach ($refunds as $refund) {
                $state = $this->refunds->find($refund->number)->state->value;
                $did[$state] = ($did[$state] ?? 0) + 1;
            }
        }
        return $did;
    }

    /** What is due once a day. @return array<string, ?int> differences by gateway; null: the statement could not be had */
    private function daily(): array
    {
        $found = (int) Orders::beijing(time(), 'G') < self::BILL_HOUR ? []
            : $this->reconciliation->missing(Orders::beijing(time() - 86400, 'Y-m-d'));
        $found === [] || $this->inbox->prune();
        return $found;
    }
}
