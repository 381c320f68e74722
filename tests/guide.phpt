--TEST--
The guide shows the files that are tested, and says the same in both languages
--FILE--
<?php
const DOCS = __DIR__ . '/../docs';
const EXAMPLES = __DIR__ . '/../examples/frameworks';

/** The code with a file's name, by that name. */
function shown(string $text): array
{
    preg_match_all('~^<!-- file: examples/frameworks/(\S+) -->\n```php\n(.*?)^```$~ms', $text, $blocks);
    return array_combine($blocks[1], $blocks[2]);
}

/** What does not depend on the language: headings by level, tables by size, list entries, code and links, section by section. */
function skeleton(string $text): array
{
    preg_match_all('~^```.*?^```$~ms', $text, $fences);
    $text = preg_replace('~^```.*?^```$~ms', '```', $text);
    $sections = [];
    foreach (preg_split('~^(?=##)~m', $text) as $section) {
        preg_match_all('~^(?:(#+) |(- \[ \] |- |\d+\. )|(\|.*\|)$)~m', $section, $lines, PREG_SET_ORDER);
        $cells = fn (string $row) => $row === '' ? '' : substr_count($row, '|') . ' cells';
        $shape = array_map(fn ($line) => $line[1] . trim($line[2] ?? '') . $cells($line[3] ?? ''), $lines);
        preg_match_all('~`[^`\n]+`~', str_replace('```', '', $section), $code);
        preg_match_all('~\]\(([^)]+)\)~', $section, $links);
        $links = preg_grep('~^(#|integration\.)~', $links[1], PREG_GREP_INVERT);
        $spans = array_count_values($code[0]);
        ksort($spans);
        sort($links);
        $sections[] = [$shape, $spans, $links];
    }
    return [$fences[0], $sections];
}

$guides = array_map(fn ($name) => file_get_contents(DOCS . "/$name"), ['en' => 'integration.md', 'zh' => 'integration.zh-CN.md']);

$files = new RegexIterator(new RecursiveIteratorIterator(new RecursiveDirectoryIterator(EXAMPLES)), '~\.php$~');
$examples = [];
foreach ($files as $file) {
    $examples[substr($file->getPathname(), strlen(EXAMPLES) + 1)] = file_get_contents($file->getPathname());
}
foreach ($guides as $language => $text) {
    $shown = shown($text);
    foreach ($examples as $name => $code) {
        match ($shown[$name] ?? null) {
            $code => null,
            null => print "$language does not show $name\n",
            default => print "$language shows another $name\n",
        };
    }
    foreach (array_diff_key($shown, $examples) as $name => $code) {
        echo "$language shows $name, which is not there\n";
    }
    preg_match_all('~\]\(([^):#]+)\)~', $text, $links);
    foreach ($links[1] as $link) {
        file_exists(DOCS . "/$link") || print "$language leads to $link, which is not there\n";
    }
}
echo count($examples) > 10 ? 'files' : 'too few files', "\n";

[$englishCode, $english] = skeleton($guides['en']);
[$chineseCode, $chinese] = skeleton($guides['zh']);
var_dump($englishCode === $chineseCode, count($english) === count($chinese));
foreach ($english as $n => $section) {
    foreach (['shape', 'code', 'links'] as $part => $name) {
        if ($section[$part] !== $chinese[$n][$part]) {
            echo "section $n: another $name\n", json_encode($section[$part]), "\n", json_encode($chinese[$n][$part]), "\n";
        }
    }
}
?>
--EXPECT--
files
bool(true)
bool(true)
