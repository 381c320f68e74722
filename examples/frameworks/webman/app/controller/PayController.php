<?php

namespace app\controller;

use Pay\TransportException;
use Shop\Checkout;
use support\Container;
use support\Request;
use support\Response;

class PayController
{
    public function start(Request $request, string $number, string $gateway): Response
    {
        try {
            $url = $this->checkout()->start($gateway, $number, $request->getRealIp());
        } catch (TransportException) {
            return response('The gateway does not answer. Please press the button again.', 503, ['Retry-After' => '5']);
        }
        return $url === null ? response('', 404) : redirect($url);
    }

    public function notify(Request $request, string $gateway): Response
    {
        $reply = $this->checkout()->notified($gateway, $request->rawBody(), $request->header());
        return response($reply->body, $reply->status, $reply->headers);
    }

    public function back(Request $request, string $gateway): Response
    {
        $order = $this->checkout()->returned($gateway, $request->queryString());
        return $order === null ? response('', 404) : response("Order $order[number]: $order[state]");
    }

    private function checkout(): Checkout
    {
        return Container::get(Checkout::class);
    }
}
