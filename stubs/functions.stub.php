<?php

/** @generate-function-entries */

namespace Pay;

/**
 * What this worker keeps between requests, for monitoring. Counters since the worker started; no identity is in it.
 *
 * @return array{versions: array{pay: string, openssl: string, libcurl: string, libxml: string}, keys: array{cached: int, parses: int, hits: int}, connections: array{open: int, opened: int, reused: int}, trust_store_parses: int, certificate_fetches: int, retries: int, unknown_outcomes: int}
 */
function status(): array {}

/**
 * Runs the closures side by side: calls to a gateway inside them wait together, not one after the other. Each runs in a fiber of its
 * own, so that anything else in it, a database query among it, still runs while the others stand. Calls that are made where
 * the caller must not be interrupted (inside of Inbox::once(), in destructors) wait alone.
 *
 *     [$paid, $refunded] = Pay\concurrent([fn () => $wx->query('o1'), fn () => $wx->queryRefund('r1')]);
 *
 * What a closure throws is its result, and does not keep the others from going on. exit() ends them all, and so does what a
 * signal handler throws while they wait: it comes out of this function, and calls in flight are broken off, so that their outcome is
 * unknown. May be used inside of a closure as well. A closure that suspends its fiber itself gets an \Error.
 *
 * @param array $tasks callables that take nothing
 * @param int $limit how many run at once
 * @return array results, or \Throwable, under the keys of $tasks, in their order
 * @throws \TypeError when a member is not callable
 * @throws \ValueError when $limit is not positive
 */
function concurrent(array $tasks, int $limit = 16): array {}

/**
 * Compares a bill with the shop's books, in whatever order the rows of both come, in less than 16 MB however many they are: beyond
 * some 80,000 they are sorted in a temporary file. Reads both to their end now, the bill first; what they throw goes on.
 *
 * A bill is of the payments made and the refunds begun on its day. Give the shop's of the same day, by the gateway's time
 * (success_time, gmt_payment), each as a row of its own; a row that has an out_refund_no is a refund. Orders that were never
 * paid may be among them, of any day: they only count if the bill has them. docs/reconcile.md has the queries.
 *
 * Amounts are those of the order and of the refund that was asked for, with coupons and before fees. States agree if both can be
 * true: an order that is Refunded here was paid there, and a refund that was in progress when the bill was written may have come
 * to any end here. What a bill says with words that are new is State::Unknown, which agrees with nothing.
 *
 * @phpstan-param iterable<array<string, string>> $bill a Bill of WeChat Pay (bill_type ALL) or Alipay (trade), or rows of such
 *   bills as they hand them out
 * @phpstan-param iterable<array{out_trade_no: non-empty-string, amount: Money, state: State, out_refund_no?: non-empty-string|null, ...}> $orders
 * @throws \ValueError a row of $orders is none, or the bill is none of payments and refunds
 * @throws IntegrityException integrity.bill-format: a row of the bill holds a value that means nothing
 * @throws ConfigException config.temporary-file: the folder for temporary files is missing or full
 */
function reconcile(iterable $bill, iterable $orders): Reconciliation {}
