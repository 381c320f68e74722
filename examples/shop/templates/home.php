<h1><?= $t('home.title') ?></h1>
<ul class="goods">
<?php foreach ($products as $product): ?>
    <li>
        <a class="card" href="/product/<?= $e($product['id']) ?>">
            <?php $art = $product['art'];
            require __DIR__ . '/art.php' ?>
            <span class="card-text">
                <span class="card-title"><?= $e($product['title']) ?></span>
                <span class="card-blurb"><?= $e($product['blurb']) ?></span>
                <span class="card-foot">
                    <span class="price"><?= $e($money($product['price'])) ?></span>
                    <span class="chip"><?= $t('home.view') ?></span>
                </span>
            </span>
        </a>
    </li>
<?php endforeach ?>
</ul>
