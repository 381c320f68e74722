<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\PayException;

/** Paying, coming back, and looking at an order. The unguessable token in the address is what admits a visitor. */
final class OrderPages
{
    /** A buyer who comes back is waiting: ask the gateway sooner than a poll would. */
    private const ASK_ON_RETURN = 2;

    public function __construct(
        private readonly Services $services,
        private readonly View $view,
        private readonly Session $session,
    ) {
    }

    public function pay(Request $request, string $number): void
    {
        $order = $this->find($request, $number);
        if ($order->isPending() && $order->isExpired()) {
            $order = $this->services->settlement()->close($order);
        }
        if (!$order->isPending()) {
            App::redirect($order->path('order'));
            return;
        }
        if (!Browser::of($request->userAgent)->takes($order->method)) {
            $this->page('pay-elsewhere', $order, with: ['link' => $this->services->config['baseUrl'] . $order->path('pay')]);
            return;
        }
        $page = $this->start($order);
        if ($page === null) {
            // Refused or unclear. If it turns out to be paid or closed by now, the order page says so.
            $order = $this->services->settlement()->ask($order, self::ASK_ON_RETURN);
            $order->isPending()
                ? $this->page('pay-again', $order, 503)
                : App::redirect($order->path('order'));
            return;
        }
        $this->page($page->template, $order, with: $page->with);
    }

    /** That the browser came back proves nothing. The notification may still be on its way, so the gateway is asked. */
    public function returned(Request $request, string $number): void
    {
        $order = $this->services->settlement()->ask($this->find($request, $number), self::ASK_ON_RETURN);
        $order->isPending()
            ? $this->page('return', $order, with: ['refresh' => $order->path('return')])
            : App::redirect($order->path('order'));
    }

    public function show(Request $request, string $number): void
    {
        $this->page('order', $this->find($request, $number));
    }

    public function cancel(Request $request, string $number): void
    {
        $this->session->assertForm($request);
        $order = $this->services->settlement()->close($this->find($request, $number));
        App::redirect($order->path('order'));
    }

    /* Null: no payment data now. Everything is kept under the same order number, so the buyer may simply try again. */
    private function start(Order $order): ?PayPage
    {
        try {
            return $this->services->gateways()->of($order->method)->start($order);
        } catch (\Pay\ConfigException $e) {
            throw $e;
        } catch (ApiException $e) {
            $this->services->log()->exception($e, 'order refused', ['order' => $order->outTradeNo]);
        } catch (PayException $e) {
            // Transport, unknown outcome, or an answer that is not proven.
            $this->services->log()->exception($e, 'order not created', ['order' => $order->outTradeNo]);
        }
        return null;
    }

    private function find(Request $request, string $number): Order
    {
        $order = $this->services->orders()->find($number);
        if ($order === null || !hash_equals($order->token, $request->query('t'))) {
            throw new HttpError(404, 'error.not-found');
        }
        return $order;
    }

    private function page(string $template, Order $order, int $status = 200, array $with = []): void
    {
        $title = $this->view->text($template === 'order' ? 'order.title' : 'pay.title');
        $this->view->page($template, ['order' => $order, 'title' => $title] + $with, $status);
    }
}
