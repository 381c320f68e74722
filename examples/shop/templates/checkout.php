<h1><?= $t('checkout.title') ?></h1>
<form class="panel narrow" action="/checkout" method="post">
    <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
    <input type="hidden" name="nonce" value="<?= $e($nonce) ?>">
    <input type="hidden" name="product" value="<?= $e($product['id']) ?>">
    <input type="hidden" name="quantity" value="<?= $e($quantity) ?>">
    <div class="line-item">
        <?php $art = $product['art'];
        require __DIR__ . '/art.php' ?>
        <div>
            <strong><?= $e($product['title']) ?></strong>
            <span class="muted"><?= $e($money($product['price'])) ?> × <?= $e($quantity) ?></span>
        </div>
    </div>
    <dl class="facts">
        <div><dt><?= $t('checkout.method') ?></dt><dd><?= $t('checkout.method.' . $channel->value) ?></dd></div>
        <div class="sum"><dt><?= $t('checkout.total') ?></dt><dd class="price price-big"><?= $e($money($amount)) ?></dd></div>
    </dl>
    <p class="muted"><?= $t('checkout.note', ['minutes' => $minutes]) ?></p>
    <button class="button pay" type="submit"><?= $t('checkout.submit') ?></button>
</form>
