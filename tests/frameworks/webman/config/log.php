<?php

return ['default' => ['handlers' => [[
    'class' => Monolog\Handler\StreamHandler::class,
    'constructor' => [runtime_path() . '/logs/webman.log'],
    'formatter' => ['class' => Monolog\Formatter\LineFormatter::class, 'constructor' => []],
]]]];
