<?php

declare(strict_types=1);

namespace PaySandbox;

/** Failure on demand. What is armed here happens to the next requests that fit. */
final class Faults
{
    /** Before the request is carried out: it is not carried out at all. */
    private const BEFORE = ['reset', 'close-before-read', 'hang', 'http-500', 'http-502', 'error', 'unsigned-error', 'garbage', 'redirect',
        'html'];

    public function __construct(private readonly Store $store, private readonly Signatures $signatures)
    {
    }

    public static function names(): array
    {
        return [...self::BEFORE, 'bad-signature', 'no-signature', 'probe', 'wrong-serial', 'stale', 'future', 'delay', 'close-after-read',
            'system-error-after', 'truncate', 'oversize', 'header-flood', 'not-json', 'duplicate-key', 'other-order', 'gzip',
            'duplicate-header', 'no-certificates', 'wrong-certificate-serial', ...V2Faults::BEFORE, ...V2Faults::AFTER];
    }

    /** @throws ApiError */
    public function arm(array $fault): void
    {
        if (!in_array($fault['fault'] ?? null, self::names(), true)) {
            throw new ApiError(400, 'UNKNOWN_FAULT', 'one of: ' . implode(', ', self::names()));
        }
        $this->store->append('faults', ['match' => $fault['match'] ?? '*', 'fault' => $fault['fault'],
            'times' => (int) ($fault['times'] ?? 1), 'value' => $fault['value'] ?? null]);
    }

    public function peek(Request $request): ?array
    {
        foreach ($this->store->read('faults') as $fault) {
            if (fnmatch($fault['match'], $request->method . ' ' . $request->path())) {
                return $fault;
            }
        }
        return null;
    }

    /** Takes the first armed fault that fits off the list. */
    public function take(Request $request): ?array
    {
        $taken = null;
        $name = $request->method . ' ' . $request->path();
        $this->store->update('faults', static function (array $faults) use ($name, &$taken): ?array {
            foreach ($faults as $i => $fault) {
                if (fnmatch($fault['match'], $name)) {
                    $taken = $fault;
                    if (--$faults[$i]['times'] <= 0) {
                        unset($faults[$i]);
                    }
                    return array_values($faults);
                }
            }
            return null;
        });
        return $taken;
    }

    public function isBefore(array $fault): bool
    {
        return in_array($fault['fault'], [...self::BEFORE, ...V2Faults::BEFORE], true);
    }

    /** The answer of a request that is not carried out. */
    public function instead(array $fault, string $signer): Response
    {
        $value = $fault['value'] ?? [];
        switch ($fault['fault']) {
            case 'error':
            case 'unsigned-error':
                $error = new ApiError($value['status'] ?? 400, $value['code'] ?? 'PARAM_ERROR', $value['message'] ?? 'as ordered');
                $response = $error->response();
                return $fault['fault'] === 'error' ? $this->sign($response, $signer) : $response;
            case 'http-500':
            case 'http-502':
                return Response::html((int) substr($fault['fault'], 5), '<html><body><h1>Bad Gateway</h1></body></html>');
            case 'html':
                return Response::html(200, '<html><body><h1>Welcome to nginx!</h1></body></html>');
            case 'redirect':
                return new Response(302, '', ['Location' => 'http://127.0.0.1:1/elsewhere']);
            case 'garbage':
                $response = new Response(200);
                $response->raw = "this is not HTTP\r\n\r\n";
                return $response;
            case 'hang':
                $response = new Response(200);
                $response->hang = true;
                return $response;
        }
        $response = new Response(200);
        $response->raw = '';
        return $response;
    }

    /** The answer of a request that was carried out, spoiled. */
    public function spoil(array $fault, Response $response, string $signer): Response
    {
        $body = $response->body;
        switch ($fault['fault']) {
            case 'bad-signature':
                return $this->with($response, $this->signatures->headers($body, $signer, null, 'apiclient_key.pem'));
            case 'no-signature':
                return $this->without($response);
            case 'probe':
                $response->headers['Wechatpay-Signature'] = 'WECHATPAY/SIGNTEST/' . base64_encode(random_bytes(240));
                return $response;
            case 'wrong-serial':
                $response->headers['Wechatpay-Serial'] = strtoupper(bin2hex(random_bytes(20)));
                return $response;
            case 'stale':
                return $this->with($response, $this->signatures->headers($body, $signer, time() - 1000));
            case 'future':
                return $this->with($response, $this->signatures->headers($body, $signer, time() + 1000));
            case 'duplicate-header':
                $response->headers['wechatpay-signature'] = $response->headers['Wechatpay-Signature'];
                return $response;
            case 'delay':
                $response->delay = (float) ($fault['value'] ?? 1.0);
                return $response;
            case 'close-after-read':
                $response->raw = '';
                return $response;
            case 'system-error-after':
                return $this->sign((new ApiError(500, 'SYSTEM_ERROR', '系统异常,请用相同参数重新调用'))->response(), $signer);
            case 'truncate':
                if ($response->file !== null) {
                    $response->fileEnd = intdiv($response->size(), 2);
                    return $response;
                }
                $response->cutAfter = strlen($response->message(true)) - max(1, intdiv(strlen($body), 2));
                return $response;
            case 'oversize':
                return $this->sign($this->body($response, json_encode(['filler' => str_repeat('x', (int) ($fault['value'] ?? 5 << 20))])), $signer);
            case 'header-flood':
                for ($i = 0; $i < 5000; $i++) {
                    $response->headers["X-Flood-$i"] = 'x';
                }
                return $response;
            case 'not-json':
                return $this->sign($this->body($response, '<html>signed, but no JSON</html>'), $signer);
            case 'duplicate-key':
                return $this->sign($this->body($response, preg_replace('/^\{/', '{"code_url":"weixin://first","out_trade_no":"first","out_refund_no":"first","h5_url":"x","prepay_id":"x",', $body)), $signer);
            case 'other-order':
                $other = preg_replace('/"(out_trade_no|out_refund_no)":(\s*)"[^"]*"/', '"$1":$2"another-order"', $body);
                return $this->sign($this->body($response, $other), $signer);
            case 'gzip':
                $response = $this->sign($this->body($response, function_exists('gzencode') ? gzencode($body) : "\x1f\x8b" . $body), $signer);
                $response->headers['Content-Encoding'] = 'gzip';
                return $response;
            case 'no-certificates':
                return $this->sign($this->body($response, '{"data":[]}'), $signer);
            case 'wrong-certificate-serial':
                return $this->sign($this->body($response, preg_replace('/"serial_no":(\s*)"/', '"serial_no":$1"1', $body)), $signer);
        }
        return $response;
    }

    public function sign(Response $response, string $signer): Response
    {
        return $response->isSigned ? $this->with($response, $this->signatures->headers($response->body, $signer)) : $response;
    }

    private function with(Response $response, array $headers): Response
    {
        $response->headers = $headers + $response->headers;
        return $response;
    }

    private function without(Response $response): Response
    {
        $response->headers = array_filter($response->headers, static fn (string $name) => !str_starts_with($name, 'Wechatpay-'), ARRAY_FILTER_USE_KEY);
        return $response;
    }

    private function body(Response $response, string $body): Response
    {
        $response->body = $body;
        $response->status = 200;
        return $response;
    }
}
