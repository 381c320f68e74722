<?php

use support\Log;
use support\Request;

return ['webman' => [
    'handler' => Webman\App::class,
    'listen' => 'http://127.0.0.1:' . getenv('PORT'),
    'count' => 2,
    'constructor' => ['requestClass' => Request::class, 'logger' => Log::channel('default'), 'appPath' => app_path(), 'publicPath' => public_path()],
]];
