<?php

declare(strict_types=1);

namespace PaySandbox;

/** What goes back. $raw, if set, replaces everything that would be written; null in $close keeps the connection. */
final class Response
{
    public float $delay = 0.0;
    /** Bytes of the written message after which the connection is cut; null: none. */
    public ?int $cutAfter = null;
    public ?string $raw = null;
    public bool $hang = false;
    /** False for the few answers of APIv3 that carry no signature. */
    public bool $isSigned = true;
    /** A file that is sent in place of $body, in blocks; its path. */
    public ?string $file = null;
    /** Bytes of the file after which the connection is cut; null: all are sent. */
    public ?int $fileEnd = null;

    /** @param array<string, string> $headers */
    public function __construct(
        public int $status,
        public string $body = '',
        public array $headers = [],
    ) {
    }

    public static function json(int $status, array $data): self
    {
        $flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRETTY_PRINT;
        return new self($status, json_encode($data ?: new \stdClass(), $flags) . "\n", ['Content-Type' => 'application/json']);
    }

    public static function html(int $status, string $html): self
    {
        return new self($status, $html, ['Content-Type' => 'text/html; charset=utf-8']);
    }

    public function size(): int
    {
        return $this->file === null ? strlen($this->body) : filesize($this->file);
    }

    /** The bytes of an HTTP/1.1 message, without the file. */
    public function message(bool $keepAlive): string
    {
        if ($this->raw !== null) {
            return $this->raw;
        }
        $head = "HTTP/1.1 $this->status " . ($this->status < 300 ? 'OK' : 'Answer') . "\r\n";
        $headers = $this->headers + ['Connection' => $keepAlive ? 'keep-alive' : 'close'];
        if ($this->status !== 204) {
            $headers += ['Content-Length' => (string) $this->size()];
        }
        foreach ($headers as $name => $value) {
            $head .= "$name: $value\r\n";
        }
        return "$head\r\n" . ($this->file === null ? $this->body : '');
    }
}
