<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** alipay.trade.*: what is called from server to server. */
final class TradeApi
{
    public const METHODS = [
        'alipay.trade.precreate' => 'precreate',
        'alipay.trade.create' => 'create',
        'alipay.trade.pay' => 'pay',
        'alipay.trade.query' => 'query',
        'alipay.trade.close' => 'close',
        'alipay.trade.cancel' => 'cancel',
        'alipay.trade.refund' => 'refund',
        'alipay.trade.fastpay.refund.query' => 'queryRefund',
    ];
    private const PRODUCTS = [
        'alipay.trade.page.pay' => ['FAST_INSTANT_TRADE_PAY'],
        'alipay.trade.wap.pay' => ['QUICK_WAP_WAY'],
        'alipay.trade.app.pay' => ['QUICK_MSECURITY_PAY'],
        'alipay.trade.precreate' => ['FACE_TO_FACE_PAYMENT', 'QR_CODE_OFFLINE', null],
        'alipay.trade.create' => ['JSAPI_PAY', 'FACE_TO_FACE_PAYMENT', null],
        'alipay.trade.pay' => ['FACE_TO_FACE_PAYMENT', 'GENERAL_WITHHOLDING', 'CYCLE_PAY_AUTH', 'PRE_AUTH_ONLINE', 'PRE_AUTH', null],
    ];

    public function __construct(
        private readonly Trades $trades,
        private readonly Notices $notices,
        private readonly Scripts $scripts,
        private readonly Credentials $credentials,
    ) {
    }

    /** Takes the order of any method. @throws Refusal */
    public function order(Call $call, bool $isTrade): array
    {
        $call->required('out_trade_no', 64, '/^[0-9A-Za-z_]+$/D');
        $fen = $call->fen('total_amount');
        $call->required('subject', 256, '~^[^/=&]+$~D');
        $call->text('body', 400);
        $call->text('passback_params', 512, "/^[-0-9A-Za-z_.!~*'()%+]+$/D");
        if (!in_array($call->text('product_code', 64), self::PRODUCTS[$call->method], true)) {
            throw Refusal::field('product_code', '错误');
        }
        if (!in_array($call->text('seller_id', 28), [null, $this->credentials->get('sellerId')], true)) {
            throw Refusal::business('ACQ.INVALID_RECEIVE_ACCOUNT', '收款账户不合法');
        }
        if ($call->method === 'alipay.trade.wap.pay') {
            $call->required('quit_url', 400);
        }
        return $this->trades->order($call, $fen, $isTrade);
    }

    /** @throws Refusal */
    public function precreate(Call $call): array
    {
        return ['out_trade_no' => $call->biz['out_trade_no'] ?? '', 'qr_code' => 'https://qr.alipay.com/bax' . $this->order($call, false)['token']];
    }

    /** @throws Refusal */
    public function create(Call $call): array
    {
        if (!$call->has('buyer_id') && !$call->has('buyer_open_id')) {
            throw Refusal::field('buyer_id', '和buyer_open_id不能同时为空');
        }
        $call->text('buyer_id', 28, '/^2088\d{12}$/D');
        if ($call->text('product_code') === 'JSAPI_PAY') {
            $call->required('op_app_id', 32);
        }
        $trade = $this->order($call, true);
        return ['out_trade_no' => $trade['number'], 'trade_no' => $trade['trade_no']];
    }

    /** @throws Refusal */
    public function pay(Call $call): array
    {
        if (!$call->has('agreement_params') && !$call->has('auth_no')) {
            $this->checkCode($call);
        }
        $known = $this->trades->peek($number = $call->required('out_trade_no', 64));
        $outcome = $this->scripts->pay($number) ?? (($known['status'] ?? '') === 'WAIT_BUYER_PAY' ? '10003' : '10000');
        if (str_starts_with($outcome, 'ACQ.') && $outcome !== 'ACQ.SYSTEM_ERROR') {
            throw Refusal::business($outcome, '支付失败');
        }
        $trade = $this->order($call, true);
        if ($outcome === 'ACQ.SYSTEM_ERROR') {
            throw Refusal::business($outcome, '系统异常');
        }
        if ($outcome === '20000') {
            throw self::unknown();
        }
        if ($outcome === '10000') {
            $this->settle($trade['number']);
            $trade = $this->trades->current($trade['number']);
        }
        $view = array_diff_key($this->trades->view($trade), ['trade_status' => 0, 'subject' => 0, 'send_pay_date' => 0]);
        return ['code' => $outcome] + $view + ($trade['paid'] === null ? [] : ['gmt_payment' => Clock::text($trade['paid'])]);
    }

    /** @throws Refusal */
    public function query(Call $call): array
    {
        $next = $this->scripts->query($this->numberOf($call));
        if ($next === '20000') {
            throw self::unknown();
        }
        if ($next !== null && str_starts_with($next, 'ACQ.')) {
            throw Refusal::business($next, '查询失败');
        }
        $trade = $this->trades->find($call);
        match ($next) {
            'TRADE_SUCCESS' => $this->settle($trade['number']),
            'TRADE_CLOSED' => $this->trades->close($trade['number']),
            'TRADE_FINISHED' => $this->trades->finish($trade['number']),
            default => null,
        };
        return $this->trades->view($this->trades->current($trade['number']));
    }

    /** @throws Refusal */
    public function close(Call $call): array
    {
        $trade = $this->trades->find($call);
        if ($trade['status'] !== 'WAIT_BUYER_PAY') {
            throw Refusal::business('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
        }
        $this->trades->close($trade['number']);
        return ['out_trade_no' => $trade['number'], 'trade_no' => $trade['trade_no']];
    }

    /** Never fails for want of a trade: whoever does not know what became of a payment must be able to call it. @throws Refusal */
    public function cancel(Call $call): array
    {
        $number = $this->numberOf($call);
        $next = $this->scripts->cancel($number);
        if ($next === '20000') {
            throw self::unknown();
        }
        if ($next !== null && str_starts_with($next, 'ACQ.')) {
            throw Refusal::business($next, '撤销失败');
        }
        $trade = $this->trades->peek($number);
        $node = ['out_trade_no' => $number, 'trade_no' => $trade['trade_no'] ?? '', 'retry_flag' => $next === 'retry' ? 'Y' : 'N'];
        return $next === 'retry' ? $node : $node + $this->revoke($number, $trade);
    }

    /** @throws Refusal */
    public function refund(Call $call): array
    {
        $fen = $call->fen('refund_amount');
        $trade = $this->trades->find($call);
        $request = $call->text('out_request_no', 64) ?? $trade['number'];
        $known = $trade['refunds'][$request] ?? null;
        if ($known !== null) {
            if ($known['fen'] !== $fen) {
                throw Refusal::business('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求');
            }
            return $this->refundAnswer($known['pending'] ? $this->trades->settle($trade['number'], $request) : $trade, $request, $known['pending']);
        }
        $this->checkRefund($trade, $fen);
        if (!$call->has('out_request_no') && $fen !== $trade['fen']) {
            throw Refusal::field('out_request_no', '部分退款时不能为空');
        }
        $isPending = $this->scripts->refund($trade['number']) === 'N';
        $trade = $this->trades->refund($trade['number'], $request, $fen, $call->text('refund_reason') ?? '', $isPending);
        if (!$isPending) {
            $this->notices->refunded($trade, $request, $call->parameter('notify_url'));
        }
        return $this->refundAnswer($trade, $request, !$isPending);
    }

    /** What nobody asked for, or is not done yet, has no details. @throws Refusal */
    public function queryRefund(Call $call): array
    {
        $request = $call->required('out_request_no', 64);
        $trade = $this->trades->find($call);
        $refund = $trade['refunds'][$request] ?? null;
        if ($refund === null || $refund['pending']) {
            return [];
        }
        return ['out_request_no' => $request, 'out_trade_no' => $trade['number'], 'refund_amount' => Call::yuan($refund['fen']),
            'refund_status' => 'REFUND_SUCCESS', 'total_amount' => Call::yuan($trade['fen']), 'trade_no' => $trade['trade_no'],
            'refund_reason' => $refund['reason'], 'gmt_refund_pay' => Clock::text($refund['time'])];
    }

    public static function unknown(): Refusal
    {
        return new Refusal('20000', 'isp.unknow-error', '系统繁忙');
    }

    /** Paid, and the shop hears of it. */
    private function settle(string $number): void
    {
        if ($this->trades->pay($number)) {
            $this->notices->paid($this->trades->current($number));
        }
    }

    private function numberOf(Call $call): string
    {
        $byOther = $call->has('trade_no') ? $this->trades->by('trade_no', $call->required('trade_no', 64)) : null;
        return $byOther['number'] ?? $call->text('out_trade_no', 64) ?? throw Refusal::field('out_trade_no', '和trade_no不能同时为空');
    }

    private function checkCode(Call $call): void
    {
        $code = $call->required('auth_code', 64);
        if (!in_array($call->text('scene') ?? 'bar_code', ['bar_code', 'security_code'], true)) {
            throw Refusal::field('scene', '错误');
        }
        if (preg_match('/^((2[5-9]|30)\d{14,22}|fp[0-9A-Za-z]{33})$/D', $code) !== 1 || !$this->scripts->codeIsFree($code, (string) ($call->biz['out_trade_no'] ?? ''))) {
            throw Refusal::business('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款');
        }
    }

    private function checkRefund(array $trade, int $fen): void
    {
        if ($trade['status'] === 'TRADE_FINISHED') {
            throw Refusal::business('ACQ.TRADE_HAS_FINISHED', '交易已完结');
        }
        if ($trade['paid'] === null) {
            throw $trade['status'] === 'TRADE_CLOSED' ? Refusal::business('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
                : Refusal::business('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
        }
        if (Trades::refunded($trade) + $fen > $trade['fen']) {
            throw Refusal::business('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额无效');
        }
    }

    /** @return array<string, string> what was done, if anything */
    private function revoke(string $number, ?array $trade): array
    {
        if ($trade === null || $trade['trade_no'] === null) {
            $trade === null ? $this->trades->bury($number) : $this->trades->close($number);
            return [];
        }
        if ($trade['status'] === 'TRADE_FINISHED') {
            throw Refusal::business('ACQ.TRADE_HAS_FINISHED', '交易已完结');
        }
        $rest = $trade['fen'] - Trades::refunded($trade);
        if ($trade['status'] === 'TRADE_CLOSED') {
            return [];
        }
        if ($trade['paid'] === null) {
            $this->trades->close($number);
            return ['action' => 'close'];
        }
        $this->trades->refund($number, "cancel_$number", $rest, '撤销');
        return ['action' => 'refund'];
    }

    private function refundAnswer(array $trade, string $request, bool $isNew): array
    {
        $sum = Call::yuan(Trades::refunded($trade));
        return ['buyer_logon_id' => 'buy***@sandbox.example', 'buyer_user_id' => $this->credentials->get('buyerId'), 'fund_change' => $isNew ? 'Y' : 'N',
            'gmt_refund_pay' => Clock::text($trade['refunds'][$request]['time']), 'out_trade_no' => $trade['number'], 'refund_fee' => $sum,
            'send_back_fee' => Call::yuan($trade['refunds'][$request]['fen']), 'trade_no' => $trade['trade_no']];
    }
}
