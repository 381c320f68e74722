<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Store;

/**
 * The ledger: trades and their refunds, and what may happen to them. An order of a page, an app or a QR code is remembered
 * here before it is a trade: its status is empty, and it has no number of Alipay's, until the buyer opens it.
 */
final class Trades
{
    public const PAID = ['TRADE_SUCCESS', 'TRADE_FINISHED'];
    private const DAY = 86400;
    private const UNITS = ['m' => 60, 'h' => 3600, 'd' => self::DAY];
    /** What a repeat of the same order may say differently. */
    private const PASSING = ['auth_code', 'time_expire', 'timeout_express', 'quit_url', 'qr_pay_mode', 'qrcode_width'];

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** The same number with the same content is the same trade. @throws Refusal */
    public function order(Call $call, int $fen, bool $isTrade): array
    {
        $number = $call->biz['out_trade_no'];
        $fresh = $this->fresh($call, $fen);
        $trade = $this->store->update('trades', static fn (array $trades) => isset($trades[$number]) ? null : $trades + [$number => $fresh])[$number];
        if ($trade['fingerprint'] !== $fresh['fingerprint']) {
            throw Refusal::business('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
        }
        $trade = $this->current($number);
        if (in_array($trade['status'], self::PAID, true) || $trade['refunds'] !== []) {
            throw Refusal::business('ACQ.TRADE_HAS_SUCCESS', '交易已被支付');
        }
        if ($trade['status'] === 'TRADE_CLOSED') {
            throw Refusal::business('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
        }
        return $isTrade ? $this->open($number) : $trade;
    }

    /** A number that was never used, as cancel leaves it behind: closed, so that nobody pays it later. */
    public function bury(string $number): void
    {
        $this->store->update('trades', fn (array $trades) => isset($trades[$number]) ? null : $trades + [$number => [
            'number' => $number, 'trade_no' => null, 'status' => 'TRADE_CLOSED', 'method' => '', 'biz' => [], 'fen' => 0, 'token' => '',
            'fingerprint' => '', 'created' => time(), 'paid' => null, 'deadline' => PHP_INT_MAX, 'refunds' => [], 'notify_url' => null,
            'return_url' => null, 'charset' => 'utf-8',
        ]]);
    }

    /** The buyer opened the cashier or scanned the code: now there is a trade. */
    public function open(string $number): array
    {
        return $this->change($number, fn (array $trade) => $trade['status'] !== '' ? $trade
            : ['status' => 'WAIT_BUYER_PAY', 'trade_no' => $this->number(), 'created' => time()] + $trade);
    }

    /** The buyer pays. True: just now. @throws Refusal */
    public function pay(string $number): bool
    {
        $this->current($number);
        $this->open($number);
        $is_new = false;
        $this->change($number, static function (array $trade) use (&$is_new): array {
            if ($trade['status'] !== 'WAIT_BUYER_PAY') {
                return $trade;
            }
            $is_new = true;
            return ['status' => 'TRADE_SUCCESS', 'paid' => time()] + $trade;
        });
        return $is_new;
    }

    public function close(string $number): void
    {
        $this->change($number, static fn (array $trade) => ['status' => 'TRADE_CLOSED'] + $trade);
    }

    /** As if the window for refunds were over. */
    public function finish(string $number): void
    {
        $this->change($number, static fn (array $trade) => ['status' => 'TRADE_FINISHED'] + $trade);
    }

    /** Pays back. Whether it may, the caller has asked. */
    public function refund(string $number, string $request, int $fen, string $reason, bool $isPending = false): array
    {
        return $this->change($number, static function (array $trade) use ($request, $fen, $reason, $isPending): array {
            $trade['refunds'][$request] = ['fen' => $fen, 'time' => time(), 'reason' => $reason, 'pending' => $isPending];
            if (self::refunded($trade) >= $trade['fen']) {
                $trade['status'] = 'TRADE_CLOSED';
            }
            return $trade;
        });
    }

    /** A refund that was under way is done. */
    public function settle(string $number, string $request): array
    {
        return $this->change($number, static function (array $trade) use ($request): array {
            $trade['refunds'][$request]['pending'] = false;
            return $trade;
        });
    }

    public static function refunded(array $trade): int
    {
        return array_sum(array_column($trade['refunds'], 'fen'));
    }

    /** Whether the request is known, opened or not. */
    public function peek(string $number): ?array
    {
        return isset($this->store->read('trades')[$number]) ? $this->current($number) : null;
    }

    /** @throws Refusal */
    public function current(string $number): array
    {
        return $this->change($number, static fn (array $trade) => in_array($trade['status'], ['', 'WAIT_BUYER_PAY'], true) && $trade['deadline'] < time()
            ? ['status' => 'TRADE_CLOSED'] + $trade : $trade);
    }

    /** By trade_no or, without one, out_trade_no: only what has become a trade. @throws Refusal */
    public function find(Call $call): array
    {
        $number = $call->text('out_trade_no', 64);
        if ($call->has('trade_no')) {
            $number = $this->by('trade_no', $call->required('trade_no', 64))['number'] ?? '';
        } elseif ($number === null) {
            throw Refusal::field('out_trade_no', '和trade_no不能同时为空');
        }
        $trade = $this->peek($number);
        if ($trade === null || $trade['trade_no'] === null) {
            throw Refusal::business('ACQ.TRADE_NOT_EXIST', '交易不存在');
        }
        return $trade;
    }

    public function by(string $field, string $value): ?array
    {
        foreach ($this->all() as $trade) {
            if ($trade[$field] === $value) {
                return $trade;
            }
        }
        return null;
    }

    public function all(): array
    {
        return array_values($this->store->read('trades'));
    }

    /** What a query answers. */
    public function view(array $trade): array
    {
        $yuan = Call::yuan($trade['fen']);
        $isPaid = $trade['paid'] !== null;
        return [
            'buyer_logon_id' => 'buy***@sandbox.example', 'buyer_pay_amount' => $isPaid ? $yuan : '0.00', 'buyer_user_id' => $this->credentials->get('buyerId'),
            'buyer_user_type' => 'PRIVATE', 'invoice_amount' => $isPaid ? $yuan : '0.00', 'out_trade_no' => $trade['number'], 'point_amount' => '0.00',
            'receipt_amount' => $isPaid ? $yuan : '0.00', 'subject' => $trade['biz']['subject'] ?? '', 'total_amount' => $yuan,
            'trade_no' => $trade['trade_no'], 'trade_status' => $trade['status'],
        ] + ($isPaid ? ['send_pay_date' => Clock::text($trade['paid']), 'fund_bill_list' => [['amount' => $yuan, 'fund_channel' => 'ALIPAYACCOUNT']]] : []);
    }

    /** @throws Refusal */
    private function change(string $number, callable $change): array
    {
        return $this->store->update('trades', static function (array $trades) use ($number, $change): ?array {
            if (!isset($trades[$number])) {
                throw Refusal::business('ACQ.TRADE_NOT_EXIST', '交易不存在');
            }
            $new = $change($trades[$number]);
            return $new === $trades[$number] ? null : array_replace($trades, [$number => $new]);
        })[$number];
    }

    private function fresh(Call $call, int $fen): array
    {
        $same = array_diff_key(['total_amount' => $fen] + $call->biz, array_flip(self::PASSING));
        ksort($same);
        return [
            'number' => $call->biz['out_trade_no'], 'trade_no' => null, 'status' => '', 'method' => $call->method, 'biz' => $call->biz, 'fen' => $fen,
            'token' => bin2hex(random_bytes(10)), 'fingerprint' => hash('sha256', $call->method . json_encode($same)), 'created' => time(), 'paid' => null,
            'deadline' => self::deadline($call), 'refunds' => [], 'notify_url' => $call->parameter('notify_url'),
            'return_url' => $call->parameter('return_url'), 'charset' => $call->noticeCharset,
        ];
    }

    /** @throws Refusal */
    private static function deadline(Call $call): int
    {
        if ($call->has('time_expire')) {
            $time = Clock::read($call->required('time_expire')) ?? throw Refusal::field('time_expire', '格式错误');
            return $time > time() ? $time : throw Refusal::business('ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR', '当前时间已超过允许支付的时间');
        }
        $text = $call->text('timeout_express', 6, '/^(1c|[1-9]\d*[mhd])$/D') ?? '15d';
        $seconds = $text === '1c' ? self::DAY : (int) $text * self::UNITS[$text[-1]];
        return $seconds <= 15 * self::DAY ? time() + $seconds : throw Refusal::field('timeout_express', '超出范围');
    }

    private function number(): string
    {
        return Clock::text(null, 'Ymd') . '22001' . sprintf('%015d', random_int(0, 999_999_999_999_999));
    }
}
