<?php

use Hyperf\HttpServer\Server as HttpServer;
use Hyperf\Server\Event;
use Hyperf\Server\Server;

return [
    'mode' => SWOOLE_PROCESS,
    'servers' => [[
        'name' => 'http',
        'type' => Server::SERVER_HTTP,
        'host' => '127.0.0.1',
        'port' => (int) getenv('PORT'),
        'sock_type' => SWOOLE_SOCK_TCP,
        'callbacks' => [Event::ON_REQUEST => [HttpServer::class, 'onRequest']],
    ]],
    'settings' => ['enable_coroutine' => true, 'worker_num' => 2, 'pid_file' => BASE_PATH . '/runtime/hyperf.pid'],
    'callbacks' => [
        Event::ON_WORKER_START => [Hyperf\Framework\Bootstrap\WorkerStartCallback::class, 'onWorkerStart'],
        Event::ON_PIPE_MESSAGE => [Hyperf\Framework\Bootstrap\PipeMessageCallback::class, 'onPipeMessage'],
        Event::ON_WORKER_EXIT => [Hyperf\Framework\Bootstrap\WorkerExitCallback::class, 'onWorkerExit'],
    ],
];
