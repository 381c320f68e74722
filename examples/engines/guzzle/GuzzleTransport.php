<?php

declare(strict_types=1);

namespace App;

use GuzzleHttp\ClientInterface;
use GuzzleHttp\Exception\GuzzleException;
use Pay\Request;
use Pay\Response;
use Pay\Transport;

final class GuzzleTransport implements Transport
{
    public function __construct(private readonly ClientInterface $guzzle)
    {
    }

    public function send(Request $request): Response
    {
        try {
            $answer = $this->guzzle->request($request->method, $request->url, [
                'headers' => $request->headers, 'body' => $request->body, 'timeout' => $request->timeout,
                'allow_redirects' => false, 'http_errors' => false, 'decode_content' => false,
                'curl' => [CURLOPT_FORBID_REUSE => true], // or libcurl sends again what a kept connection lost
            ]);
        } catch (GuzzleException $e) {
            // Guzzle's own message holds the url, and that of a login the app's secret.
            $code = method_exists($e, 'getHandlerContext') ? $e->getHandlerContext()['errno'] ?? 0 : 0;
            throw in_array($code, [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT], true)
                ? new \Pay\TransportException("not connected, curl $code")
                : new \RuntimeException("no answer, curl $code");
        }
        return new Response($answer->getStatusCode(), $answer->getHeaders(), (string) $answer->getBody());
    }
}
