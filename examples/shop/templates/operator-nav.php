<nav class="tabs" aria-label="<?= $t('operator.login') ?>">
    <?php foreach (['orders' => '/operator', 'refunds' => '/operator/refunds', 'differences' => '/operator/differences'] as $name => $path): ?>
    <a href="<?= $e($path) ?>"<?= $name === $tab ? ' aria-current="page"' : '' ?>><?= $t("operator.$name") ?></a>
    <?php endforeach ?>
    <form action="/operator/logout" method="post">
        <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
        <button class="link" type="submit"><?= $t('operator.leave') ?></button>
    </form>
</nav>
