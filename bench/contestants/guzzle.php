<?php
/* guzzlehttp/guzzle with what plain.php signs: what a shop without an SDK sends with. */
declare(strict_types=1);

require VENDOR . '/autoload.php';
$plain = require __DIR__ . '/plain.php';

return static fn (string $case): ?Closure => match ($case) {
    'exchange' => static function (array $f) use ($plain): Closure {
        $client = new GuzzleHttp\Client(['base_uri' => $f['url'], 'timeout' => 20.0]);
        $signed = $plain('authorization')($f);
        return static function () use ($client, $signed): ?string {
            [$body, $header] = explode("\nAuthorization: ", $signed());
            $answer = $client->post('/v3/pay/transactions/jsapi', ['body' => $body,
                'headers' => ['Authorization' => $header, 'Content-Type' => 'application/json', 'Accept' => 'application/json']]);
            return json_decode((string) $answer->getBody(), true)['prepay_id'] ?? null;
        };
    },
    default => null,
};
