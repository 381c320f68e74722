<?php

declare(strict_types=1);

namespace Shop;

/** A browser's session. It is released at once, so that no request waits for another one's gateway call. */
final class Session
{
    private array $data;

    public function __construct(private readonly bool $secure, string $language)
    {
        $this->open();
        $_SESSION['csrf'] ??= bin2hex(random_bytes(32));
        if (in_array($language, View::LANGUAGES, true)) {
            $_SESSION['language'] = $language;
        }
        $this->data = $_SESSION;
        session_write_close();
    }

    /** Changes what the session holds; null takes a name out. */
    public function put(array $values): void
    {
        $this->open();
        $this->keep($values);
    }

    /** The same when rights change: the cookie and the forms that were known before are worth nothing now. */
    public function renew(array $values): void
    {
        $this->open();
        session_regenerate_id(true);
        $this->keep(['csrf' => bin2hex(random_bytes(32))] + $values);
    }

    public function all(): array
    {
        return $this->data;
    }

    public function csrf(): string
    {
        return $this->data['csrf'];
    }

    public function language(): string
    {
        return $this->data['language'] ?? View::LANGUAGES[0];
    }

    /** @throws HttpError 403 if the form is not one of ours */
    public function assertForm(Request $request): void
    {
        if (!hash_equals($this->csrf(), $request->post('csrf'))) {
            throw new HttpError(403, 'error.form');
        }
    }

    private function keep(array $values): void
    {
        $_SESSION = array_filter($values + $_SESSION, static fn ($value) => $value !== null);
        $this->data = $_SESSION;
        session_write_close();
    }

    private function open(): void
    {
        session_start([
            // The prefix makes browsers insist on Secure, on this host and on the whole of it.
            'name' => $this->secure ? '__Host-shop' : 'shop',
            'use_strict_mode' => true,
            'use_only_cookies' => true,
            'cookie_path' => '/',
            'cookie_httponly' => true,
            'cookie_secure' => $this->secure,
            // Lax, not Strict: the buyer comes back from the gateway by a link.
            'cookie_samesite' => 'Lax',
            'cache_limiter' => '',
        ]);
    }
}
