<section class="panel narrow center">
    <span class="mark mark-off" aria-hidden="true"></span>
    <h1><?= $t('error.title') ?></h1>
    <p><?= $t($text) ?></p>
    <a class="button plain" href="/"><?= $t('back') ?></a>
</section>
