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
    <?php if (count($choices) > 1): ?>
    <fieldset class="choice">
        <legend><?= $t('checkout.method') ?></legend>
        <?php foreach ($choices as $method => $channel): ?>
        <label>
            <input type="radio" name="method" value="<?= $e($method) ?>"<?= $method === array_key_first($choices) ? ' checked' : '' ?>>
            <span class="wallet wallet-<?= $e($method) ?>" aria-hidden="true"></span>
            <span><strong><?= $t("method.$method") ?></strong><small><?= $t('channel.' . $channel->value) ?></small></span>
        </label>
        <?php endforeach ?>
    </fieldset>
    <?php else: ?>
    <input type="hidden" name="method" value="<?= $e(array_key_first($choices)) ?>">
    <?php endif ?>
    <dl class="facts">
        <?php if (count($choices) === 1): ?>
        <div><dt><?= $t('checkout.method') ?></dt>
            <dd><?= $t('method.' . array_key_first($choices)) ?> · <?= $t('channel.' . current($choices)->value) ?></dd></div>
        <?php endif ?>
        <div class="sum"><dt><?= $t('checkout.total') ?></dt><dd class="price price-big"><?= $e($money($amount)) ?></dd></div>
    </dl>
    <?php foreach ($elsewhere as $method) {
        require __DIR__ . '/elsewhere.php';
    } ?>
    <p class="muted"><?= $t('checkout.note', ['minutes' => $minutes]) ?></p>
    <button class="button pay" type="submit"><?= $t('checkout.submit') ?></button>
</form>
