<?php

declare(strict_types=1);

namespace PaySandbox;

/** Where the server writes down its address. */
interface Settings
{
    public function set(string $name, mixed $value): void;
}
