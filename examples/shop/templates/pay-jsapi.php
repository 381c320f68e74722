<h1 class="center"><?= $t('pay.title') ?></h1>
<section class="panel narrow" data-poll="<?= $e($order->path('order', '/status')) ?>">
    <?php require __DIR__ . '/pay-head.php' ?>
    <button class="button pay" type="button" id="bridge-pay"
        data-bridge="<?= $e(json_encode($bridge, JSON_THROW_ON_ERROR)) ?>"
        data-return="<?= $e($order->path('return')) ?>"
        data-wait="<?= $t('pay.jsapi.wait') ?>"
        data-cancelled="<?= $t('pay.jsapi.cancelled') ?>"
        data-failed="<?= $t('pay.jsapi.failed') ?>"
        data-outside="<?= $t('pay.jsapi.outside') ?>"><?= $t('pay.jsapi') ?></button>
    <p class="center" id="bridge-message" role="status"></p>
    <?php if ($sandboxUrl !== null): ?>
    <form action="<?= $e($sandboxUrl) ?>/sandbox/jsapi" method="post" id="sandbox-jsapi">
        <?php foreach ($bridge as $name => $value): ?>
        <input type="hidden" name="<?= $e($name) ?>" value="<?= $e($value) ?>">
        <?php endforeach ?>
        <input type="hidden" name="redirect_url" value="<?= $e($returnUrl) ?>">
        <button class="button plain" type="submit"><?= $t('pay.jsapi.sandbox') ?></button>
    </form>
    <?php endif ?>
    <?php require __DIR__ . '/pay-foot.php' ?>
</section>
