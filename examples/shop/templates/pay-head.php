<p class="due">
    <span><?= $t('pay.amount') ?></span>
    <strong class="price price-due"><?= $e($money($order->amount)) ?></strong>
    <span class="muted"><?= $e($order->title) ?> × <?= $e($order->quantity) ?></span>
</p>
