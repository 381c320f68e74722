<form class="panel narrow" action="/operator/login" method="post">
    <h1><?= $t('operator.login') ?></h1>
    <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
    <label class="field"><span><?= $t('operator.password') ?></span>
        <input type="password" name="password" autocomplete="current-password" required autofocus></label>
    <button class="button" type="submit"><?= $t('operator.enter') ?></button>
</form>
