<?php $tab = 'orders';
require __DIR__ . '/operator-nav.php' ?>
<h1><?= $t('operator.orders') ?></h1>
<form class="search" action="/operator" method="get">
    <input name="number" value="<?= $e($number) ?>" placeholder="<?= $t('operator.search') ?>" aria-label="<?= $t('operator.search') ?>">
    <button class="chip" type="submit"><?= $t('operator.find') ?></button>
</form>
<p class="chips">
    <a class="chip" href="/operator"<?= $state === null ? ' aria-current="true"' : '' ?>><?= $t('operator.all') ?></a>
    <?php foreach (Shop\OrderState::cases() as $case): ?>
    <a class="chip" href="/operator?state=<?= $e($case->value) ?>"<?= $state === $case ? ' aria-current="true"' : '' ?>><?= $t("state.$case->value") ?></a>
    <?php endforeach ?>
</p>
<?php if ($number !== ''): ?>
<p class="notice"><?= $t('error.not-found') ?></p>
<?php endif ?>
<ul class="rows">
    <?php foreach ($orders as $order): ?>
    <li><a class="row-link" href="/operator/order/<?= $e($order->outTradeNo) ?>">
        <span><strong><?= $e($order->title) ?> × <?= $e($order->quantity) ?></strong>
            <small class="number"><?= $e($order->outTradeNo) ?></small>
            <small><?= $e($time($order->createdAt)) ?> · <?= $t('method.' . $order->method->value) ?></small></span>
        <span class="row-end"><span class="price"><?= $e($money($order->amount)) ?></span>
            <?php if ($order->refundedFen + $order->refundingFen > 0): ?>
            <small>−<?= $e($money(Pay\Money::fen($order->refundedFen + $order->refundingFen))) ?></small>
            <?php endif ?>
            <span class="state state-<?= $e($order->state->value) ?>"><?= $t('state.' . $order->state->value) ?></span></span>
    </a></li>
    <?php endforeach ?>
</ul>
<?php if ($orders === []): ?>
<p class="muted"><?= $t('operator.none') ?></p>
<?php endif ?>
<?php if ($more !== null): ?>
<a class="button plain" href="<?= $e($more) ?>"><?= $t('operator.more') ?></a>
<?php endif ?>
