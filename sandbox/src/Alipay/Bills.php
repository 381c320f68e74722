<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Request;
use PaySandbox\Response;
use PaySandbox\Store;

/**
 * Statements. Whatever day is asked for, its statement holds the payments and refunds that the sandbox knows, and as many
 * made-up payments as it was told to add: nobody wants to wait for tomorrow.
 */
final class Bills
{
    public const METHODS = ['alipay.data.dataservice.bill.downloadurl.query' => 'url'];
    public const PATH = '/downloadBillFile.resource';
    private const LIFE = 30;
    private const TYPES = ['trade', 'signcustomer'];
    private const FIRST_YEAR = 6;
    private const DETAIL = ['支付宝交易号', '商户订单号', '业务类型', '商品名称', '创建时间', '完成时间', '门店编号', '门店名称', '操作员', '终端号', '对方账户',
        '订单金额（元）', '商家实收（元）', '支付宝红包（元）', '集分宝（元）', '支付宝优惠（元）', '商家优惠（元）', '券核销金额（元）', '券名称',
        '商家红包消费金额（元）', '卡消费金额（元）', '退款批次号/请求号', '服务费（元）', '分润（元）', '备注'];
    private const SUMMARY = ['门店编号', '门店名称', '交易订单总笔数', '退款订单总笔数', '订单金额（元）', '商家实收（元）', '支付宝优惠（元）', '商家优惠（元）',
        '卡消费金额（元）', '服务费（元）', '分润（元）', '实收净额（元）'];
    private const ACCOUNT = ['账务流水号', '业务流水号', '商户订单号', '商品名称', '发生时间', '对方账号', '收入金额（+元）', '支出金额（-元）', '账户余额（元）',
        '交易渠道', '业务类型', '备注'];

    public function __construct(private readonly Store $store, private readonly Credentials $credentials, private readonly Trades $trades)
    {
    }

    /** @throws Refusal */
    public function url(Call $call): array
    {
        $type = $call->biz['bill_type'] ?? null;
        if (!in_array($type, self::TYPES, true)) {
            throw Refusal::business(is_string($type) ? 'TYPE_NOT_SUPPORTED' : 'INVAILID_ARGUMENTS', '账单类型不支持');
        }
        $date = $this->date($call->biz['bill_date'] ?? null);
        $token = bin2hex(random_bytes(16));
        $this->store->update('downloads', static fn (array $known) => $known + [$token => ['type' => $type, 'date' => $date, 'time' => time()]]);
        $account = $this->account();
        $name = $account . '_' . strtr($date, ['-' => '']) . '.csv.zip';
        $query = ['bizType' => $type, 'userId' => $account, 'fileType' => 'csv.zip', 'bizDates' => strtr($date, ['-' => '']), 'downloadFileName' => $name,
            'fileId' => "/$type/$account/$name", 'timestamp' => (string) time(), 'token' => $token];
        return ['bill_download_url' => $this->credentials->origin() . self::PATH . '?' . Form::build($query)]
            + ($this->rows() === [] ? ['bill_file_code' => 'EMPTY_DATA_WITH_BILL_FILE'] : []);
    }

    /** The file itself. The link dies young. */
    public function download(Request $request): Response
    {
        $bill = $this->store->read('downloads')[(string) ($request->query()['token'] ?? '')] ?? null;
        if ($bill === null || time() - $bill['time'] > self::LIFE) {
            return Response::html(403, '<html><body>链接已失效 The link is dead</body></html>');
        }
        return new Response(200, $this->zip($bill['type'], $bill['date']), ['Content-Type' => 'application/octet-stream',
            'Content-Disposition' => 'attachment; filename=' . $this->account() . '_' . strtr($bill['date'], ['-' => '']) . '.csv.zip']);
    }

    /** @throws Refusal */
    private function date(mixed $text): string
    {
        $format = is_string($text) && strlen($text) === 7 ? 'Y-m' : 'Y-m-d';
        $time = is_string($text) ? Clock::read($text, $format) : null;
        if ($time === null || (int) Clock::text($time, 'Y') < (int) Clock::text(null, 'Y') - self::FIRST_YEAR) {
            throw Refusal::business('INVAILID_ARGUMENTS', '账单日期有误');
        }
        $isToday = $text === Clock::text(null, 'Y-m-d') && ($this->store->read('bill')['today'] ?? false);
        if ($text >= Clock::text(null, $format) && !$isToday) {
            throw Refusal::business('BILL_NOT_EXIST', '账单不存在');
        }
        return $text;
    }

    private function zip(string $type, string $date): string
    {
        $names = $type === 'trade' ? ['业务明细' => $this->detail(...), '业务明细(汇总)' => $this->summary(...)]
            : ['账务明细' => $this->ledger(...), '账务明细(汇总)' => $this->ledgerSummary(...)];
        $files = [];
        foreach ($names as $name => $content) {
            $file = $this->account() . '_' . strtr($date, ['-' => '']) . "_$name.csv";
            $files[Charset::encode($file, 'GBK')] = Charset::encode($content($date), 'GBK');
        }
        return Zip::of($files);
    }

    private function detail(string $date): string
    {
        $rows = $this->rows();
        $lines = array_map(static fn (array $row) => [
            $row['trade_no'] . "\t", $row['number'] . "\t", $row['refund'] === '' ? '交易' : '退款', $row['subject'], $row['created'], $row['done'], '', '', '', "\t",
            'buy***@sandbox.example', Call::signed($row['fen']), Call::signed($row['fen']), '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00',
            $row['refund'] . "\t", Call::signed($row['fee']), '0.00', '',
        ], $rows);
        [$paid, $back] = self::halves($rows);
        return $this->file('支付宝业务明细查询', '业务明细列表', $date, self::DETAIL, $lines, [
            sprintf('#交易合计：%d笔，商家实收共%s元，商家优惠共0.00元', count($paid), Call::signed(array_sum(array_column($paid, 'fen')))),
            sprintf('#退款合计：%d笔，商家实收退款共%s元，商家优惠退款共0.00元', count($back), Call::signed(array_sum(array_column($back, 'fen')))),
        ]);
    }

    private function summary(string $date): string
    {
        $rows = $this->rows();
        [$paid, $back] = self::halves($rows);
        $sum = array_sum(array_column($rows, 'fen'));
        $fee = array_sum(array_column($rows, 'fee'));
        $line = [(string) count($paid), (string) count($back), Call::signed($sum), Call::signed($sum), '0.00', '0.00', '0.00', Call::signed($fee), '0.00',
            Call::signed($sum + $fee)];
        return $this->file('支付宝业务汇总查询', '业务汇总列表', $date, self::SUMMARY, [["\t", "\t", ...$line], ['合计', '', ...$line]], []);
    }

    private function ledger(string $date): string
    {
        $balance = 0;
        $lines = [];
        foreach ($this->rows() as $i => $row) {
            $balance += $row['fen'];
            $lines[] = [sprintf("%020d\t", $i + 1), $row['trade_no'] . "\t", $row['number'] . "\t", $row['subject'], $row['done'], 'buy***@sandbox.example',
                $row['fen'] > 0 ? Call::signed($row['fen']) : '', $row['fen'] < 0 ? Call::signed($row['fen']) : '', Call::signed($balance), '支付宝',
                $row['refund'] === '' ? '在线支付' : '交易退款', ''];
        }
        [$paid, $back] = self::halves($this->rows());
        return $this->file('支付宝账务明细查询', '账务明细列表', $date, self::ACCOUNT, $lines, [
            sprintf('#支出合计：%d笔，共%s元', count($back), Call::signed(array_sum(array_column($back, 'fen')))),
            sprintf('#收入合计：%d笔，共%s元', count($paid), Call::signed(array_sum(array_column($paid, 'fen')))),
        ]);
    }

    private function ledgerSummary(string $date): string
    {
        [$paid, $back] = self::halves($this->rows());
        $in = array_sum(array_column($paid, 'fen'));
        $out = array_sum(array_column($back, 'fen'));
        return $this->file('支付宝账务汇总查询', '账务汇总列表', $date, ['类型', '收入笔数', '收入金额（+元）', '支出笔数', '支出金额（-元）', '总金额（元）'],
            [['合计', (string) count($paid), Call::signed($in), (string) count($back), Call::signed($out), Call::signed($in + $out)]], []);
    }

    private function file(string $title, string $list, string $date, array $heads, array $rows, array $sums): string
    {
        $first = strlen($date) === 7 ? "$date-01" : $date;
        $last = Clock::text(strtotime("$first 00:00:00 +0800" . (strlen($date) === 7 ? ' +1 month' : ' +1 day')), 'Y年m月d日');
        $dashes = str_repeat('-', 41);
        $lines = ["#$title", "#账号：[{$this->account()}]", '#起始日期：[' . Clock::text(strtotime("$first 00:00:00 +0800"), 'Y年m月d日') . " 00:00:00]   终止日期：[$last 00:00:00]",
            "#$dashes$list" . substr($dashes, 1), implode(',', $heads), ...array_map(static fn (array $row) => implode(',', $row), $rows),
            "#$dashes{$list}结束" . substr($dashes, 5), ...$sums, '#导出时间：[' . Clock::text(null, 'Y年m月d日 H:i:s') . ']'];
        return implode("\r\n", $lines) . "\r\n";
    }

    private function account(): string
    {
        return $this->credentials->get('sellerId') . '0156';
    }

    /** @return list<array{trade_no: string, number: string, refund: string, subject: string, created: string, done: string, fen: int, fee: int}> */
    private function rows(): array
    {
        $rows = [];
        foreach ($this->trades->all() as $trade) {
            if ($trade['paid'] === null) {
                continue;
            }
            $row = ['trade_no' => $trade['trade_no'], 'number' => $trade['number'], 'subject' => $trade['biz']['subject'], 'created' => Clock::text($trade['created'])];
            $rows[] = $row + ['refund' => '', 'done' => Clock::text($trade['paid']), 'fen' => $trade['fen'], 'fee' => -intdiv($trade['fen'] * 6 + 500, 1000)];
            foreach ($trade['refunds'] as $number => $refund) {
                $rows[] = $row + ['refund' => (string) $number, 'done' => Clock::text($refund['time']), 'fen' => -$refund['fen'], 'fee' => 0];
            }
        }
        $count = $this->store->read('bill')['rows'] ?? 0;
        for ($i = 1; $i <= $count; $i++) {
            $rows[] = ['trade_no' => sprintf('2026010122001%015d', $i), 'number' => sprintf('bill_%08d', $i), 'refund' => '', 'subject' => '西湖龙井',
                'created' => '2026-01-01 08:00:00', 'done' => '2026-01-01 08:00:30', 'fen' => 100 + $i % 100, 'fee' => -1];
        }
        return $rows;
    }

    /** @return array{list<array>, list<array>} payments, refunds */
    private static function halves(array $rows): array
    {
        return [array_filter($rows, static fn (array $row) => $row['refund'] === ''), array_filter($rows, static fn (array $row) => $row['refund'] !== '')];
    }
}
