<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Response;

/** An answer as the bytes that are signed and what stands around them. */
final class Answer
{
    public ?string $certSn = null;
    public ?string $sign = null;
    /** The whole text, where it is not made of the members. */
    public ?string $text = null;
    /** @var list<string> raw members in front of and behind the node */
    public array $before = [];
    public array $behind = [];
    public bool $isSignFirst = false;

    /** @param string $node raw bytes: an object, or the string of an encrypted one */
    public function __construct(public string $root, public string $node, public readonly string $charset)
    {
    }

    public static function rootOf(?string $method): string
    {
        return $method === null || $method === '' ? 'error_response' : strtr($method, '.', '_') . '_response';
    }

    /** Chinese as it is, slashes escaped: as the real gateway writes it. */
    public static function json(array $node): string
    {
        return json_encode($node ?: new \stdClass(), JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    public static function of(string $root, array $node, string $charset): self
    {
        return new self($root, Charset::encode(self::json($node), $charset), $charset);
    }

    /** Signs the bytes of the node as they stand. */
    public function signedBy(Credentials $credentials): self
    {
        $this->sign = self::proof($this->node, $credentials);
        $this->certSn = $credentials->isCertificateMode() ? $credentials->get('alipayCertSn') : null;
        return $this;
    }

    public static function proof(string $text, Credentials $credentials, ?\OpenSSLAsymmetricKey $key = null, ?int $algorithm = null): string
    {
        openssl_sign($text, $signature, $key ?? $credentials->platformKey(), $algorithm ?? $credentials->algorithm());
        return base64_encode($signature);
    }

    public function text(): string
    {
        if ($this->text !== null) {
            return $this->text;
        }
        $tail = array_filter([
            $this->certSn === null ? null : '"alipay_cert_sn":"' . $this->certSn . '"',
            $this->sign === null ? null : '"sign":"' . $this->sign . '"',
        ]);
        $node = [...$this->before, "\"$this->root\":$this->node", ...$this->behind];
        return '{' . implode(',', $this->isSignFirst ? [...array_reverse($tail), ...$node] : [...$node, ...$tail]) . '}';
    }

    public function response(): Response
    {
        $charset = Charset::isGbk($this->charset) ? 'GBK' : 'utf-8';
        return new Response(200, $this->text(), ['Content-Type' => "text/html;charset=$charset", 'trace_id' => '0b' . bin2hex(random_bytes(15))]);
    }
}
