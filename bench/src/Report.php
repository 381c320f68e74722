<?php
declare(strict_types=1);

namespace Bench;

/** RESULTS.md from the figures of one run. */
final class Report
{
    private string $text = '';

    public function __construct(private readonly array $results)
    {
        $this->head();
        $this->targets();
        $this->times('In a long loop', 'CPU time of one operation in microseconds, median (minimum). The ratios are those of each round: median (quartiles).',
            $results['loop'] ?? [], 'limit');
        $this->times('As a whole php-fpm request', 'CPU time of the worker in microseconds, median (minimum): autoloading, making the client, one operation, cleaning up.',
            $results['requests'] ?? [], null);
        $this->exchange();
        $this->queries();
        $this->bill();
        $this->load();
        $this->memory();
        $this->instructions();
    }

    public function text(): string
    {
        return $this->text;
    }

    /* ---------------------------------------------------------------- parts */

    private function head(): void
    {
        $this->line('# Results', '', "Written by `bench/run`; what is measured and how is in [README.md](README.md). "
            . ($this->results['quick'] ? '**A quick run: few rounds, a small statement.**' : ''), '', '![How many times faster than the best PHP library](chart.svg)');
        $this->heading('Machine and versions');
        $rows = [];
        foreach ($this->results['machine'] as $what => $value) {
            $rows[] = [$what, $value];
        }
        $this->table(['', ''], $rows);
        $this->line('');
        $rows = [];
        foreach ($this->results['peers'] as $peer => $versions) {
            $rows[] = [$peer, $versions ?: '**missing: Composer could not install it here**'];
        }
        $this->table(['peer', 'packages'], $rows);
    }

    private function targets(): void
    {
        $this->heading('Targets');
        $rows = (new Targets($this->results))->rows();
        $met = count(array_filter($rows, static fn ($row) => $row[3] === 'met'));
        $missed = count(array_filter($rows, static fn ($row) => $row[3] === '**missed**'));
        $this->line("$met met, $missed missed, of " . count($rows) . '. Out of reach is what the bare libraries do not reach in this run either.', '');
        $this->table(['what', 'target', 'measured', ''], $rows);
    }

    /** One table of CPU times, one of ratios to $base, one of ratios of the others to the extension, one of wall times. */
    private function times(string $title, string $explained, array $cases, ?string $base): void
    {
        if (!$cases) {
            return;
        }
        $this->heading($title);
        $this->line($explained, '');
        $ids = array_values(array_filter(Contestants::ids(), static fn ($id) => array_filter($cases, static fn ($all) => isset($all[$id]))));
        $ids = array_values(array_filter($ids, static fn ($id) => array_filter($cases, static fn ($all) => isset($all[$id]['cpu']) || isset($all[$id]['wrong']))));
        $titles = array_map(Contestants::title(...), $ids);
        $this->table(['case', ...$titles], $this->each($cases, $ids, static fn ($all, $id) => Stats::time($all[$id]['cpu'])));
        $this->line('');
        if ($base !== null) {
            $this->line('To bare C:', '');
            $others = array_values(array_diff($ids, [$base]));
            $this->table(['case', ...array_map(Contestants::title(...), $others)], $this->each($cases, $others,
                static fn ($all, $id) => isset($all[$base]['cpu']) ? Stats::times(Stats::ratio($all[$id]['cpu'], $all[$base]['cpu'])) : ''));
            $this->line('');
        }
        $this->line('To this extension:', '');
        $others = array_values(array_diff($ids, ['pay', 'limit', 'limit_by_hand']));
        $this->table(['case', ...array_map(Contestants::title(...), $others)], $this->each($cases, $others,
            static fn ($all, $id) => isset($all['pay']['cpu']) ? Stats::times(Stats::ratio($all[$id]['cpu'], $all['pay']['cpu'])) : ''));
        $this->line('', 'Wall time:', '');
        $this->table(['case', ...$titles], $this->each($cases, $ids, static fn ($all, $id) => Stats::time($all[$id]['wall'])));
    }

    private function each(array $cases, array $ids, callable $cell): array
    {
        $rows = [];
        foreach ($cases as $case => $all) {
            $row = [Loop::CASES[$case] ?? 'an empty request'];
            foreach ($ids as $id) {
                $row[] = match (true) {
                    isset($all[$id]['cpu']) => $cell($all, $id),
                    isset($all[$id]['wrong']) => 'wrong: ' . substr(preg_replace(['~[|\s]+~', '~/\S*/~'], [' ', ''], $all[$id]['wrong']), 0, 80),
                    isset($all[$id]['missing']) => 'missing',
                    default => '',
                };
            }
            $rows[] = $row;
        }
        return $rows;
    }

    private function exchange(): void
    {
        $exchange = $this->results['exchange'] ?? [];
        $this->heading('An order over TLS');
        if (!isset($exchange['order'])) {
            $this->line('Not measured: ' . ($exchange['missing'] ?? 'left out') . '.');
            return;
        }
        $this->line("Each a whole php-fpm request to nginx with TLS 1.3 and HTTP/2, its certificate verified against this machine's bundle. Added round-trip time by "
            . "$exchange[network]. Wall in milliseconds, median (minimum); CPU of the worker in milliseconds. Bare C is libcurl with "
            . 'a signed request, on a kept connection; cold on a new one, in a process forked from one that has done the same before, which trusts the server\'s '
            . 'authority alone. It does not verify the answer. A worker\'s first request takes '
            . Stats::time($exchange['first']['cpu'], 1e6) . ' ms of CPU if it does nothing.', '');
        foreach (['warm' => 'Warm: the worker has answered before', 'cold' => "Cold: the worker's first request"] as $how => $title) {
            $rows = [];
            foreach ($exchange['order'][$how] as $round_trip => $all) {
                foreach ($all as $id => $result) {
                    $rows[$id] ??= [Contestants::title($id)];
                    $rows[$id][] = isset($result['cpu']) ? Stats::time($result['wall'], 1e6) : ($result['wrong'] ?? 'missing');
                    $rows[$id][] = isset($result['cpu']) ? Stats::time($result['cpu'], 1e6) : '';
                }
            }
            $head = [$title];
            foreach (array_keys($exchange['order'][$how]) as $round_trip) {
                array_push($head, "$round_trip ms: wall", 'CPU');
            }
            $this->table($head, array_values($rows));
            $this->line('');
        }
    }

    private function queries(): void
    {
        $queries = $this->results['exchange']['queries'] ?? [];
        if (!$queries) {
            return;
        }
        $this->heading('Fifty queries on one warm HTTP/2 connection');
        $this->line('`Pay\concurrent()` in a php-fpm request; milliseconds, median (minimum). One signature of bare C takes '
            . Stats::number(Stats::median($this->results['loop']['bridge']['limit']['cpu'] ?? [0]) / 1e6) . ' ms here, and fifty are needed.', '');
        $rows = [];
        foreach ($queries as $round_trip => $all) {
            foreach ($all as $id => $result) {
                $rows[] = ["$round_trip ms", Contestants::title($id), isset($result['wall']) ? Stats::time($result['wall'], 1e6) : ($result['wrong'] ?? ''),
                    isset($result['cpu']) ? Stats::time($result['cpu'], 1e6) : ''];
            }
        }
        foreach ($this->results['exchange']['queries_v2'] ?? [] as $round_trip => $all) {
            foreach (['queries_v2' => 'APIv2, side by side', 'queries_in_turn' => 'APIv2, in turn'] as $case => $title) {
                $rows[] = ["$round_trip ms", 'this extension, ' . $title, isset($all[$case]['wall']) ? Stats::time($all[$case]['wall'], 1e6) : ($all[$case]['wrong'] ?? ''),
                    isset($all[$case]['cpu']) ? Stats::time($all[$case]['cpu'], 1e6) : ''];
            }
        }
        $this->table(['added round trip', '', 'wall', 'CPU'], $rows);
    }

    private function bill(): void
    {
        $bill = $this->results['bill'] ?? [];
        $this->heading('A statement');
        if (!isset($bill['read'])) {
            $this->line('Not measured: ' . ($bill['missing'] ?? 'left out') . '.');
            return;
        }
        $this->line(number_format($bill['rows'], 0, '.', ' ') . ' rows of ' . count(Bill::TITLES) . ' columns, ' . Stats::number($bill['bytes'] / 1e6)
            . ' MB. The extension downloads it over TLS, checks hash and form, and then hands out rows; fgetcsv() reads the same file from the disk after its hash was checked. '
            . 'Both make arrays keyed by title and add up a column.', '');
        foreach ($bill['read'] as $id => $seconds) {
            $rows[] = [$id === 'pay' ? Contestants::title('pay') : 'fgetcsv()', Stats::time($bill['fetch'][$id], 1), Stats::time($seconds, 1),
                number_format($bill['rows'] / Stats::median($seconds), 0, '.', ' '), Stats::number($bill['memory'][$id] / 1e6), Stats::number($bill['resident'][$id] / 1e6)];
        }
        $this->table(['', 'fetch and check, s', 'read, s', 'rows/s', 'peak of PHP, MB', 'peak of the process, MB'], $rows);
    }

    private function load(): void
    {
        $load = $this->results['load'] ?? [];
        if (!isset($load['with'])) {
            return;
        }
        $this->heading('Module load');
        $this->line('`php -n -r ""`, a whole process, milliseconds, median (minimum).', '');
        $rows = [];
        foreach (['without' => 'without', 'with' => 'with the extension'] as $id => $title) {
            $rows[] = [$title, Stats::time($load[$id]['cpu'], 1e6), Stats::time($load[$id]['wall'], 1e6)];
        }
        $this->table(['', 'CPU', 'wall'], $rows);
    }

    private function memory(): void
    {
        $requests = $this->results['requests'] ?? [];
        if (!$requests) {
            return;
        }
        $this->heading('Peak memory of a request');
        $this->line('`memory_get_peak_usage()` in kB / files included.', '');
        $ids = array_values(array_filter(Contestants::ids(), static fn ($id) => array_filter($requests, static fn ($all) => isset($all[$id]['memory']))));
        $rows = [];
        foreach ($requests as $case => $all) {
            $rows[] = [Loop::CASES[$case] ?? 'an empty request', ...array_map(static fn ($id) => isset($all[$id]['memory'])
                ? Stats::number($all[$id]['memory'] / 1e3) . ' / ' . $all[$id]['files'] : '', $ids)];
        }
        $this->table(['case', ...array_map(Contestants::title(...), $ids)], $rows);
    }

    private function instructions(): void
    {
        $cases = $this->results['instructions'] ?? [];
        $this->heading('Instructions');
        if (!$cases || isset($cases['missing'])) {
            $this->line('Not measured: ' . ($cases['missing'] ?? 'left out') . '.');
            return;
        }
        $this->line('Of one operation in a loop, by callgrind, in thousands. Cases with RSA are left out: valgrind hides some instructions from OpenSSL.', '');
        $ids = array_values(array_filter(Contestants::ids(), static fn ($id) => array_filter($cases, static fn ($all) => isset($all[$id]))));
        $rows = [];
        foreach ($cases as $case => $all) {
            $rows[] = [Loop::CASES[$case], ...array_map(static fn ($id) => isset($all[$id]) ? Stats::number($all[$id] / 1e3) : '', $ids)];
        }
        $this->table(['case', ...array_map(Contestants::title(...), $ids)], $rows);
    }

    /* ---------------------------------------------------------------- markdown */

    private function line(string ...$lines): void
    {
        foreach ($lines as $line) {
            $this->text .= rtrim($line) . "\n";
        }
    }

    private function heading(string $text): void
    {
        $this->line('', "## $text", '');
    }

    private function table(array $head, array $rows): void
    {
        $this->line('| ' . implode(' | ', $head) . ' |', '|' . str_repeat(' --- |', count($head)));
        foreach ($rows as $row) {
            $this->line('| ' . implode(' | ', array_pad($row, count($head), '')) . ' |');
        }
    }
}
