<?php

declare(strict_types=1);

namespace PaySandbox;

/** Notifications: the envelope, its deliveries with their repeats, and forgeries for tests. */
final class Notifier
{
    private const TIMEOUT = 5.0;
    private const FORGERIES = ['signature', 'body', 'serial', 'stale', 'future', 'probe', 'mchid', 'appid', 'duplicate-key'];

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** Remembers the event; every delivery of it carries the same id. */
    public function record(string $type, string $originalType, array $resource, string $url, array $more = []): string
    {
        $id = 'EV-' . gmdate('YmdHis') . bin2hex(random_bytes(6));
        $event = ['id' => $id, 'type' => $type, 'original_type' => $originalType, 'resource' => $resource, 'url' => $url,
            'create_time' => (new \DateTimeImmutable('now', new \DateTimeZone('Asia/Shanghai')))->format(DATE_RFC3339)] + $more;
        $this->store->update('events', static fn (array $events) => $events + [$id => $event]);
        return $id;
    }

    /** Delivers in a process of its own, so that the shop may call the gateway while it answers. */
    public function deliverInBackground(string $id): void
    {
        // names under .example lead nowhere: tests use them where nobody listens
        if (str_ends_with((string) parse_url($this->event($id)['url'], PHP_URL_HOST), '.example')) {
            return;
        }
        $delays = getenv('PAY_SANDBOX_RESEND');
        $command = [PHP_BINARY, '-n', dirname(__DIR__) . '/wechat.php', 'deliver', '--dir', $this->store->dir, '--id', $id,
            '--delays', $delays === false ? '1,2,5,10,15,15' : $delays];
        exec(implode(' ', array_map('escapeshellarg', $command)) . ' > /dev/null 2>&1 &');
    }

    /** Until the shop takes it, after these seconds each. */
    public function deliver(string $id, string $delays): void
    {
        foreach ([0, ...array_map('floatval', explode(',', $delays))] as $delay) {
            usleep((int) ($delay * 1_000_000));
            if ($this->deliverOnce($id)['is_taken']) {
                return;
            }
        }
    }

    /** One delivery now. @return array{status: int, body: string, milliseconds: float, is_taken: bool} */
    public function deliverOnce(string $id, ?string $forge = null, ?string $url = null): array
    {
        $event = $this->event($id);
        [$headers, $body] = $this->message($event, $forge);
        $start = hrtime(true);
        $answer = self::post($url ?? $event['url'], $headers, $body);
        $answer['is_taken'] = $event['original_type'] === V2Notice::ORIGINAL_TYPE
            ? V2Notice::isTaken($answer)
            : $answer['status'] >= 200 && $answer['status'] < 300;
        $answer['milliseconds'] = round((hrtime(true) - $start) / 1e6, 2);
        $this->store->append('deliveries', ['id' => $id, 'forge' => $forge, 'time' => date(DATE_RFC3339)] + $answer);
        return $answer;
    }

    public function event(string $id): array
    {
        return $this->store->read('events')[$id];
    }

    /** The id of the last event about an order or a refund. @throws ApiError */
    public function lastEvent(string $field, string $number): string
    {
        foreach (array_reverse($this->store->read('events')) as $event) {
            if (($event['resource'][$field] ?? null) === $number) {
                return $event['id'];
            }
        }
        throw new ApiError(404, 'NO_EVENT', 'nothing happened to it yet');
    }

    /** @return array{array<string, string>, string} headers and body @throws ApiError */
    public function message(array $event, ?string $forge = null): array
    {
        if ($event['original_type'] === V2Notice::ORIGINAL_TYPE) {
            return (new V2Notice($this->credentials))->message($event, $forge);
        }
        if ($forge !== null && !in_array($forge, self::FORGERIES, true)) {
            throw new ApiError(400, 'UNKNOWN_FORGERY', 'one of: ' . implode(', ', self::FORGERIES));
        }
        $resource = match ($forge) {
            'mchid' => ['mchid' => '1900000999'] + $event['resource'],
            'appid' => ['appid' => 'wx0000000000000000'] + $event['resource'],
            default => $event['resource'],
        };
        $body = json_encode([
            'id' => $event['id'], 'create_time' => $event['create_time'], 'resource_type' => 'encrypt-resource', 'event_type' => $event['type'],
            'summary' => $event['original_type'] === 'refund' ? '退款成功' : '支付成功', 'resource' => $this->seal($resource, $event['original_type']),
        ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        if ($forge === 'duplicate-key') {
            $body = preg_replace('/^\{/', '{"id":"EV-other",', $body);
        }
        return [$this->headers($body, $forge), $forge === 'body' ? str_replace('encrypt-resource', 'encrypt-resourcf', $body) : $body];
    }

    /** @return array{status: int, body: string} status 0: no answer */
    public static function post(string $url, array $headers, string $body): array
    {
        $lines = ['User-Agent: Mozilla/4.0', 'Connection: close'];
        foreach ($headers + ['Content-Type' => 'application/json'] as $name => $value) {
            $lines[] = "$name: $value";
        }
        $context = stream_context_create(['http' => ['method' => 'POST', 'header' => $lines, 'content' => $body,
            'timeout' => self::TIMEOUT, 'ignore_errors' => true, 'follow_location' => 0]]);
        $answer = @file_get_contents($url, false, $context);
        $status = isset($http_response_header[0]) && preg_match('~^HTTP/\S+ (\d{3})~', $http_response_header[0], $match) ? (int) $match[1] : 0;
        return ['status' => $status, 'body' => substr((string) $answer, 0, 500)];
    }

    private function seal(array $resource, string $originalType): array
    {
        $nonce = substr(base64_encode(random_bytes(12)), 0, 12);
        $plain = json_encode($resource, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        $sealed = openssl_encrypt($plain, 'aes-256-gcm', $this->credentials->get('apiV3Key'), OPENSSL_RAW_DATA, $nonce, $tag, $originalType, 16);
        return ['original_type' => $originalType, 'algorithm' => 'AEAD_AES_256_GCM', 'ciphertext' => base64_encode($sealed . $tag),
            'associated_data' => $originalType, 'nonce' => $nonce];
    }

    private function headers(string $body, ?string $forge): array
    {
        $signatures = new Signatures($this->credentials);
        $signer = $this->credentials->defaultSigner();
        $time = match ($forge) {
            'stale' => time() - 1000,
            'future' => time() + 1000,
            default => null,
        };
        $headers = $signatures->headers($body, $signer, $time, $forge === 'signature' ? 'apiclient_key.pem' : null);
        return match ($forge) {
            'serial' => ['Wechatpay-Serial' => strtoupper(bin2hex(random_bytes(20)))],
            'probe' => ['Wechatpay-Signature' => 'WECHATPAY/SIGNTEST/' . base64_encode(random_bytes(240))],
            default => [],
        } + $headers;
    }
}
