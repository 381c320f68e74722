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
 * What a closure throws is its result, and does not keep the others from going on; exit() ends them all. May be used inside of
 * a closure as well. A closure that suspends its fiber itself gets an \Error.
 *
 * @param array $tasks callables that take nothing
 * @param int $limit how many run at once
 * @return array results, or \Throwable, under the keys of $tasks, in their order
 * @throws \TypeError when a member is not callable
 * @throws \ValueError when $limit is not positive
 */
function concurrent(array $tasks, int $limit = 16): array {}
