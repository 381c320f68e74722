<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** Parameters as they travel. PHP's own parser changes names and drops repeats, so this is one of our own. */
final class Form
{
    /** @return list<array{string, string}> decoded once, as bytes */
    public static function pairs(string $text): array
    {
        $pairs = [];
        foreach (explode('&', $text) as $pair) {
            if ($pair !== '') {
                [$name, $value] = explode('=', $pair, 2) + [1 => ''];
                $pairs[] = [urldecode($name), urldecode($value)];
            }
        }
        return $pairs;
    }

    /** @param array<string, string> $parameters */
    public static function build(array $parameters): string
    {
        return implode('&', array_map(static fn ($name, string $value) => urlencode((string) $name) . '=' . urlencode($value),
            array_keys($parameters), $parameters));
    }

    /** Sorted by name, joined as they are. @param array<string, string> $parameters */
    public static function text(array $parameters): string
    {
        ksort($parameters, SORT_STRING);
        return implode('&', array_map(static fn ($name, string $value) => "$name=$value", array_keys($parameters), $parameters));
    }
}
