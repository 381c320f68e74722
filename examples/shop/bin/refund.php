#!/usr/bin/env php
<?php

/*
 * Refunds an order, or a part of it:  php bin/refund.php ORDER [YUAN [REASON]]
 * Run it again if the outcome was unclear: a refund of the order that is under way is asked for again, with its own number,
 * and no other is begun.
 */

declare(strict_types=1);

use Shop\RefundState;

$services = require __DIR__ . '/../bootstrap.php';
$order = isset($argv[1]) ? $services->orders()->find($argv[1]) : null;
if ($order === null) {
    fwrite(STDERR, "usage: refund.php ORDER [YUAN [REASON]]\n");
    exit(2);
}

$pending = array_filter($services->refunds()->of($order), static fn (Shop\Refund $refund) => $refund->isPending());
try {
    if ($pending === []) {
        $amount = isset($argv[2]) ? Pay\Money::yuan($argv[2]) : $order->refundable();
        $number = Shop\Refunds::numberFor($order, random_bytes(16));
        $pending[] = $services->refunds()->begin($number, $order, $amount ?? throw new Shop\NotRefundable('nothing is left'), $argv[3] ?? '商家退款');
    }
} catch (Shop\NotRefundable|ValueError $e) {
    fwrite(STDERR, "{$order->state->value}: {$e->getMessage()}\n");
    exit(2);
}

$status = 0;
foreach ($pending as $refund) {
    $refund = $services->refunding()->pursue($refund);
    echo json_encode(['refund' => $refund->number, 'amount' => $refund->amount->toYuan(), 'state' => $refund->state->value]), "\n";
    $status = max($status, match ($refund->state) {
        RefundState::Done => 0,
        RefundState::Pending => 75,
        default => 1,
    });
    $refund->note === null || fwrite(STDERR, "$refund->note\n");
}
exit($status);
