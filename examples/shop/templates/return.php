<section class="panel narrow center" data-poll="<?= $e($order->path('order', '/status')) ?>">
    <span class="mark mark-wait" aria-hidden="true"></span>
    <h1 role="status"><?= $t('return.title') ?></h1>
    <p><?= $t('return.text') ?></p>
    <a class="button pay" href="<?= $e($order->path('return')) ?>"><?= $t('return.refresh') ?></a>
    <a class="button plain" href="<?= $e($order->path('pay')) ?>"><?= $t('return.pay') ?></a>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
