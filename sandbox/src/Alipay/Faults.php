<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Response;
use PaySandbox\Store;

/** Failure on demand. What is armed here happens to the next requests that fit, by the method of the gateway or by path. */
final class Faults
{
    /** Instead of carrying the request out. */
    private const BEFORE = ['reset', 'close-before-read', 'hang', 'http-500', 'html', 'redirect', 'error-response', 'code-20000', 'unsigned-success'];
    /** Of any answer. */
    private const TRANSPORT = ['delay', 'close-after-read', 'truncate'];
    private const ANSWERS = ['bad-signature', 'no-signature', 'empty-signature', 'escaped-sign', 'duplicate-node', 'decoy-node', 'sign-first', 'spaced', 'other-order',
        'gbk-answer', 'system-error-after', 'oversize', 'not-json', 'cert-sn', 'cert-sn-bad-download', 'bill-url'];
    private const DOWNLOAD = 'alipay.open.app.alipaycert.download';

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** @throws \InvalidArgumentException */
    public function arm(array $fault): void
    {
        $names = [...self::BEFORE, ...self::TRANSPORT, ...self::ANSWERS];
        if (!in_array($fault['fault'] ?? null, $names, true)) {
            throw new \InvalidArgumentException('fault is one of ' . implode(', ', $names));
        }
        $match = $fault['match'] ?? ($fault['fault'] === 'cert-sn-bad-download' ? self::DOWNLOAD : '*');
        $this->store->append('faults', ['match' => $match, 'fault' => $fault['fault'], 'times' => (int) ($fault['times'] ?? 1), 'value' => $fault['value'] ?? null]);
    }

    /** @param list<string> $names of the request */
    public function peek(array $names): ?array
    {
        foreach ($this->store->read('faults') as $fault) {
            if (self::fits($fault, $names)) {
                return $fault;
            }
        }
        return null;
    }

    /** Takes the first armed fault that fits off the list. @param list<string> $names of the request */
    public function take(array $names): ?array
    {
        $taken = null;
        $this->store->update('faults', static function (array $faults) use ($names, &$taken): ?array {
            foreach ($faults as $i => $fault) {
                if (self::fits($fault, $names)) {
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

    /** The answer of a request that is not carried out; null: it is. @param array{list, list} $pairs the parameters */
    public function instead(?array $fault, ?string $method, array $pairs): ?Response
    {
        $response = new Response(200);
        switch (in_array($fault['fault'] ?? null, self::BEFORE, true) ? $fault['fault'] : null) {
            case null:
                return null;
            case 'hang':
                $response->hang = true;
                return $response;
            case 'http-500':
                return Response::html(500, '<html><body><h1>Internal Server Error</h1></body></html>');
            case 'html':
                return Response::html(200, '<html><body>系统繁忙，请稍后再试</body></html>');
            case 'redirect':
                return new Response(302, '', ['Location' => $fault['value'] ?? 'http://127.0.0.1:1/elsewhere']);
            case 'error-response':
                return $this->errorResponse((array) ($fault['value'] ?? []));
            case 'code-20000':
                return Answer::of(Answer::rootOf($method), TradeApi::unknown()->node(), 'utf-8')->signedBy($this->credentials)->response();
            case 'unsigned-success':
                return Answer::of(Answer::rootOf($method), self::hoped($pairs), 'utf-8')->response();
        }
        $response->raw = '';
        return $response;
    }

    /** The answer of a request that was carried out, spoiled. */
    public function spoilAnswer(array $fault, Answer $answer): void
    {
        $value = $fault['value'];
        switch ($fault['fault']) {
            case 'bad-signature':
                $answer->sign = Answer::proof($answer->node, $this->credentials, $this->credentials->appPrivateKey());
                return;
            case 'no-signature':
                $answer->sign = null;
                return;
            case 'empty-signature':
                $answer->sign = '';
                return;
            case 'escaped-sign':
                $answer->sign = strtr($answer->sign, ['/' => '\/']);
                return;
            case 'duplicate-node':
                $forged = "\"$answer->root\":" . Answer::json(self::hoped([]));
                $value === 'last' ? $answer->behind[] = $forged : $answer->before[] = $forged;
                return;
            case 'decoy-node':
                $answer->before[] = '"note":' . json_encode("\"$answer->root\":" . Answer::json(self::hoped([])) . ',"sign":"x"}');
                return;
            case 'sign-first':
                $answer->isSignFirst = true;
                return;
            case 'spaced':
                $sn = $answer->certSn === null ? '' : "\t\"alipay_cert_sn\" : \"$answer->certSn\" ,\n";
                $answer->text = "\r\n{ $sn \"$answer->root\" : $answer->node\n , \"sign\"\t:\n\"$answer->sign\" }\n";
                return;
            case 'cert-sn':
                $answer->certSn = is_string($value) ? $value : bin2hex(random_bytes(16));
                return;
            case 'not-json':
                $answer->text = 'success';
                return;
        }
        $this->replaceNode($fault['fault'], $value, $answer);
    }

    public function spoilResponse(array $fault, Response $response): void
    {
        switch ($fault['fault']) {
            case 'delay':
                $response->delay = (float) ($fault['value'] ?? 1.0);
                return;
            case 'close-after-read':
                $response->raw = '';
                return;
            case 'truncate':
                $response->cutAfter = strlen($response->message(true)) - max(1, intdiv(strlen($response->body), 2));
                return;
            case 'oversize':
                // an answer of the gateway was blown up before it was signed
                $size = (int) ($fault['value'] ?? 5 << 20);
                $response->body = strlen($response->body) >= $size ? $response->body : str_repeat('x', $size);
                return;
            case 'not-json':
                $response->body = 'success';
        }
    }

    /** Other content, genuinely signed. */
    private function replaceNode(string $fault, mixed $value, Answer $answer): void
    {
        $node = $answer->node;
        $answer->node = match ($fault) {
            'other-order' => preg_replace('/"(out_trade_no|trade_no|out_request_no|out_biz_no|order_id)":"[^"]*"/', '"$1":"another_order"', $node),
            'gbk-answer' => $node[0] === '"' ? $node : Charset::encode(rtrim($node, '}') . ',"store_name":"西湖茶馆"}', 'GBK'),
            'system-error-after' => Answer::json(Refusal::business('ACQ.SYSTEM_ERROR', '系统异常')->node()),
            'oversize' => Answer::json(['code' => '10000', 'msg' => 'Success', 'filler' => str_repeat('x', (int) ($value ?? 5 << 20))]),
            'cert-sn-bad-download' => Answer::json(['code' => '10000', 'msg' => 'Success',
                'alipay_cert_content' => base64_encode($this->credentials->falseCertificate(is_string($value) ? $value : 'ca'))]),
            'bill-url' => Answer::json(['code' => '10000', 'msg' => 'Success', 'bill_download_url' => (string) $value]),
            default => $node,
        };
        if ($answer->node !== $node && $answer->sign !== null) {
            $answer->sign = Answer::proof($answer->node, $this->credentials);
        }
    }

    private function errorResponse(array $value): Response
    {
        $is_unsigned = (bool) ($value['unsigned'] ?? false);
        unset($value['unsigned']);
        $node = $value + ['code' => '40002', 'msg' => 'Invalid Arguments', 'sub_code' => 'isv.invalid-parameter', 'sub_msg' => '参数无效'];
        $answer = Answer::of('error_response', $node, 'utf-8');
        return ($is_unsigned ? $answer : $answer->signedBy($this->credentials))->response();
    }

    /** What a client would like to hear. */
    private static function hoped(array $pairs): array
    {
        $biz = $pairs === [] ? [] : json_decode((string) Gateway::peek($pairs, 'biz_content'), true) ?? [];
        return ['code' => '10000', 'msg' => 'Success', 'out_trade_no' => $biz['out_trade_no'] ?? 'another_order', 'trade_no' => '2026010122001000000000000001',
            'trade_status' => 'TRADE_SUCCESS', 'total_amount' => $biz['total_amount'] ?? '0.01', 'fund_change' => 'Y', 'refund_status' => 'REFUND_SUCCESS',
            'qr_code' => 'https://qr.alipay.com/baxforged', 'retry_flag' => 'N', 'status' => 'SUCCESS', 'access_token' => 'forged', 'user_id' => '2088000000000999'];
    }

    private static function fits(array $fault, array $names): bool
    {
        if ($fault['fault'] === 'cert-sn-bad-download' && !in_array(self::DOWNLOAD, $names, true)) {
            return false;
        }
        return array_filter($names, static fn (string $name) => fnmatch($fault['match'], $name)) !== [];
    }
}
