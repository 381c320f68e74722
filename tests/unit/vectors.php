<?php
/**
 * Writes the published vectors as a C header:  php vectors.php [PREFIX] < wechat-v3-vectors.json > vectors.h
 * A nested value has a dotted name ("inputs.nonce"), true is "1", false is "0".
 */
function c_string(string $text): string
{
    return '"' . preg_replace_callback('/[^ !#-\[\]^-~]|\?/', fn ($match) => sprintf('\%03o', ord($match[0])), $text) . '"';
}

function flatten(array $values, string $prefix = ''): array
{
    $flat = [];
    foreach ($values as $name => $value) {
        if (is_array($value)) {
            $flat += flatten($value, "$prefix$name.");
        } else {
            $flat["$prefix$name"] = $value === false ? '0' : (string) $value;
        }
    }
    return $flat;
}

/** Keys and certificates by name; the public half of a private key is "name (public part)". */
function keys(array $data): array
{
    $keys = [];
    foreach (($data['keys'] ?? []) + ($data['certs'] ?? []) as $name => $key) {
        $keys[$name] = $key['pem'] ?? $key['value'];
        if (isset($key['public_pem'])) {
            $keys["$name (public part)"] = $key['public_pem'];
        }
    }
    return $keys;
}

$prefix = $argv[1] ?? '';
$data = json_decode(stream_get_contents(STDIN), true, 64, JSON_THROW_ON_ERROR);
echo "/* Made by vectors.php from published test data. */\n#include \"vector.h\"\n\n";
foreach ($data['vectors'] as $i => $vector) {
    echo "static const pay_pair {$prefix}vector_{$i}[] = {\n";
    foreach (flatten(['inputs' => $vector['inputs'], 'expected' => $vector['expected']]) as $name => $value) {
        printf("\t{PAY_LIT_INIT(%s), PAY_LIT_INIT(%s)},\n", c_string($name), c_string($value));
    }
    echo "};\n";
}
echo "static const vector {$prefix}vectors[] = {\n";
foreach ($data['vectors'] as $i => $vector) {
    $name = "{$prefix}vector_$i";
    printf("\t{%s, %s, %s, sizeof(%s) / sizeof(pay_pair)},\n", c_string($vector['id']), c_string($vector['kind']), $name, $name);
}
echo "};\n";
$keys = keys($data);
if ($keys) {
    echo "static const pay_pair {$prefix}vector_keys[] = {\n";
    foreach ($keys as $name => $text) {
        printf("\t{PAY_LIT_INIT(%s), PAY_LIT_INIT(%s)},\n", c_string($name), c_string($text));
    }
    echo "};\n";
}
