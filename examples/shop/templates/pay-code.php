<?php $method = $order->method->value ?>
<h1 class="center"><?= $t('pay.title') ?></h1>
<section class="panel narrow" data-poll="<?= $e($order->path('order', '/status')) ?>">
    <?php require __DIR__ . '/pay-head.php' ?>
    <?php if ($qr !== null): ?>
    <div class="qr" role="img" aria-label="<?= $t('pay.qr', ['wallet' => $t("method.$method")]) ?>"><?= $qr ?></div>
    <?php else: ?>
    <div class="notice">
        <p><?= $t('pay.qr.missing', ['wallet' => $t("wallet.$method")]) ?></p>
        <code><?= $e($url) ?></code>
    </div>
    <?php endif ?>
    <p class="center"><strong><?= $t('pay.scan', ['wallet' => $t("wallet.$method")]) ?></strong><br><span class="muted"><?= $t('pay.scan.done') ?></span></p>
    <p class="center"><a href="<?= $e($order->path('return')) ?>"><?= $t('return.refresh') ?></a></p>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
