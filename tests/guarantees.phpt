--TEST--
Each promise of docs/guarantees.md names tests that are there
--FILE--
<?php
$root = __DIR__ . '/..';
$rows = preg_grep('/^\| (?!promise|---)/', file("$root/docs/guarantees.md", FILE_IGNORE_NEW_LINES));
foreach ($rows as $row) {
    [, $promise, $tests] = array_map('trim', explode('|', $row));
    preg_match_all('~`(tests/[^`]+)`~', $tests, $named);
    foreach ($named[1] ?: ['no test'] as $test) {
        if (!is_file("$root/$test")) {
            echo "$promise: $test\n";
        }
    }
}
var_dump(count($rows) > 20);
?>
--EXPECT--
bool(true)
