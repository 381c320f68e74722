<?php

declare(strict_types=1);

namespace PaySandbox;

/** Refunds over APIv2. */
final class V2Refunds
{
    private const PAGE = 20;

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
        $fields = $call->business();
        $refund = $this->refund($fields);
        $view = $this->orders->viewRefund($refund);
        if (isset($fields['notify_url'])) {
            $this->tell($call, $view);
        }
        return ['transaction_id' => $view['transaction_id'], 'out_trade_no' => $view['out_trade_no'], 'out_refund_no' => $view['out_refund_no'],
            'refund_id' => $view['refund_id'], 'refund_fee' => $view['amount']['refund'], 'settlement_refund_fee' => $view['amount']['refund'],
            'total_fee' => $view['amount']['total'], 'settlement_total_fee' => $view['amount']['total'], 'fee_type' => $view['amount']['currency'],
            'cash_fee' => $view['amount']['total'], 'cash_fee_type' => $view['amount']['currency'], 'cash_refund_fee' => $view['amount']['refund'],
            'coupon_refund_fee' => 0, 'coupon_refund_count' => 0];
    }

    /** By refund_id, out_refund_no, transaction_id or out_trade_no, in this order. @throws ApiError */
    public function query(V2Call $call): array
    {
        $fields = $call->fields;
        $is_alone = isset($fields['refund_id']) || isset($fields['out_refund_no']);
        $refunds = array_values(array_filter($this->store->read('refunds'), fn (array $refund) => match (true) {
            isset($fields['refund_id']) => $refund['refund_id'] === $fields['refund_id'],
            isset($fields['out_refund_no']) => $refund['request']['out_refund_no'] === $fields['out_refund_no'],
            isset($fields['transaction_id']) => $this->orders->find($refund['out_trade_no'])['transaction_id'] === $fields['transaction_id'],
            default => $refund['out_trade_no'] === $fields['out_trade_no'],
        }));
        $page = $is_alone ? $refunds : array_slice($refunds, (int) ($fields['offset'] ?? 0), self::PAGE);
        $page = array_map($this->orders->viewRefund(...), $page);
        if ($page === []) {
            throw new ApiError(404, 'REFUNDNOTEXIST', 'there is no such refund');
        }
        $answer = ['transaction_id' => $page[0]['transaction_id'], 'out_trade_no' => $page[0]['out_trade_no'], 'total_fee' => $page[0]['amount']['total'],
            'fee_type' => $page[0]['amount']['currency'], 'cash_fee' => $page[0]['amount']['total'], 'refund_count' => count($page)]
            + ($is_alone ? [] : ['total_refund_count' => count($refunds)]);
        foreach ($page as $n => $view) {
            $answer += self::numbered($view, $n);
        }
        return $answer;
    }

    private static function numbered(array $view, int $n): array
    {
        // "accout" is how the wire spells it.
        return ["out_refund_no_$n" => $view['out_refund_no'], "refund_id_$n" => $view['refund_id'], "refund_channel_$n" => $view['channel'],
            "refund_fee_$n" => $view['amount']['refund'], "settlement_refund_fee_$n" => $view['amount']['refund'], "coupon_refund_fee_$n" => 0,
            "coupon_refund_count_$n" => 0, "refund_status_$n" => $view['status'], "refund_account_$n" => 'REFUND_SOURCE_UNSETTLED_FUNDS',
            "refund_recv_accout_$n" => $view['user_received_account'], "refund_success_time_$n" => V2Orders::time($view['success_time'])];
    }

    /** @throws ApiError */
    private function refund(array $fields): array
    {
        $order = isset($fields['transaction_id']) ? $this->orders->findBy('transaction_id', $fields['transaction_id']) : $this->orders->find($fields['out_trade_no']);
        if (!isset($order['transaction_id'])) {
            throw new ApiError(400, 'ORDERNOTEXIST', 'the order is not paid');
        }
        $amount = ['refund' => (int) $fields['refund_fee'], 'total' => (int) $fields['total_fee'], 'currency' => $fields['refund_fee_type'] ?? 'CNY'];
        $known = $this->store->read('refunds')[$fields['out_refund_no']] ?? null;
        if ($known !== null && $known['request']['amount'] !== $amount) {
            throw new ApiError(400, 'REFUND_FEE_MISMATCH', 'the refund number is used with other amounts');
        }
        try {
            return $this->orders->refund(['out_trade_no' => $order['request']['out_trade_no'], 'out_refund_no' => $fields['out_refund_no'],
                'amount' => $amount, 'v2' => $fields]);
        } catch (ApiError $e) {
            throw $e->errorCode === 'NOT_ENOUGH' ? new ApiError(400, 'ERROR', $e->getMessage()) : $e;
        }
    }

    private function tell(V2Call $call, array $view): void
    {
        $resource = ['transaction_id' => $view['transaction_id'], 'out_trade_no' => $view['out_trade_no'], 'refund_id' => $view['refund_id'],
            'out_refund_no' => $view['out_refund_no'], 'total_fee' => (string) $view['amount']['total'], 'settlement_total_fee' => (string) $view['amount']['total'],
            'refund_fee' => (string) $view['amount']['refund'], 'settlement_refund_fee' => (string) $view['amount']['refund'],
            'cash_refund_fee' => (string) $view['amount']['refund'], 'refund_status' => $view['status'], 'success_time' => V2Orders::time($view['success_time']),
            'refund_recv_accout' => $view['user_received_account'], 'refund_account' => 'REFUND_SOURCE_UNSETTLED_FUNDS', 'refund_request_source' => 'API'];
        $owner = array_intersect_key($call->fields, array_flip(['appid', 'mch_id', 'sub_appid', 'sub_mch_id']));
        $id = $this->notifier->record('refund', V2Notice::ORIGINAL_TYPE, $resource, $call->fields['notify_url'], ['owner' => $owner]);
        $this->notifier->deliverInBackground($id);
    }
}
