<?php

declare(strict_types=1);

namespace app\service;

use Shop\Checkout;
use think\facade\Db;
use think\Service;

class PayService extends Service
{
    public function register(): void
    {
        // Bound by a closure it is made once.
        $this->app->bind(Checkout::class, fn () => Checkout::configured(
            $this->app->config->get('pay'),
            fn () => Db::connect()->connect(),
            $this->app->log,
        ));
    }
}
