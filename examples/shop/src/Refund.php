<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

final class Refund
{
    private function __construct(
        public readonly string $number,
        public readonly string $outTradeNo,
        public readonly Money $amount,
        public readonly RefundState $state,
        public readonly string $reason,
        /** How often the gateway was asked to refund, under this one number. */
        public readonly int $attempts,
        /** What went wrong the last time. */
        public readonly ?string $note,
        public readonly int $createdAt,
        public readonly ?int $doneAt,
    ) {
    }

    public static function fromRow(array $row): self
    {
        return new self(
            $row['out_refund_no'],
            $row['out_trade_no'],
            Money::fen((int) $row['amount']),
            RefundState::from($row['state']),
            $row['reason'],
            (int) $row['attempts'],
            $row['note'],
            (int) $row['created_at'],
            $row['done_at'] === null ? null : (int) $row['done_at'],
        );
    }

    public function isPending(): bool
    {
        return $this->state === RefundState::Pending;
    }
}
