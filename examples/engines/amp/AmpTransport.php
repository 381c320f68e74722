<?php

declare(strict_types=1);

namespace App;

use Amp\Http\Client\HttpClient;
use Amp\Http\Client\HttpClientBuilder;
use Amp\Http\Client\Request as Message;
use Amp\Socket\ConnectException;
use Pay\Request;
use Pay\Response;
use Pay\Transport;
use Pay\TransportException;

/** A call suspends its fiber until the answer is there; others go on in Revolt's loop. */
final class AmpTransport implements Transport
{
    private readonly HttpClient $client;

    /** @param HttpClientBuilder $builder with a pool of one's own: another CA, a proxy */
    public function __construct(HttpClientBuilder $builder = new HttpClientBuilder())
    {
        // A request is sent once, to where it was signed for, and its answer comes as it is.
        $this->client = $builder->retry(0)->followRedirects(0)->skipAutomaticCompression()->build();
    }

    public function send(Request $request): Response
    {
        $message = new Message($request->url, $request->method, $request->body);
        $message->setHeaders($request->headers);
        $message->setTransferTimeout($request->timeout);
        $message->setInactivityTimeout($request->timeout);
        try {
            $answer = $this->client->request($message);
            return new Response($answer->getStatus(), $answer->getHeaders(), $answer->getBody()->buffer());
        } catch (\Exception $e) {
            // Amp's own message holds the url, and that of a login the app's secret.
            throw $e->getPrevious() instanceof ConnectException
                ? new TransportException('not connected')
                : new \RuntimeException('no answer: ' . $e::class);
        }
    }
}
