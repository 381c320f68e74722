<?php

declare(strict_types=1);

/*
 * A stand-in for Alipay's gateway.do, for tests, demos and shops that want to try themselves. Plain PHP with ext/openssl,
 * written from the gateway's documentation. docs/sandbox-alipay.md says how to use it.
 *
 *   php sandbox/alipay.php serve [--listen 127.0.0.1:0] [--dir DIR] [--mode MODE] [--tls] [--until-stdin-closes]
 *   php sandbox/alipay.php init [--dir DIR] [--mode MODE]
 *   PAY_SANDBOX_DIR=DIR php -S 127.0.0.1:8082 sandbox/alipay.php
 */

namespace PaySandbox\Alipay;

use PaySandbox\BuiltIn;
use PaySandbox\Request;
use PaySandbox\Server;
use PaySandbox\Store;

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/src/' . strtr(substr($class, strlen('PaySandbox\\')), '\\', '/') . '.php';
    if (str_starts_with($class, 'PaySandbox\\') && is_file($file)) {
        require $file;
    }
});

// statements of many rows are made in memory
ini_set('memory_limit', '2G');

const DEFAULT_DIR = '/pay-sandbox-alipay';

/** @return array<string, string|true> */
function options(array $arguments): array
{
    $options = [];
    for ($i = 0; $i < count($arguments); $i++) {
        $name = ltrim($arguments[$i], '-');
        $has_value = isset($arguments[$i + 1]) && !str_starts_with($arguments[$i + 1], '--');
        $options[$name] = $has_value ? $arguments[++$i] : true;
    }
    return $options;
}

function main(array $arguments): int
{
    $options = options(array_slice($arguments, 2));
    $dir = $options['dir'] ?? (getenv('PAY_SANDBOX_DIR') ?: sys_get_temp_dir() . DEFAULT_DIR);
    switch ($arguments[1] ?? 'help') {
        case 'serve':
            $store = new Store($dir);
            $credentials = Credentials::open($store, $options['mode'] ?? null);
            (new Server(new App($store, $credentials), $store, $credentials))->run(
                $options['listen'] ?? '127.0.0.1:0', isset($options['tls']), isset($options['until-stdin-closes']));
            return 0;
        case 'init':
            $credentials = Credentials::open(new Store($dir), $options['mode'] ?? null);
            echo json_encode($credentials->public(), JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";
            return 0;
        case 'deliver':
            if (is_dir($dir)) {
                (new Notices($store = new Store($dir), Credentials::open($store)))->deliver($options['id'], $options['delays'] ?? '0');
            }
            return 0;
    }
    fwrite(STDERR, "usage: php alipay.php serve|init [--dir DIR] [--mode key|certificate]\n"
        . "       serve: [--listen HOST:PORT] [--tls] [--until-stdin-closes]\n");
    return 2;
}

if (PHP_SAPI === 'cli-server') {
    $store = new Store(getenv('PAY_SANDBOX_DIR') ?: sys_get_temp_dir() . DEFAULT_DIR);
    $credentials = Credentials::open($store, null, 'http://' . $_SERVER['HTTP_HOST']);
    BuiltIn::send((new App($store, $credentials))->handle(Request::current()));
    return true;
}
exit(main($argv));
