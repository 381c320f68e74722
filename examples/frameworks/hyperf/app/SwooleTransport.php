<?php

declare(strict_types=1);

namespace App;

use Pay\Request;
use Pay\Response;
use Pay\Transport;
use Pay\TransportException;
use Swoole\Coroutine\Http\Client;

use const SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED as NOT_CONNECTED;

/** Carries requests by Swoole's client: a call then stops its coroutine, and not the worker. Only for use inside of coroutines. */
final class SwooleTransport implements Transport
{
    /** @param string $caFile PEM bundle; "": that of this machine's OpenSSL */
    public function __construct(private readonly string $caFile = '')
    {
    }

    public function send(Request $request): Response
    {
        $url = parse_url($request->url);
        $isTls = $url['scheme'] === 'https';
        $client = new Client($url['host'], $url['port'] ?? ($isTls ? 443 : 80), $isTls);
        // Without both of the first two Swoole proves neither the certificate nor whose it is.
        $client->set([
            'ssl_verify_peer' => true,
            'ssl_host_name' => $url['host'],
            'ssl_cafile' => $this->caFile,
            'timeout' => $request->timeout,
            'keep_alive' => false,
            'http_compression' => false,
        ]);
        $client->setMethod($request->method);
        $client->setHeaders($request->headers);
        if ($request->body !== '') {
            $client->setData($request->body);
        }
        $client->execute(($url['path'] ?? '/') . (isset($url['query']) ? "?$url[query]" : ''));
        $client->close();
        return match (true) {
            $client->statusCode > 0 => new Response($client->statusCode, $client->headers, $client->body),
            $client->statusCode === NOT_CONNECTED => throw new TransportException("not connected: $client->errMsg"),
            default => throw new \RuntimeException("no answer: $client->errMsg"),
        };
    }
}
