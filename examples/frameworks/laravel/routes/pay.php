<?php

use App\Http\Controllers\PayController;
use Illuminate\Support\Facades\Route;

// Outside the group "web", where a gateway would need a session and a CSRF token. Signatures take their place.
Route::post('/notify/{gateway}', [PayController::class, 'notify'])->whereIn('gateway', ['wechat', 'alipay']);

Route::middleware('web')->group(function () {
    Route::post('/orders/{number}/pay/{gateway}', [PayController::class, 'start'])->whereIn('gateway', ['wechat', 'alipay']);
    Route::get('/return/{gateway}', [PayController::class, 'back'])->whereIn('gateway', ['wechat', 'alipay']);
});
