<?php

declare(strict_types=1);

namespace Shop;

enum OrderState: string
{
    use Transitions;

    case Pending = 'pending';
    case Paid = 'paid';
    case Closed = 'closed';
    /** Wholly; after a part of it an order stays what it was. */
    case Refunded = 'refunded';
    /** The gateway reports money that the books did not expect: a person decides. */
    case Review = 'review';

    /** @return list<self> */
    public function next(): array
    {
        return match ($this) {
            self::Pending => [self::Paid, self::Closed, self::Review],
            self::Closed => [self::Review],
            self::Paid, self::Review => [self::Refunded],
            self::Refunded => [],
        };
    }
}
