--TEST--
docs/engines.md shows the files that are tested, each of them as it is
--FILE--
<?php
$docs = file_get_contents(__DIR__ . '/../docs/engines.md');
preg_match_all('~^<!-- file: (\S+) -->\n```php\n(.*?)^```$~ms', $docs, $blocks);
$shown = array_combine($blocks[1], $blocks[2]);
foreach (glob(__DIR__ . '/../examples/engines/*/*.php') as $file) {
    $name = 'examples/engines/' . basename(dirname($file)) . '/' . basename($file);
    echo $name, ' ', match ($shown[$name] ?? null) {
        null => 'IS NOT SHOWN',
        file_get_contents($file) => 'is shown',
        default => 'IS SHOWN OTHERWISE',
    }, "\n";
    unset($shown[$name]);
}
echo implode(' ', array_keys($shown)), "\n";
preg_match_all('~\]\(([^)#]+)~', $docs, $links);
foreach ($links[1] as $link) {
    file_exists(__DIR__ . "/../docs/$link") || print "$link leads nowhere\n";
}
?>
--EXPECT--
examples/engines/amp/AmpTransport.php is shown
examples/engines/guzzle/GuzzleTransport.php is shown
examples/engines/guzzle/Psr18Transport.php is shown
