<h1 class="center"><?= $t('pay.title') ?></h1>
<section class="panel narrow" data-poll="<?= $e($order->path('order', '/status')) ?>">
    <?php require __DIR__ . '/pay-head.php' ?>
    <?php $method = $order->method;
    require __DIR__ . '/elsewhere.php' ?>
    <p class="center"><a href="<?= $e($order->path('return')) ?>"><?= $t('return.refresh') ?></a></p>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
