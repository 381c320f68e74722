<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

/** Refunds in the shop's books; those made in the merchant console turn up here through their notification. */
final class Refunds
{
    public function __construct(private readonly \PDO $db, private readonly Log $log)
    {
    }

    /** One whole refund an order: a number made from the order's own cannot refund twice. */
    public static function numberFor(Order $order): string
    {
        return 'R' . $order->outTradeNo;
    }

    /** Written down before the gateway is asked, so that nothing is forgotten if the answer never comes. */
    public function begin(string $outRefundNo, Order $order, Money $amount): void
    {
        try {
            $this->db->prepare('INSERT INTO refunds (out_refund_no, out_trade_no, amount, state, created_at)
                VALUES (?, ?, ?, ?, ?)')
                ->execute([$outRefundNo, $order->outTradeNo, $amount->fen, 'pending', time()]);
        } catch (\PDOException $e) {
            if (!Database::isDuplicate($e)) {
                throw $e;
            }
        }
    }

    public function amountOf(string $outRefundNo): ?Money
    {
        $select = $this->db->prepare('SELECT amount FROM refunds WHERE out_refund_no = ?');
        $select->execute([$outRefundNo]);
        $fen = $select->fetchColumn();
        return $fen === false ? null : Money::fen((int) $fen);
    }

    /** @return list<array{out_refund_no: string, out_trade_no: string}> */
    public function pending(): array
    {
        return $this->db->query("SELECT out_refund_no, out_trade_no FROM refunds WHERE state = 'pending'")->fetchAll();
    }

    /** Exactly once, as Orders::markPaid(). */
    public function markDone(string $outRefundNo, Order $order, Money $amount, string $source): bool
    {
        $this->db->beginTransaction();
        try {
            $update = $this->db->prepare("UPDATE refunds SET state = 'done' WHERE out_refund_no = ? AND state <> 'done'");
            $update->execute([$outRefundNo]);
            if ($update->rowCount() !== 1) {
                $this->db->rollBack();
                return false;
            }
            $this->db->prepare('INSERT INTO ledger (fact, out_trade_no, transaction_id, amount, source, created_at)
                VALUES (?, ?, ?, ?, ?, ?)')
                ->execute(["refunded:$outRefundNo", $order->outTradeNo, $order->transactionId, -$amount->fen, $source, time()]);
            // state comes first: MySQL would let the second assignment see the first one's result.
            $this->db->prepare("UPDATE orders SET
                state = CASE WHEN state IN ('paid', 'review') AND refunded + ? >= amount THEN 'refunded' ELSE state END,
                refunded = refunded + ? WHERE out_trade_no = ?")
                ->execute([$amount->fen, $amount->fen, $order->outTradeNo]);
            $this->db->commit();
        } catch (\Throwable $e) {
            $this->db->inTransaction() && $this->db->rollBack();
            throw $e;
        }
        $this->log->info('refund done', ['refund' => $outRefundNo, 'source' => $source]);
        return true;
    }

    public function markFailed(string $outRefundNo): void
    {
        $update = $this->db->prepare("UPDATE refunds SET state = 'failed' WHERE out_refund_no = ? AND state = 'pending'");
        $update->execute([$outRefundNo]);
        if ($update->rowCount() === 1) {
            $this->log->alarm('refund failed: look at it in the merchant console', ['refund' => $outRefundNo]);
        }
    }
}
