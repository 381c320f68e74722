<?php

return ['pid_file' => runtime_path() . '/webman.pid', 'stdout_file' => runtime_path() . '/logs/stdout.log',
    'log_file' => runtime_path() . '/logs/workerman.log', 'event_loop' => Workerman\Events\Select::class];
