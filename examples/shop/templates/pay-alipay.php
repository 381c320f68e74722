<h1 class="center"><?= $t('pay.title') ?></h1>
<section class="panel narrow" data-poll="<?= $e($order->path('order', '/status')) ?>">
    <?php require __DIR__ . '/pay-head.php' ?>
    <?php // A link and not a form: form-action would stop what leaves the shop. ?>
    <a class="button pay alipay" id="alipay-pay" href="<?= $e($url) ?>"><?= $t('pay.alipay') ?></a>
    <p class="muted"><?= $t('pay.alipay.note') ?></p>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
