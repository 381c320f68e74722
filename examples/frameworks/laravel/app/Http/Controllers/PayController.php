<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Pay\TransportException;
use Shop\Checkout;
use Symfony\Component\HttpFoundation\Response as AnyResponse;

class PayController
{
    public function __construct(private readonly Checkout $checkout)
    {
    }

    public function start(Request $request, string $number, string $gateway): AnyResponse
    {
        try {
            $url = $this->checkout->start($gateway, $number, $request->ip());
        } catch (TransportException) {
            return response('The gateway does not answer. Please press the button again.', 503, ['Retry-After' => '5']);
        }
        return $url === null ? response('', 404) : redirect()->away($url);
    }

    public function notify(Request $request, string $gateway): Response
    {
        $reply = $this->checkout->notified($gateway, $request->getContent(), $request->headers->all());
        return response($reply->body, $reply->status, $reply->headers);
    }

    public function back(Request $request, string $gateway): Response
    {
        // Not getQueryString(), which sorts and encodes anew.
        $order = $this->checkout->returned($gateway, (string) $request->server('QUERY_STRING'));
        return $order === null ? response('', 404) : response("Order $order[number]: $order[state]");
    }
}
