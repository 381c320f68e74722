<?php
/*
 * One contestant in a process of its own, asked line by line as bench/limit/main.c is:
 *   php contestant.php FILE VENDOR
 */
declare(strict_types=1);

require __DIR__ . '/Cases.php';

define('VENDOR', $argv[2] ?? '');
ob_start(static fn () => ''); /* what a library prints is no answer */
$cases = require $argv[1];
$case = null;

function answer(string $line): void
{
    fwrite(STDOUT, "$line\n");
}

function measured(Closure $run, int $times): array
{
    $usage = getrusage();
    $wall = hrtime(true);
    for ($i = 0; $i < $times; $i++) {
        $run();
    }
    $wall = hrtime(true) - $wall;
    $after = getrusage();
    $cpu = 0;
    foreach (['ru_utime', 'ru_stime'] as $kind) {
        $cpu += ($after["$kind.tv_sec"] - $usage["$kind.tv_sec"]) * 1000000 + $after["$kind.tv_usec"] - $usage["$kind.tv_usec"];
    }
    return [$cpu * 1000, $wall];
}

while (($line = fgets(STDIN)) !== false) {
    $words = explode(' ', trim($line));
    try {
        switch ($words[0]) {
            case 'prepare':
                $of = $cases($words[1]);
                $case = $of ? Bench\prepared($of(require "$words[2]/fixture.php")) : null;
                answer($case ? 'ok' : 'missing');
                break;
            case 'show':
                $case['before']();
                $made = $case['run']();
                $made = ($case['show'])($made);
                answer(in_array($made, [null, false], true) ? 'refused' : base64_encode(json_encode($made, JSON_THROW_ON_ERROR)));
                break;
            case 'time':
                $case['before']();
                [$cpu, $wall] = measured($case['run'], (int) $words[1]);
                if ($case['less']) {
                    $case['before_less']();
                    [$cpu_less, $wall_less] = measured($case['less'], (int) $words[1]);
                    [$cpu, $wall] = [$cpu - $cpu_less, $wall - $wall_less];
                }
                answer("$cpu $wall");
                break;
        }
    } catch (Throwable $e) {
        answer('refused');
        fwrite(STDERR, basename($argv[1]) . " $line" . $e::class . ': ' . $e->getMessage() . "\n");
    }
}
