<?php

declare(strict_types=1);

namespace PaySandbox;

/** Field lists of APIv2, as tables: "!" is required, then a type, then bounds. Every value is text and none is empty. */
final class V2Fields
{
    private const OWNER = ['appid' => '!text 32', 'mch_id' => '!text 32'];
    private const SUB = ['sub_appid' => 'text 32', 'sub_mch_id' => 'text 32'];
    private const ORDER_ID = ['transaction_id' => 'text 32', 'out_trade_no' => 'number 6 32'];
    private const ORDER = self::OWNER + self::SUB + [
        'version' => 'one 1.0', 'profit_sharing' => 'one Y|N', 'device_info' => 'text 32', 'body' => '!text 128', 'detail' => 'text 6000',
        'attach' => 'text 127', 'out_trade_no' => '!number 6 32', 'fee_type' => 'one CNY', 'total_fee' => '!fen', 'spbill_create_ip' => '!ip',
        'time_start' => 'time', 'time_expire' => 'time', 'goods_tag' => 'text 32', 'limit_pay' => 'one no_credit', 'receipt' => 'one Y|N',
        'scene_info' => 'json 256',
    ];
    private const RED_PACKET = [
        'mch_billno' => '!number 1 28', 'mch_id' => '!text 32', 'wxappid' => '!text 32', 'send_name' => '!text 32', 're_openid' => '!text 32',
        'total_amount' => '!fen', 'total_num' => '!fen', 'wishing' => '!text 128', 'act_name' => '!text 32', 'remark' => '!text 256',
        'scene_id' => 'one PRODUCT_1|PRODUCT_2|PRODUCT_3|PRODUCT_4|PRODUCT_5|PRODUCT_6|PRODUCT_7|PRODUCT_8', 'risk_info' => 'text 128',
    ];
    private const ENDPOINTS = [
        '/pay/unifiedorder' => [
            'notify_url' => '!url', 'trade_type' => '!one JSAPI|NATIVE|APP|MWEB', 'product_id' => 'text 32', 'openid' => 'text 128',
            'sub_openid' => 'text 128', 'user_type' => 'one IDCARD|HONGKONG_MACAO|HONGKONG_MACAO_RESIDENT|TAIWAN_RESIDENT|FOREIGN_RESIDENT|OVERSEA_PASSPORT',
            'user_creid' => 'text 32', 'user_truename' => 'text 64',
        ] + self::ORDER,
        '/pay/micropay' => ['auth_code' => '!code', 'deposit' => 'one Y|N'] + self::ORDER,
        '/pay/orderquery' => ['version' => 'one 1.0'] + self::OWNER + self::SUB + self::ORDER_ID,
        '/pay/closeorder' => ['out_trade_no' => '!number 6 32'] + self::OWNER + self::SUB,
        '/secapi/pay/reverse' => self::OWNER + self::SUB + self::ORDER_ID,
        '/secapi/pay/refund' => self::OWNER + self::SUB + self::ORDER_ID + [
            'out_refund_no' => '!refund 1 64', 'total_fee' => '!fen', 'refund_fee' => '!fen', 'refund_fee_type' => 'one CNY', 'refund_desc' => 'text 80',
            'refund_account' => 'one REFUND_SOURCE_UNSETTLED_FUNDS|REFUND_SOURCE_RECHARGE_FUNDS', 'notify_url' => 'url',
        ],
        '/pay/refundquery' => self::OWNER + self::SUB + self::ORDER_ID + ['out_refund_no' => 'refund 1 64', 'refund_id' => 'text 32', 'offset' => 'int'],
        '/pay/downloadbill' => self::OWNER + self::SUB + ['bill_date' => '!date', 'bill_type' => 'one ALL|SUCCESS|REFUND|RECHARGE_REFUND', 'tar_type' => 'one GZIP'],
        '/pay/downloadfundflow' => self::OWNER + ['bill_date' => '!date', 'account_type' => '!one Basic|Operation|Fees', 'tar_type' => 'one GZIP'],
        '/tools/shorturl' => self::OWNER + self::SUB + ['long_url' => '!text 512'],
        '/tools/authcodetoopenid' => self::OWNER + self::SUB + ['auth_code' => '!code'],
        '/mmpaymkttransfers/promotion/transfers' => [
            'mch_appid' => '!text 128', 'mchid' => '!text 32', 'device_info' => 'text 32', 'partner_trade_no' => '!letters 1 32', 'openid' => '!text 64',
            'check_name' => '!one NO_CHECK|FORCE_CHECK', 're_user_name' => 'text 64', 'amount' => '!fen', 'desc' => '!text 100',
            'spbill_create_ip' => '!ip', 'scene' => 'text 64', 'brand_id' => 'int', 'finder_template_id' => 'text 128',
        ],
        '/mmpaymkttransfers/gettransferinfo' => self::OWNER + ['partner_trade_no' => '!letters 1 32'],
        '/mmpaymkttransfers/sendredpack' => ['sub_mch_id' => 'text 32', 'msgappid' => 'text 32', 'client_ip' => '!ip'] + self::RED_PACKET,
        '/mmpaymkttransfers/sendgroupredpack' => ['amt_type' => '!one ALL_RAND'] + self::RED_PACKET,
        '/mmpaymkttransfers/gethbinfo' => self::OWNER + ['mch_billno' => '!number 1 28', 'bill_type' => '!one MCHT'],
        '/papay/querycontract' => self::OWNER + self::SUB + [
            'contract_id' => 'text 32', 'plan_id' => 'text 28', 'contract_code' => 'text 32', 'version' => '!one 1.0',
        ],
    ];

    /** @param array<string, string> $fields without sign, sign_type and nonce_str. @throws ApiError */
    public static function check(string $path, array $fields): void
    {
        $rules = self::ENDPOINTS[$path];
        foreach ($fields as $name => $value) {
            $rule = explode(' ', ltrim($rules[$name] ?? throw self::wrong($name, 'is not known here'), '!'));
            if (!self::fits($rule, $value)) {
                throw self::wrong($name, 'is not ' . implode(' ', $rule));
            }
        }
        foreach ($rules as $name => $rule) {
            if ($rule[0] === '!' && !isset($fields[$name])) {
                throw self::wrong($name, 'is required');
            }
        }
        self::checkTogether($path, $fields);
    }

    public static function wrong(string $name, string $issue): ApiError
    {
        return new ApiError(400, 'PARAM_ERROR', "$name $issue");
    }

    /** What the tables cannot say: one of several, and what depends on another field. @throws ApiError */
    private static function checkTogether(string $path, array $fields): void
    {
        $has = static fn (string ...$names) => array_intersect_key($fields, array_flip($names)) !== [];
        match (true) {
            $path === '/pay/unifiedorder' => self::checkTradeType($fields),
            in_array($path, ['/pay/orderquery', '/secapi/pay/reverse', '/secapi/pay/refund'], true) =>
                $has('transaction_id', 'out_trade_no') ?: throw self::wrong('out_trade_no', 'or transaction_id is required'),
            $path === '/pay/refundquery' =>
                $has('refund_id', 'out_refund_no', 'transaction_id', 'out_trade_no') ?: throw self::wrong('out_trade_no', 'or another number is required'),
            $path === '/mmpaymkttransfers/promotion/transfers' && $fields['check_name'] === 'FORCE_CHECK' =>
                $has('re_user_name') ?: throw self::wrong('re_user_name', 'is required by FORCE_CHECK'),
            $path === '/mmpaymkttransfers/sendredpack' && $fields['total_num'] !== '1' => throw self::wrong('total_num', 'is not 1'),
            $path === '/mmpaymkttransfers/sendgroupredpack' && (int) $fields['total_num'] < 3 => throw self::wrong('total_num', 'is less than 3'),
            // Outside 1 to 200 yuan the scene must be named.
            isset($fields['total_num']) && ((int) $fields['total_amount'] < 100 || (int) $fields['total_amount'] > 20000) =>
                $has('scene_id') ?: throw self::wrong('scene_id', 'is required for this amount'),
            $path === '/papay/querycontract' =>
                $has('contract_id') || isset($fields['plan_id'], $fields['contract_code']) ?: throw self::wrong('contract_id', 'or plan_id with contract_code is required'),
            default => true,
        };
    }

    private static function checkTradeType(array $fields): void
    {
        match (true) {
            isset($fields['sub_openid']) && !isset($fields['sub_appid']) => throw self::wrong('sub_appid', 'is required by sub_openid'),
            $fields['trade_type'] === 'JSAPI' && !isset($fields['openid']) && !isset($fields['sub_openid']) => throw self::wrong('openid', 'is required by JSAPI'),
            $fields['trade_type'] === 'NATIVE' && !isset($fields['product_id']) => throw self::wrong('product_id', 'is required by NATIVE'),
            $fields['trade_type'] === 'MWEB' && !isset($fields['scene_info']) => throw self::wrong('scene_info', 'is required by MWEB'),
            default => true,
        };
    }

    private static function fits(array $rule, string $value): bool
    {
        return match ($rule[0]) {
            'text' => self::length($value) <= (int) $rule[1],
            'json' => self::length($value) <= (int) $rule[1] && is_array(json_decode($value, true)) && ltrim($value)[0] === '{',
            'one' => in_array($value, explode('|', $rule[1]), true),
            'number' => preg_match("/^[0-9A-Za-z_\\-|*]{{$rule[1]},{$rule[2]}}$/D", $value) === 1,
            'refund' => preg_match("/^[0-9A-Za-z_\\-|*@]{{$rule[1]},{$rule[2]}}$/D", $value) === 1,
            'letters' => preg_match("/^[0-9A-Za-z]{{$rule[1]},{$rule[2]}}$/D", $value) === 1,
            'code' => preg_match('/^1[0-5][0-9]{16}$/D', $value) === 1,
            'fen' => preg_match('/^[1-9][0-9]{0,11}$/D', $value) === 1,
            'int' => preg_match('/^(0|[1-9][0-9]{0,9})$/D', $value) === 1,
            'time' => preg_match('/^20\d\d(0[1-9]|1[0-2])[0-3]\d[0-2]\d[0-5]\d[0-5]\d$/D', $value) === 1,
            'date' => preg_match('/^20\d\d(0[1-9]|1[0-2])[0-3]\d$/D', $value) === 1,
            'ip' => @inet_pton($value) !== false,
            'url' => strlen($value) <= 256 && preg_match('~^https?://[^/?#\s]+[^?#\s]*$~D', $value) === 1,
        };
    }

    private static function length(string $text): int
    {
        return preg_match_all('/./us', $text) ?: 0;
    }
}
