<?php

declare(strict_types=1);

namespace PaySandbox;

/** Money to users over APIv2: transfers to the wallet and red packets. Repeats go by the merchant's number. */
final class V2Payouts
{
    public function __construct(private readonly Store $store)
    {
    }

    /** @throws ApiError */
    public function transfer(V2Call $call): array
    {
        $fields = $call->business();
        $known = $this->remember('v2transfers', $fields['partner_trade_no'], $fields, 'FATAL_ERROR');
        return ['partner_trade_no' => $fields['partner_trade_no'], 'payment_no' => $known['id'], 'payment_time' => $known['time']];
    }

    /** @throws ApiError */
    public function queryTransfer(V2Call $call): array
    {
        $known = $this->find('v2transfers', $call->fields['partner_trade_no']);
        $fields = $known['fields'];
        return ['partner_trade_no' => $fields['partner_trade_no'], 'detail_id' => $known['id'], 'status' => 'SUCCESS', 'openid' => $fields['openid'],
            'payment_amount' => $fields['amount'], 'transfer_time' => $known['time'], 'payment_time' => $known['time'], 'desc' => $fields['desc']]
            + (isset($fields['re_user_name']) ? ['transfer_name' => $fields['re_user_name']] : []);
    }

    /** @throws ApiError */
    public function sendRedPacket(V2Call $call): array
    {
        $fields = $call->business();
        $known = $this->remember('redpackets', $fields['mch_billno'], $fields, 'INVALID_REQUEST');
        return array_intersect_key($fields, array_flip(['mch_billno', 're_openid', 'total_amount'])) + ['send_listid' => $known['id']];
    }

    /** Every share was opened; the first opener gets what does not divide. The only answer that nests. @throws ApiError */
    public function queryRedPacket(V2Call $call): array
    {
        $known = $this->find('redpackets', $call->fields['mch_billno']);
        $fields = $known['fields'];
        $count = (int) $fields['total_num'];
        $share = intdiv((int) $fields['total_amount'], $count);
        $shares = [];
        for ($i = 0; $i < $count; $i++) {
            $shares[] = ['hbinfo' => ['openid' => $i === 0 ? $fields['re_openid'] : "{$fields['re_openid']}_$i",
                'amount' => $i === 0 ? (int) $fields['total_amount'] - $share * ($count - 1) : $share, 'rcv_time' => $known['time']]];
        }
        return ['mch_billno' => $fields['mch_billno'], 'detail_id' => $known['id'], 'status' => 'RECEIVED', 'send_type' => 'API',
            'hb_type' => $count === 1 ? 'NORMAL' : 'GROUP', 'total_num' => $count, 'total_amount' => $fields['total_amount'], 'send_time' => $known['time'],
            'wishing' => $fields['wishing'], 'remark' => $fields['remark'], 'act_name' => $fields['act_name'], 'hblist' => $shares];
    }

    /** @throws ApiError */
    private function remember(string $list, string $number, array $fields, string $code): array
    {
        ksort($fields, SORT_STRING);
        $entry = ['fields' => $fields, 'id' => '1000' . str_pad((string) random_int(0, PHP_INT_MAX), 24, '0', STR_PAD_LEFT), 'time' => V2Orders::time('now')];
        $known = $this->store->update($list, static fn (array $all) => isset($all[$number]) ? null : [$number => $entry] + $all)[$number];
        if ($known['fields'] !== $fields) {
            throw new ApiError(400, $code, 'the number is used with other fields');
        }
        return $known;
    }

    /** @throws ApiError */
    private function find(string $list, string $number): array
    {
        return $this->store->read($list)[$number] ?? throw new ApiError(404, 'NOT_FOUND', 'the number is not known');
    }
}
