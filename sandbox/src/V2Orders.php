<?php

declare(strict_types=1);

namespace PaySandbox;

/** Orders over APIv2. The ledger keeps them in the shape of APIv3, with what was sent beside it. */
final class V2Orders
{
    /** Codes after which a reversal must be called again. */
    private const RECALL = ['USERPAYING', 'SYSTEM_ERROR', 'BANK_ERROR'];
    private const SCENES = ['JSAPI' => 'jsapi', 'NATIVE' => 'native', 'APP' => 'app', 'MWEB' => 'h5'];

    public function __construct(
        private readonly Store $store,
        private readonly Credentials $credentials,
        private readonly Orders $orders,
        private readonly Notifier $notifier,
    ) {
    }

    /** @throws ApiError */
    public function create(V2Call $call): array
    {
        $type = $call->fields['trade_type'];
        $order = $this->orders->create(self::SCENES[$type], self::request($call));
        $base = $this->credentials->get('baseUrl');
        return ['trade_type' => $type, 'prepay_id' => $order['prepay_id']] + match ($type) {
            'NATIVE' => ['code_url' => "weixin://wxpay/bizpayurl?pr=$order[token]"],
            'MWEB' => ['mweb_url' => "$base/sandbox/h5/$order[token]?prepay_id=$order[prepay_id]&package=" . crc32($order['token'])],
            default => [],
        };
    }

    /** @throws ApiError */
    public function query(V2Call $call): array
    {
        return self::view($this->orders, (new Micropay($this->store, $this->orders))->query($this->find($call)));
    }

    /** @throws ApiError */
    public function close(V2Call $call): array
    {
        try {
            $this->orders->close($call->fields['out_trade_no']);
        } catch (ApiError $e) {
            throw $e->errorCode === 'USERPAYING' ? new ApiError(400, 'TRADE_STATE_ERROR', 'the payer is paying') : $e;
        }
        return ['result_msg' => 'OK'];
    }

    /** @throws ApiError */
    public function micropay(V2Call $call): array
    {
        $order = (new Micropay($this->store, $this->orders))->pay(self::request($call));
        return array_diff_key(self::view($this->orders, $order), ['trade_state' => 1, 'trade_state_desc' => 1]);
    }

    /** @throws ApiError */
    public function reverse(V2Call $call): array
    {
        try {
            return ['recall' => (new Micropay($this->store, $this->orders))->reverse($this->find($call)) ? 'N' : 'Y'];
        } catch (ApiError $e) {
            throw new ApiError($e->status, $e->errorCode, $e->getMessage(), ['recall' => in_array($e->errorCode, self::RECALL, true) ? 'Y' : 'N']);
        }
    }

    /** transaction_id wins over out_trade_no. @throws ApiError */
    private function find(V2Call $call): array
    {
        return isset($call->fields['transaction_id'])
            ? $this->orders->findBy('transaction_id', $call->fields['transaction_id'])
            : $this->orders->find($call->fields['out_trade_no']);
    }

    /** Who the order belongs to, in the names of APIv3. */
    public static function owner(array $fields): array
    {
        return isset($fields['sub_mch_id'])
            ? array_filter(['sp_appid' => $fields['appid'], 'sp_mchid' => $fields['mch_id'], 'sub_appid' => $fields['sub_appid'] ?? null, 'sub_mchid' => $fields['sub_mch_id']])
            : ['appid' => $fields['appid'], 'mchid' => $fields['mch_id']];
    }

    private static function request(V2Call $call): array
    {
        $fields = $call->business();
        $payer = array_filter(isset($fields['sub_mch_id'])
            ? ['sp_openid' => $fields['openid'] ?? null, 'sub_openid' => $fields['sub_openid'] ?? null]
            : ['openid' => $fields['openid'] ?? null]);
        return self::owner($fields) + array_intersect_key($fields, array_flip(['out_trade_no', 'attach', 'notify_url']))
            + ['description' => $fields['body'], 'amount' => ['total' => (int) $fields['total_fee'], 'currency' => $fields['fee_type'] ?? 'CNY']]
            + ($payer === [] ? [] : ['payer' => $payer]) + ['v2' => $fields + ['sign_type' => $call->signType]];
    }

    /** What a query answers, from either protocol's order. Only a paid one tells who paid how. */
    public static function view(Orders $orders, array $order): array
    {
        $seen = $orders->view($order);
        $view = ['trade_state' => $seen['trade_state'], 'trade_state_desc' => $seen['trade_state_desc'], 'out_trade_no' => $seen['out_trade_no']];
        if (!in_array($seen['trade_state'], ['SUCCESS', 'REFUND'], true)) {
            return $view;
        }
        $total = $seen['amount']['total'];
        return array_filter($view + [
            'device_info' => $order['request']['v2']['device_info'] ?? '', 'openid' => $seen['payer']['openid'] ?? $seen['payer']['sp_openid'] ?? Orders::OPENID,
            'is_subscribe' => 'N', 'sub_openid' => $seen['payer']['sub_openid'] ?? '', 'trade_type' => $seen['trade_type'],
            'bank_type' => $seen['bank_type'], 'total_fee' => (string) $total, 'settlement_total_fee' => (string) $total,
            'fee_type' => $seen['amount']['currency'], 'cash_fee' => (string) $total, 'cash_fee_type' => $seen['amount']['currency'],
            'transaction_id' => $seen['transaction_id'], 'attach' => $seen['attach'] ?? '', 'time_end' => self::time($seen['success_time'], 'YmdHis'),
        ], static fn (string $value) => $value !== '');
    }

    /** A time of the ledger, in the format that APIv2 has at that place. */
    public static function time(string $time, string $format = 'Y-m-d H:i:s'): string
    {
        return (new \DateTimeImmutable($time))->setTimezone(new \DateTimeZone('Asia/Shanghai'))->format($format);
    }
}
