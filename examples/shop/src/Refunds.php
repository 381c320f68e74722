<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

/**
 * Refunds in the shop's books; those made in the merchant console turn up here through their notification. What is promised
 * to refunds under way is set aside in the order's own row, so that all refunds together never exceed the order, however
 * many processes begin one.
 */
final class Refunds
{
    public function __construct(private readonly \PDO $db)
    {
    }

    /** The same number for the same key: a form that is sent twice makes one refund. */
    public static function numberFor(Order $order, string $key): string
    {
        return "R$order->outTradeNo" . strtoupper(substr(hash('sha256', $key), 0, 12));
    }

    /**
     * Written down before the gateway is asked, so that an answer that never comes leaves the number to ask with again.
     *
     * @throws NotRefundable
     */
    public function begin(string $number, Order $order, Money $amount, string $reason): Refund
    {
        if ($this->find($number) === null) {
            try {
                Database::atomically($this->db, fn () => $this->reserve($number, $order, $amount, $reason));
            } catch (\PDOException $e) {
                // The same form, sent twice at the same moment, has its refund by now.
                $this->find($number) ?? throw $e;
            }
        }
        $refund = $this->find($number);
        if ($refund->outTradeNo !== $order->outTradeNo || !$refund->amount->equals($amount)) {
            throw new NotRefundable("$number is another refund");
        }
        return $refund;
    }

    /**
     * Takes place in the transaction of Pay\Inbox, as Orders::bookPayment(). $doneAt is when the gateway did it.
     *
     * @throws NotRefundable
     */
    public function book(string $number, Order $order, Money $amount, RefundState $to, ?int $doneAt, string $source): void
    {
        if ($this->find($number) === null) {
            // Made in the merchant console.
            $this->reserve($number, $order, $amount, '');
        }
        $held = $this->find($number)->state->holdsMoney() ? $amount->fen : 0;
        if (!Database::move($this->db, $number, $to, ['done_at' => $doneAt, 'note' => null])) {
            return;
        }
        match ($to) {
            RefundState::Done => $this->payOut($number, $order, $amount, $held, $source),
            RefundState::Failed => $this->change($order->outTradeNo, -$held, 0),
            default => null,
        };
    }

    /** Refused: as failed as the gateway's own word for it. */
    public function refuse(Refund $refund, string $note): void
    {
        Database::atomically($this->db, function () use ($refund, $note): void {
            if (Database::move($this->db, $refund->number, RefundState::Failed, ['note' => self::short($note)])) {
                $this->change($refund->outTradeNo, -$refund->amount->fen, 0);
            }
        });
    }

    /**
     * Counts an attempt before the gateway is asked: a process that dies on the way has asked. Of two that want to make the
     * same attempt one does.
     */
    public function claimAttempt(Refund $refund): bool
    {
        $update = $this->db->prepare('UPDATE refunds SET attempts = attempts + 1, asked_at = ?, note = NULL WHERE out_refund_no = ? AND attempts = ?');
        $update->execute([time(), $refund->number, $refund->attempts]);
        return $update->rowCount() === 1;
    }

    public function note(Refund $refund, string $note): void
    {
        $this->db->prepare('UPDATE refunds SET note = ? WHERE out_refund_no = ?')->execute([self::short($note), $refund->number]);
    }

    public function find(string $number): ?Refund
    {
        return $this->select('out_refund_no = ?', [$number])[0] ?? null;
    }

    /** @return list<Refund> */
    public function of(Order $order): array
    {
        return $this->select('out_trade_no = ?', [$order->outTradeNo]);
    }

    /** The pending ones, in portions. @return list<Refund> */
    public function pendingAfter(string $number, int $most): array
    {
        return $this->select('state = ? AND out_refund_no > ?', [RefundState::Pending->value, $number], "out_refund_no LIMIT $most");
    }

    /** The newest first. @return list<Refund> */
    public function newest(int $most): array
    {
        return $this->select('1 = 1', [], "created_at DESC, out_refund_no LIMIT $most");
    }

    /* Of two that want the last fen one finds its condition false; the CHECK of the table stands behind it. */
    private function reserve(string $number, Order $order, Money $amount, string $reason): void
    {
        $sources = array_column(OrderState::Refunded->sources(), 'value');
        $update = $this->db->prepare('UPDATE orders SET refunding = refunding + ?
            WHERE out_trade_no = ? AND refunded + refunding + ? <= amount AND state IN (' . Database::marks($sources) . ')');
        $update->execute([$amount->fen, $order->outTradeNo, $amount->fen, ...$sources]);
        if ($update->rowCount() !== 1) {
            throw new NotRefundable("less than {$amount->toYuan()} is left of $order->outTradeNo");
        }
        $this->db->prepare('INSERT INTO refunds (out_refund_no, out_trade_no, amount, state, reason, created_at, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)')
            ->execute([$number, $order->outTradeNo, $amount->fen, RefundState::Pending->value, $reason, time(), time()]);
    }

    private function payOut(string $number, Order $order, Money $amount, int $held, string $source): void
    {
        $this->db->prepare('INSERT INTO ledger (fact, out_trade_no, transaction_id, amount, source, created_at)
            VALUES (?, ?, ?, ?, ?, ?)')
            ->execute(["refunded:$number", $order->outTradeNo, $order->transactionId, -$amount->fen, $source, time()]);
        $this->change($order->outTradeNo, -$held, $amount->fen);
        $left = $this->db->prepare('SELECT amount - refunded FROM orders WHERE out_trade_no = ?');
        $left->execute([$order->outTradeNo]);
        if ((int) $left->fetchColumn() === 0) {
            Database::move($this->db, $order->outTradeNo, OrderState::Refunded);
        }
    }

    private function change(string $outTradeNo, int $held, int $refunded): void
    {
        $this->db->prepare('UPDATE orders SET refunding = refunding + ?, refunded = refunded + ? WHERE out_trade_no = ?')
            ->execute([$held, $refunded, $outTradeNo]);
    }

    /** @return list<Refund> */
    private function select(string $where, array $values, string $order = 'created_at, out_refund_no'): array
    {
        $select = $this->db->prepare("SELECT * FROM refunds WHERE $where ORDER BY $order");
        $select->execute($values);
        return array_map(Refund::fromRow(...), $select->fetchAll());
    }

    private static function short(string $note): string
    {
        return preg_match('/^.{0,200}/su', $note, $start) ? $start[0] : '';
    }
}
