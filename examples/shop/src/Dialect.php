<?php

declare(strict_types=1);

namespace Shop;

use Pay\Result;

/** What differs between the two versions of WeChat Pay's API: the names of fields. All else of the shop knows neither. */
interface Dialect
{
    /** Of an order, its way to pay included. Everything comes from the stored order, so a repeat is the same to the byte. */
    public function order(Order $order): array;

    /** Of the refund of a whole order. */
    public function refund(Order $order, string $number, string $reason): array;

    /** What an answer says the order is worth, or what was refunded, in fen; null where it does not say. */
    public function orderFen(Result $answer): ?int;

    public function refundFen(Result $answer): ?int;

    public function currency(Result $answer): string;

    public function merchant(Result $answer): ?string;
}
