<?php

declare(strict_types=1);

namespace PaySandbox;

/** What can go wrong with an answer of APIv2. Faults::NAMES of the connection itself are shared. */
final class V2Faults
{
    public const BEFORE = ['return-fail'];
    public const AFTER = ['sign-type', 'other-merchant', 'doctype', 'duplicate-element', 'empty'];
    private const NUMBERS = 'out_trade_no|out_refund_no|out_refund_no_0|partner_trade_no|mch_billno';

    public function __construct(private readonly Credentials $credentials, private readonly V2 $v2)
    {
    }

    /** The answer of a request that is not carried out; null: this fault is not one of APIv2's own. */
    public function instead(array $fault, Request $request): ?Response
    {
        $value = is_array($fault['value']) ? $fault['value'] : [];
        return match ($fault['fault']) {
            'error' => $this->v2->refuse($request, new ApiError(400, $value['code'] ?? 'PARAM_ERROR', $value['message'] ?? 'as ordered')),
            'unsigned-error', 'return-fail' => V2::refusal(is_string($fault['value']) ? $fault['value'] : $value['message'] ?? 'as ordered'),
            default => null,
        };
    }

    /** The answer of a request that was carried out, spoiled; null: this fault is not one of APIv2's own. */
    public function spoil(array $fault, Response $response, Request $request): ?Response
    {
        if ($fault['fault'] === 'system-error-after') {
            return $this->v2->refuse($request, new ApiError(500, 'SYSTEMERROR', '系统超时，请用相同参数重新调用'));
        }
        if ($response->file !== null) {
            return null;
        }
        $body = $response->body;
        $spoiled = match ($fault['fault']) {
            'bad-signature' => $this->signAgain($body, 'a wrong key'),
            'no-signature' => preg_replace('~<sign>.*?</sign>\s*~s', '', $body),
            'sign-type' => $this->signAgain($body, null, true),
            'other-order' => $this->signAgain(self::replace($body, self::NUMBERS, 'another-order')),
            'other-merchant' => $this->signAgain(self::replace($body, 'mch_id|mchid', '1900000999')),
            'oversize' => $this->signAgain(self::insert($body, 'filler', str_repeat('x', (int) ($fault['value'] ?? 5 << 20)))),
            'doctype' => '<!DOCTYPE xml [<!ENTITY e "x">]>' . $body,
            'duplicate-element' => preg_replace('~<(prepay_id|trade_state|refund_id|payment_no|result_code)>~', '<$1><![CDATA[first]]></$1>$0', $body, 1),
            'empty' => '',
            default => null,
        };
        if ($spoiled !== null) {
            $response->body = $spoiled;
        }
        return $spoiled === null ? null : $response;
    }

    /** Signs by the algorithm that it was signed by, or by the other one. What is not signed stays as it is. */
    private function signAgain(string $body, ?string $key = null, bool $is_other = false): string
    {
        try {
            $fields = V2Message::read($body);
        } catch (V2Refusal) {
            return $body;
        }
        if (!isset($fields['sign'])) {
            return $body;
        }
        $is_md5 = (strlen($fields['sign']) === 32) !== $is_other;
        return V2Message::write(V2Message::signed($fields, $is_md5 ? 'MD5' : 'HMAC-SHA256', $key ?? $this->credentials->get('apiV2Key')));
    }

    private static function replace(string $body, string $names, string $value): string
    {
        return preg_replace("~<($names)><!\\[CDATA\\[.*?\\]\\]></\\1>~s", "<$1><![CDATA[$value]]></$1>", $body);
    }

    private static function insert(string $body, string $name, string $value): string
    {
        return str_replace('</xml>', "<$name>$value</$name></xml>", $body);
    }
}
