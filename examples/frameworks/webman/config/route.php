<?php

use app\controller\PayController;
use Webman\Route;

Route::post('/notify/{gateway:wechat|alipay}', [PayController::class, 'notify']);
Route::post('/orders/{number:\w+}/pay/{gateway:wechat|alipay}', [PayController::class, 'start']);
Route::get('/return/{gateway:wechat|alipay}', [PayController::class, 'back']);

// Else /pay/start would be a second way in, by any method.
Route::disableDefaultRoute(PayController::class);
