<?php

declare(strict_types=1);

namespace PaySandbox;

/** The ledger: orders and refunds, and what may happen to them. */
final class Orders
{
    /** The one payer there is, unless an order names another. */
    public const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';

    private const TRADE_TYPES = ['jsapi' => 'JSAPI', 'h5' => 'MWEB', 'native' => 'NATIVE', 'app' => 'APP', 'codepay' => 'MICROPAY'];
    private const STATES = ['NOTPAY' => '订单未支付', 'USERPAYING' => '用户支付中', 'PAYERROR' => '支付失败', 'SUCCESS' => '支付成功', 'CLOSED' => '订单已关闭',
        'REVOKED' => '订单已撤销', 'REFUND' => '转入退款'];

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** The same number with the same fields is the same order. @throws ApiError */
    public function create(string $scene, array $request): array
    {
        $number = $request['out_trade_no'];
        $fingerprint = self::fingerprint($request);
        $orders = $this->store->update('orders', function (array $orders) use ($scene, $request, $number, $fingerprint): ?array {
            if (!isset($orders[$number])) {
                $orders[$number] = [
                    'scene' => $scene, 'trade_type' => self::TRADE_TYPES[$scene], 'trade_state' => 'NOTPAY', 'request' => $request,
                    'fingerprint' => $fingerprint, 'prepay_id' => 'wx' . gmdate('dHis') . bin2hex(random_bytes(14)),
                    'token' => bin2hex(random_bytes(8)),
                ];
                return $orders;
            }
            return null;
        });
        $order = $orders[$number];
        if ($order['trade_state'] === 'SUCCESS' || $order['trade_state'] === 'REFUND') {
            throw new ApiError(400, 'ORDERPAID', 'the order is paid');
        }
        if ($order['trade_state'] === 'CLOSED') {
            throw new ApiError(400, 'ORDER_CLOSED', 'the order is closed');
        }
        if ($order['trade_state'] === 'REVOKED') {
            throw new ApiError(400, 'ORDER_REVERSED', 'the order is reversed');
        }
        if ($order['fingerprint'] !== $fingerprint || $order['scene'] !== $scene) {
            throw new ApiError(403, 'OUT_TRADE_NO_USED', 'the number is used with other fields');
        }
        return $order;
    }

    /** @throws ApiError */
    public function find(string $number): array
    {
        return $this->store->read('orders')[$number] ?? throw new ApiError(404, 'ORDER_NOT_EXIST', 'there is no such order');
    }

    /** @throws ApiError */
    public function findBy(string $field, string $value): array
    {
        foreach ($this->store->read('orders') as $order) {
            if (($order[$field] ?? null) === $value) {
                return $order;
            }
        }
        throw new ApiError(404, 'ORDER_NOT_EXIST', 'there is no such order');
    }

    /** @throws ApiError */
    public function close(string $number): void
    {
        $state = $this->find($number)['trade_state'];
        if ($state === 'SUCCESS' || $state === 'REFUND') {
            throw new ApiError(400, 'ORDERPAID', 'the order is paid');
        }
        if ($state === 'USERPAYING') {
            throw new ApiError(202, 'USERPAYING', 'the payer is paying');
        }
        $this->change($number, ['trade_state' => 'CLOSED']);
    }

    /** Whether it may still be paid. */
    public static function isOpen(array $order): bool
    {
        return in_array($order['trade_state'], ['NOTPAY', 'USERPAYING', 'PAYERROR'], true);
    }

    public function move(string $number, string $state): void
    {
        $this->change($number, ['trade_state' => $state]);
    }

    /** An order that was not paid is revoked; a paid one is paid back as well. */
    public function reverse(string $number): void
    {
        $this->find($number);
        $this->change($number, ['trade_state' => 'REVOKED']);
    }

    /** The same number with the same fields is the same transfer. @throws ApiError */
    public function transfer(array $request, ?string $name): array
    {
        $number = $request['out_bill_no'];
        unset($request['user_name']);
        $fingerprint = self::fingerprint($request + ['name' => $name]);
        $known = $this->store->update('transfers', static function (array $transfers) use ($request, $number, $name, $fingerprint): ?array {
            return isset($transfers[$number]) ? null : $transfers + [$number => ['request' => $request, 'name' => $name, 'fingerprint' => $fingerprint,
                'transfer_bill_no' => '1330000' . str_pad((string) random_int(0, PHP_INT_MAX), 20, '0', STR_PAD_LEFT), 'create_time' => self::now()]];
        })[$number];
        if ($known['fingerprint'] !== $fingerprint) {
            throw new ApiError(400, 'INVALID_REQUEST', 'the bill number is used with other fields');
        }
        return ['out_bill_no' => $number, 'transfer_bill_no' => $known['transfer_bill_no'], 'create_time' => $known['create_time'],
            'state' => 'WAIT_USER_CONFIRM', 'package_info' => base64_encode("confirm $number")];
    }

    /** By the time that it is asked for, the payee has confirmed. @throws ApiError */
    public function findTransfer(string $number): array
    {
        $transfer = $this->store->read('transfers')[$number] ?? throw new ApiError(404, 'NOT_FOUND', 'there is no such transfer');
        $request = $transfer['request'];
        return ['mch_id' => $this->credentials->get('mchid'), 'out_bill_no' => $number, 'transfer_bill_no' => $transfer['transfer_bill_no'],
            'appid' => $request['appid'], 'state' => 'SUCCESS', 'transfer_amount' => $request['transfer_amount'],
            'transfer_remark' => $request['transfer_remark'], 'openid' => $request['openid'], 'create_time' => $transfer['create_time'],
            'update_time' => self::now()] + ($transfer['name'] === null ? [] : ['user_name' => $transfer['name']]);
    }

    /** The payer pays. True: just now. @throws ApiError */
    public function pay(string $number): bool
    {
        $order = $this->find($number);
        if ($order['trade_state'] === 'SUCCESS') {
            return false;
        }
        if (!self::isOpen($order)) {
            throw new ApiError(400, 'ORDER_CLOSED', 'the order cannot be paid any more');
        }
        $this->change($number, [
            'trade_state' => 'SUCCESS',
            'transaction_id' => '42000' . str_pad((string) random_int(0, PHP_INT_MAX), 23, '0', STR_PAD_LEFT),
            'success_time' => self::now(),
        ]);
        return true;
    }

    /** What a query answers and a notification says. */
    public function view(array $order): array
    {
        $request = $order['request'];
        $names = isset($request['sp_mchid']) ? ['sp_appid', 'sp_mchid', 'sub_appid', 'sub_mchid'] : ['appid', 'mchid'];
        $view = array_intersect_key($request, array_flip([...$names, 'out_trade_no', 'attach']));
        $view += ['trade_type' => $order['trade_type'], 'trade_state' => $order['trade_state'],
            'trade_state_desc' => self::STATES[$order['trade_state']]];
        $total = $request['amount']['total'];
        $currency = $request['amount']['currency'] ?? 'CNY';
        if (!isset($order['transaction_id'])) {
            return $view + ['amount' => ['total' => $total, 'currency' => $currency]];
        }
        return $view + [
            'transaction_id' => $order['transaction_id'], 'bank_type' => 'OTHERS', 'success_time' => $order['success_time'],
            'payer' => array_diff_key($request['payer'] ?? [], ['auth_code' => 1]) ?: ['openid' => self::OPENID],
            'amount' => ['total' => $total, 'payer_total' => $total, 'currency' => $currency, 'payer_currency' => $currency],
        ];
    }

    /** The same refund number with the same fields is the same refund. @throws ApiError */
    public function refund(array $request): array
    {
        $order = isset($request['out_trade_no']) ? $this->find($request['out_trade_no']) : $this->findBy('transaction_id', $request['transaction_id']);
        $number = $request['out_refund_no'];
        $known = $this->store->read('refunds')[$number] ?? null;
        if ($known !== null && $known['fingerprint'] !== self::fingerprint($request)) {
            throw new ApiError(400, 'INVALID_REQUEST', 'the refund number is used with other fields');
        }
        if ($known !== null) {
            return $known;
        }
        $this->checkRefundable($order, $request);
        $refund = [
            'request' => $request, 'fingerprint' => self::fingerprint($request), 'out_trade_no' => $order['request']['out_trade_no'],
            'refund_id' => '50' . str_pad((string) random_int(0, PHP_INT_MAX), 26, '0', STR_PAD_LEFT), 'status' => 'SUCCESS',
            'create_time' => self::now(), 'success_time' => self::now(),
        ];
        $this->store->update('refunds', static fn (array $refunds) => $refunds + [$number => $refund]);
        $this->change($refund['out_trade_no'], ['trade_state' => 'REFUND']);
        return $refund;
    }

    /** @throws ApiError */
    public function findRefund(string $number): array
    {
        return $this->store->read('refunds')[$number] ?? throw new ApiError(404, 'RESOURCE_NOT_EXISTS', 'there is no such refund');
    }

    public function viewRefund(array $refund): array
    {
        $order = $this->find($refund['out_trade_no']);
        $amount = $refund['request']['amount'];
        return [
            'refund_id' => $refund['refund_id'], 'out_refund_no' => $refund['request']['out_refund_no'],
            'transaction_id' => $order['transaction_id'], 'out_trade_no' => $refund['out_trade_no'], 'channel' => 'ORIGINAL',
            'user_received_account' => '支付用户零钱', 'success_time' => $refund['success_time'], 'create_time' => $refund['create_time'],
            'status' => $refund['status'], 'funds_account' => 'UNSETTLED',
            'amount' => ['total' => $amount['total'], 'refund' => $amount['refund'], 'payer_total' => $amount['total'],
                'payer_refund' => $amount['refund'], 'settlement_refund' => $amount['refund'], 'settlement_total' => $amount['total'],
                'discount_refund' => 0, 'currency' => $amount['currency']],
        ];
    }

    private function checkRefundable(array $order, array $request): void
    {
        if (!isset($order['transaction_id'])) {
            throw new ApiError(400, 'INVALID_REQUEST', 'the order is not paid');
        }
        $total = $order['request']['amount']['total'];
        if ($request['amount']['total'] !== $total) {
            throw ApiError::parameter('/amount/total', 'is not what the order is worth');
        }
        $refunded = $request['amount']['refund'];
        foreach ($this->store->read('refunds') as $other) {
            $refunded += $other['out_trade_no'] === $order['request']['out_trade_no'] ? $other['request']['amount']['refund'] : 0;
        }
        if ($refunded > $total) {
            throw new ApiError(403, 'NOT_ENOUGH', 'more would be refunded than was paid');
        }
    }

    private function change(string $number, array $changes): void
    {
        $this->store->update('orders', static fn (array $orders) => [$number => $changes + $orders[$number]] + $orders);
    }

    private static function fingerprint(array $request): string
    {
        ksort($request);
        return hash('sha256', json_encode($request));
    }

    private static function now(): string
    {
        return (new \DateTimeImmutable('now', new \DateTimeZone('Asia/Shanghai')))->format(DATE_RFC3339);
    }
}
