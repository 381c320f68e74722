<?php

declare(strict_types=1);

use App\Controller\PayController;
use Hyperf\HttpServer\Router\Router;

Router::post('/notify/{gateway:wechat|alipay}', [PayController::class, 'notify']);
Router::post('/orders/{number:\w+}/pay/{gateway:wechat|alipay}', [PayController::class, 'start']);
Router::get('/return/{gateway:wechat|alipay}', [PayController::class, 'back']);
