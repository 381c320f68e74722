<div class="notice">
    <p><?= $t("elsewhere.$method->value") ?></p>
    <div class="copy">
        <input type="text" readonly value="<?= $e($link) ?>" aria-label="<?= $t('elsewhere.link') ?>">
        <button class="chip" type="button" data-copied="<?= $t('elsewhere.copied') ?>" hidden><?= $t('elsewhere.copy') ?></button>
    </div>
</div>
