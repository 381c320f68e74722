<?php

declare(strict_types=1);

namespace Shop;

/** What the pay pages poll. It reads the shop's own books; the gateway is asked once in a while, not once a poll. */
final class Status
{
    public function __construct(private readonly Services $services)
    {
    }

    public function show(Request $request, string $number): void
    {
        $order = $this->services->orders()->find($number);
        if ($order === null || !hash_equals($order->token, $request->query('t'))) {
            $this->send(404, ['error' => 'not found']);
            return;
        }
        $order = $this->services->settlement()->ask($order, $this->services->config['askEverySeconds']);
        $this->send(200, [
            'outTradeNo' => $order->outTradeNo,
            'state' => $order->state->value,
            'final' => !$order->isPending(),
            'url' => $order->path('order'),
        ]);
    }

    private function send(int $status, array $data): void
    {
        http_response_code($status);
        header('Content-Type: application/json');
        header('Cache-Control: no-store');
        header('X-Content-Type-Options: nosniff');
        echo json_encode($data, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    }
}
