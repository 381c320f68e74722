<?php

declare(strict_types=1);

namespace App\Controller;

use Hyperf\HttpMessage\Stream\SwooleStream;
use Hyperf\HttpServer\Contract\RequestInterface;
use Hyperf\HttpServer\Contract\ResponseInterface;
use Pay\TransportException;
use Psr\Http\Message\ResponseInterface as Psr7Response;
use Shop\Checkout;

class PayController
{
    // Request and response are Hyperf's stand-ins for those of the coroutine.
    public function __construct(
        private readonly Checkout $checkout,
        private readonly RequestInterface $request,
        private readonly ResponseInterface $response,
    ) {
    }

    public function start(string $number, string $gateway): Psr7Response
    {
        try {
            $url = $this->checkout->start($gateway, $number, $this->request->server('remote_addr'));
        } catch (TransportException) {
            $text = 'The gateway does not answer. Please press the button again.';
            return $this->response->raw($text)->withStatus(503)->withHeader('Retry-After', '5');
        }
        return $url === null ? $this->response->raw('')->withStatus(404) : $this->response->redirect($url);
    }

    public function notify(string $gateway): Psr7Response
    {
        $reply = $this->checkout->notified($gateway, (string) $this->request->getBody(), $this->request->getHeaders());
        $response = $this->response->withStatus($reply->status)->withBody(new SwooleStream($reply->body));
        foreach ($reply->headers as $name => $value) {
            $response = $response->withHeader($name, $value);
        }
        return $response;
    }

    public function back(string $gateway): Psr7Response
    {
        $order = $this->checkout->returned($gateway, (string) $this->request->server('query_string'));
        return $order === null
            ? $this->response->raw('')->withStatus(404)
            : $this->response->raw("Order $order[number]: $order[state]");
    }
}
