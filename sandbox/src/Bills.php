<?php

declare(strict_types=1);

namespace PaySandbox;

/** Bills as files in the state folder: of the ledger, or of as many made-up rows as ordered. */
final class Bills
{
    public const FAULTS = ['bad-hash', 'foreign-host', 'truncated', 'corrupt-gzip', 'no-bill', 'creating'];
    private const BLOCK = 1000;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials, private readonly Orders $orders)
    {
    }

    /** @throws ApiError */
    public static function configure(Store $store, array $fields): array
    {
        $rows = $fields['rows'] ?? null;
        $fault = $fields['fault'] ?? null;
        if (($rows !== null && (!is_int($rows) || $rows < 0)) || ($fault !== null && !in_array($fault, self::FAULTS, true))) {
            throw new ApiError(400, 'PARAM_ERROR', 'rows: a number or null; fault: null or one of ' . implode(', ', self::FAULTS));
        }
        return $store->update('bill', static fn () => ['rows' => $rows, 'fault' => $fault, 'today' => (bool) ($fields['today'] ?? false)]);
    }

    public function fault(): ?string
    {
        return $this->store->read('bill')['fault'] ?? null;
    }

    /** Refuses days that have no bill: those that are not over, and every day when told so; today has one if it is to. @throws ApiError */
    public function checkDate(string $date): void
    {
        if ($this->fault() === 'creating') {
            throw new ApiError(400, 'STATEMENT_CREATING', 'Bill Creating');
        }
        $first = V2Orders::time(($this->store->read('bill')['today'] ?? false) ? '+1 day' : 'now', 'Ymd');
        if ($this->fault() === 'no-bill' || str_replace('-', '', $date) >= $first) {
            throw new ApiError(400, 'NO_STATEMENT_EXIST', 'No Bill Exist');
        }
    }

    /** @return array{string, string} path and SHA-1 of the text */
    public function text(string $kind, string $type, string $date): array
    {
        $rows = $this->store->read('bill')['rows'] ?? null;
        $name = "bill-$kind-$type-$date-" . ($rows ?? 'ledger') . '.csv';
        $known = $this->store->read('bills')[$name] ?? null;
        if ($rows === null || $known === null || !is_file($this->store->path($name))) {
            $text = new BillText($kind, $type, ['appid' => $this->credentials->get('appid'), 'mchid' => $this->credentials->get('mchid')]);
            $known = $this->write($name, $rows === null ? $this->ledger($text, $kind, $type) : self::synthetic($text, $kind, $type, $date, $rows));
            $this->store->update('bills', static fn (array $bills) => [$name => $known] + $bills);
        }
        return [$this->store->path($name), $known];
    }

    public function response(string $path, bool $is_gzip): Response
    {
        $response = new Response(200, '', ['Content-Type' => 'text/plain']);
        $response->file = $is_gzip ? $this->compress($path) : $path;
        if ($this->fault() === 'truncated') {
            $response->fileEnd = intdiv(filesize($response->file), 2);
        }
        return $response;
    }

    /** @param iterable<string> $blocks. Returns the SHA-1. */
    private function write(string $name, iterable $blocks): string
    {
        $path = $this->store->path($name);
        $file = fopen("$path.new", 'wb');
        $hash = hash_init('sha1');
        foreach ($blocks as $block) {
            fwrite($file, $block);
            hash_update($hash, $block);
        }
        fclose($file);
        rename("$path.new", $path);
        array_map('unlink', glob("$path.gz*"));
        return hash_final($hash);
    }

    /** @return iterable<string> */
    private static function synthetic(BillText $text, string $kind, string $type, string $date, int $rows): iterable
    {
        yield $text->head();
        $templates = [$text->template('SUCCESS'), $text->template('REFUND')];
        $day = preg_replace('/^(\d{4})-?(\d\d)-?(\d\d)$/', '$1-$2-$3', $date);
        $block = '';
        for ($i = 1; $i <= $rows; $i++) {
            // Every tenth line is a refund, every seventh title has a comma in it.
            $is_refund = $kind === 'trade' && $type !== 'ALL' ? $type !== 'SUCCESS' : $i % 10 === 0;
            $time = $day . gmdate(' H:i:s', $i % 86400);
            $number = 1000000000 + $i;
            $block .= $text->line($templates[(int) $is_refund], $is_refund, $i * 37 % 99991 + 1,
                [$time, "420000020000000000$number", "order-$number", $i % 7 === 0 ? '茶,壶' : '茶', '', "500000020000000000$number", "refund-$number"]);
            if ($i % self::BLOCK === 0) {
                yield $block;
                $block = '';
            }
        }
        yield $block . $text->summary();
    }

    /** @return iterable<string> */
    private function ledger(BillText $text, string $kind, string $type): iterable
    {
        yield $text->head();
        foreach ($this->entries() as [$status, $fen, $values]) {
            $is_refund = $status !== 'SUCCESS';
            if ($kind !== 'trade' || $type === 'ALL' || $is_refund === ($type === 'REFUND')) {
                yield $text->line($text->template($status), $is_refund, $fen, $values);
            }
        }
        yield $text->summary();
    }

    /** Whatever was paid, taken back or paid back. @return iterable<array{string, int, array}> 交易状态, fen, the line's values */
    private function entries(): iterable
    {
        $clean = static fn (string $text) => str_replace(["\r", "\n", '`'], ['\r', '\n', "'"], $text);
        $orders = array_filter($this->store->read('orders'), static fn (array $order) => isset($order['transaction_id']));
        foreach ($orders as $order) {
            $request = $order['request'];
            $values = [V2Orders::time($order['success_time']), $order['transaction_id'], $request['out_trade_no'], $clean($request['description']),
                $clean($request['attach'] ?? '')];
            yield ['SUCCESS', $request['amount']['total'], [...$values, '', '']];
            if ($order['trade_state'] === 'REVOKED') {
                yield ['REVOKED', $request['amount']['total'], [...$values, '0', '0']];
            }
        }
        foreach ($this->store->read('refunds') as $refund) {
            $order = $orders[$refund['out_trade_no']];
            yield ['REFUND', $refund['request']['amount']['refund'], [V2Orders::time($refund['success_time']), $order['transaction_id'], $refund['out_trade_no'],
                $clean($order['request']['description']), '', $refund['refund_id'], $refund['request']['out_refund_no']]];
        }
    }

    /** A gzip member beside the text, made once. */
    private function compress(string $path): string
    {
        $is_corrupt = $this->fault() === 'corrupt-gzip';
        $packed = $path . ($is_corrupt ? '.gz-corrupt' : '.gz');
        if (!is_file($packed)) {
            $out = gzopen("$packed.new", 'wb1');
            $in = fopen($path, 'rb');
            while (($block = fread($in, 1 << 20)) !== '' && $block !== false) {
                gzwrite($out, $block);
            }
            gzclose($out);
            if ($is_corrupt) {
                $file = fopen("$packed.new", 'r+b');
                fseek($file, intdiv(filesize("$packed.new"), 2));
                fwrite($file, str_repeat("\xff", 16));
                fclose($file);
            }
            rename("$packed.new", $packed);
        }
        return $packed;
    }
}
