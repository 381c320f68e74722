<p class="muted center"><?= $t('pay.until', ['time' => $time($order->expiresAt, 'H:i')]) ?><br>
<?= $t('pay.order') ?> <span class="number"><?= $e($order->outTradeNo) ?></span></p>
<form class="center" action="<?= $e($order->path('order', '/cancel')) ?>" method="post">
    <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
    <button class="link" type="submit"><?= $t('pay.cancel') ?></button>
</form>
