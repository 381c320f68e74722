<?php

define('BASE_PATH', dirname(__DIR__));
define('SWOOLE_HOOK_FLAGS', SWOOLE_HOOK_ALL);
require BASE_PATH . '/vendor/autoload.php';

(function () {
    Hyperf\Di\ClassLoader::init();
    $container = require BASE_PATH . '/config/container.php';
    $container->get(Hyperf\Contract\ApplicationInterface::class)->run();
})();
