<!DOCTYPE html>
<html lang="<?= $language === 'zh' ? 'zh-CN' : 'en' ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#17402f">
<meta name="format-detection" content="telephone=no">
<title><?= $e($title) ?> · <?= $t('shop.name') ?></title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
<?php if ($refresh !== null): ?>
<noscript><meta http-equiv="refresh" content="4;url=<?= $e($refresh) ?>"></noscript>
<?php endif ?>
<script src="/shop.js" defer></script>
</head>
<body>
<a class="skip" href="#main"><?= $t('skip') ?></a>
<?php if ($isSandbox): ?>
<p class="ribbon"><?= $t('sandbox') ?></p>
<?php endif ?>
<header class="top">
    <a class="brand" href="/">
        <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path d="M16 3c7 5 10 10 10 15a10 10 0 0 1-9 10V15l4-4-5 3-5-3 4 4v13a10 10 0 0 1-9-10C6 13 9 8 16 3z"/></svg>
        <span><strong><?= $t('shop.name') ?></strong><small><?= $t('shop.motto') ?></small></span>
    </a>
    <nav aria-label="<?= $t('language') ?>">
        <?php if ($language === 'zh'): ?>
        <a href="<?= $e($switch('en')) ?>" lang="en" hreflang="en">English</a>
        <?php else: ?>
        <a href="<?= $e($switch('zh')) ?>" lang="zh-CN" hreflang="zh-CN">中文</a>
        <?php endif ?>
    </nav>
</header>
<main id="main">
<?= $body ?>
</main>
<footer class="foot"><?= $t('shop.footer') ?></footer>
</body>
</html>
