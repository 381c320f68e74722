<?php

use Illuminate\Http\Request;

foreach ([
    'APP_KEY' => 'base64:' . base64_encode(str_repeat('k', 32)), 'APP_ENV' => 'production', 'DB_CONNECTION' => 'sqlite',
    'DB_DATABASE' => getenv('DATABASE'), 'LOG_CHANNEL' => 'single', 'SESSION_DRIVER' => 'file', 'CACHE_STORE' => 'array',
] as $name => $value) {
    putenv("$name=$value");
}
foreach (['logs', 'framework/sessions', 'framework/views', 'framework/cache'] as $folder) {
    is_dir(__DIR__ . "/../storage/$folder") || mkdir(__DIR__ . "/../storage/$folder", 0700, true);
}
require __DIR__ . '/../vendor/autoload.php';
(require __DIR__ . '/../bootstrap/app.php')->handleRequest(Request::capture());
