<?php

declare(strict_types=1);

/*
 * A stand-in for WeChat Pay, APIv3 and APIv2, for tests, demos and shops that want to try themselves. Plain PHP with ext/openssl,
 * written from the gateway's documentation. docs/sandbox.md says how to use it.
 *
 *   php sandbox/wechat.php serve [--listen 127.0.0.1:0] [--dir DIR] [--mode MODE] [--tls] [--until-stdin-closes]
 *   php sandbox/wechat.php init [--dir DIR] [--mode MODE]
 *   PAY_SANDBOX_DIR=DIR php -S 127.0.0.1:8081 sandbox/wechat.php
 */

namespace PaySandbox;

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/src/' . substr(strrchr("\\$class", '\\'), 1) . '.php';
    if (is_file($file)) {
        require $file;
    }
});

const DEFAULT_DIR = '/pay-sandbox';

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
    $command = $arguments[1] ?? 'help';
    $options = options(array_slice($arguments, 2));
    $dir = $options['dir'] ?? (getenv('PAY_SANDBOX_DIR') ?: sys_get_temp_dir() . DEFAULT_DIR);
    switch ($command) {
        case 'serve':
            $store = new Store($dir);
            $credentials = Credentials::open($store, $options['mode'] ?? null);
            (new Server(new App($store, $credentials), $store, $credentials))->run(
                $options['listen'] ?? '127.0.0.1:0', isset($options['tls']), isset($options['until-stdin-closes']));
            return 0;
        case 'init':
            echo json_encode(Credentials::open(new Store($dir), $options['mode'] ?? null)->public(), JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";
            return 0;
        case 'deliver':
            if (is_dir($dir)) {
                (new Notifier($store = new Store($dir), Credentials::open($store)))->deliver($options['id'], $options['delays'] ?? '0');
            }
            return 0;
    }
    fwrite(STDERR, "usage: php wechat.php serve|init [--dir DIR] [--mode public-key|certificate|both]\n"
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
