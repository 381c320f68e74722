<?php

declare(strict_types=1);

namespace PaySandbox;

/** What APIv2 sends and gets: one flat tree of elements, and the signature over it. */
final class V2Message
{
    private const TEXT = '(?:[^<&\]]++|\](?!\]>)|&(?:lt|gt|amp|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)++';
    private const CDATA = '<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+\]\]>';
    private const CHARACTERS = '/^[\x09\x0A\x0D\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]*+$/Du';

    /**
     * Reads strictly: no declaration, DOCTYPE, attribute, comment, nesting, repeated or empty element.
     *
     * @return array<string, string>
     * @throws V2Refusal
     */
    public static function read(string $body, string $root = 'xml'): array
    {
        $body = trim(str_replace(["\r\n", "\r"], "\n", $body), " \t\n");
        match (true) {
            $body === '' => throw new V2Refusal('POST_DATA_EMPTY'),
            preg_match(self::CHARACTERS, $body) !== 1 => throw new V2Refusal('NOT_UTF8: or a character that XML does not have'),
            str_starts_with($body, '<?xml') => throw new V2Refusal('system error: an XML declaration is not understood'),
            str_starts_with($body, '<!') => throw new V2Refusal('XML_FORMAT_ERROR: something stands before the root'),
            !str_starts_with($body, "<$root>") || !str_ends_with($body, "</$root>") => throw new V2Refusal("XML_FORMAT_ERROR: the root is not $root"),
            default => null,
        };
        return self::elements(substr($body, strlen($root) + 2, -strlen($root) - 3));
    }

    /** @param array<string, string|int|array> $fields an array holds nested elements: a list of [name => fields] */
    public static function write(array $fields, string $root = 'xml'): string
    {
        $xml = "<$root>";
        foreach ($fields as $name => $value) {
            $xml .= is_array($value)
                ? "<$name>" . implode('', array_map(static fn (array $child) => self::write(current($child), key($child)), $value)) . "</$name>\n"
                : "<$name><![CDATA[" . str_replace(']]>', ']]]]><![CDATA[>', (string) $value) . "]]></$name>\n";
        }
        return "$xml</$root>";
    }

    /** The signature of all fields but "sign" that have a value. */
    public static function sign(array $fields, string $type, string $key): string
    {
        unset($fields['sign']);
        $fields = array_filter($fields, static fn ($value) => (string) $value !== '');
        ksort($fields, SORT_STRING);
        $text = '';
        foreach ($fields as $name => $value) {
            $text .= "$name=$value&";
        }
        $text = ($text === '' ? '&' : $text) . "key=$key";
        return strtoupper($type === 'MD5' ? md5($text) : hash_hmac('sha256', $text, $key));
    }

    public static function signed(array $fields, string $type, string $key): array
    {
        return ['sign' => self::sign($fields, $type, $key)] + $fields;
    }

    /** @throws V2Refusal */
    private static function elements(string $xml): array
    {
        $fields = [];
        $at = 0;
        $pattern = '~\G\s*+<([A-Za-z_][A-Za-z0-9_.-]*+)>((?:' . self::TEXT . '|' . self::CDATA . ')*+)</\1>\s*+~';
        for ($end = strlen($xml); $at < $end; $at += strlen($match[0])) {
            if (preg_match($pattern, $xml, $match, 0, $at) !== 1) {
                throw new V2Refusal('XML_FORMAT_ERROR: not a flat list of elements, at byte ' . $at);
            }
            $value = self::value($match[2]);
            if (isset($fields[$match[1]]) || $value === '') {
                throw new V2Refusal("XML_FORMAT_ERROR: $match[1] is " . ($value === '' ? 'empty' : 'there twice'));
            }
            $fields[$match[1]] = $value;
        }
        return $fields;
    }

    private static function value(string $xml): string
    {
        return preg_replace_callback('~' . self::CDATA . '|' . self::TEXT . '~', static fn (array $part) => str_starts_with($part[0], '<![CDATA[')
            ? substr($part[0], 9, -3)
            : html_entity_decode($part[0], ENT_QUOTES | ENT_XML1, 'UTF-8'), $xml);
    }
}
