<?php

declare(strict_types=1);

namespace Shop;

/** What a buyer who is to pay gets to see: a template and what it needs beside the order. */
final class PayPage
{
    /** @param array<string, mixed> $with */
    public function __construct(public readonly string $template, public readonly array $with)
    {
    }
}
