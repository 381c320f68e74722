<?php
/* What bench/run calls when everything is built: main.php SETTINGS PARTS, both JSON. Writes RESULTS.md, chart.svg and results.json. */
declare(strict_types=1);

namespace Bench;

require __DIR__ . '/../../tests/inc/fpm.inc';
foreach (glob(__DIR__ . '/[A-Z]*.php') as $file) {
    require_once $file;
}

$setup = new Setup(json_decode($argv[1], true));
$parts = json_decode($argv[2], true);
$started = microtime(true);
$results = ['quick' => $setup->quick, 'machine' => Machine::facts($setup), 'peers' => Machine::peers($setup)];
foreach ([
    'loop' => static fn () => (new Loop($setup))->run(array_keys(Loop::CASES)),
    'requests' => static fn () => (new Requests($setup))->run(array_keys(Loop::CASES)),
    'exchange' => static fn () => (new Exchange($setup))->run(),
    'bill' => static fn () => (new Bill($setup))->run(),
    'load' => static fn () => (new Load($setup))->run(),
    'instructions' => static fn () => (new Instructions($setup))->run($setup->quick ? ['limit', 'limit_by_hand', 'pay'] : Contestants::ids()),
] as $part => $run) {
    if (in_array($part, $parts, true)) {
        $results[$part] = $run();
    }
}
$results['machine']['load at the end'] = Machine::load();
$results['machine']['took'] = Stats::number((microtime(true) - $started) / 60) . ' minutes';
file_put_contents("$setup->out/results.json", json_encode($results, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE));
file_put_contents(dirname(__DIR__) . '/RESULTS.md', (new Report($results))->text());
file_put_contents(dirname(__DIR__) . '/chart.svg', (new Chart($results))->svg());
foreach ((new Targets($results))->rows() as [$what, $target, $measured, $verdict]) {
    printf("%-75s %-16s %-22s %s\n", $what, $target, $measured, $verdict);
}
