<?php

declare(strict_types=1);

namespace PaySandbox;

/** A stand-in gateway as the server sees it. */
interface Handler
{
    public function handle(Request $request): Response;

    /** Whether this request shall be met with a reset, before any of it is read. */
    public function resets(string $method, string $target): bool;
}
