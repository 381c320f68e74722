<?php
declare(strict_types=1);

namespace Bench;

/** What does not hang on the machine. */
final class Guard
{
    /** How much more than measured is let through: another compiler, another OpenSSL, a busy machine. Counts are exact. */
    private const ROOM = ['instructions' => 1.1, 'ratios' => 1.3, 'counts' => 1.0];

    /** Cases whose ratio to bare C says something: in the others RSA hides everything. */
    private const RATIOS = ['order_md5', 'order_hmac', 'notify_v2', 'notify_v3', 'notify_alipay', 'answer_alipay', 'authorization'];

    public function __construct(private readonly Setup $setup)
    {
    }

    /** @return array kind => what => figure; a kind that cannot be measured here says why in a string */
    public function measure(): array
    {
        return ['counts' => $this->counts(), 'ratios' => $this->ratios(), 'instructions' => $this->instructions()];
    }

    public static function bounds(array $measured): array
    {
        foreach ($measured as $kind => $figures) {
            $bounds[$kind] = is_string($figures) ? [] : array_map(static fn ($figure) => self::rounded($figure * self::ROOM[$kind]), $figures);
        }
        return $bounds;
    }

    /** Prints what is beyond its bound and the sum; the status to exit with. */
    public static function compare(array $measured, array $bounds): int
    {
        $passed = $failed = $skipped = 0;
        foreach ($measured as $kind => $figures) {
            if (is_string($figures)) {
                $skipped++;
                echo "skipped: $kind: $figures\n";
                continue;
            }
            foreach ($figures as $what => $figure) {
                $bound = $bounds[$kind][$what] ?? null;
                if ($bound !== null && $figure <= $bound) {
                    $passed++;
                } else {
                    $failed++;
                    printf("FAIL %s, %s: %s, and the bound is %s\n", $kind, $what, self::rounded($figure), $bound ?? 'not in bounds.json');
                }
            }
        }
        echo "$passed passed, $failed failed, $skipped skipped\n";
        return $failed > 0 ? 1 : 0;
    }

    private static function rounded(float $figure): int|float
    {
        return $figure >= 100 || $figure == (int) $figure ? (int) ceil($figure) : ceil($figure * 100) / 100;
    }

    private function ratios(): array
    {
        foreach ((new Loop($this->setup))->run(self::RATIOS, ['limit', 'pay']) as $case => $all) {
            if (!isset($all['pay']['cpu'], $all['limit']['cpu'])) {
                throw new \Exception("$case: " . ($all['pay']['wrong'] ?? $all['limit']['wrong'] ?? 'missing'));
            }
            /* what other work does to a machine only ever adds */
            $ratios[$case] = min($all['pay']['cpu']) / min($all['limit']['cpu']);
        }
        return $ratios;
    }

    private function instructions(): array|string
    {
        if (!Instructions::available()) {
            return 'valgrind is not installed';
        }
        return array_map(static fn ($counts) => $counts['pay'], (new Instructions($this->setup))->run(['pay']));
    }

    /** Ten clients in one process, as requests of one worker make them, each with an order and a query, over TLS to the stand-in gateway. */
    private function counts(): array
    {
        $command = [PHP_BINARY, '-n', '-d', 'extension=' . $this->setup->so, __DIR__ . '/counts.php'];
        $said = (string) shell_exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1');
        return json_decode($said, true) ?? throw new \Exception('counts.php says ' . substr(trim($said), 0, 300));
    }
}
