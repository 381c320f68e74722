<?php

/** @generate-class-entries */

namespace Pay;

/**
 * Exactly once, in the shop's own database: the handler's work and the mark "seen" commit in one transaction. Gateways repeat
 * their notifications, and a shop that asks query() as well hears of everything twice.
 *
 * PDO drivers: sqlite, mysql, pgsql, in any error mode. The table is made on first use; docs/inbox.md has its SQL.
 *
 * @strict-properties
 * @not-serializable
 */
final class Inbox
{
    /**
     * Sends nothing to the database.
     *
     * @param string $table "name" or "schema.name": letters, digits and _, up to 63 each
     * @throws \ValueError another driver, or another name
     */
    public function __construct(\PDO $db, string $table = "pay_inbox") {}

    /**
     * Runs $handler($event, PDO) unless this fact (order X paid, refund Y done ...) was handled before, whether it came as a
     * notification or as the answer of query() or queryRefund(). True: it ran and committed. False: a repeat, or nothing
     * final yet. If it throws, everything is rolled back and the exception goes on. Where the connection broke at COMMIT, nobody
     * knows whether it is committed: the PDOException goes on, and the next delivery finds out.
     *
     * In a transaction that is open already it is a part of that: true then means that it ran, and it counts when the caller
     * commits. Otherwise the transaction is its own, and is tried again, handler and all, where the database took it back for
     * another's sake (a deadlock, a lock, a failed serialization) or was not ready (Galera). So let the handler write to this PDO alone, and do what
     * cannot be rolled back (mails, other calls) after true.
     *
     * A refund of a paid order is a fact of its own, by its number. An order of which query() says that it was refunded is a
     * paid one. What is neither payment nor refund is handled once for each notification id.
     *
     * @phpstan-param callable(Notification|Result, \PDO): mixed $handler
     * @throws \ValueError a Result that tells neither what became of an order nor of one refund
     * @throws \LogicException the handler committed, rolled back or hid a failed statement
     * @throws \PDOException what the database refuses, in every error mode
     * @throws \RuntimeException MySQL, in the caller's transaction: the table is missing; the message has its SQL
     */
    public function once(Notification|Result $event, callable $handler): bool {}

    /**
     * Forgets what is older, 10,000 rows at a time, each in a transaction of its own. A fact that is forgotten would be handled
     * again: keep it for longer than the shop asks query().
     *
     * @param int $olderThanDays 1 to 36500
     * @return int rows
     */
    public function prune(int $olderThanDays = 180): int {}
}
