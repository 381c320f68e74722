<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Handler;
use PaySandbox\Request;
use PaySandbox\Response;
use PaySandbox\Store;

/** Where requests go: the gateway, the pages of the buyer, and everything of the sandbox's own under /sandbox. */
final class App implements Handler
{
    private readonly Trades $trades;
    private readonly Notices $notices;
    private readonly Scripts $scripts;
    private readonly TradeApi $api;
    private readonly FundApi $fund;
    private readonly OpenApi $open;
    private readonly Bills $bills;
    private readonly Gateway $gateway;
    private readonly Faults $faults;
    private readonly Cashier $cashier;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
        $this->trades = new Trades($store, $credentials);
        $this->notices = new Notices($store, $credentials);
        $this->scripts = new Scripts($store);
        $this->api = new TradeApi($this->trades, $this->notices, $this->scripts, $credentials);
        $this->fund = new FundApi($store, $credentials);
        $this->open = new OpenApi($store, $credentials);
        $this->bills = new Bills($store, $credentials, $this->trades);
        $this->gateway = new Gateway($credentials);
        $this->faults = new Faults($store, $credentials);
        $this->cashier = new Cashier($this->trades, $this->api, $this->notices, $this->gateway, $credentials);
    }

    public function handle(Request $request): Response
    {
        try {
            return match ($request->path()) {
                '/gateway.do' => $this->gateway($request),
                Bills::PATH => $this->logged($request, $this->bills->download(...)),
                '/oauth2/publicAppAuthorize.htm' => $this->open->authorize($request, false),
                '/oauth2/appToAppAuth.htm' => $this->open->authorize($request, true),
                default => preg_match('~^/sandbox/(cashier|qr|app)\b~', $request->path()) ? $this->cashier->answer($request)
                    : (new Control($this->store, $this->credentials, $this->trades, $this->notices, $this->scripts, $this->open, $this->faults))->answer($request),
            };
        } catch (\Throwable $e) {
            return Response::json(500, ['code' => 'SANDBOX_ERROR', 'message' => $e->getMessage(), 'where' => basename($e->getFile()) . ':' . $e->getLine()]);
        }
    }

    /** Only what the target says can be known before a request is read: whoever posts the method is met with a close. */
    public function resets(string $method, string $target): bool
    {
        $request = new Request($method, $target, [], '');
        $api = Gateway::peek(Gateway::pairs($request), 'method');
        if (($this->faults->peek(self::names($request, $api))['fault'] ?? null) !== 'reset') {
            return false;
        }
        $this->log($request, $api, new Response(0), $this->faults->take(self::names($request, $api)), hrtime(true));
        return true;
    }

    private function gateway(Request $request): Response
    {
        $start = hrtime(true);
        $pairs = Gateway::pairs($request);
        $method = Gateway::peek($pairs, 'method');
        $fault = $this->faults->take(self::names($request, $method));
        $response = $this->faults->instead($fault, $method, $pairs)
            ?? (in_array($method, Cashier::PAGES, true) ? $this->page($pairs) : $this->call($pairs, $method, $fault));
        if ($fault !== null) {
            $this->faults->spoilResponse($fault, $response);
        }
        $this->log($request, $method, $response, $fault, $start);
        return $response;
    }

    private function page(array $pairs): Response
    {
        try {
            return $this->cashier->enter($this->gateway->open($pairs));
        } catch (Refusal $e) {
            return Cashier::refusal($e);
        }
    }

    private function call(array $pairs, ?string $method, ?array $fault): Response
    {
        $call = null;
        $refusal = null;
        try {
            $call = $this->gateway->open($pairs);
            $node = $this->carryOut($call);
        } catch (Refusal $refusal) {
            $node = $refusal->node();
        }
        $root = $refusal?->isBelowErrorResponse ? 'error_response' : Answer::rootOf($method);
        $charset = Gateway::peek($pairs, 'charset') ?? '';
        $answer = Answer::of($root, $node, Charset::isKnown($charset) ? $charset : 'utf-8');
        if ($call?->isEncrypted) {
            $answer->node = '"' . Cipher::encrypt($answer->node, $this->credentials->get('encryptKey')) . '"';
        }
        if ($refusal?->isSigned ?? true) {
            $answer->signedBy($this->credentials);
        }
        if ($fault !== null) {
            $this->faults->spoilAnswer($fault, $answer);
        }
        return $answer->response();
    }

    /** @throws Refusal */
    private function carryOut(Call $call): array
    {
        foreach ([[TradeApi::METHODS, $this->api], [FundApi::METHODS, $this->fund], [OpenApi::METHODS, $this->open], [Bills::METHODS, $this->bills]] as [$methods, $api]) {
            if (isset($methods[$call->method])) {
                $node = $api->{$methods[$call->method]}($call);
                $code = $node['code'] ?? '10000';
                return isset($node['access_token']) ? $node : ['code' => $code, 'msg' => Refusal::MESSAGES[$code]] + $node;
            }
        }
        throw Refusal::invalid('method', '不存在的方法名');
    }

    private function logged(Request $request, callable $handle): Response
    {
        $start = hrtime(true);
        $name = $request->method . ' ' . $request->path();
        $fault = $this->faults->take([$name]);
        $response = $this->faults->instead($fault, null, [[], []]) ?? $handle($request);
        if ($fault !== null) {
            $this->faults->spoilResponse($fault, $response);
        }
        $this->log($request, $name, $response, $fault, $start);
        return $response;
    }

    /** @return list<string> by which a fault finds the request */
    private static function names(Request $request, ?string $api): array
    {
        return array_filter([$api, $request->method . ' ' . $request->path()], 'is_string');
    }

    private function log(Request $request, ?string $api, Response $response, ?array $fault, int $start): void
    {
        $said = preg_match('/"(?:sub_code|code)":"([^"]*)"(?:,"msg":"[^"]*","sub_code":"([^"]*)")?/', substr($response->body, 0, 2000), $match) ? $match[2] ?? $match[1] : null;
        $this->store->append('requests', [
            'time' => date(DATE_RFC3339), 'api' => $api ?? '', 'method' => $request->method, 'target' => $request->target,
            'status' => $response->raw === null ? $response->status : 0, 'code' => $said, 'fault' => $fault['fault'] ?? null,
            'milliseconds' => round((hrtime(true) - $start) / 1e6, 2),
            'headers' => array_intersect_key($request->headers, array_flip(['accept', 'content-type', 'user-agent', 'accept-encoding', 'cookie', 'expect'])),
            'body' => $request->body,
        ]);
    }
}
