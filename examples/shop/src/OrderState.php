<?php

declare(strict_types=1);

namespace Shop;

enum OrderState: string
{
    case Pending = 'pending';
    case Paid = 'paid';
    case Closed = 'closed';
    case Refunded = 'refunded';
    /** The gateway reports money that the books did not expect: a person decides. */
    case Review = 'review';
}
