<?php

declare(strict_types=1);

namespace Shop;

/** An order went through a gateway whose keys the shop does not have (any more), or the shop has none at all. */
final class NotConfigured extends \RuntimeException
{
}
