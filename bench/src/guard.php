<?php
/* What bench/guard calls when everything is built: guard.php SETTINGS [--write] */
declare(strict_types=1);

namespace Bench;

foreach (glob(__DIR__ . '/[A-Z]*.php') as $file) {
    require_once $file;
}

$setup = new Setup(json_decode($argv[1], true));
$file = dirname(__DIR__) . '/bounds.json';
$measured = (new Guard($setup))->measure();
if (($argv[2] ?? '') === '--write') {
    file_put_contents($file, json_encode(Guard::bounds($measured), JSON_PRETTY_PRINT) . "\n");
    exit("wrote $file\n");
}
exit(Guard::compare($measured, json_decode(file_get_contents($file), true)));
