<?php

declare(strict_types=1);

namespace PaySandbox;

/** One HTTP request as it arrived. */
final class Request
{
    /**
     * @param array<string, string> $headers lower-case names
     * @param ?string $clientCertificate what the client showed in the TLS handshake, in PEM
     */
    public function __construct(
        public readonly string $method,
        public readonly string $target,
        public readonly array $headers,
        public readonly string $body,
        public readonly bool $isTls = false,
        public readonly ?string $clientCertificate = null,
    ) {
    }

    /** The request that PHP's built-in web server is answering. */
    public static function current(): self
    {
        $headers = [];
        foreach (getallheaders() as $name => $value) {
            $headers[strtolower($name)] = $value;
        }
        return new self($_SERVER['REQUEST_METHOD'], $_SERVER['REQUEST_URI'], $headers, (string) file_get_contents('php://input'));
    }

    public function header(string $name): string
    {
        return $this->headers[strtolower($name)] ?? '';
    }

    public function path(): string
    {
        return strtok($this->target, '?') ?: '/';
    }

    /** @return array<string, mixed> */
    public function query(): array
    {
        parse_str((string) parse_url('http://x' . $this->target, PHP_URL_QUERY), $query);
        return $query;
    }

    /** Fields of a form or of a JSON object. */
    public function fields(): array
    {
        if (str_starts_with($this->header('Content-Type'), 'application/x-www-form-urlencoded')) {
            parse_str($this->body, $fields);
            return $fields;
        }
        $fields = json_decode($this->body, true);
        return is_array($fields) ? $fields : [];
    }
}
