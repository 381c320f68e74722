<?php

declare(strict_types=1);

namespace PaySandbox;

/** Field lists of the documents, as tables: "!" is required, then a type, then bounds. */
final class Fields
{
    private const ORDER = [
        'description' => '!text 1 127', 'out_trade_no' => '!number 6 32', 'time_expire' => 'time', 'attach' => 'text 0 128',
        'notify_url' => '!url', 'goods_tag' => 'text 0 32', 'limit_pay' => 'list', 'support_fapiao' => 'bool',
        'amount' => '!object', 'amount.total' => '!fen', 'amount.currency' => 'currency',
        'detail' => 'object', 'detail.cost_price' => 'int', 'detail.invoice_id' => 'text 0 32', 'detail.goods_detail' => 'list',
        'scene_info' => 'object', 'scene_info.payer_client_ip' => 'ip', 'scene_info.device_id' => 'text 0 32', 'scene_info.store_info' => 'any',
        'settle_info' => 'object', 'settle_info.profit_sharing' => 'bool', 'settle_info.subsidy_amount' => 'int',
        'payer' => 'object', 'payer.identity' => 'any',
    ];
    private const MERCHANT = ['appid' => '!text 1 32', 'mchid' => '!text 1 32'];
    private const PARTNER = ['sp_appid' => '!text 1 32', 'sp_mchid' => '!text 1 32', 'sub_appid' => 'text 1 32', 'sub_mchid' => '!text 1 32'];
    private const SCENES = [
        'jsapi' => [],
        'app' => [],
        'native' => [],
        'h5' => [
            'scene_info' => '!object', 'scene_info.payer_client_ip' => '!ip', 'scene_info.h5_info' => '!object',
            'scene_info.h5_info.type' => '!text 1 32', 'scene_info.h5_info.app_name' => 'text 0 64', 'scene_info.h5_info.app_url' => 'text 0 128',
            'scene_info.h5_info.bundle_id' => 'text 0 128', 'scene_info.h5_info.package_name' => 'text 0 128',
        ],
    ];
    private const CODEPAY = [
        'description' => '!text 1 127', 'out_trade_no' => '!number 6 32', 'attach' => 'text 0 128', 'goods_tag' => 'text 0 32', 'support_fapiao' => 'bool',
        'payer' => '!object', 'payer.auth_code' => '!code', 'amount' => '!object', 'amount.total' => '!fen', 'amount.currency' => 'currency',
        'scene_info' => '!object', 'scene_info.device_id' => 'text 0 32', 'scene_info.device_ip' => 'ip', 'scene_info.store_info' => '!object',
        'scene_info.store_info.id' => '!text 1 32', 'scene_info.store_info.out_id' => 'text 1 32', 'detail' => 'any', 'settle_info' => 'object',
        'settle_info.profit_sharing' => 'bool',
    ];
    private const REFUND = [
        'sub_mchid' => 'text 1 32', 'transaction_id' => 'text 1 32', 'out_trade_no' => 'number 6 32', 'out_refund_no' => '!refund 1 64',
        'reason' => 'text 0 80', 'notify_url' => 'url', 'funds_account' => 'text 0 32', 'amount' => '!object', 'amount.refund' => '!fen',
        'amount.total' => '!fen', 'amount.currency' => '!currency', 'amount.from' => 'list', 'goods_detail' => 'list',
    ];
    private const TRANSFER = [
        'appid' => '!text 1 32', 'out_bill_no' => '!number 1 32', 'transfer_scene_id' => '!text 1 36', 'openid' => '!text 1 64',
        'user_name' => 'text 1 1024', 'transfer_amount' => '!fen', 'transfer_remark' => '!text 1 32', 'notify_url' => 'url',
        'user_recv_perception' => 'text 0 64', 'transfer_scene_report_infos' => 'list',
    ];

    /** @throws ApiError */
    public static function checkOrder(string $scene, bool $is_partner, array $order): void
    {
        if ($scene === 'codepay') {
            self::check(($is_partner ? self::PARTNER : self::MERCHANT) + self::CODEPAY, $order);
            return;
        }
        $payer = match (true) {
            $scene !== 'jsapi' => [],
            $is_partner => ['payer' => '!object', 'payer.sp_openid' => 'text 1 128', 'payer.sub_openid' => 'text 1 128'],
            default => ['payer' => '!object', 'payer.openid' => '!text 1 128'],
        };
        self::check($payer + self::SCENES[$scene] + ($is_partner ? self::PARTNER : self::MERCHANT) + self::ORDER, $order);
        if ($payer !== [] && $is_partner && count(array_intersect_key($order['payer'], ['sp_openid' => 1, 'sub_openid' => 1])) !== 1) {
            throw ApiError::parameter('/payer', 'exactly one of sp_openid and sub_openid');
        }
    }

    /** @throws ApiError */
    public static function checkTransfer(array $transfer): void
    {
        self::check(self::TRANSFER, $transfer);
    }

    /** @throws ApiError */
    public static function checkRefund(array $refund): void
    {
        self::check(self::REFUND, $refund);
        if (isset($refund['transaction_id']) === isset($refund['out_trade_no'])) {
            throw ApiError::parameter('/out_trade_no', 'exactly one of transaction_id and out_trade_no');
        }
    }

    /** @param array<string, string> $rules dotted name => rule. @throws ApiError */
    public static function check(array $rules, array $fields): void
    {
        self::checkLevel($rules, $fields, '');
        foreach ($rules as $name => $rule) {
            $parent = substr($name, 0, (int) strrpos($name, '.'));
            if ($rule[0] === '!' && self::find($fields, $name) === null && ($parent === '' || self::find($fields, $parent) !== null)) {
                throw ApiError::parameter(self::pointer($name), 'is required');
            }
        }
    }

    private static function checkLevel(array $rules, array $fields, string $prefix): void
    {
        foreach ($fields as $key => $value) {
            $name = $prefix . $key;
            if (!isset($rules[$name])) {
                throw ApiError::parameter(self::pointer($name), 'is not known here');
            }
            $type = explode(' ', ltrim($rules[$name], '!'));
            if (!self::fits($type, $value)) {
                throw ApiError::parameter(self::pointer($name), 'is not ' . implode(' ', $type));
            }
            if ($type[0] === 'object') {
                self::checkLevel($rules, $value, "$name.");
            }
        }
    }

    private static function fits(array $type, mixed $value): bool
    {
        return match ($type[0]) {
            'any' => $value !== null,
            'text' => is_string($value) && self::length($value) >= (int) $type[1] && self::length($value) <= (int) $type[2],
            'number' => is_string($value) && preg_match("/^[0-9A-Za-z_\\-|*]{{$type[1]},{$type[2]}}$/D", $value) === 1,
            'code' => is_string($value) && preg_match('/^1[0-5][0-9]{16}$/D', $value) === 1,
            'refund' => is_string($value) && preg_match("/^[0-9A-Za-z_\\-|*@]{{$type[1]},{$type[2]}}$/D", $value) === 1,
            'fen' => is_int($value) && $value >= 1,
            'int' => is_int($value),
            'bool' => is_bool($value),
            'list' => is_array($value) && array_is_list($value),
            'object' => is_array($value) && (!array_is_list($value) || $value === []),
            'currency' => is_string($value) && preg_match('/^[A-Z]{3}$/D', $value) === 1,
            'ip' => is_string($value) && strlen($value) <= 45 && @inet_pton($value) !== false,
            'time' => is_string($value) && preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/D', $value) === 1,
            'url' => is_string($value) && strlen($value) <= 255 && preg_match('~^https?://[^/?#\s]+[^?#\s]*$~D', $value) === 1,
        };
    }

    private static function length(string $text): int
    {
        return preg_match_all('/./us', $text) ?: 0;
    }

    private static function find(array $fields, string $name): mixed
    {
        foreach (explode('.', $name) as $key) {
            $fields = is_array($fields) ? $fields[$key] ?? null : null;
        }
        return $fields;
    }

    private static function pointer(string $name): string
    {
        return '/' . str_replace('.', '/', $name);
    }
}
