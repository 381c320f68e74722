<?php

declare(strict_types=1);

namespace Shop;

final class Request
{
    public function __construct(
        public readonly string $method,
        public readonly string $path,
        public readonly array $query,
        public readonly array $post,
        public readonly string $userAgent,
        public readonly string $clientIp,
    ) {
    }

    /** @param list<string> $proxies addresses whose X-Forwarded-For is believed */
    public static function current(array $proxies): self
    {
        return new self(
            $_SERVER['REQUEST_METHOD'],
            (string) strtok($_SERVER['REQUEST_URI'], '?'),
            $_GET,
            $_POST,
            $_SERVER['HTTP_USER_AGENT'] ?? '',
            self::clientIp($proxies),
        );
    }

    public function query(string $name): string
    {
        return is_string($this->query[$name] ?? null) ? $this->query[$name] : '';
    }

    public function post(string $name): string
    {
        return is_string($this->post[$name] ?? null) ? $this->post[$name] : '';
    }

    /* The last hop that is not one of our own proxies; everything before it anyone may have made up. */
    private static function clientIp(array $proxies): string
    {
        $ip = $_SERVER['REMOTE_ADDR'] ?? '127.0.0.1';
        $hops = array_map('trim', explode(',', $_SERVER['HTTP_X_FORWARDED_FOR'] ?? ''));
        while (in_array($ip, $proxies, true) && $hops !== [] && filter_var(end($hops), FILTER_VALIDATE_IP)) {
            $ip = array_pop($hops);
        }
        return $ip;
    }
}
