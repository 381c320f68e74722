<?php

declare(strict_types=1);

namespace Shop;

enum RefundState: string
{
    use Transitions;

    /** Its amount is set aside and its number is kept. Whether the gateway knows of it may be unclear. */
    case Pending = 'pending';
    case Done = 'done';
    /** Refused, or closed by the gateway: its amount is free again. */
    case Failed = 'failed';
    /** The gateway could not bring the money back to the payer. It is still set aside: a person decides in the merchant console. */
    case Review = 'review';

    /** @return list<self> */
    public function next(): array
    {
        return match ($this) {
            self::Pending => [self::Done, self::Failed, self::Review],
            self::Review => [self::Done, self::Failed],
            // What the gateway proves counts, whatever it said before.
            self::Failed => [self::Done],
            self::Done => [],
        };
    }

    public function holdsMoney(): bool
    {
        return $this === self::Pending || $this === self::Review;
    }
}
