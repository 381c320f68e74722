<?php

use think\facade\Route;

// No token(), no session: signatures take their place.
Route::post('notify/:gateway', 'Pay/notify')->pattern(['gateway' => 'wechat|alipay']);

Route::post('orders/:number/pay/:gateway', 'Pay/start')->pattern(['number' => '\w+', 'gateway' => 'wechat|alipay']);
Route::get('return/:gateway', 'Pay/back')->pattern(['gateway' => 'wechat|alipay']);
