<?php

declare(strict_types=1);

namespace Shop;

/** Of an enum whose next() says which states may follow. docs/shop.md draws them. */
trait Transitions
{
    /** The states from which this one may be reached. @return list<self> */
    public function sources(): array
    {
        return array_values(array_filter(self::cases(), fn (self $state) => in_array($this, $state->next(), true)));
    }
}
