<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

final class Order
{
    private function __construct(
        public readonly string $outTradeNo,
        public readonly string $token,
        public readonly string $productId,
        public readonly string $title,
        public readonly int $quantity,
        public readonly Money $amount,
        public readonly int $refundedFen,
        /** Set aside for refunds under way. */
        public readonly int $refundingFen,
        public readonly OrderState $state,
        public readonly Method $method,
        public readonly Channel $channel,
        public readonly string $clientIp,
        public readonly ?string $openid,
        public readonly ?string $transactionId,
        public readonly int $createdAt,
        public readonly int $expiresAt,
        public readonly ?int $paidAt,
        public readonly ?string $pickupCode,
    ) {
    }

    public static function fromRow(array $row): self
    {
        return new self(
            $row['out_trade_no'],
            $row['token'],
            $row['product_id'],
            $row['title'],
            (int) $row['quantity'],
            Money::fen((int) $row['amount']),
            (int) $row['refunded'],
            (int) $row['refunding'],
            OrderState::from($row['state']),
            Method::from($row['gateway']),
            Channel::from($row['channel']),
            $row['client_ip'],
            $row['openid'],
            $row['transaction_id'],
            (int) $row['created_at'],
            (int) $row['expires_at'],
            $row['paid_at'] === null ? null : (int) $row['paid_at'],
            $row['pickup_code'],
        );
    }

    public function isPending(): bool
    {
        return $this->state === OrderState::Pending;
    }

    public function isExpired(): bool
    {
        return time() >= $this->expiresAt;
    }

    /** What may still be paid back; null if nothing. */
    public function refundable(): ?Money
    {
        $left = $this->amount->fen - $this->refundedFen - $this->refundingFen;
        return $left > 0 && in_array($this->state, OrderState::Refunded->sources(), true) ? Money::fen($left) : null;
    }

    public function path(string $page, string $more = ''): string
    {
        return "/$page/$this->outTradeNo$more?t=$this->token";
    }
}
