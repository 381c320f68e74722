<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Store;

/** What payments with a code are going to do, as a test wrote it down, and which codes were used. */
final class Scripts
{
    public function __construct(private readonly Store $store)
    {
    }

    public function write(string $number, array $script): void
    {
        $lists = array_map(static fn (mixed $steps) => array_map('strval', (array) $steps),
            array_intersect_key($script, array_flip(['pay', 'queries', 'cancel', 'refund'])));
        $this->store->update('scripts', static fn (array $scripts) => [$number => $lists] + $scripts);
    }

    public function pay(string $number): ?string
    {
        return $this->next($number, 'pay');
    }

    public function query(string $number): ?string
    {
        return $this->next($number, 'queries');
    }

    public function cancel(string $number): ?string
    {
        return $this->next($number, 'cancel');
    }

    public function refund(string $number): ?string
    {
        return $this->next($number, 'refund');
    }

    /** A code pays one order; for that one it may come again. */
    public function codeIsFree(string $code, string $number): bool
    {
        return $this->store->update('codes', static fn (array $codes) => isset($codes[$code]) ? null : $codes + [$code => $number])[$code] === $number;
    }

    private function next(string $number, string $list): ?string
    {
        $step = null;
        $this->store->update('scripts', static function (array $scripts) use ($number, $list, &$step): ?array {
            if (($scripts[$number][$list] ?? []) === []) {
                return null;
            }
            $step = array_shift($scripts[$number][$list]);
            return $scripts;
        });
        return $step;
    }
}
