<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Request;
use PaySandbox\Response;
use PaySandbox\Store;

/** The sandbox's own interface for tests and demos, under /sandbox. Unauthenticated: for loopback only. */
final class Control
{
    private const ROUTES = [
        'GET /sandbox/status' => 'status',
        'GET /sandbox/requests' => 'requests',
        'GET /sandbox/deliveries' => 'deliveries',
        'GET /sandbox/orders' => 'orders',
        'POST /sandbox/pay' => 'pay',
        'POST /sandbox/finish' => 'finish',
        'POST /sandbox/notify' => 'notify',
        'POST /sandbox/script' => 'script',
        'POST /sandbox/fault' => 'fault',
        'DELETE /sandbox/faults' => 'disarm',
        'POST /sandbox/reset' => 'reset',
        'POST /sandbox/mode' => 'mode',
        'POST /sandbox/rotate' => 'rotate',
        'POST /sandbox/bill' => 'bill',
        'POST /sandbox/code' => 'code',
    ];
    private const FORGETTABLE = ['trades', 'transfers', 'events', 'deliveries', 'requests', 'faults', 'scripts', 'codes', 'grants', 'downloads', 'bill'];

    public function __construct(
        private readonly Store $store,
        private readonly Credentials $credentials,
        private readonly Trades $trades,
        private readonly Notices $notices,
        private readonly Scripts $scripts,
        private readonly OpenApi $open,
        private readonly Faults $faults,
    ) {
    }

    public function answer(Request $request): Response
    {
        $method = self::ROUTES["$request->method " . $request->path()] ?? null;
        try {
            if ($method !== null) {
                return Response::json(200, $this->$method($request->fields()));
            }
            if (preg_match('~^/sandbox/orders/([^/]+)$~D', $request->path(), $match)) {
                return Response::json(200, $this->order($this->trades->current(rawurldecode($match[1]))));
            }
        } catch (Refusal $e) {
            return Response::json(404, ['code' => $e->subCode, 'message' => $e->getMessage()]);
        } catch (\InvalidArgumentException $e) {
            return Response::json(400, ['code' => 'INVALID', 'message' => $e->getMessage()]);
        }
        return Response::json(404, ['code' => 'NOT_FOUND', 'message' => 'docs/sandbox-alipay.md lists what is here']);
    }

    private function status(): array
    {
        $counts = array_count_values(array_column($this->store->read('requests'), 'api'));
        return ['requests' => array_sum($counts), 'connections' => $this->store->read('connections')['count'] ?? 0, 'by_method' => $counts,
            'faults' => $this->store->read('faults'), 'mode' => $this->credentials->get('mode'),
            'alipay_cert_sn' => $this->credentials->isCertificateMode() ? $this->credentials->get('alipayCertSn') : null];
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
        return ['orders' => array_map($this->order(...), $this->trades->all())];
    }

    private function order(array $trade): array
    {
        $place = $trade['method'] === 'alipay.trade.precreate' ? 'qr' : 'cashier';
        return ['method' => $trade['method']] + $this->trades->view($trade) + [
            'refund_fee' => Call::yuan(Trades::refunded($trade)), 'notify_url' => $trade['notify_url'], 'charset' => $trade['charset'],
            'page' => $this->credentials->origin() . "/sandbox/$place/" . $trade['token'], 'return_url' => $this->notices->returnUrl($trade),
        ];
    }

    /** As if the buyer had paid. notify: false leaves the notification to /sandbox/notify. */
    private function pay(array $fields): array
    {
        $number = (string) ($fields['out_trade_no'] ?? '');
        if ($this->trades->pay($number)) {
            $this->notices->paid($this->trades->current($number), $fields['notify'] ?? true);
        }
        return $this->order($this->trades->current($number));
    }

    /** As if the time for refunds were over; there is a notification of it, to be delivered by /sandbox/notify. */
    private function finish(array $fields): array
    {
        $number = (string) ($fields['out_trade_no'] ?? '');
        if (!in_array($this->trades->current($number)['status'], Trades::PAID, true)) {
            throw new \InvalidArgumentException('the trade is not paid');
        }
        $this->trades->finish($number);
        $this->notices->paid($this->trades->current($number), false);
        return $this->order($this->trades->current($number));
    }

    /** Delivers the last event of a trade now, or a message; send: false only shows what would be sent. */
    private function notify(array $fields): array
    {
        $event = isset($fields['message'])
            ? $this->notices->message(is_array($fields['message']) ? $fields['message'] : [])
            : $this->notices->last((string) ($fields['out_trade_no'] ?? ''), (bool) ($fields['refund'] ?? false));
        $forge = $fields['forge'] ?? null;
        if (!($fields['send'] ?? true)) {
            return ['id' => $event['id'], 'body' => $this->notices->body($event, $forge)];
        }
        $answers = [];
        for ($i = 0; $i < (int) ($fields['times'] ?? 1); $i++) {
            $answers[] = $this->notices->deliverOnce($event, $forge, $fields['url'] ?? null);
        }
        return ['id' => $event['id'], 'answers' => $answers];
    }

    private function script(array $fields): array
    {
        $this->scripts->write((string) ($fields['out_trade_no'] ?? ''), $fields);
        return ['scripts' => $this->store->read('scripts')];
    }

    private function fault(array $fields): array
    {
        $this->faults->arm($fields);
        return ['faults' => $this->store->read('faults')];
    }

    private function disarm(): array
    {
        return ['faults' => $this->store->update('faults', static fn () => [])];
    }

    private function reset(): array
    {
        foreach (self::FORGETTABLE as $name) {
            $this->store->update($name, static fn () => []);
        }
        return ['reset' => true];
    }

    private function mode(array $fields): array
    {
        $this->credentials->setMode((string) ($fields['mode'] ?? $this->credentials->get('mode')));
        $this->credentials->setSignType((string) ($fields['sign_type'] ?? $this->credentials->get('signType')));
        return $this->credentials->public();
    }

    private function rotate(): array
    {
        if (!$this->credentials->isCertificateMode()) {
            throw new \InvalidArgumentException('there is no certificate in key mode');
        }
        return ['alipay_cert_sn' => $this->credentials->rotate()];
    }

    private function bill(array $fields): array
    {
        return $this->store->update('bill', static fn () => ['rows' => max(0, (int) ($fields['rows'] ?? 0)), 'today' => (bool) ($fields['today'] ?? false)]);
    }

    /** scope: auth_user, auth_base, or app for a merchant's authorisation. */
    private function code(array $fields): array
    {
        return ['code' => $this->open->newCode((string) ($fields['scope'] ?? 'auth_user'))];
    }
}
