<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

/** The shop's books. Whether an order is paid is decided here and nowhere else. */
final class Orders
{
    private const SELECT = 'SELECT o.*, f.pickup_code FROM orders o
        LEFT JOIN fulfilments f ON f.out_trade_no = o.out_trade_no';

    public function __construct(private readonly \PDO $db, private readonly int $secondsToPay)
    {
    }

    /**
     * The price comes from the products table. $checkoutKey is the same for every submission of one checkout form, so a
     * double click finds the order that the first click made.
     */
    public function create(
        array $product,
        int $quantity,
        Method $method,
        Channel $channel,
        string $ip,
        ?string $openid,
        string $checkoutKey,
    ): Order
    {
        $now = time();
        $number = 'T' . self::beijing($now, 'YmdHis') . strtoupper(bin2hex(random_bytes(6)));
        $insert = $this->db->prepare('INSERT INTO orders (out_trade_no, token, checkout_key, product_id, title, quantity,
            amount, state, gateway, channel, client_ip, openid, created_at, expires_at, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
        try {
            $insert->execute([$number, bin2hex(random_bytes(16)), $checkoutKey, $product['id'], $product['title'],
                $quantity, $product['price']->fen * $quantity, OrderState::Pending->value, $method->value, $channel->value, $ip,
                $openid, $now, $now + $this->secondsToPay, $now]);
        } catch (\PDOException $e) {
            if (!Database::isDuplicate($e)) {
                throw $e;
            }
            return $this->one('o.checkout_key = ?', $checkoutKey) ?? throw $e;
        }
        return $this->get($number);
    }

    public function find(string $outTradeNo): ?Order
    {
        return $this->one('o.out_trade_no = ?', $outTradeNo);
    }

    public function get(string $outTradeNo): Order
    {
        return $this->find($outTradeNo) ?? throw new \LogicException("order $outTradeNo has vanished");
    }

    /**
     * The pending ones, in portions: those that come after this number.
     *
     * @return list<Order>
     */
    public function pendingAfter(string $number, int $most): array
    {
        $select = $this->db->prepare(self::SELECT . " WHERE o.state = ? AND o.out_trade_no > ? ORDER BY o.out_trade_no LIMIT $most");
        $select->execute([OrderState::Pending->value, $number]);
        return array_map(Order::fromRow(...), $select->fetchAll());
    }

    /**
     * The newest first, in portions: those that come before this number.
     *
     * @return list<Order>
     */
    public function newest(?OrderState $state, string $before, int $most): array
    {
        $where = $state === null ? [] : ['o.state = ?' => $state->value];
        $where += $before === '' ? [] : ['o.out_trade_no < ?' => $before];
        $select = $this->db->prepare(self::SELECT . ($where === [] ? '' : ' WHERE ' . implode(' AND ', array_keys($where)))
            . " ORDER BY o.out_trade_no DESC LIMIT $most");
        $select->execute(array_values($where));
        return array_map(Order::fromRow(...), $select->fetchAll());
    }

    /**
     * Takes place in the transaction of Pay\Inbox, which lets every fact through once: what the payment brings about is
     * committed together with the mark, or not at all.
     */
    public function bookPayment(Order $order, string $transactionId, int $paidAt, string $source): void
    {
        if (!Database::move($this->db, $order->outTradeNo, OrderState::Paid, ['transaction_id' => $transactionId, 'paid_at' => $paidAt])) {
            $this->review($order, $transactionId, $paidAt, $source);
            return;
        }
        $this->enter('paid', $order, $transactionId, $source);
        $this->db->prepare('INSERT INTO fulfilments (out_trade_no, pickup_code, created_at) VALUES (?, ?, ?)')
            ->execute([$order->outTradeNo, self::pickupCode(), time()]);
    }

    /** Paid after it was closed, or refunded before it was seen paid: kept, shown, and left to a person. */
    public function review(Order $order, string $transactionId, ?int $paidAt, string $source): void
    {
        if (Database::move($this->db, $order->outTradeNo, OrderState::Review, ['transaction_id' => $transactionId, 'paid_at' => $paidAt])) {
            $this->enter('review', $order, $transactionId, $source);
        }
    }

    /** Only after the gateway has closed the order: until then it can still be paid. */
    public function close(Order $order): void
    {
        Database::move($this->db, $order->outTradeNo, OrderState::Closed);
    }

    /** True if nobody has asked the gateway about this order for so long; then the caller does. Holds across processes. */
    public function mayAsk(Order $order, int $everySeconds): bool
    {
        $update = $this->db->prepare('UPDATE orders SET asked_at = ? WHERE out_trade_no = ? AND asked_at <= ?');
        $update->execute([time(), $order->outTradeNo, time() - $everySeconds]);
        return $update->rowCount() === 1;
    }

    /** For monitoring and tests. */
    public function report(): array
    {
        return $this->db->query('SELECT o.out_trade_no, o.state, o.gateway, o.channel, o.amount, o.refunded, o.refunding, o.transaction_id,
            (SELECT COUNT(*) FROM fulfilments f WHERE f.out_trade_no = o.out_trade_no) AS fulfilments,
            (SELECT COUNT(*) FROM ledger l WHERE l.out_trade_no = o.out_trade_no) AS ledger
            FROM orders o ORDER BY o.created_at, o.out_trade_no')->fetchAll();
    }

    public static function beijing(int $time, string $format): string
    {
        return (new \DateTimeImmutable("@$time"))->setTimezone(new \DateTimeZone('+08:00'))->format($format);
    }

    /** What beijing() wrote, and gateways write; null if it is no such time. */
    public static function fromBeijing(string $text, string $format): ?int
    {
        return (\DateTimeImmutable::createFromFormat("!$format", $text, new \DateTimeZone('+08:00')) ?: null)?->getTimestamp();
    }

    private function one(string $where, string $value): ?Order
    {
        $select = $this->db->prepare(self::SELECT . " WHERE $where");
        $select->execute([$value]);
        $row = $select->fetch();
        return $row === false ? null : Order::fromRow($row);
    }

    private function enter(string $what, Order $order, string $transactionId, string $source): void
    {
        $this->db->prepare('INSERT INTO ledger (fact, out_trade_no, transaction_id, amount, source, created_at)
            VALUES (?, ?, ?, ?, ?, ?)')
            ->execute(["$what:$order->outTradeNo", $order->outTradeNo, $transactionId, $order->amount->fen, $source, time()]);
    }

    private static function pickupCode(): string
    {
        return str_pad((string) random_int(0, 99_999_999), 8, '0', STR_PAD_LEFT);
    }
}
