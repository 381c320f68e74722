<?php

declare(strict_types=1);

namespace Shop;

/** Ends a request with an error page; the text is a key of lang/. */
final class HttpError extends \RuntimeException
{
    public function __construct(public readonly int $status, public readonly string $text)
    {
        parent::__construct("$status $text");
    }
}
