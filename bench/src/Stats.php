<?php
declare(strict_types=1);

namespace Bench;

/** Medians, minima, and ratios round by round: contestants of one round met the same machine. */
final class Stats
{
    public static function median(array $values): float
    {
        return self::quantile($values, 0.5);
    }

    public static function quantile(array $values, float $part): float
    {
        sort($values);
        $at = $part * (count($values) - 1);
        $low = (int) floor($at);
        return $values[$low] + ($at - $low) * (($values[$low + 1] ?? $values[$low]) - $values[$low]);
    }

    /** @return array{float, float, float} median and quartiles of a[i] / b[i] */
    public static function ratio(array $a, array $b): array
    {
        $ratios = array_map(static fn ($x, $y) => $y > 0 ? $x / $y : INF, $a, $b);
        return [self::median($ratios), self::quantile($ratios, 0.25), self::quantile($ratios, 0.75)];
    }

    /** "1.7 (1.6)": median and minimum, of nanoseconds in microseconds, or what divisor says. */
    public static function time(array $values, float $divisor = 1e3): string
    {
        return self::number(self::median($values) / $divisor) . ' (' . self::number(min($values) / $divisor) . ')';
    }

    public static function times(array $ratio): string
    {
        return self::number($ratio[0]) . ' (' . self::number($ratio[1]) . '–' . self::number($ratio[2]) . ')';
    }

    /** Three digits that mean something. */
    public static function number(float $value): string
    {
        $size = abs($value);
        return number_format($value, $size >= 100 ? 0 : ($size >= 10 ? 1 : ($size >= 0.1 ? 2 : 3)), '.', ' ');
    }
}
