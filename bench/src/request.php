<?php
/* One whole request: what a script does that handles one order, one notification, and nothing else. */
declare(strict_types=1);

ob_start(); // what a library prints when it is loaded must not end the headers
define('VENDOR', $_SERVER['BENCH_VENDOR']);
$case = (require $_SERVER['BENCH_FILE'])($_SERVER['BENCH_CASE']); // none: an empty request has the same files
$fixture = require $_SERVER['BENCH_FIXTURE'];
if ($case !== null) {
    $of = $case($fixture);
    if (is_array($of)) {
        isset($of['before']) && $of['before']();
        $made = $of['run']();
    } else {
        $made = $of();
    }
    if (isset($_SERVER['BENCH_SHOW'])) {
        $made = is_array($of) && isset($of['show']) ? $of['show']($made) : $made;
        header('Made: ' . base64_encode((string) json_encode($made)));
    }
}
if (isset($_SERVER['BENCH_SHOW'])) {
    header('Worker: ' . getmypid());
    header('Peak: ' . memory_get_peak_usage());
    $usage = getrusage();
    header('Cpu: ' . (($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1000000 + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']));
    header('Files: ' . count(get_included_files()));
}
