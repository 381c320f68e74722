<?php

namespace App\Providers;

use Illuminate\Support\Facades\DB;
use Illuminate\Support\ServiceProvider;
use Psr\Log\LoggerInterface;
use Shop\Checkout;

class PayServiceProvider extends ServiceProvider
{
    public function register(): void
    {
        $this->app->singleton(Checkout::class, fn ($app) => Checkout::configured(
            $app['config']['pay'],
            fn () => DB::connection()->getPdo(),
            $app->make(LoggerInterface::class),
        ));
    }

    public function boot(): void
    {
        $this->loadRoutesFrom(base_path('routes/pay.php'));
    }
}
