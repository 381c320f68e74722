<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

/** Orders, refunds and differences, for those who run the shop. Every route but the login asks who is there. */
final class OperatorPages
{
    private const AT_A_TIME = 50;
    /** WeChat Pay takes no more. */
    private const REASON_BYTES = 80;

    public function __construct(
        private readonly Services $services,
        private readonly View $view,
        private readonly Session $session,
        private readonly OperatorLogin $login,
    ) {
    }

    /** $route is "GET /operator", with * for a number, which is $id. */
    public function answer(Request $request, string $route, string $id): void
    {
        if (!$this->login->isOn()) {
            throw new HttpError(404, 'error.not-found');
        }
        if ($request->method === 'POST') {
            $this->session->assertForm($request);
        }
        if ($route === 'POST /operator/login') {
            $this->login->enter($request);
            App::redirect('/operator');
            return;
        }
        if (!$this->login->isIn()) {
            $this->page('login', [], 401);
            return;
        }
        match ($route) {
            'GET /operator' => $this->orders($request),
            'GET /operator/refunds' => $this->page('refunds', ['refunds' => $this->services->refunds()->newest(self::AT_A_TIME)]),
            'GET /operator/differences' => $this->differences(),
            'GET /operator/order/*' => $this->order($id),
            'POST /operator/order/*/refund' => $this->refund($request, $id),
            'POST /operator/order/*/ask' => $this->ask($id),
            'POST /operator/logout' => $this->leave(),
            default => throw new HttpError(404, 'error.not-found'),
        };
    }

    private function orders(Request $request): void
    {
        $number = trim($request->query('number'));
        if ($number !== '' && $this->services->orders()->find($number) !== null) {
            App::redirect("/operator/order/$number");
            return;
        }
        $state = OrderState::tryFrom($request->query('state'));
        $orders = $this->services->orders()->newest($state, $request->query('before'), self::AT_A_TIME);
        $this->page('orders', [
            'orders' => $orders,
            'state' => $state,
            'number' => $number,
            'more' => count($orders) === self::AT_A_TIME
                ? '/operator?' . http_build_query(['state' => $state?->value, 'before' => end($orders)->outTradeNo]) : null,
        ]);
    }

    private function order(string $number): void
    {
        $order = $this->find($number);
        $this->page('order', [
            'order' => $order,
            'refunds' => $this->services->refunds()->of($order),
            'nonce' => bin2hex(random_bytes(16)),
        ]);
    }

    private function differences(): void
    {
        $this->page('differences', ['days' => $this->services->reconciliation()->days(self::AT_A_TIME)]);
    }

    private function refund(Request $request, string $number): void
    {
        $order = $this->find($number);
        // Bound to the session and the form: a double click makes one refund.
        $key = hash_hmac('sha256', $request->post('nonce'), $this->session->csrf());
        try {
            $refund = $this->services->refunds()->begin(
                Refunds::numberFor($order, $key),
                $order,
                Money::yuan(trim($request->post('amount'))),
                $this->reason($request),
            );
        } catch (NotRefundable|\ValueError) {
            throw new HttpError(400, 'error.refund');
        }
        $this->services->log()->info('operator refunds', ['refund' => $refund->number, 'fen' => $refund->amount->fen, 'ip' => $request->clientIp]);
        $this->services->refunding()->pursue($refund);
        App::redirect("/operator/order/$number");
    }

    /* What became of the order and its refunds: what is unclear is asked for again, with the same number. */
    private function ask(string $number): void
    {
        $order = $this->services->settlement()->ask($this->find($number));
        $this->services->refunding()->pursueAll($this->services->refunds()->of($order));
        App::redirect("/operator/order/$number");
    }

    private function leave(): void
    {
        $this->login->leave();
        App::redirect('/operator');
    }

    private function reason(Request $request): string
    {
        $reason = trim($request->post('reason'));
        return match (true) {
            $reason === '' => $this->view->text('operator.reason.default'),
            strlen($reason) <= self::REASON_BYTES && preg_match('/^[^\x00-\x1f]+$/uD', $reason) === 1 => $reason,
            default => throw new HttpError(400, 'error.refund'),
        };
    }

    private function find(string $number): Order
    {
        return $this->services->orders()->find($number) ?? throw new HttpError(404, 'error.not-found');
    }

    private function page(string $template, array $with, int $status = 200): void
    {
        $title = $this->view->text("operator.$template");
        $this->view->page("operator-$template", ['title' => $title] + $with, $status);
    }
}
