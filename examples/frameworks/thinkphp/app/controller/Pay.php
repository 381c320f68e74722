<?php

declare(strict_types=1);

namespace app\controller;

use Pay\TransportException;
use Shop\Checkout;
use think\Request;
use think\Response;

class Pay
{
    public function __construct(private readonly Checkout $checkout)
    {
    }

    public function start(Request $request, string $number, string $gateway): Response
    {
        try {
            $url = $this->checkout->start($gateway, $number, $request->ip());
        } catch (TransportException) {
            return response('The gateway does not answer. Please press the button again.', 503, ['Retry-After' => '5']);
        }
        return $url === null ? response('', 404) : redirect($url);
    }

    public function notify(Request $request, string $gateway): Response
    {
        $reply = $this->checkout->notified($gateway, $request->getInput(), $request->header());
        return response($reply->body, $reply->status, $reply->headers);
    }

    public function back(Request $request, string $gateway): Response
    {
        // Of the address as the browser sent it: rewriting to index.php?s=... adds a parameter that Alipay did not sign.
        $query = (string) parse_url($request->server('REQUEST_URI'), PHP_URL_QUERY);
        $order = $this->checkout->returned($gateway, $query);
        return $order === null ? response('', 404) : response("Order $order[number]: $order[state]");
    }
}
