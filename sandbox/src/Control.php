<?php

declare(strict_types=1);

namespace PaySandbox;

/** The sandbox's own interface for tests and demos, under /sandbox. Unauthenticated: for loopback only. */
final class Control
{
    private const ROUTES = [
        'GET /sandbox/status' => 'status',
        'GET /sandbox/requests' => 'requests',
        'GET /sandbox/deliveries' => 'deliveries',
        'GET /sandbox/orders' => 'orders',
        'POST /sandbox/pay' => 'pay',
        'POST /sandbox/notify' => 'notify',
        'POST /sandbox/fault' => 'fault',
        'POST /sandbox/script' => 'script',
        'POST /sandbox/bill' => 'bill',
        'POST /sandbox/code' => 'code',
        'DELETE /sandbox/faults' => 'disarm',
        'POST /sandbox/reset' => 'reset',
        'POST /sandbox/mode' => 'mode',
        'POST /sandbox/rotate' => 'rotate',
    ];

    public function __construct(
        private readonly Store $store,
        private readonly Credentials $credentials,
        private readonly Orders $orders,
        private readonly Notifier $notifier,
        private readonly Faults $faults,
    ) {
    }

    /** @throws ApiError */
    public function answer(Request $request): Response
    {
        $method = self::ROUTES["$request->method " . $request->path()] ?? null;
        if ($method !== null) {
            return Response::json(200, $this->$method($request->fields()));
        }
        if (preg_match('~^/sandbox/orders/([^/]+)$~D', $request->path(), $match)) {
            return Response::json(200, $this->orders->view($this->orders->find(rawurldecode($match[1]))));
        }
        throw new ApiError(404, 'NOT_FOUND', 'docs/sandbox.md lists what is here');
    }

    private function status(): array
    {
        $counts = [];
        foreach ($this->store->read('requests') as $request) {
            $name = $request['method'] . ' ' . strtok($request['target'], '?');
            $counts[$name] = ($counts[$name] ?? 0) + 1;
        }
        return ['requests' => array_sum($counts), 'connections' => $this->store->read('connections')['count'] ?? 0, 'by_endpoint' => $counts,
            'faults' => $this->store->read('faults'), 'mode' => $this->credentials->get('mode'), 'signer' => $this->credentials->defaultSigner()];
    }

    private function requests(): array
    {
        return ['requests' => $this->store->read('requests')];
    }

    private function deliveries(): array
    {
        return ['deliveries' => $this->store->read('deliveries')];
    }

    private function orders(): array
    {
        return ['orders' => array_map($this->orders->view(...), array_values($this->store->read('orders')))];
    }

    /** As if the payer had paid. notify: false leaves the notification to /sandbox/notify. */
    private function pay(array $fields): array
    {
        $number = (string) ($fields['out_trade_no'] ?? '');
        if ($this->orders->pay($number)) {
            Cashier::notify($this->orders, $this->notifier, $number, $fields['notify'] ?? true);
        }
        return $this->orders->view($this->orders->find($number));
    }

    /** Delivers the last event of an order or refund now: times, forge, url in place of the order's own; send false hands it out instead. */
    private function notify(array $fields): array
    {
        $id = isset($fields['out_refund_no'])
            ? $this->notifier->lastEvent('out_refund_no', $fields['out_refund_no'])
            : $this->notifier->lastEvent('out_trade_no', (string) ($fields['out_trade_no'] ?? ''));
        if (!($fields['send'] ?? true)) {
            [$headers, $body] = $this->notifier->message($this->notifier->event($id), $fields['forge'] ?? null);
            return ['id' => $id, 'headers' => $headers, 'body' => $body];
        }
        $answers = [];
        for ($i = 0; $i < (int) ($fields['times'] ?? 1); $i++) {
            $answers[] = $this->notifier->deliverOnce($id, $fields['forge'] ?? null, $fields['url'] ?? null);
        }
        return ['id' => $id, 'answers' => $answers];
    }

    private function fault(array $fields): array
    {
        $this->faults->arm($fields);
        return ['faults' => $this->store->read('faults')];
    }

    /** How payment by code goes: micropay, queries, reverse of an out_trade_no. */
    private function script(array $fields): array
    {
        return (new Micropay($this->store, $this->orders))->script($fields);
    }

    private function bill(array $fields): array
    {
        return Bills::configure($this->store, $fields);
    }

    /** A login code: kind "web" (as made) or "mini". */
    private function code(array $fields): array
    {
        $kind = $fields['kind'] ?? 'web';
        if ($kind !== 'web' && $kind !== 'mini') {
            throw new ApiError(400, 'PARAM_ERROR', 'kind is web or mini');
        }
        return ['code' => (new Login($this->store, $this->credentials))->code($kind, $fields['openid'] ?? null)];
    }

    private function disarm(): array
    {
        return ['faults' => $this->store->update('faults', static fn () => [])];
    }

    private function reset(): array
    {
        foreach (['orders', 'refunds', 'transfers', 'v2transfers', 'redpackets', 'events', 'deliveries', 'requests', 'faults', 'scripts', 'bill', 'codes'] as $name) {
            $this->store->update($name, static fn () => []);
        }
        return ['reset' => true];
    }

    private function mode(array $fields): array
    {
        Credentials::open($this->store, (string) ($fields['mode'] ?? ''));
        $this->credentials->set('mode', $fields['mode']);
        return ['mode' => $fields['mode']];
    }

    private function rotate(): array
    {
        return ['serial' => $this->credentials->rotate()];
    }
}
