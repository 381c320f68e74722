<?php

declare(strict_types=1);

namespace PaySandbox;

/** Notifications in XML, for what was asked over APIv2, and their forgeries. */
final class V2Notice
{
    public const ORIGINAL_TYPE = 'v2';
    private const HEADERS = ['Content-Type' => 'text/xml'];
    private const FORGERIES = [
        'payment' => ['signature', 'body', 'mchid', 'appid', 'sign-type', 'duplicate', 'doctype'],
        'refund' => ['mchid', 'appid', 'duplicate', 'doctype', 'req-info'],
    ];

    public function __construct(private readonly Credentials $credentials)
    {
    }

    /** What is sent about an order that was paid. */
    public static function payment(Orders $orders, array $order): array
    {
        $sent = $order['request']['v2'];
        return array_intersect_key($sent, array_flip(['appid', 'mch_id', 'sub_appid', 'sub_mch_id']))
            + array_diff_key(V2Orders::view($orders, $order), ['trade_state' => 1, 'trade_state_desc' => 1]);
    }

    /** @return array{array<string, string>, string} headers and body @throws ApiError */
    public function message(array $event, ?string $forge): array
    {
        if ($forge !== null && !in_array($forge, self::FORGERIES[$event['type']], true)) {
            throw new ApiError(400, 'UNKNOWN_FORGERY', "of a $event[type] over APIv2, one of: " . implode(', ', self::FORGERIES[$event['type']]));
        }
        $body = $event['type'] === 'refund' ? $this->refundBody($event, $forge) : $this->paymentBody($event, $forge);
        return [self::HEADERS, match ($forge) {
            'duplicate' => preg_replace('~^<xml>~', '<xml><return_code><![CDATA[SUCCESS]]></return_code>', $body),
            'doctype' => '<!DOCTYPE xml [<!ENTITY e "SUCCESS">]>' . $body,
            default => $body,
        }];
    }

    /** The shop has it when it answers 200 and says so in XML, and nothing beside it. */
    public static function isTaken(array $answer): bool
    {
        try {
            return $answer['status'] === 200 && (V2Message::read($answer['body'])['return_code'] ?? '') === 'SUCCESS';
        } catch (V2Refusal) {
            return false;
        }
    }

    private function paymentBody(array $event, ?string $forge): string
    {
        $fields = self::forgeOwner(['return_code' => 'SUCCESS', 'result_code' => 'SUCCESS', 'nonce_str' => bin2hex(random_bytes(16))] + $event['resource'], $forge);
        $type = $event['sign_type'];
        if ($forge === 'sign-type') {
            $type = $type === 'MD5' ? 'HMAC-SHA256' : 'MD5';
        }
        $key = $this->credentials->get('apiV2Key');
        $fields = V2Message::signed($fields, $type, $forge === 'signature' ? strrev($key) . 'x' : $key);
        if ($forge === 'body') {
            $fields['total_fee'] .= '0';
        }
        return V2Message::write($fields);
    }

    private function refundBody(array $event, ?string $forge): string
    {
        $key = md5($this->credentials->get('apiV2Key') . ($forge === 'req-info' ? 'x' : ''));
        $sealed = openssl_encrypt(V2Message::write($event['resource'], 'root'), 'aes-256-ecb', $key, OPENSSL_RAW_DATA);
        $fields = ['return_code' => 'SUCCESS'] + $event['owner'] + ['nonce_str' => bin2hex(random_bytes(16)), 'req_info' => base64_encode($sealed)];
        return V2Message::write(self::forgeOwner($fields, $forge));
    }

    private static function forgeOwner(array $fields, ?string $forge): array
    {
        return match ($forge) {
            'mchid' => ['mch_id' => '1900000999'],
            'appid' => ['appid' => 'wx0000000000000000'],
            default => [],
        } + $fields;
    }
}
