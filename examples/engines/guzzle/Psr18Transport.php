<?php

declare(strict_types=1);

namespace App;

use Pay\Request;
use Pay\Response;
use Pay\Transport;
use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;

final class Psr18Transport implements Transport
{
    public function __construct(private readonly ClientInterface $client, private readonly RequestFactoryInterface&StreamFactoryInterface $make)
    {
    }

    public function send(Request $request): Response
    {
        $message = $this->make->createRequest($request->method, $request->url)->withBody($this->make->createStream($request->body));
        foreach ($request->headers as $name => $value) {
            $message = $message->withHeader($name, $value);
        }
        try {
            $answer = $this->client->sendRequest($message);
        } catch (ClientExceptionInterface $e) {
            throw new \RuntimeException('no answer: ' . $e::class); // whose message may hold the url, and that of a login the app's secret
        }
        return new Response($answer->getStatusCode(), $answer->getHeaders(), (string) $answer->getBody());
    }
}
