<?php

declare(strict_types=1);

// PHP's own web server asks for files, too; a real server hands them out itself.
if (PHP_SAPI === 'cli-server' && $_SERVER['SCRIPT_NAME'] !== '/index.php' && is_file(__DIR__ . $_SERVER['SCRIPT_NAME'])) {
    return false;
}

$services = require __DIR__ . '/../bootstrap.php';
(new Shop\App($services))->run(Shop\Request::current($services->config['proxies']));
