<?php $tab = 'refunds';
require __DIR__ . '/operator-nav.php' ?>
<h1><?= $t('operator.refunds') ?></h1>
<ul class="rows">
    <?php foreach ($refunds as $refund): ?>
    <li><a class="row-link" href="/operator/order/<?= $e($refund->outTradeNo) ?>"><?php require __DIR__ . '/operator-refund-row.php' ?></a></li>
    <?php endforeach ?>
</ul>
<?php if ($refunds === []): ?>
<p class="muted"><?= $t('operator.none') ?></p>
<?php endif ?>
