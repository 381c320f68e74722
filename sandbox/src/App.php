<?php

declare(strict_types=1);

namespace PaySandbox;

/** Where requests go: the API under /v3, everything of the sandbox's own under /sandbox. */
final class App
{
    private readonly Orders $orders;
    private readonly Notifier $notifier;
    private readonly Signatures $signatures;
    private readonly Faults $faults;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
        $this->orders = new Orders($store, $credentials);
        $this->notifier = new Notifier($store, $credentials);
        $this->signatures = new Signatures($credentials);
        $this->faults = new Faults($store, $this->signatures);
    }

    public function handle(Request $request): Response
    {
        try {
            if (str_starts_with($request->path(), '/v3/')) {
                return $this->api($request);
            }
            if (preg_match('~^/sandbox/(h5|native|jsapi|app)\b~', $request->path())) {
                return (new Cashier($this->orders, $this->notifier, $this->credentials))->answer($request);
            }
            return (new Control($this->store, $this->credentials, $this->orders, $this->notifier, $this->faults))->answer($request);
        } catch (ApiError $e) {
            return $e->response();
        } catch (\Throwable $e) {
            return Response::json(500, ['code' => 'SANDBOX_ERROR', 'message' => $e->getMessage(), 'where' => basename($e->getFile()) . ':' . $e->getLine()]);
        }
    }

    /** Whether this request shall be met with a reset, before any of it is read. */
    public function resets(string $method, string $target): bool
    {
        $request = new Request($method, $target, [], '');
        if (($this->faults->peek($request)['fault'] ?? null) !== 'reset') {
            return false;
        }
        $this->log($request, new Response(0), $this->faults->take($request), hrtime(true));
        return true;
    }

    private function api(Request $request): Response
    {
        $start = hrtime(true);
        $fault = $this->faults->take($request);
        $signer = $this->credentials->defaultSigner();
        try {
            if ($fault !== null && $this->faults->isBefore($fault)) {
                $response = $this->faults->instead($fault, $signer);
            } else {
                $this->signatures->check($request);
                $signer = $this->signatures->signer($request);
                $response = $this->carryOut($request, $signer);
            }
        } catch (ApiError $e) {
            $response = $this->faults->sign($e->response(), $signer);
        }
        if ($fault !== null && !$this->faults->isBefore($fault)) {
            $response = $this->faults->spoil($fault, $response, $signer);
        }
        $response->headers += ['Request-ID' => strtoupper(bin2hex(random_bytes(8))) . '-0'];
        $this->log($request, $response, $fault, $start);
        return $response;
    }

    /** @throws ApiError */
    private function carryOut(Request $request, string $signer): Response
    {
        return $this->faults->sign((new Api($this->credentials, $this->orders, $this->notifier))->answer($request), $signer);
    }

    private function log(Request $request, Response $response, ?array $fault, int $start): void
    {
        $this->store->append('requests', [
            'time' => date(DATE_RFC3339), 'method' => $request->method, 'target' => $request->target,
            'status' => $response->raw === null ? $response->status : 0, 'fault' => $fault['fault'] ?? null,
            'milliseconds' => round((hrtime(true) - $start) / 1e6, 2),
            'headers' => array_intersect_key($request->headers, array_flip(['accept', 'content-type', 'user-agent', 'wechatpay-serial', 'accept-encoding', 'cookie', 'expect'])),
            'body' => $request->body,
        ]);
    }
}
