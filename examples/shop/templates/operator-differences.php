<?php $tab = 'differences';
require __DIR__ . '/operator-nav.php' ?>
<h1><?= $t('operator.differences') ?></h1>
<?php if ($days === []): ?>
<p class="muted"><?= $t('operator.differences.none') ?></p>
<?php endif ?>
<?php foreach ($days as $day): ?>
<section class="panel day">
    <h2><?= $e($day['day']) ?> · <?= $t('method.' . $day['gateway']), ' ' ?>
        <span class="state state-<?= $day['differences'] === [] ? 'done' : 'review' ?>"><?= $day['differences'] === []
            ? $t('operator.agrees') : $t('operator.differ', ['count' => count($day['differences'])]) ?></span></h2>
    <ul class="rows">
        <?php foreach ($day['differences'] as $row): ?>
        <li class="row-link"><span><strong><?= $t("difference.$row[kind]") ?></strong>
            <small class="number"><?php if ($row['is_known']): ?>
                <a href="/operator/order/<?= $e($row['out_trade_no']) ?>"><?= $e($row['out_trade_no']) ?></a>
                <?php else: ?>
                <?= $e($row['out_trade_no']) ?>
                <?php endif ?></small>
            <?php if ($row['out_refund_no'] !== null): ?>
            <small class="number"><?= $t('operator.refund.number') ?> <?= $e($row['out_refund_no']) ?></small>
            <?php endif ?></span>
            <span class="row-end"><small><?= $t('operator.in.bill') ?></small> <span class="number"><?= $e($row['bill'] ?? '—') ?></span>
            <small><?= $t('operator.in.books') ?></small> <span class="number"><?= $e($row['books'] ?? '—') ?></span></span></li>
        <?php endforeach ?>
    </ul>
</section>
<?php endforeach ?>
