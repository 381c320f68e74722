#!/usr/bin/env php
<?php

/*
 * Every five minutes:  php bin/cron.php          Or, to compare a day once more:  php bin/cron.php 2026-11-24
 * Asks about pending orders, closes those whose time is over, follows refunds under way, and after ten in the morning compares
 * yesterday's statements with the books. Prints what it did as JSON. One runs at a time; on several machines more do no harm.
 */

declare(strict_types=1);

$services = require __DIR__ . '/../bootstrap.php';
$day = $argv[1] ?? null;
if ($day !== null && Shop\Orders::beijing((int) Shop\Orders::fromBeijing($day, 'Y-m-d'), 'Y-m-d') !== $day) {
    fwrite(STDERR, "usage: cron.php [YYYY-MM-DD]\n");
    exit(2);
}
$lock = fopen($services->config['var'] . '/cron.lock', 'c');
if ($lock === false || !flock($lock, LOCK_EX | LOCK_NB)) {
    fwrite(STDERR, "another one is running\n");
    exit(75);
}
echo json_encode($services->cron()->run($services->config['askEverySeconds'], $day), JSON_THROW_ON_ERROR | JSON_FORCE_OBJECT), "\n";
