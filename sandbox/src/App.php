<?php

declare(strict_types=1);

namespace PaySandbox;

/** Where requests go: APIv3 under /v3, APIv2 and login by their folders, everything of the sandbox's own under /sandbox. */
final class App implements Handler
{
    private const HEADERS = ['accept', 'content-type', 'user-agent', 'wechatpay-serial', 'accept-encoding', 'cookie', 'expect'];

    private readonly Orders $orders;
    private readonly Notifier $notifier;
    private readonly Signatures $signatures;
    private readonly Faults $faults;
    private readonly V2 $v2;
    private readonly V2Faults $v2Faults;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
        $this->orders = new Orders($store, $credentials);
        $this->notifier = new Notifier($store, $credentials);
        $this->signatures = new Signatures($credentials);
        $this->faults = new Faults($store, $this->signatures);
        $this->v2 = new V2($store, $credentials, $this->orders, $this->notifier);
        $this->v2Faults = new V2Faults($credentials, $this->v2);
    }

    public function handle(Request $request): Response
    {
        try {
            if (str_starts_with($request->path(), '/v3/')) {
                return $this->logged($request, $this->v3(...));
            }
            if (preg_match(V2::PATHS, $request->path())) {
                return $this->logged($request, $this->v2(...));
            }
            if (str_starts_with($request->path(), '/sns/')) {
                return $this->logged($request, $this->login(...));
            }
            if ($request->path() === Login::AUTHORIZE) {
                return (new Login($this->store, $this->credentials))->authorize($request->query());
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

    /** @param callable(Request, ?array): Response $answer */
    private function logged(Request $request, callable $answer): Response
    {
        $start = hrtime(true);
        $fault = $this->faults->take($request);
        $response = $answer($request, $fault);
        $this->log($request, $response, $fault, $start);
        return $response;
    }

    private function v3(Request $request, ?array $fault): Response
    {
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
        return $response;
    }

    /** Faults of the connection are those of APIv3. */
    private function v2(Request $request, ?array $fault): Response
    {
        $signer = $this->credentials->defaultSigner();
        if ($fault !== null && $this->faults->isBefore($fault)) {
            return $this->v2Faults->instead($fault, $request) ?? $this->faults->instead($fault, $signer);
        }
        $response = $this->v2->answer($request);
        return $fault === null ? $response : $this->v2Faults->spoil($fault, $response, $request) ?? $this->faults->spoil($fault, $response, $signer);
    }

    private function login(Request $request, ?array $fault): Response
    {
        $signer = $this->credentials->defaultSigner();
        if (($fault['fault'] ?? '') === 'error') {
            return Login::error($fault['value']['errcode'] ?? -1, $fault['value']['errmsg'] ?? 'system error');
        }
        if ($fault !== null && $this->faults->isBefore($fault)) {
            return $this->faults->instead($fault, $signer);
        }
        $response = (new Login($this->store, $this->credentials))->answer($request);
        return $fault === null ? $response : $this->faults->spoil($fault, $response, $signer);
    }

    /** @throws ApiError */
    private function carryOut(Request $request, string $signer): Response
    {
        return $this->faults->sign((new Api($this->store, $this->credentials, $this->orders, $this->notifier))->answer($request), $signer);
    }

    private function log(Request $request, Response $response, ?array $fault, int $start): void
    {
        $certificate = $request->clientCertificate;
        $this->store->append('requests', [
            'time' => date(DATE_RFC3339), 'method' => $request->method, 'target' => $request->target,
            'status' => $response->raw === null ? $response->status : 0, 'fault' => $fault['fault'] ?? null,
            'milliseconds' => round((hrtime(true) - $start) / 1e6, 2),
            'headers' => array_intersect_key($request->headers, array_flip(self::HEADERS)),
            'client_certificate' => $certificate === null ? null : openssl_x509_parse($certificate)['serialNumberHex'],
            'body' => $request->body,
        ]);
    }
}
