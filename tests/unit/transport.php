<?php
/** Writes the tables of docs/transport.md as a C header:  php transport.php < transport.md > transport.h */
function cells(string $line): array
{
    return array_map(fn ($cell) => trim($cell, " `"), explode('|', trim($line, '| ')));
}

/** The rows of the table under the heading. */
function table(string $document, string $heading): array
{
    preg_match("/^## $heading\n.*?((?:^\|[^\n]*\n)+)/ms", $document, $match) || throw new RuntimeException("no table under $heading");
    return array_map(cells(...), array_slice(explode("\n", trim($match[1])), 2));
}

$status = ['Transport' => 'PAY_E_TRANSPORT', 'UnknownOutcome' => 'PAY_E_UNKNOWN', 'Config' => 'PAY_E_CONFIG'];
$document = stream_get_contents(STDIN);
echo "/* Made by transport.php from docs/transport.md. */\nstatic const written_end written_ends[] = {\n";
foreach (table($document, 'No answer') as [$name, $sent, $reason, $read, $order, $money, $again]) {
    printf("\t{\"%s\", %s, \"%s\", %s, %s, %s, AGAIN_%s},\n", $name, ['no' => 'false', 'yes' => 'true'][$sent], $reason,
        $status[$read], $status[$order], $status[$money], strtoupper($again));
}
echo "};\nstatic const written_limit written_limits[] = {\n";
foreach (table($document, 'Limits') as [, $constant, $value]) {
    printf("\t{\"%s\", %s, %s},\n", $constant, $constant, $value);
}
echo "};\n";
