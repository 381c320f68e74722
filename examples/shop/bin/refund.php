#!/usr/bin/env php
<?php

/*
 * Refunds a whole order:  php bin/refund.php ORDER [REASON]
 * Run it again if the outcome was unclear: the refund number is made from the order's, so it cannot refund twice.
 */

declare(strict_types=1);

use Shop\OrderState;

$services = require __DIR__ . '/../bootstrap.php';
$order = isset($argv[1]) ? $services->orders()->find($argv[1]) : null;
if ($order === null || !in_array($order->state, [OrderState::Paid, OrderState::Review], true)) {
    fwrite(STDERR, $order === null ? "usage: refund.php ORDER [REASON]\n" : "{$order->state->value}: nothing to refund\n");
    exit(2);
}
if ($order->refundedFen > 0) {
    fwrite(STDERR, "a part is refunded already: refund the rest in the merchant console\n");
    exit(2);
}

try {
    $state = $services->settlement()->refund($order, $argv[2] ?? '商家退款');
    echo json_encode(['refund' => Shop\Refunds::numberFor($order), 'state' => $state->value]), "\n";
} catch (\Pay\UnknownOutcomeException $e) {
    $services->log()->exception($e, 'refund unclear', ['order' => $order->outTradeNo]);
    fwrite(STDERR, "unclear: run the same command again\n");
    exit(75);
} catch (\Pay\PayException|Shop\NotConfigured $e) {
    $services->log()->exception($e, 'refund refused', ['order' => $order->outTradeNo]);
    fwrite(STDERR, $e->getMessage() . "\n");
    exit(1);
}
