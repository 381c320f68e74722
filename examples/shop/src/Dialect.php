<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\Money;
use Pay\Notification;
use Pay\Result;
use Pay\State;

/** What differs between the protocols: the names of fields, and what is said by which. All else of the shop knows none. */
interface Dialect
{
    /** Of an order, its way to pay included. Everything comes from the stored order, so a repeat is the same to the byte. */
    public function order(Order $order): array;

    /** Of a refund, from what is stored: a repeat is the same to the byte, too. */
    public function refund(Order $order, Refund $refund): array;

    /** By what a refund is asked for. */
    public function refundQuery(Order $order, string $number): string|array;

    /** What became of an order, as the answer to a query says it. */
    public function state(Result $answer): State;

    /** Whether an answer names the shop's own merchant and app, where answers name them. */
    public function isOurs(Result $answer): bool;

    /** What an answer says the order is worth, or what was refunded, in fen; null where it does not say. */
    public function orderFen(Result $answer): ?int;

    public function refundFen(Result $answer): ?int;

    public function currency(Result $answer): string;

    public function transactionId(Result $answer): string;

    /** Unix time, null where it does not say. */
    public function paidAt(Notification|Result $told): ?int;

    /** What this one refund is worth; null where the notice says only the sum of all. */
    public function refundedBy(Notification $notice): ?Money;

    /** When a refund was done; likewise. */
    public function refundedAt(Notification|Result $told): ?int;

    /** Whether a refusal says that the gateway has never heard of the order. */
    public function isUnknownOrder(ApiException $e): bool;

    /** The same of a refund. */
    public function isUnknownRefund(ApiException $e): bool;

    /** Whether a refusal says that a day has no statement because nothing happened on it. */
    public function isEmptyDay(ApiException $e): bool;
}
