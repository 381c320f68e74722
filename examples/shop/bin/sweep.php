#!/usr/bin/env php
<?php

/*
 * For cron, every few minutes:  php bin/sweep.php [MINUTES]
 * Asks about orders that have been pending for MINUTES (default 5), closes those whose time is over, and asks about
 * refunds under way. It catches what a lost notification or a dead browser left behind. Prints what it did as JSON.
 */

declare(strict_types=1);

use Shop\OrderState;

$services = require __DIR__ . '/../bootstrap.php';
$settlement = $services->settlement();
$minutes = filter_var($argv[1] ?? '5', FILTER_VALIDATE_INT, ['options' => ['min_range' => 0]]);
if ($minutes === false) {
    fwrite(STDERR, "usage: sweep.php [MINUTES]\n");
    exit(2);
}

$did = array_fill_keys(array_column(OrderState::cases(), 'value'), 0) + ['refunds' => 0];
foreach ($services->orders()->pendingSince(time() - $minutes * 60) as $order) {
    $order = $order->isExpired() ? $settlement->close($order) : $settlement->ask($order);
    $did[$order->state->value]++;
}
foreach ($services->refunds()->pending() as $refund) {
    try {
        $settlement->askRefund($refund['out_refund_no'], $services->orders()->get($refund['out_trade_no']));
        $did['refunds']++;
    } catch (\Pay\PayException|Shop\NotConfigured $e) {
        $services->log()->exception($e, 'refund query failed', ['refund' => $refund['out_refund_no']]);
    }
}
echo json_encode($did, JSON_THROW_ON_ERROR), "\n";
