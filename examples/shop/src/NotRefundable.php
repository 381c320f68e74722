<?php

declare(strict_types=1);

namespace Shop;

/** The order is not paid, or less than that is left of it; or the refund's number stands for another refund. */
final class NotRefundable extends \RuntimeException
{
}
