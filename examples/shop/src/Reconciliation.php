<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Difference;
use Pay\Money;
use Pay\PayException;
use Pay\State;

use function Pay\reconcile;

/** Compares a day's statement of each gateway with the books, and keeps what does not agree for the operator. */
final class Reconciliation
{
    public function __construct(private readonly Gateways $gateways, private readonly \PDO $db, private readonly Log $log)
    {
    }

    /** @return array<string, ?int> differences by gateway; null: the statement could not be had */
    public function all(string $day): array
    {
        $found = [];
        foreach ($this->gateways->methods() as $method) {
            $found[$method->value] = $this->one($method, $day);
        }
        return $found;
    }

    /** The same where it was not done yet. */
    public function missing(string $day): array
    {
        $done = $this->db->prepare('SELECT gateway FROM reconciliations WHERE day = ?');
        $done->execute([$day]);
        $done = $done->fetchAll(\PDO::FETCH_COLUMN);
        $found = [];
        foreach ($this->gateways->methods() as $method) {
            in_array($method->value, $done, true) || $found[$method->value] = $this->one($method, $day);
        }
        return $found;
    }

    /** The newest first. @return list<array{day: string, gateway: string, differences: list<array>}> */
    public function days(int $most): array
    {
        $days = $this->db->query("SELECT day, gateway FROM reconciliations ORDER BY day DESC, gateway LIMIT $most")->fetchAll();
        $differences = $this->db->prepare('SELECT d.*, o.out_trade_no IS NOT NULL AS is_known FROM differences d
            LEFT JOIN orders o ON o.out_trade_no = d.out_trade_no WHERE d.day = ? AND d.gateway = ? ORDER BY d.position');
        return array_map(static function (array $day) use ($differences): array {
            $differences->execute([$day['day'], $day['gateway']]);
            return $day + ['differences' => $differences->fetchAll()];
        }, $days);
    }

    private function one(Method $method, string $day): ?int
    {
        try {
            return $this->keep($method, $day, reconcile($this->bill($method, $day), $this->books($method, $day)));
        } catch (PayException $e) {
            $this->log->exception($e, 'no reconciliation', ['gateway' => $method->value, 'day' => $day]);
            return null;
        }
    }

    /** @throws PayException */
    private function bill(Method $method, string $day): iterable
    {
        $payments = $this->gateways->of($method);
        try {
            return $payments->client()->bill($day);
        } catch (ApiException $e) {
            return $payments->dialect()->isEmptyDay($e) ? [] : throw $e;
        }
    }

    /**
     * What was paid and what was asked back on this day, by the gateway's time where it told one. Orders that were never seen
     * paid are there as well: if the statement has one it is a difference in state.
     *
     * @return iterable<array{out_trade_no: string, out_refund_no: ?string, amount: Money, state: State}>
     */
    private function books(Method $method, string $day): iterable
    {
        $from = Orders::fromBeijing($day, 'Y-m-d');
        $to = $from + 86400;
        $orders = $this->db->prepare('SELECT out_trade_no, NULL AS out_refund_no, amount, state FROM orders WHERE gateway = ?
            AND (paid_at >= ? AND paid_at < ? OR paid_at IS NULL AND created_at >= ? AND created_at < ?)');
        $orders->execute([$method->value, $from, $to, $from - 86400, $to]);
        foreach ($orders as $row) {
            yield ['amount' => Money::fen((int) $row['amount']), 'state' => self::orderState($row['state'])] + $row;
        }
        $refunds = $this->db->prepare('SELECT r.out_trade_no, r.out_refund_no, r.amount, r.state FROM refunds r
            JOIN orders o ON o.out_trade_no = r.out_trade_no WHERE o.gateway = ? AND r.asked_at >= ? AND r.asked_at < ?');
        $refunds->execute([$method->value, $from, $to]);
        foreach ($refunds as $row) {
            yield ['amount' => Money::fen((int) $row['amount']), 'state' => self::refundState($row['state'])] + $row;
        }
    }

    private static function orderState(string $state): State
    {
        return match (OrderState::from($state)) {
            OrderState::Pending => State::Pending,
            OrderState::Closed => State::Closed,
            OrderState::Refunded => State::Refunded,
            OrderState::Paid, OrderState::Review => State::Succeeded,
        };
    }

    private static function refundState(string $state): State
    {
        return match (RefundState::from($state)) {
            RefundState::Pending => State::Pending,
            RefundState::Done => State::Succeeded,
            RefundState::Failed => State::Closed,
            RefundState::Review => State::Failed,
        };
    }

    /** In place of what an earlier comparison of that day found. @param iterable<Difference> $differences */
    private function keep(Method $method, string $day, iterable $differences): int
    {
        $count = 0;
        Database::atomically($this->db, function () use ($method, $day, $differences, &$count): void {
            foreach (['differences', 'reconciliations'] as $table) {
                $this->db->prepare("DELETE FROM $table WHERE day = ? AND gateway = ?")->execute([$day, $method->value]);
            }
            $insert = $this->db->prepare('INSERT INTO differences (day, gateway, position, kind, out_trade_no, out_refund_no, bill, books)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
            foreach ($differences as $difference) {
                $insert->execute([$day, $method->value, ++$count, $difference->kind->value, $difference->outTradeNo, $difference->outRefundNo,
                    self::side($difference->amountThere, $difference->stateThere), self::side($difference->amountHere, $difference->stateHere)]);
            }
            $this->db->prepare('INSERT INTO reconciliations (day, gateway, differences, finished_at) VALUES (?, ?, ?, ?)')
                ->execute([$day, $method->value, $count, time()]);
        });
        $about = ['gateway' => $method->value, 'day' => $day, 'differences' => $count];
        $count === 0 ? $this->log->info('statement agrees', $about) : $this->log->alarm('statement differs', $about);
        return $count;
    }

    /** "12.80 succeeded" */
    private static function side(?Money $amount, ?State $state): ?string
    {
        return $amount === null ? null : $amount->toYuan() . ' ' . $state?->value;
    }
}
