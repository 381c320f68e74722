<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Store;

/** alipay.fund.*: money out. Only applications in certificate mode may. */
final class FundApi
{
    public const METHODS = [
        'alipay.fund.trans.uni.transfer' => 'transfer',
        'alipay.fund.trans.common.query' => 'query',
        'alipay.fund.account.query' => 'account',
    ];
    private const SCENES = ['TRANS_ACCOUNT_NO_PWD' => 'DIRECT_TRANSFER', 'STD_RED_PACKET' => 'DIRECT_TRANSFER'];
    private const IDENTITIES = ['ALIPAY_USER_ID', 'ALIPAY_LOGON_ID', 'ALIPAY_OPEN_ID'];
    private const LEAST = 10;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** The same number with the same content is the same transfer. @throws Refusal */
    public function transfer(Call $call): array
    {
        if (!$this->credentials->isCertificateMode()) {
            throw new Refusal('40006', 'isv.insufficient-isv-permissions', '资金支出类接口须使用证书方式');
        }
        $number = self::field($call, 'out_biz_no', '/^[0-9A-Za-z_]{1,64}$/D');
        $fen = $call->fen('trans_amount');
        $product = self::field($call, 'product_code', '/^\w+$/D');
        if ((self::SCENES[$product] ?? null) !== self::field($call, 'biz_scene', '/^\w+$/D')) {
            throw self::wrong('biz_scene');
        }
        if ($product === 'TRANS_ACCOUNT_NO_PWD' && $fen < self::LEAST) {
            throw self::wrong('trans_amount');
        }
        self::field($call, 'order_title', '/^.{1,128}$/D');
        $this->checkPayee($call->biz['payee_info'] ?? null);
        $fingerprint = hash('sha256', json_encode(['trans_amount' => $fen] + $call->biz));
        $transfer = $this->store->update('transfers', static fn (array $known) => isset($known[$number]) ? null : $known + [$number => [
            'fingerprint' => $fingerprint, 'fen' => $fen, 'product_code' => $product, 'biz_scene' => $call->biz['biz_scene'], 'time' => time(),
            'order_id' => Clock::text(null, 'Ymd') . '110070' . sprintf('%014d', random_int(0, 99_999_999_999_999)),
        ]])[$number];
        if ($transfer['fingerprint'] !== $fingerprint) {
            throw Refusal::business('PAYMENT_INFO_INCONSISTENCY', '两次请求商户单号一样，但是参数不一致');
        }
        return ['out_biz_no' => $number, 'order_id' => $transfer['order_id'], 'pay_fund_order_id' => $transfer['order_id'],
            'status' => 'SUCCESS', 'trans_date' => Clock::text($transfer['time'])];
    }

    /** @throws Refusal */
    public function query(Call $call): array
    {
        foreach ($this->store->read('transfers') as $number => $transfer) {
            $isIt = $call->has('order_id') ? $call->biz['order_id'] === $transfer['order_id']
                : $call->has('out_biz_no') && $call->biz['out_biz_no'] === (string) $number
                    && ($call->biz['product_code'] ?? '') === $transfer['product_code'] && ($call->biz['biz_scene'] ?? '') === $transfer['biz_scene'];
            if ($isIt) {
                return ['order_id' => $transfer['order_id'], 'out_biz_no' => (string) $number, 'pay_date' => Clock::text($transfer['time']),
                    'pay_fund_order_id' => $transfer['order_id'], 'status' => 'SUCCESS', 'trans_amount' => Call::yuan($transfer['fen'])];
            }
        }
        throw Refusal::business('ORDER_NOT_EXIST', '转账订单不存在');
    }

    public function account(Call $call): array
    {
        return ['available_amount' => '26.45', 'freeze_amount' => '0.00'];
    }

    private function checkPayee(mixed $payee): void
    {
        if (!is_array($payee) || !is_string($payee['identity'] ?? null) || $payee['identity'] === ''
            || !in_array($payee['identity_type'] ?? null, self::IDENTITIES, true)
            || ($payee['identity_type'] === 'ALIPAY_LOGON_ID' && ($payee['name'] ?? '') === '')) {
            throw self::wrong('payee_info');
        }
        if ($payee['identity_type'] === 'ALIPAY_USER_ID' && preg_match('/^2088\d{12}$/D', $payee['identity']) !== 1) {
            throw Refusal::business('PAYEE_NOT_EXIST', '收款账号不存在');
        }
    }

    private static function field(Call $call, string $name, string $pattern): string
    {
        $value = $call->biz[$name] ?? null;
        return is_string($value) && preg_match($pattern . 'u', $value) === 1 ? $value : throw self::wrong($name);
    }

    /** These codes come without the prefix of the trades. */
    private static function wrong(string $name): Refusal
    {
        return Refusal::business('INVALID_PARAMETER', "参数有误: $name");
    }
}
