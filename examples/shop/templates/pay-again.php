<section class="panel narrow center">
    <span class="mark mark-wait" aria-hidden="true"></span>
    <h1><?= $t('pay.again.title') ?></h1>
    <p><?= $t('pay.again.text') ?></p>
    <a class="button pay" href="<?= $e($order->path('pay')) ?>"><?= $t('pay.again') ?></a>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
