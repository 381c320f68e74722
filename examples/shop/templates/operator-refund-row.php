<span><strong class="number"><?= $e($refund->number) ?></strong>
    <small><?= $e($time($refund->createdAt)) ?><?= $refund->reason === '' ? '' : ' · ' . $e($refund->reason) ?></small>
    <?php if ($refund->note !== null): ?>
    <small class="trouble"><?= $e($refund->note) ?></small>
    <?php endif ?></span>
<span class="row-end"><span class="price"><?= $e($money($refund->amount)) ?></span>
    <span class="state state-<?= $e($refund->state->value) ?>"><?= $t('refund.' . $refund->state->value) ?></span></span>
