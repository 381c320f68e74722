<article class="product">
    <?php $art = $product['art'];
    require __DIR__ . '/art.php' ?>
    <div class="panel">
        <h1><?= $e($product['title']) ?></h1>
        <p class="price price-big"><?= $e($money($product['price'])) ?></p>
        <p><?= $e($product['blurb']) ?></p>
        <ul class="promises">
            <li><?= $t('product.pickup') ?></li>
            <li><?= $t('product.refund') ?></li>
        </ul>
        <form action="/checkout" method="get">
            <input type="hidden" name="product" value="<?= $e($product['id']) ?>">
            <p class="row">
                <label for="quantity"><?= $t('product.quantity') ?></label>
                <select id="quantity" name="quantity">
                    <?php for ($n = 1; $n <= $most; $n++): ?>
                    <option value="<?= $n ?>"><?= $n ?></option>
                    <?php endfor ?>
                </select>
            </p>
            <button class="button" type="submit"><?= $t('product.buy') ?></button>
        </form>
    </div>
</article>
