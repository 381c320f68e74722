<?php

declare(strict_types=1);

namespace PaySandbox;

/** The text of a bill: a line of names, lines of fields with a backtick before each, and a summary of the same form. */
final class BillText
{
    private const START = "\u{FEFF}";
    private const ALL = ['交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号', '用户标识', '交易类型', '交易状态', '付款银行', '货币种类',
        '应结订单金额', '代金券金额', '微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态', '商品名称', '商户数据包', '手续费', '费率',
        '订单金额', '申请退款金额', '费率备注'];
    private const ONLY_REFUNDS = ['微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态', '申请退款金额'];
    private const FUND_FLOW = ['记账时间', '微信支付业务单号', '资金流水单号', '业务名称', '业务类型', '收支类型', '收支金额(元)', '账户结余(元)', '资金变更提交申请人', '备注', '业务凭证号'];
    private const TRADE_SUMMARY = ['总交易单数', '应结订单总金额', '退款总金额', '充值券退款总金额', '手续费总金额', '订单总金额', '申请退款总金额'];
    private const FUND_FLOW_SUMMARY = ['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'];

    private array $names;
    private int $count = 0;
    private int $refunds = 0;
    private int $in = 0;
    private int $out = 0;

    public function __construct(private readonly string $kind, private readonly string $type, private readonly array $owner)
    {
        $this->names = match (true) {
            $kind !== 'trade' => self::FUND_FLOW,
            $type === 'SUCCESS' => array_values(array_diff(self::ALL, self::ONLY_REFUNDS)),
            $type === 'ALL' => self::ALL,
            default => [...array_slice(self::ALL, 0, 14), '退款申请时间', '退款成功时间', ...array_slice(self::ALL, 14)],
        };
    }

    public function head(): string
    {
        return self::START . implode(',', $this->names) . "\r\n";
    }

    /**
     * A line for sprintf: 1 time, 2 transaction, 3 order, 4 fen/100, 5 fee, 6 title, 7 attach, 8 refund, 9 refund number, 10 balance.
     *
     * @param string $status SUCCESS, REFUND or REVOKED
     */
    public function template(string $status): string
    {
        $values = $this->kind === 'trade' ? $this->trade($status) : $this->fundFlow($status !== 'SUCCESS');
        return '`' . implode(',`', array_map(static fn (string $name) => $values[$name], $this->names)) . "\r\n";
    }

    /** Counts what a line stands for and writes it. */
    public function line(string $template, bool $is_refund, int $fen, array $values): string
    {
        $this->count++;
        $this->refunds += (int) $is_refund;
        $is_refund ? $this->out += $fen : $this->in += $fen;
        [$time, $transaction, $order, $title, $attach, $refund, $refundNumber] = $values;
        return sprintf($template, $time, $transaction, $order, self::yuan($fen), self::fee($is_refund ? -$fen : $fen), $title, $attach, $refund, $refundNumber,
            self::yuan($this->in - $this->out));
    }

    public function summary(): string
    {
        $in = self::yuan($this->in);
        $out = self::yuan($this->out);
        [$names, $values] = $this->kind === 'trade'
            ? [self::TRADE_SUMMARY, ["$this->count.0", $in, $out, '0.0', self::fee($this->in - $this->out), $in, $out]]
            : [self::FUND_FLOW_SUMMARY, ["$this->count.0", ($this->count - $this->refunds) . '.0', $in, "$this->refunds.0", $out]];
        return implode(',', $names) . "\r\n`" . implode(',`', $values) . "\r\n";
    }

    private function trade(string $status): array
    {
        $is_refund = $status !== 'SUCCESS';
        $amount = $is_refund ? '0.00' : '%4$s';
        $refunded = $is_refund ? '%4$s' : '0.00';
        return ['交易时间' => '%1$s', '公众账号ID' => $this->owner['appid'], '商户号' => $this->owner['mchid'], '特约商户号' => '0', '设备号' => '', '微信订单号' => '%2$s',
            '商户订单号' => '%3$s', '用户标识' => Orders::OPENID, '交易类型' => 'JSAPI', '交易状态' => $status, '付款银行' => 'OTHERS',
            '货币种类' => 'CNY', '应结订单金额' => $amount, '代金券金额' => '0.00', '退款申请时间' => '%1$s', '退款成功时间' => '%1$s',
            '微信退款单号' => $is_refund ? '%8$s' : '0', '商户退款单号' => $is_refund ? '%9$s' : '0', '退款金额' => $refunded, '充值券退款金额' => '0.00',
            '退款类型' => $is_refund ? 'ORIGINAL' : '', '退款状态' => $is_refund ? 'SUCCESS' : '', '商品名称' => '%6$s', '商户数据包' => '%7$s',
            '手续费' => '%5$s', '费率' => '0.60%%', '订单金额' => $amount, '申请退款金额' => $refunded, '费率备注' => ''];
    }

    private function fundFlow(bool $is_refund): array
    {
        return ['记账时间' => '%1$s', '微信支付业务单号' => $is_refund ? '%8$s' : '%2$s', '资金流水单号' => '%2$s', '业务名称' => $is_refund ? '退款' : '交易',
            '业务类型' => $is_refund ? '退款' : '交易', '收支类型' => $is_refund ? '支出' : '收入', '收支金额(元)' => '%4$s', '账户结余(元)' => '%10$s',
            '资金变更提交申请人' => 'system', '备注' => '%6$s', '业务凭证号' => $is_refund ? '%9$s' : '%3$s'];
    }

    private static function yuan(int $fen): string
    {
        return ($fen < 0 ? '-' : '') . intdiv(abs($fen), 100) . '.' . substr((string) (100 + abs($fen) % 100), 1);
    }

    /** 0.6 % of an amount, in yuan with five decimals: six hundred-thousandths of a yuan for every fen. */
    private static function fee(int $fen): string
    {
        $units = abs($fen) * 6;
        return ($fen < 0 ? '-' : '') . intdiv($units, 100000) . '.' . substr((string) (100000 + $units % 100000), 1);
    }
}
