<h1 class="center"><?= $t('pay.title') ?></h1>
<section class="panel narrow" data-poll="<?= $e($order->path('order', '/status')) ?>">
    <?php require __DIR__ . '/pay-head.php' ?>
    <?php // A link and not a form: WeChat Pay wants the Referer, and form-action would stop the redirect. ?>
    <a class="button pay" id="h5-pay" href="<?= $e($url) ?>"><?= $t('pay.h5') ?></a>
    <p class="muted"><?= $t('pay.h5.note') ?></p>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
