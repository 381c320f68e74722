<?php $tab = 'orders';
require __DIR__ . '/operator-nav.php';
$left = $order->refundable();
$pending = array_filter($refunds, static fn (Shop\Refund $refund) => $refund->isPending()) ?>
<div class="two" data-state="<?= $e($order->state->value) ?>">
<section class="panel">
    <h1><?= $e($order->title) ?> × <?= $e($order->quantity) ?>
        <span class="state state-<?= $e($order->state->value) ?>"><?= $t('state.' . $order->state->value) ?></span></h1>
    <?php if ($order->state === Shop\OrderState::Review): ?>
    <p class="notice"><?= $t('operator.review') ?></p>
    <?php endif ?>
    <dl class="facts">
        <div><dt><?= $t('pay.order') ?></dt><dd class="number"><?= $e($order->outTradeNo) ?></dd></div>
        <div><dt><?= $t('checkout.method') ?></dt><dd><?= $t('method.' . $order->method->value) ?></dd></div>
        <?php if ($order->transactionId !== null): ?>
        <div><dt><?= $t('order.transaction.' . $order->method->value) ?></dt><dd class="number"><?= $e($order->transactionId) ?></dd></div>
        <?php endif ?>
        <div><dt><?= $t('order.created') ?></dt><dd><?= $e($time($order->createdAt)) ?></dd></div>
        <?php if ($order->paidAt !== null): ?>
        <div><dt><?= $t('order.paidAt') ?></dt><dd><?= $e($time($order->paidAt)) ?></dd></div>
        <?php endif ?>
        <div><dt><?= $t('order.amount') ?></dt><dd class="price"><?= $e($money($order->amount)) ?></dd></div>
        <?php if ($order->refundedFen > 0): ?>
        <div><dt><?= $t('order.refund') ?></dt><dd><?= $e($money(Pay\Money::fen($order->refundedFen))) ?></dd></div>
        <?php endif ?>
        <?php if ($order->refundingFen > 0): ?>
        <div><dt><?= $t('operator.refunding') ?></dt><dd><?= $e($money(Pay\Money::fen($order->refundingFen))) ?></dd></div>
        <?php endif ?>
    </dl>
    <?php if ($order->isPending() || $pending !== []): ?>
    <form action="/operator/order/<?= $e($order->outTradeNo) ?>/ask" method="post">
        <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
        <?php if ($pending !== []): ?>
        <p class="muted"><?= $t('operator.ask.refund') ?></p>
        <?php endif ?>
        <button class="button plain" type="submit"><?= $t('operator.ask') ?></button>
    </form>
    <?php endif ?>
</section>
<section class="panel">
    <h2><?= $t('operator.refunds') ?></h2>
    <ul class="rows">
        <?php foreach ($refunds as $refund): ?>
        <li class="row-link"><?php require __DIR__ . '/operator-refund-row.php' ?></li>
        <?php endforeach ?>
    </ul>
    <?php if ($refunds === []): ?>
    <p class="muted"><?= $t('operator.none') ?></p>
    <?php endif ?>
    <?php if ($left !== null): ?>
    <form action="/operator/order/<?= $e($order->outTradeNo) ?>/refund" method="post">
        <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
        <input type="hidden" name="nonce" value="<?= $e($nonce) ?>">
        <label class="field"><span><?= $t('operator.refund.amount', ['most' => $left->toYuan()]) ?></span>
            <input name="amount" value="<?= $e($left->toYuan()) ?>" inputmode="decimal" pattern="\d+(\.\d{1,2})?" autocomplete="off" required></label>
        <label class="field"><span><?= $t('operator.reason') ?></span>
            <input name="reason" placeholder="<?= $t('operator.reason.default') ?>" maxlength="80" autocomplete="off"></label>
        <button class="button danger" type="submit"><?= $t('operator.refund') ?></button>
    </form>
    <?php endif ?>
</section>
</div>
