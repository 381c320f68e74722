<?php

declare(strict_types=1);

namespace Shop;

/**
 * Lets an operator in who knows the password of the configuration. Without one there is nothing to enter. Whoever guesses
 * is made to wait, by address.
 */
final class OperatorLogin
{
    private const SECONDS = 8 * 3600;
    private const LEAST_LENGTH = 12;
    private const TRIES = 5;
    private const WITHIN_SECONDS = 900;

    public function __construct(
        private readonly ?string $password,
        private readonly \PDO $db,
        private readonly Session $session,
        private readonly Log $log,
    ) {
    }

    public function isOn(): bool
    {
        if ($this->password === null) {
            return false;
        }
        if (strlen($this->password) < self::LEAST_LENGTH) {
            $this->log->alarm('the operator page is off: its password is too short', ['least' => self::LEAST_LENGTH]);
            return false;
        }
        return true;
    }

    public function isIn(): bool
    {
        ['key' => $key, 'until' => $until] = $this->session->all()['operator'] ?? ['key' => '', 'until' => 0];
        return hash_equals($this->key(), $key) && time() < $until;
    }

    /** @throws HttpError 403, or 429 for somebody who has tried too often */
    public function enter(Request $request): void
    {
        if ($this->failures($request->clientIp) >= self::TRIES) {
            throw new HttpError(429, 'error.tries');
        }
        // Digests, so that not even the length can be timed.
        if (!hash_equals(hash('sha256', (string) $this->password), hash('sha256', $request->post('password')))) {
            $this->db->prepare('INSERT INTO wrong_passwords (client_ip, created_at) VALUES (?, ?)')->execute([$request->clientIp, time()]);
            $this->log->alarm('wrong password of the operator page', ['ip' => $request->clientIp]);
            throw new HttpError(403, 'error.password');
        }
        $this->session->renew(['operator' => ['key' => $this->key(), 'until' => time() + self::SECONDS]]);
        $this->log->info('operator in', ['ip' => $request->clientIp]);
    }

    public function leave(): void
    {
        $this->session->renew(['operator' => null]);
    }

    /* Of this password: a new one ends all sessions. */
    private function key(): string
    {
        return hash_hmac('sha256', 'operator', (string) $this->password);
    }

    private function failures(string $ip): int
    {
        $this->db->prepare('DELETE FROM wrong_passwords WHERE created_at < ?')->execute([time() - self::WITHIN_SECONDS]);
        $select = $this->db->prepare('SELECT COUNT(*) FROM wrong_passwords WHERE client_ip = ?');
        $select->execute([$ip]);
        return (int) $select->fetchColumn();
    }
}
