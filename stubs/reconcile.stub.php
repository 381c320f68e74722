<?php

/** @generate-class-entries */

namespace Pay;

/** "There" is the gateway's bill, "here" are the shop's books. Each kind is said of a payment or of a refund. */
enum DifferenceKind: string
{
    /** The bill has it, the shop has not. */
    case MissingHere = "missing-here";
    /** By the shop's state money moved, or may have (Succeeded, Refunded, Unknown); the bill does not have it. */
    case MissingThere = "missing-there";
    /** Both have it, with different amounts or currencies. */
    case Amount = "amount";
    /** Both have it, with states that exclude each other. */
    case State = "state";
    /** A further row of the shop's with the same number. */
    case RepeatedHere = "repeated-here";
    /** A further row of the bill's with the same number: paid twice, or a bill that was read twice. */
    case RepeatedThere = "repeated-there";
}

/**
 * One thing in which a bill and the shop's books differ. What two rows differ in twice, amount and state, is two differences.
 *
 * @strict-properties
 * @not-serializable
 */
final class Difference
{
    public readonly DifferenceKind $kind;

    /** out_trade_no; "" for a payment that the bill has without a number of the shop's. */
    public readonly string $outTradeNo;

    /** out_refund_no, of Alipay out_request_no; null: the difference is about the payment. */
    public readonly ?string $outRefundNo;

    /** The gateway's number of the payment, transaction_id or trade_no, where the bill has a row. */
    public readonly ?string $transactionId;

    /** Null, as the state: the shop has no row. */
    public readonly ?Money $amountHere;

    /** Null, as the state: the bill has no row. */
    public readonly ?Money $amountThere;

    public readonly ?State $stateHere;

    /** As the bill was written. A payment that was taken back (REVOKED) is Closed. */
    public readonly ?State $stateThere;

    public function isRefund(): bool {}
}

/**
 * The differences, sorted by order number, a payment before its refunds. One loop at a time; a further one begins anew.
 * Temporary files without a name, if it needed any, go with it.
 *
 * @implements \Iterator<int, Difference>
 * @strict-properties
 * @not-serializable
 */
final class Reconciliation implements \Iterator
{
    /** How many rows the bill had. */
    public readonly int $rowsThere;

    /** How many rows the shop had. */
    public readonly int $rowsHere;

    public function current(): ?Difference {}

    public function key(): int {}

    public function next(): void {}

    public function rewind(): void {}

    public function valid(): bool {}
}
