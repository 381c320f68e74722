<?php
$state = $order->state->value;
$mark = match ($state) {
    'paid' => 'done',
    'pending', 'review' => 'wait',
    default => 'off',
};
?>
<section class="panel narrow" data-state="<?= $e($state) ?>">
    <div class="center">
        <span class="mark mark-<?= $mark ?>" aria-hidden="true"></span>
        <h1><?= $t("order.$state") ?></h1>
        <p class="muted"><?= $t("order.$state.text", ['time' => $time($order->expiresAt, 'H:i')]) ?></p>
    </div>
    <?php if ($state === 'paid' && $order->pickupCode !== null): ?>
    <p class="code"><span><?= $t('order.code') ?></span>
        <strong><?= $e(chunk_split($order->pickupCode, 4, ' ')) ?></strong></p>
    <?php endif ?>
    <dl class="facts">
        <div><dt><?= $t('order.goods') ?></dt><dd><?= $e($order->title) ?></dd></div>
        <div><dt><?= $t('order.quantity') ?></dt><dd><?= $e($order->quantity) ?></dd></div>
        <div><dt><?= $t('order.amount') ?></dt><dd class="price"><?= $e($money($order->amount)) ?></dd></div>
        <?php if ($order->refundedFen > 0): ?>
        <div><dt><?= $t('order.refund') ?></dt><dd><?= $e($money(Pay\Money::fen($order->refundedFen))) ?></dd></div>
        <?php endif ?>
        <div><dt><?= $t('pay.order') ?></dt><dd class="number"><?= $e($order->outTradeNo) ?></dd></div>
        <?php if ($order->transactionId !== null): ?>
        <div><dt><?= $t('order.transaction.' . $order->method->value) ?></dt><dd class="number"><?= $e($order->transactionId) ?></dd></div>
        <?php endif ?>
        <div><dt><?= $t('order.created') ?></dt><dd><?= $e($time($order->createdAt)) ?></dd></div>
        <?php if ($order->paidAt !== null): ?>
        <div><dt><?= $t('order.paidAt') ?></dt><dd><?= $e($time($order->paidAt)) ?></dd></div>
        <?php endif ?>
    </dl>
    <?php if ($state === 'pending'): ?>
    <a class="button pay" href="<?= $e($order->path('pay')) ?>"><?= $t('order.pay') ?></a>
    <?php endif ?>
    <a class="button plain" href="/"><?= $t('back') ?></a>
</section>
