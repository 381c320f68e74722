<?php
declare(strict_types=1);

namespace Bench;

/** How many times faster than the best peer, case by case: a bar for the loop and one for the whole request, and where bare C would be. */
final class Chart
{
    private const WIDTH = 860;
    private const LEFT = 235;
    private const RIGHT = 60;
    private const ROW = 34;
    private const TOP = 74;
    private const MOST = 64; /* at the right edge */

    private string $svg = '';

    public function __construct(private readonly array $results)
    {
        $rows = $this->rows();
        $height = self::TOP + self::ROW * count($rows) + 40;
        $this->svg = sprintf('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13">' . "\n"
            . '<rect width="100%%" height="100%%" fill="#fff"/>' . "\n", self::WIDTH, $height);
        $this->text(20, 28, 'How many times faster than the best PHP library, CPU time', 'font-size="17" font-weight="600"');
        $this->legend();
        $this->axis($height);
        foreach ($rows as $i => [$title, $loop, $bare, $request]) {
            $y = self::TOP + $i * self::ROW;
            $this->text(self::LEFT - 10, $y + 19, $title, 'text-anchor="end"');
            $this->bar($y + 4, $loop, '#2a6fb0');
            $this->bar($y + 17, $request, '#e08a2e');
            if ($bare !== null) {
                $x = self::x($bare);
                $this->svg .= "<line x1=\"$x\" y1=\"" . ($y + 2) . "\" x2=\"$x\" y2=\"" . ($y + 16) . "\" stroke=\"#222\" stroke-width=\"2\"/>\n";
            }
        }
        $this->svg .= "</svg>\n";
    }

    public function svg(): string
    {
        return $this->svg;
    }

    /** @return array of [title, ratio in the loop, ratio of bare C, ratio of whole requests]; null: not measured */
    private function rows(): array
    {
        foreach (Loop::CASES as $case => $title) {
            [$loop, $bare] = $this->ratios($this->results['loop'][$case] ?? []);
            [$request] = $this->ratios($this->results['requests'][$case] ?? []);
            if ($loop !== null || $request !== null) {
                $rows[] = [$title, $loop, $bare, $request];
            }
        }
        foreach ($this->results['exchange']['order']['warm'] ?? [] as $round_trip => $all) {
            $rows[] = ["order over TLS, $round_trip ms, warm", null, null, $this->ratios($all)[0]];
        }
        return $rows ?? [];
    }

    private function ratios(array $all): array
    {
        $times = [];
        foreach (Contestants::peers() as $id) {
            if (isset($all[$id]['cpu'])) {
                $times[] = Stats::median($all[$id]['cpu']);
            }
        }
        if (!$times || !isset($all['pay']['cpu'])) {
            return [null, null];
        }
        return [min($times) / Stats::median($all['pay']['cpu']), isset($all['limit']['cpu']) ? min($times) / Stats::median($all['limit']['cpu']) : null];
    }

    /** Half as fast at the left, then a doubling for every step. */
    private static function x(float $ratio): float
    {
        $part = (log(min(max($ratio, 0.5), self::MOST), 2) + 1) / (log(self::MOST, 2) + 1);
        return round(self::LEFT + $part * (self::WIDTH - self::LEFT - self::RIGHT), 1);
    }

    private function axis(int $height): void
    {
        for ($ratio = 0.5; $ratio <= self::MOST; $ratio *= 2) {
            $x = self::x($ratio);
            $this->svg .= sprintf('<line x1="%s" y1="%d" x2="%s" y2="%d" stroke="%s"/>' . "\n", $x, self::TOP - 4, $x, $height - 30, $ratio === 1.0 ? '#888' : '#e2e2e2');
            $this->text((int) $x, $height - 14, ($ratio < 1 ? '½' : $ratio) . '×', 'text-anchor="middle" fill="#555"');
        }
    }

    private function bar(int $y, ?float $ratio, string $colour): void
    {
        if ($ratio === null) {
            return;
        }
        $from = min(self::x(1), self::x($ratio));
        $width = max(1, abs(self::x($ratio) - self::x(1)));
        $this->svg .= "<rect x=\"$from\" y=\"$y\" width=\"$width\" height=\"11\" fill=\"$colour\"/>\n";
        $this->text((int) max(self::x($ratio), self::x(1)) + 6, $y + 10, Stats::number($ratio) . '×', 'font-size="11" fill="#333"');
    }

    private function legend(): void
    {
        $this->svg .= '<rect x="20" y="42" width="12" height="11" fill="#2a6fb0"/><rect x="150" y="42" width="12" height="11" fill="#e08a2e"/>'
            . '<line x1="330" y1="40" x2="330" y2="55" stroke="#222" stroke-width="2"/>' . "\n";
        $this->text(38, 52, 'in a long loop');
        $this->text(168, 52, 'whole php-fpm request');
        $this->text(338, 52, 'bare C in the loop');
    }

    private function text(int $x, int $y, string $text, string $attributes = ''): void
    {
        $this->svg .= "<text x=\"$x\" y=\"$y\" $attributes>" . htmlspecialchars($text, ENT_XML1) . "</text>\n";
    }
}
